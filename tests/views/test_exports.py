"""A result taken home: whole, streamed, with where it comes from, and harmless whatever the cables say."""

import csv
import gc
import io
import json
import re
import weakref
from collections.abc import Callable
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from haystack.exceptions import SearchBackendError
from selectolax.lexbor import LexborHTMLParser

from reader.models import Cable
from reader.search import indexing
from reader.views.exports import cables as chunks
from reader.views.exports.formats import FORMATS
from tests import factories
from tests.views.pages import page_of, words

pytestmark = pytest.mark.django_db

#: Everything that may hurt a file, in one text.
EVIL = '=HYPERLINK("http://x","y")\r\nTY  - BOOK\r\nER  - \r\n@article{x, {\\}%"; \u202etxt.exe\u2028\x07'


def taken(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    assert answer.streaming
    return b"".join(answer.streaming_content).decode()


def table(client: Client, address: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(taken(client, address).removeprefix("\ufeff"), newline="")))


@pytest.fixture
def evil(db: None) -> Cable:
    """A cable that has EVIL wherever a text can stand."""
    cable = factories.make_cable(
        reference_id="08TORONTO666",
        station=factories.make_station(EVIL, slug="evil"),
        subject=EVIL,
        headline=EVIL,
        summary=EVIL,
        caveats=[EVIL],
        signatures=[EVIL],
        paragraphs=[("(U)", f"trouble {EVIL}")],
        tags=[EVIL],
        captions=[EVIL],
        to=[EVIL],
        collection=factories.make_collection("evil", title=EVIL, notice=EVIL, fictional=True),
    )
    indexing.update([cable.pk])
    return cable


@pytest.mark.parametrize("ending", FORMATS)
def test_every_format_is_a_file_of_its_kind(client: Client, archive: list, ending: str) -> None:
    answer = client.get(f"/search/export.{ending}?q=lake")
    assert answer.headers["Content-Type"] == FORMATS[ending].content_type
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert re.fullmatch(
        rf'attachment; filename="cablearchive-lake-\d{{4}}-\d\d-\d\d\.{ending}"', answer.headers["Content-Disposition"]
    )


@pytest.mark.parametrize("ending", FORMATS)
def test_the_file_says_what_was_asked_when_and_of_what(client: Client, archive: list, ending: str) -> None:
    text = taken(client, f"/search/export.{ending}?q=lake&class=unclassified&not-tag=PREL")
    said = " ".join(text.split())
    assert "Cables with lake" in said
    assert "/search/?q=lake&class=unclassified&not-tag=PREL" in said
    assert re.search(r"20\d\d-\d\d-\d\dT\d\d:\d\d:\d\dZ", said)
    assert "3 cables, all searchable" in said or '"indexed": 3' in said


def test_an_unknown_ending_is_not_there(client: Client) -> None:
    assert client.get("/search/export.exe").status_code == 404


@pytest.mark.parametrize("ending", FORMATS)
def test_an_empty_result_is_a_file_too(client: Client, archive: list, ending: str) -> None:
    assert "08TORONTO152" not in taken(client, f"/search/export.{ending}?q=zeppelin")


def test_a_table_has_a_row_a_cable(client: Client, archive: list) -> None:
    rows = table(client, "/search/export.csv?sort=date")
    assert [row["reference_id"] for row in rows] == ["08OTTAWA734", "08TORONTO152", "09TORONTO3"]
    first, second, third = rows
    assert first["classification"] == "CONFIDENTIAL"
    assert first["paragraph_markings"] == "2 paragraphs: 1 U; 2 C"
    assert first["date"] == "2008-05-28T19:32:00Z"
    assert second["tags"] == "SENV; CA"
    assert second["captions"] == "SIPDIS"
    assert second["address"] == "http://testserver/cables/08TORONTO152/"
    assert (third["classification"], third["date"], third["subject"]) == ("", "", "")
    assert third["headline"] == "Cable: the winter market"
    assert {row["search"] for row in rows} == {"All cables"}


def test_a_table_has_the_order_of_the_results(client: Client, archive: list) -> None:
    page = page_of(client, "/search/?sort=-date")
    listed = [words(row) for row in page.css(".hit .id")]
    assert [row["reference_id"] for row in table(client, "/search/export.csv?sort=-date&page=7")] == listed


def test_json_lines_keep_every_paragraph_with_its_marking(client: Client, archive: list) -> None:
    head, *cables = map(json.loads, taken(client, "/search/export.jsonl?q=lake").splitlines())
    assert head["cables"] == len(cables) == 1
    assert head["search"]["q"] == "lake"
    assert cables[0]["reference_id"] == "08TORONTO152"
    said = [(p["number"], p["marking"]["as_written"], p["text"]) for p in cables[0]["paragraphs"]]
    assert said == [(1, "(SBU)", "The lake fell by a hand."), (2, "(U)", "Ferries stay in port.")]
    assert cables[0]["info"] == ["AMEMBASSY OTTAWA"]


def test_unmarked_paragraphs_have_no_marking(client: Client, archive: list) -> None:
    _, cable = map(json.loads, taken(client, "/search/export.jsonl?q=market").splitlines())
    assert cable["paragraphs"][0]["marking"] is None
    assert cable["classification"]["level"] is None
    assert cable["date"] is None


def test_text_has_markings_within_and_above_and_below(client: Client, archive: list) -> None:
    text = taken(client, "/search/export.txt?q=truckers")
    copy = text.split("=" * 72)[1]
    assert [line.strip() for line in copy.splitlines()].count("CONFIDENTIAL") == 2
    assert "1. (U) Ice roads opened on Monday." in copy
    assert "2. (C) Truckers told the RCMP they were worried." in copy
    assert "1 of 1  http://testserver/cables/08OTTAWA734/" in copy


def entries(text: str) -> list[list[tuple[str, str]]]:
    """RIS as its readers see it: tag and value by line, entries from TY to ER; anything else in between is an error."""
    found: list[list[tuple[str, str]]] = []
    begun = False
    for line in text.split("\r\n"):
        tag = re.fullmatch(r"([A-Z][A-Z0-9])  - (.*)", line)
        if tag is None:
            assert not begun or not line, f"a line without a tag: {line!r}"
        elif tag[1] == "TY":
            assert not begun, "an entry within an entry"
            begun, _ = True, found.append([tag.groups()])
        elif tag[1] == "ER":
            begun = False
        else:
            assert begun, f"a tag outside of an entry: {line!r}"
            found[-1].append(tag.groups())
    assert not begun
    return found


def test_ris(client: Client, archive: list) -> None:
    text = taken(client, "/search/export.ris?sort=date")
    found = [dict(entry) for entry in entries(text)]
    assert [entry["ID"] for entry in found] == ["08OTTAWA734", "08TORONTO152", "09TORONTO3"]
    first = found[0]
    assert first["TY"] == "RPRT"
    assert first["AU"] == "AMEMBASSY OTTAWA"
    assert first["TI"] == "Ice roads open early"
    assert first["DA"] == "2008/05/28/"
    assert first["SN"] == "08OTTAWA734"
    assert first["UR"] == "http://testserver/cables/08OTTAWA734/"
    assert "CONFIDENTIAL" in first["N1"]
    assert ("KW", "PREL") in entries(text)[0]
    assert "DA" not in found[2]
    head = [line for line in text.partition("TY  - ")[0].split("\r\n") if line]
    assert len(head) <= 4, "Zotero reads four lines before it gives up"


def balanced(text: str) -> list[str]:
    """BibTeX as its readers see it: from an @ to the brace that closes it. A brace counts, whatever stands before."""
    found, place = [], 0
    while (start := text.find("@", place)) >= 0:
        depth, place = 0, text.index("{", start)
        while True:
            depth += {"{": 1, "}": -1}.get(text[place], 0)
            place += 1
            if depth == 0:
                break
        found.append(text[start:place])
    return found


def test_bibtex(client: Client, archive: list) -> None:
    found = balanced(taken(client, "/search/export.bib?sort=date"))
    assert [entry.split(",")[0] for entry in found] == [
        "@techreport{08OTTAWA734",
        "@techreport{08TORONTO152",
        "@techreport{09TORONTO3",
    ]
    assert "  author = {{AMEMBASSY OTTAWA}}," in found[0]
    assert "  title = {{Ice roads open early}}," in found[0]
    assert "  year = {2008}," in found[0]
    assert "  month = may\n" in found[0]
    assert "year" not in found[2]


def test_hostile_cells_are_no_formulas(client: Client, evil: Cable) -> None:
    (row,) = table(client, "/search/export.csv?q=trouble")
    begin = [cell[:1] for cell in row.values() if cell]
    assert not {"=", "+", "-", "@", "\t", "\r"} & set(begin)
    assert row["subject"].startswith("'=HYPERLINK")
    assert "\n" not in row["subject"]


@pytest.mark.parametrize("begun", ["=1+1", "+1", "-1", "@SUM(1)", "\t=1", "\r=1", " =1", "\n=1"])
def test_every_beginning_of_a_formula_is_kept_from_being_one(client: Client, begun: str) -> None:
    cable = factories.make_cable(subject=f"{begun} gulls")
    indexing.update([cable.pk])
    (row,) = table(client, "/search/export.csv?q=gulls")
    assert not row["subject"].lstrip().startswith(("=", "+", "-", "@"))


def test_hostile_text_begins_no_entry_of_ris(client: Client, evil: Cable) -> None:
    (entry,) = entries(taken(client, "/search/export.ris?q=trouble"))
    assert [tag for tag, _ in entry if tag == "TY"] == ["TY"]
    assert "\u2028" not in "".join(value for _, value in entry)


def test_hostile_text_begins_no_entry_of_bibtex(client: Client, evil: Cable) -> None:
    text = taken(client, "/search/export.bib?q=trouble")
    (entry,) = balanced(text)
    assert entry.startswith("@techreport{08TORONTO666,")
    assert r"\textbackslash{}\textbraceright{}\%" in entry


def test_a_hostile_query_begins_no_entry_either(client: Client, archive: list) -> None:
    query = "?q=lake+%40article%7Bx%2C%0D%0ATY++-+BOOK%0D%0A"
    assert balanced(taken(client, f"/search/export.bib{query}")) == []
    assert entries(taken(client, f"/search/export.ris{query}")) == []


def test_hostile_text_is_one_json_line(client: Client, evil: Cable) -> None:
    text = taken(client, "/search/export.jsonl?q=trouble")
    assert len(text.splitlines()) == 2
    assert json.loads(text.splitlines()[1])["subject"] == EVIL


@pytest.mark.parametrize("query", ["a%0D%0ASet-Cookie:x=1", '"; filename="evil.exe', "../../etc/passwd", "قطة", "%00"])
def test_a_query_cannot_write_headers_or_names(client: Client, archive: list, query: str) -> None:
    for address in ("/search/export.csv", "/search/frozen.json"):
        answer = client.get(f"{address}?q={query}")
        assert re.fullmatch(r'attachment; filename="[a-z0-9.-]+"', answer.headers["Content-Disposition"])
        assert "Set-Cookie" not in answer.headers
        assert b"".join(answer.streaming_content)


def test_a_mistake_in_the_query_is_said_in_the_file(client: Client, archive: list) -> None:
    head = json.loads(taken(client, "/search/export.jsonl?q=%22lake").splitlines()[0])
    assert "quote" in head["notes"][0]


@pytest.mark.parametrize("ending", FORMATS)
def test_queries_do_not_grow_with_a_chunk(client: Client, ending: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Three chunks of one cable take as many queries as three chunks of five."""
    factories.ensure_authority()

    def add(count: int) -> None:
        made = [
            factories.make_cable(
                paragraphs=[("(U)", "One gull."), ("(SBU)", "Two gulls."), "No gull."],
                tags=["PREL", "CA"],
                captions=["SIPDIS"],
                to=["AMEMBASSY OTTAWA", "SECSTATE WASHDC"],
            )
            for _ in range(count)
        ]
        indexing.update([cable.pk for cable in made])

    def asked(size: int) -> int:
        monkeypatch.setattr(chunks, "CHUNK", size)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            taken(client, f"/search/export.{ending}?q=gull")
        return len(queries)

    add(3)
    few = asked(1)
    add(12)
    assert asked(5) == few


def test_a_chunk_leaves_memory_before_the_next_comes(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of forty cables no more than two chunks of five are ever alive at once."""
    made = [factories.make_cable(subject="Gulls") for _ in range(40)]
    indexing.update([cable.pk for cable in made])
    del made
    monkeypatch.setattr(chunks, "CHUNK", 5)
    alive = alive_cables(monkeypatch)
    gc.disable()  # it must not be needed
    try:
        counted = [alive() for _ in client.get("/search/export.txt?q=gulls").streaming_content]
    finally:
        gc.enable()
    assert len(counted) >= 40
    assert 0 < max(counted) <= 10


def alive_cables(monkeypatch: pytest.MonkeyPatch) -> Callable[[], int]:
    """Counts Cable objects that the database gave and that are still referred to."""
    known: weakref.WeakSet[Cable] = weakref.WeakSet()
    from_db = Cable.from_db.__func__

    def counted(cls, *given):
        cable = from_db(cls, *given)
        known.add(cable)
        return cable

    monkeypatch.setattr(Cable, "from_db", classmethod(counted))
    monkeypatch.setattr(Cable, "__hash__", object.__hash__)
    return lambda: len(known)


def test_an_engine_that_cannot_answer_gives_a_page_and_no_half_file(client: Client, monkeypatch) -> None:
    def fails(*given: object) -> None:
        raise SearchBackendError("/secret/path is damaged")

    for module in ("reader.views.exports.downloads.find", "reader.search.frozen.find", "reader.feeds.find"):
        monkeypatch.setattr(module, fails)
    for address in ("export.csv", "export.bib", "frozen.json", "print/", "feed.atom"):
        answer = client.get(f"/search/{address}")
        assert answer.status_code == 503, address
        assert "The search cannot answer now" in answer.content.decode()
        assert "/secret/path" not in answer.content.decode()


def test_the_page_offers_the_files_and_says_how_much_it_is(client: Client, archive: list) -> None:
    part = page_of(client, "/search/?q=lake&sort=date").css_first("#take-home")
    links = {link.attributes["href"]: words(link) for link in part.css("a")}
    for ending in FORMATS:
        assert f"/search/export.{ending}?q=lake&sort=date" in links
    assert {"/search/print/?q=lake&sort=date", "/search/frozen.json?q=lake&sort=date", "/search/compare/"} <= set(links)
    assert "All 1 cable" in words(part)
    assert "about 1 kB" in words(part)
    for address in links:
        assert client.get(address).status_code == 200


def test_nothing_is_offered_of_nothing(client: Client, archive: list) -> None:
    assert page_of(client, "/search/?q=zeppelin").css_first("#take-home") is None


# Printing


def test_a_list_to_print_has_its_marking_above_and_below(client: Client, archive: list) -> None:
    page = page_of(client, "/search/print/?sort=date")
    above, below = page.css(".banner")
    assert words(above).endswith("CONFIDENTIAL")
    assert words(below).endswith("CONFIDENTIAL")
    rows = [words(row) for row in page.css(".list-of-cables li")]
    assert len(rows) == 3
    assert "08OTTAWA734" in rows[0]
    assert "2 paragraphs: 1 U; 2 C" in rows[0]
    assert "3 cables, all searchable" in words(page.css_first(".origin"))


def test_a_long_list_to_print_says_that_it_is_cut(client: Client, archive: list, monkeypatch) -> None:
    assert "this list has the first" not in words(page_of(client, "/search/print/").body)
    monkeypatch.setattr("reader.views.printing.PRINTED", 2)
    page = page_of(client, "/search/print/?sort=date")
    assert len(page.css(".list-of-cables li")) == 2
    assert "this list has the first 2" in words(page.body)
    assert "3 cables" in words(page.body)


def test_a_list_of_nothing(client: Client, archive: list) -> None:
    page = page_of(client, "/search/print/?q=zeppelin")
    assert "No cable answers this." in words(page.body)
    assert page.css(".banner") == []


def test_hostile_text_is_text_on_paper(client: Client, evil: Cable) -> None:
    Cable.objects.update(subject='"><script>alert(1)</script>')
    page = LexborHTMLParser(client.get("/search/print/?q=trouble").content.decode())
    assert page.css("script:not([src])") == []
    assert "<script>alert(1)" in words(page.css_first(".list-of-cables"))


# Following

ATOM = "{http://www.w3.org/2005/Atom}"


def feed(client: Client, address: str, **extra: str) -> ElementTree.Element:
    answer = client.get(address, **extra)
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    return ElementTree.fromstring(answer.content)


def test_a_feed_has_the_last_arrivals_first(client: Client, archive: list) -> None:
    old = factories.make_cable(reference_id="74OTTAWA1", subject="Lake ice")
    indexing.update([old.pk])
    found = feed(client, "/search/feed.atom?q=lake")
    titles = [entry.findtext(f"{ATOM}title") for entry in found.iter(f"{ATOM}entry")]
    assert titles == ["74OTTAWA1: Lake ice", "08TORONTO152: Lake levels fall"]
    assert "Cables with lake" in (found.findtext(f"{ATOM}title") or "")


def test_a_feed_has_fifty_entries_at_most(client: Client) -> None:
    made = [factories.make_cable(subject="Gulls") for _ in range(53)]
    indexing.update([cable.pk for cable in made])
    found = [entry.findtext(f"{ATOM}title") for entry in feed(client, "/search/feed.atom").iter(f"{ATOM}entry")]
    assert found == [f"{cable.reference_id}: Gulls" for cable in reversed(made[3:])]


def test_ids_stay_the_same_however_the_feed_is_reached(client: Client, archive: list, settings) -> None:
    settings.ALLOWED_HOSTS = ["*"]
    settings.BASE_URL = "https://cables.example"
    here, there = (feed(client, "/search/feed.atom?q=lake", SERVER_NAME=name) for name in ("one.test", "two.test"))
    for found in (here, there):
        ids = [element.text for element in found.iter(f"{ATOM}id")]
        assert ids == [
            "https://cables.example/search/feed.atom?q=lake",
            "https://cables.example/cables/08TORONTO152/",
        ]


def test_hostile_text_is_text_in_a_feed(client: Client, evil: Cable) -> None:
    Cable.objects.update(subject="<script>alert(1)</script>\x0b\ufffe", caveats=["<img src=x>"])
    (entry,) = feed(client, "/search/feed.atom?q=trouble").iter(f"{ATOM}entry")
    assert "<script>alert(1)</script>" in (entry.findtext(f"{ATOM}title") or "")
    summary = entry.find(f"{ATOM}summary")
    assert summary is not None
    assert summary.attrib["type"] == "html"
    assert "&lt;img src=x&gt;" in (summary.text or "")
    assert "<" not in (summary.text or "")


def test_browsers_can_add_the_archive(client: Client, db: None) -> None:
    link = page_of(client, "/about/").css_first('link[rel="search"]')
    assert link.attributes["type"] == "application/opensearchdescription+xml"
    answer = client.get(link.attributes["href"])
    assert answer.headers["Content-Type"].startswith("application/opensearchdescription+xml")
    space = "{http://a9.com/-/spec/opensearch/1.1/}"
    described = ElementTree.fromstring(answer.content)
    assert 0 < len(described.findtext(f"{space}ShortName") or "") <= 16
    templates = {url.attrib["type"]: url.attrib["template"] for url in described.iter(f"{space}Url")}
    assert templates["text/html"] == "http://testserver/search/?q={searchTerms}"
    assert client.get(templates["text/html"].replace("{searchTerms}", "lake")).status_code == 200
