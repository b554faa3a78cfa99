"""A frozen search brought back through the page: as a file, pasted, too large, malformed, tampered with."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from selectolax.lexbor import LexborHTMLParser

from reader.models import Cable, Paragraph
from reader.search import indexing
from reader.views import comparing
from tests import factories
from tests.views.pages import words

pytestmark = pytest.mark.usefixtures("archive")
PAGE = "/search/compare/"


def frozen(client: Client, query: str = "?q=lake") -> bytes:
    return b"".join(client.get(f"/search/frozen.json{query}").streaming_content)


def pasted(client: Client, text: str, status: int = 200) -> str:
    answer = client.post(PAGE, {"text": text})
    assert answer.status_code == status
    return words(LexborHTMLParser(answer.content.decode()).css_first("main"))


def test_the_page_asks_for_a_file(client: Client) -> None:
    answer = client.get(PAGE)
    assert answer.status_code == 200
    page = LexborHTMLParser(answer.content.decode())
    assert page.css_first('input[type="file"]').attributes["name"] == "file"


def test_an_uploaded_file_of_an_unchanged_archive(client: Client) -> None:
    file = SimpleUploadedFile("mine.json", frozen(client), content_type="application/json")
    said = words(LexborHTMLParser(client.post(PAGE, {"file": file}).content.decode()).css_first("main"))
    assert "The file is intact." in said
    assert "Nothing has changed." in said


def test_what_has_changed_is_named(client: Client) -> None:
    before = frozen(client, "").decode()
    new = factories.make_cable(reference_id="08OTTAWA999", subject="New ice")
    indexing.update([new.pk])
    Cable.objects.get(reference_id="09TORONTO3").delete()
    Paragraph.objects.filter(cable__reference_id="08TORONTO152", position=1).update(text="The lake rose.")
    said = pasted(client, before)
    assert "3 cables then. Of these 1 is as it was, 1 changed, 1 gone; 1 has come." in said
    assert "Come since 1 08OTTAWA999 New ice" in said
    assert "Gone since 1 09TORONTO3 not in the archive" in said
    assert "Changed since 1 08TORONTO152 Lake levels fall its text" in said


def test_long_lists_are_cut_and_say_so(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    before = frozen(client, "").decode()
    monkeypatch.setattr(comparing, "NAMED", 1)
    Cable.objects.all().delete()
    assert "and 2 more, which the saved comparison names" in pasted(client, before)


def test_a_file_tampered_with_is_called_so(client: Client) -> None:
    said = pasted(client, frozen(client).decode().replace("08TORONTO152", "08TORONTO153"))
    assert "The file has been changed since it was frozen." in said
    assert "The file is intact." not in said


def test_the_comparison_can_be_saved(client: Client) -> None:
    before = frozen(client, "").decode()
    Cable.objects.get(reference_id="09TORONTO3").delete()
    answer = client.post(PAGE, {"text": before, "as": "json"})
    assert answer.headers["Content-Type"] == "application/json; charset=utf-8"
    assert answer.headers["Content-Disposition"].startswith('attachment; filename="cablearchive-search-')
    saved = json.loads(b"".join(answer.streaming_content))
    assert saved["gone"] == [{"reference_id": "09TORONTO3", "why": "not in the archive"}]
    assert saved["of"] == json.loads(before)["sha256"]
    assert saved["intact"] is True
    assert saved["archive_now"]["cables"] == 2


def test_a_small_file_is_kept_for_saving_its_comparison(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    before = frozen(client).decode()
    page = LexborHTMLParser(client.post(PAGE, {"text": before}).content.decode())
    kept = page.css_first("textarea[hidden]").text()
    assert json.loads(kept) == json.loads(before)
    monkeypatch.setattr(comparing, "KEPT", 10)
    page = LexborHTMLParser(client.post(PAGE, {"text": before}).content.decode())
    assert page.css_first("textarea[hidden]") is None
    assert "choose the file again" in words(page.css_first("main"))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "The file is empty."),
        ("{", "The file is not JSON"),
        ('{"format": "something"}', "no frozen search"),
        ("[" * 50_000, "nested too deeply"),
    ],
)
def test_malformed_text_gets_a_sentence(client: Client, text: str, said: str) -> None:
    assert said in pasted(client, text, 422)


def test_binary_files_get_a_sentence(client: Client) -> None:
    file = SimpleUploadedFile("x.json", bytes(range(256)))
    answer = client.post(PAGE, {"file": file})
    assert answer.status_code == 422
    assert "not text in UTF-8" in answer.content.decode()


def test_too_large_a_file_is_refused_before_it_is_read(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(comparing, "LARGEST", 1000)
    file = SimpleUploadedFile("x.json", b" " * 2000)
    answer = client.post(PAGE, {"file": file})
    assert answer.status_code == 413
    assert "This cannot be compared." in answer.content.decode()


def test_too_long_a_paste_gets_a_sentence(client: Client) -> None:
    assert "choose it as a file" in pasted(client, " " * 2_700_000, 413)


def test_a_form_of_another_site_is_refused() -> None:
    assert Client(enforce_csrf_checks=True).post(PAGE, {"text": "{}"}).status_code == 403


def test_hostile_contents_are_text(client: Client) -> None:
    whole = json.loads(frozen(client))
    evil = '</textarea><script>alert(1)</script>"'
    whole["search"]["sentence"] = whole["frozen"] = whole["archive"]["name"] = evil
    whole["archive"]["cables"] = {"items": evil}
    whole["cables"].append(["<script>", "0" * 16, "0" * 16])
    whole["counts"]["cables"] += 1
    answer = client.post(PAGE, {"text": json.dumps(whole)})
    assert answer.status_code == 200
    page = LexborHTMLParser(answer.content.decode())
    assert page.css("script:not([src])") == []
    assert evil in page.css_first("#verdict").text()
