"""Reports of a misreading: stored with their paragraph, guarded, and answered."""

import pytest
from django.test import Client

from reader.models import Cable, Report
from reader.views.report import MOST
from tests import factories
from tests.views.pages import page_of, words

pytestmark = pytest.mark.django_db
PAGE = "/cables/08TORONTO5/report/"


@pytest.fixture
def cable() -> Cable:
    return factories.make_cable(reference_id="08TORONTO5", paragraphs=[("(U)", "The lake fell."), ("(SBU)", "A hand.")])


def test_a_report_is_stored_with_its_paragraph(client: Client, cable: Cable) -> None:
    answer = client.post(f"{PAGE}?p=2", {"text": "It is (C), see line 2.", "contact": "a@example.org"})
    assert (answer.status_code, answer.headers["Location"]) == (302, f"{PAGE}?p=2&sent")
    report = Report.objects.get()
    assert (report.cable, report.paragraph.anchor) == (cable, "p2")
    assert (report.text, report.contact, report.state) == ("It is (C), see line 2.", "a@example.org", "open")
    thanks = page_of(client, answer.headers["Location"])
    assert "Thank you." in words(thanks.css_first("[role=status]"))
    assert thanks.css("form.report") == []
    assert thanks.css_first('article a[href="/cables/08TORONTO5/#p2"]') is not None


def test_a_report_outlives_the_reading_that_it_is_about(admin_client: Client, cable: Cable) -> None:
    admin_client.post(f"{PAGE}?p=2", {"text": "It is (C)."})
    paragraph = cable.paragraphs.get(position=2)
    fields = {
        "position": 2,
        "number": 2,
        "anchor": "p2",
        "first_line": 2,
        "last_line": 2,
        "text": "A hand, newly read.",
    }
    paragraph.delete()
    cable.paragraphs.create(**fields)
    report = Report.objects.get()
    assert (report.paragraph, report.anchor, report.as_read) == (None, "p2", "A hand.")
    assert report.get_absolute_url() == "/cables/08TORONTO5/#p2"
    shown = admin_client.get(f"/admin/reader/report/{report.pk}/change/").content.decode()
    assert "A hand." in shown
    assert "A hand, newly read." in shown


def test_the_page_shows_what_it_is_about(client: Client, cable: Cable) -> None:
    page = page_of(client, f"{PAGE}?p=2")
    assert "A hand." in words(page.css_first(".quoted"))
    assert page.css_first('a[href="/cables/08TORONTO5/source/#L2"]') is not None
    assert page.css_first(f'a[href="{PAGE}"]') is not None
    assert page_of(client, PAGE).css(".quoted") == []
    assert client.get(f"{PAGE}?p=7").status_code == 404


@pytest.mark.parametrize(("text", "told"), [("", "in a sentence"), ("   ", "in a sentence"), ("x" * 4001, "4000")])
def test_what_cannot_be_taken_is_said_and_kept_on_the_page(client: Client, cable: Cable, text: str, told: str) -> None:
    answer = client.post(PAGE, {"text": text, "contact": "me"})
    assert answer.status_code == 400
    assert told in answer.content.decode()
    assert 'value="me"' in answer.content.decode()
    assert not Report.objects.exists()


def test_programs_are_thanked_and_not_heard(client: Client, cable: Cable) -> None:
    answer = client.post(PAGE, {"text": "Buy lakes", "website": "http://example.org"})
    assert answer.status_code == 302
    assert not Report.objects.exists()


def test_pressing_twice_stores_once(client: Client, cable: Cable) -> None:
    for _ in range(2):
        client.post(PAGE, {"text": "The same."})
    assert Report.objects.count() == 1


def test_more_than_a_few_an_hour_are_refused(client: Client, cable: Cable) -> None:
    Report.objects.bulk_create(Report(cable=cable, text=f"Report {number}") for number in range(MOST))
    answer = client.post(PAGE, {"text": "One more."})
    assert answer.status_code == 429
    assert "try again later" in answer.content.decode()
    assert "One more." in answer.content.decode()
    assert Report.objects.count() == MOST


def test_a_form_from_elsewhere_is_refused(cable: Cable) -> None:
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(PAGE, {"text": "Forged."}).status_code == 403
    assert not Report.objects.exists()


def test_the_cable_page_itself_sets_no_cookie(client: Client, cable: Cable) -> None:
    assert not client.get("/cables/08TORONTO5/").cookies


def test_the_queue_has_the_paragraph_at_hand(admin_client: Client, cable: Cable) -> None:
    admin_client.post(f"{PAGE}?p=2", {"text": "It is (C)."})
    report = Report.objects.get()
    queue = admin_client.get("/admin/reader/report/").content.decode()
    assert "It is (C)." in queue
    assert "p2" in queue
    shown = admin_client.get(f"/admin/reader/report/{report.pk}/change/").content.decode()
    assert "A hand." in shown
