"""Coverage, the wanted list and threads as pages and files."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from typing import Any

import pytest
from django.test import Client

from reader.models import Cable
from reader.views import coverage_drawing
from tests import factories
from tests.insight.series import counted, numbered, register, toronto
from tests.views.pages import page_of, words

pytestmark = pytest.mark.django_db
MAY = dt.date(2008, 5, 1)


def file_of(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    assert answer["Content-Disposition"].startswith("attachment")
    return b"".join(answer.streaming_content).decode()  # type: ignore[attr-defined]


def table_of(client: Client, address: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(file_of(client, address).removeprefix("\ufeff"))))


def rows(client: Client, address: str, css: str) -> list[str]:
    return [words(row) for row in page_of(client, address).css(css)]


# coverage


def test_the_matrix_counts_what_is_asked_for(client: Client) -> None:
    toronto()
    tabs = rows(client, "/coverage/", ".roles a")
    assert tabs == ["Held 4", "Held without text 1", "Cited, not held 1", "Known elsewhere only 1", "Never seen 21"]
    assert rows(client, "/coverage/", ".matrix tbody tr") == ["AMCONSUL TORONTO 3 3", "AMEMBASSY OTTAWA 1 1"]
    assert rows(client, "/coverage/?show=cited", ".matrix tbody tr") == ["AMCONSUL TORONTO 1 1"]
    assert rows(client, "/coverage/?show=unseen", ".matrix tbody tr") == [
        "AMCONSUL TORONTO 15 15",
        "AMEMBASSY OTTAWA 6 6",
    ]
    assert rows(client, "/coverage/?sort=post", ".matrix tbody th")[0] == "AMEMBASSY OTTAWA"
    link = page_of(client, "/coverage/").css_first(".matrix td a")
    assert link is not None
    assert link.attributes["href"] == "/coverage/toronto/2008/"


def test_registers_tell_what_is_not_held(client: Client) -> None:
    toronto()
    assert rows(client, "/coverage/", ".registers tbody tr") == ["Elsewhere 2 1 1"]
    assert rows(client, "/coverage/?register=elsewhere", ".matrix tbody tr") == ["AMCONSUL TORONTO 1 1"]


def test_what_is_asked_wrongly_shows_what_is_held(client: Client) -> None:
    toronto()
    for wrong in ("?show=nonsense", "?register=nowhere", "?page=99", "?sort=up", "?page=x"):
        assert "AMCONSUL TORONTO 3 3" in rows(client, f"/coverage/{wrong}", ".matrix tbody tr")


def test_an_empty_archive_has_nothing_to_count(client: Client) -> None:
    assert "No cable here has a number yet" in words(page_of(client, "/coverage/").css_first("main"))
    assert "Every cable that is cited here is held" in words(page_of(client, "/missing/").css_first("main"))
    assert "No cable here refers" in words(page_of(client, "/threads/").css_first("main"))


def test_a_post_by_years(client: Client) -> None:
    toronto()
    assert rows(client, "/coverage/toronto/", "tbody tr") == ["2008 3 1 1 1 15 20"]
    assert client.get("/coverage/nowhere/").status_code == 404
    assert client.get("/coverage/Toronto/")["Location"] == "/coverage/toronto/"
    assert client.get("/coverage/Toronto/2008/")["Location"] == "/coverage/toronto/2008/"


def test_a_year_serial_by_serial(client: Client) -> None:
    toronto()
    assert rows(client, "/coverage/toronto/2008/", ".states li") == [
        "Held 3",
        "Held without text 1",
        "Cited, not held 1",
        "Known elsewhere only 1",
        "Never seen 15",
    ]
    table = rows(client, "/coverage/toronto/2008/", ".runs tbody tr")
    assert table == [
        "1–9 Never seen (9)",
        "10 Held 10",
        "11 Never seen",
        "12 Held without text 12",
        "13–14 Never seen (2)",
        "15 Cited, not held 15 × 2",
        "16–17 Never seen (2)",
        "18 Known elsewhere only 18",
        "19 Never seen",
        "20 Held 20",
    ]
    squares = page_of(client, "/coverage/toronto/2008/").css(".squares a")
    assert [square.attributes["href"] for square in squares] == [
        f"/cables/08TORONTO{serial}/" for serial in (10, 12, 15, 20)
    ]


def test_days_on_which_texts_are_gone_stand_out(client: Client) -> None:
    toronto()
    page = page_of(client, "/coverage/toronto/2008/")
    gone = page.css_first(".days .gone")
    assert words(gone) == "1/2"
    link = page.css_first(".days .gone a")
    assert link is not None
    assert link.attributes["aria-label"] == "1 May 2008: 2 held, 1 without text, 1 between them not held"
    assert link.attributes["href"] == "/search/?post=toronto&q=date%3A2008-05-01"
    assert "1 day on which texts are gone" in words(page.css_first("main"))


def test_a_place_in_no_table_has_its_page(client: Client) -> None:
    numbered("08XANADU2", MAY)
    counted()
    assert rows(client, "/coverage/", ".matrix tbody tr") == ["XANADU 1 1"]
    assert rows(client, "/coverage/xanadu/2008/", ".runs tbody tr") == ["1 Never seen", "2 Held 2"]


def test_long_series_are_paged_by_thousands_that_hold_something(client: Client) -> None:
    for serial in (5, 1500, 90_001):
        numbered(f"08STATE{serial}", MAY)
    counted()
    page = page_of(client, "/coverage/state/2008/")
    assert [words(link) for link in page.css(".book .pages a")] == ["1–1 000", "1 001–2 000", "90 001–90 001"]
    assert rows(client, "/coverage/state/2008/?from=90001", ".runs tbody tr") == ["90 001 Held 90001"]
    assert rows(client, "/coverage/state/2008/?from=999999", ".runs tbody tr") == ["90 001 Held 90001"]
    assert rows(client, "/coverage/state/2008/?from=50500", ".runs tbody tr") == ["50 001–51 000 Never seen (1 000)"]
    assert rows(client, "/coverage/state/2008/?from=-1", ".runs tbody tr")[0] == "1–4 Never seen (4)"
    drawn = page.css(".serials a")
    assert len(drawn) == 3
    assert len(page.css(".serials a")) <= coverage_drawing.COLUMNS


def test_coverage_as_files(client: Client) -> None:
    toronto()
    [ottawa, found] = table_of(client, "/coverage/export.csv")
    assert (found["post"], found["station"], found["year"], found["held"], found["unseen"]) == (
        "TORONTO", "AMCONSUL TORONTO", "2008", "3", "15",
    )  # fmt: skip
    assert found["not_held_of_elsewhere"] == "1"
    assert found["archive"].startswith("cablearchive: 4 cables")
    assert ottawa["post"] == "OTTAWA"
    serials = table_of(client, "/coverage/toronto/2008/export.csv")
    assert [row["number"] for row in serials] == [f"08TORONTO{serial}" for serial in range(1, 21)]
    assert [row["state"] for row in serials if row["state"] != "unseen"] == [
        "held", "without_text", "cited", "registered", "held",
    ]  # fmt: skip
    assert (serials[14]["cited_by"], serials[17]["registers"], serials[9]["date"]) == ("2", "Elsewhere", "2008-05-01")
    assert client.get("/coverage/toronto/2007/export.csv").status_code == 404


# the wanted list


def test_the_wanted_list_says_who_cites_and_when_it_was_sent(client: Client) -> None:
    toronto()
    [entry] = rows(client, "/missing/", ".wanted > li")
    assert entry.startswith("08TORONTO15 cited by 2 cables Telegram 15 of 2008 from AMCONSUL TORONTO , Canada.")
    assert "Sent about 5 May 2008: an estimate from 08TORONTO12 of 1 May 2008 and 08TORONTO20 of 11 May 2008" in entry
    assert "08OTTAWA7 Ferries 9 May 2008, 12:00 UTC, as “08TORONTO15”" in entry


def test_the_wanted_list_narrowed(client: Client) -> None:
    toronto()
    numbered("07OTTAWA9", dt.date(2007, 5, 9), references=["07LONDON4"])
    counted()
    found = lambda query: rows(client, f"/missing/{query}", ".wanted h3 a")  # noqa: E731
    assert found("") == ["08TORONTO15", "07LONDON4"]
    assert found("?post=toronto") == ["08TORONTO15"]
    assert found("?year=2007") == ["07LONDON4"]
    assert found("?number=07LONDON4&number=08TORONTO15") == ["08TORONTO15", "07LONDON4"]
    assert found("?post=paris") == []
    assert "None of these" in words(page_of(client, "/missing/?post=paris").css_first("main"))
    assert found("?year=nonsense&page=77") == ["08TORONTO15", "07LONDON4"]


def test_the_wanted_list_as_files(client: Client) -> None:
    toronto()
    [row] = table_of(client, "/missing/export.csv")
    assert (row["number"], row["station"], row["estimated_date"], row["estimated_from"], row["estimated_to"]) == (
        "08TORONTO15", "AMCONSUL TORONTO", "2008-05-05", "2008-05-01", "2008-05-09",
    )  # fmt: skip
    assert row["citing"] == "08OTTAWA7; 08TORONTO20"
    head, entry = map(json.loads, file_of(client, "/missing/export.jsonl").splitlines())
    assert head["table"] == "missing"
    assert (entry["number"], entry["citing_subjects"]) == ("08TORONTO15", ["Ferries", "Harbor"])
    text = file_of(client, "/missing/export.txt")
    assert "1. 08TORONTO15\n   Telegram 15 of 2008 from AMCONSUL TORONTO (Canada)\n   Sent about 5 May 2008" in text
    assert "   - 08OTTAWA7, 9 May 2008, Ferries: as “08TORONTO15”" in text
    assert client.get("/missing/export.doc").status_code == 404
    assert table_of(client, "/missing/export.csv?post=paris") == []


def test_cells_of_files_compute_nothing(client: Client) -> None:
    numbered("08OTTAWA7", MAY, references=["08TORONTO15"], subject="=1+1")
    counted()
    assert table_of(client, "/missing/export.csv")[0]["citing_subjects"] == "'=1+1"


def test_hostile_words_stay_words(client: Client) -> None:
    factories.ensure_authority()
    cable = numbered("08OTTAWA7", MAY, references=["08TORONTO15"], subject="<b>x</b>", paragraphs=["Ref A <script>."])
    cable.references.update(text="<i>Toronto</i> 15")
    counted()
    for address in ("/missing/", "/cables/08OTTAWA7/thread/", "/cables/08TORONTO15/thread/"):
        content = client.get(address).content.decode()
        assert not any(tag in content for tag in ("<b>x", "<i>Toronto", "<script>.")), address


# threads


def test_a_thread_as_picture_and_table(client: Client) -> None:
    toronto()
    page = page_of(client, "/cables/08TORONTO20/thread/")
    assert words(page.css_first("h1")) == "The thread of 08TORONTO20"
    assert "4 cables that references connect, within 3 steps; 1 of them is not held." in words(page.css_first("main"))
    looks = {str(mark.attributes["href"]): mark.attributes["class"] for mark in page.css("svg.thread a")}
    assert looks == {
        "/cables/08TORONTO10/": "held",
        "/cables/08TORONTO15/": "missing",
        "/cables/08OTTAWA7/": "held",
        "/cables/08TORONTO20/": "held first",
    }
    assert len(page.css("svg.thread path.cites")) == 3
    table = [words(row) for row in page.css(".thread-table tbody tr")]
    assert [row.split(" ")[0] for row in table] == ["1", "about", "9", "11"]
    assert "about 5 May 2008 estimated from 12 of 1 May 2008 and 20 of 11 May 2008 08TORONTO15 not held" in table[1]
    wanted = page.css_first('.tools a[href^="/missing/"]')
    assert wanted is not None
    assert wanted.attributes["href"] == "/missing/?number=08TORONTO15"


def test_the_thread_of_a_missing_cable_and_other_forms_of_its_number(client: Client) -> None:
    toronto()
    assert "not held here" in words(page_of(client, "/cables/08TORONTO15/thread/").css_first("main"))
    assert client.get("/cables/08 Toronto 00015/thread/")["Location"] == "/cables/08TORONTO15/thread/"
    assert client.get("/cables/08TORONTO77/thread/").status_code == 404
    assert client.get("/cables/nonsense/thread/").status_code == 404


def test_a_cable_without_references_says_so(client: Client) -> None:
    numbered("08OTTAWA7", MAY)
    page = page_of(client, "/cables/08OTTAWA7/thread/")
    assert "No reference connects it" in words(page.css_first("main"))
    assert page.css_first("svg.thread") is None


def test_a_thread_as_a_file(client: Client) -> None:
    toronto()
    found = {row["number"]: row for row in table_of(client, "/cables/08TORONTO20/thread/export.csv")}
    assert (found["08TORONTO15"]["held"], found["08TORONTO15"]["estimated_date"]) == ("no", "2008-05-05")
    assert found["08TORONTO20"]["cites"] == "08TORONTO10; 08TORONTO15"


def test_the_most_connected(client: Client) -> None:
    toronto()
    numbered("08OTTAWA8", MAY, references=["08TORONTO10"])
    counted()
    [row] = rows(client, "/threads/", "tbody tr")
    assert row == "08TORONTO10 Lake levels 1 May 2008, 12:00 UTC Its thread 2"


def crowd() -> None:
    """Every kind of thing, thirty times."""
    toronto()
    numbers = [f"08OTTAWA{serial}" for serial in range(100, 130)]
    for at, number in enumerate(numbers):
        absent = [f"08LONDON{at}1", "08PARIS5"]
        numbered(number, MAY + dt.timedelta(at), references=[*numbers[max(0, at - 3) : at], *absent])
    register("another", *numbers, *(f"08LONDON{serial}" for serial in range(1, 60)))
    counted()


@pytest.mark.parametrize(
    "address",
    [
        "/coverage/",
        "/coverage/?register=another&sort=post",
        "/coverage/ottawa/",
        "/coverage/ottawa/2008/",
        "/missing/",
        "/missing/?post=london&year=2008",
        "/threads/",
        "/cables/08OTTAWA110/thread/",
        "/cables/08PARIS5/thread/",
    ],
)
def test_at_most_twelve_queries(client: Client, address: str, django_assert_max_num_queries: Any) -> None:
    crowd()
    with django_assert_max_num_queries(12):
        assert client.get(address).status_code == 200
    assert Cable.objects.count() == 34
