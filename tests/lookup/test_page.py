"""The look-up page: a paste answered by state, links, files to take away, limits in words."""

import csv
import io
import json
from urllib.parse import parse_qs, urlparse

import pytest
from django.test import Client
from selectolax.lexbor import LexborHTMLParser

from reader.search import Criteria, indexing
from reader.search.language import parse
from reader.search.searching import stretch
from reader.views import lookup, lookup_files
from tests import factories
from tests.views.conftest import collected_nowhere  # noqa: F401
from tests.views.pages import page_of, words

pytestmark = pytest.mark.django_db

PASTE = "Toronto 152, 28 May 2008\n07QUEBEC99\n08 TORONTO 152\n05TORONTO1\nToronto 8\nFootnotes"


def answer_to(client: Client, **fields: str) -> LexborHTMLParser:
    given = client.post("/lookup/", fields, follow=True)
    assert given.status_code == 200
    return LexborHTMLParser(given.content.decode())


def rows(page: LexborHTMLParser, state: str) -> list[list[str]]:
    return [[words(cell) for cell in row.css("td")] for row in page.css(f"#{state} tbody tr")]


def test_the_form_teaches_what_is_understood(client: Client) -> None:
    page = page_of(client, "/lookup/")
    assert page.css_first("textarea[name=ids]") is not None
    assert "73 Bangkok A-50" in words(page.css_first("#forms"))
    assert not page.css("table")


def test_a_paste_is_answered_by_state(client: Client, archive: list) -> None:
    page = answer_to(client, ids=PASTE)
    ((written, number, cable),) = rows(page, "held")
    assert (written, number) == ("Toronto 152, 28 May 2008 2 times", "08TORONTO152")
    assert cable.startswith("Lake levels fall")
    assert rows(page, "cited") == [["07QUEBEC99", "07QUEBEC99", "08TORONTO152"]]
    assert [row[1] for row in rows(page, "unknown")] == ["05TORONTO1"]
    assert rows(page, "malformed")[0][:2] == ["Toronto 8", "TORONTO 8"]
    assert "no year" in rows(page, "malformed")[0][2]
    assert words(page.css_first(".wordy li")) == "Footnotes"
    assert words(page.css_first(".counts-line")) == (
        "Held here 1 · Cited here, not held 1 · Not known here 1 · Not read as a number 1"
    )


def test_a_short_paste_gets_an_address_and_a_long_one_does_not(client: Client, archive: list) -> None:
    short = client.post("/lookup/", {"ids": "08TORONTO152", "year": ""})
    assert (short.status_code, short.headers["Location"]) == (302, "/lookup/?ids=08TORONTO152")
    assert client.post("/lookup/", {"ids": "08TORONTO152\n" * 200}).status_code == 200


def test_one_number_shows_its_neighbours(client: Client) -> None:
    factories.ensure_authority()
    for serial in (9, 11):
        factories.make_cable(reference_id=f"08TORONTO{serial}", serial=serial)
    page = page_of(client, "/lookup/?ids=08TORONTO10")
    assert [words(row.css_first(".wire")) for row in page.css(".around li")] == [
        "08TORONTO9",
        "08TORONTO10",
        "08TORONTO11",
    ]


def test_copies_are_said(client: Client, archive: list) -> None:
    factories.make_cable(reference_id="08TORONTO152_b", number="08TORONTO152", subject="The other one")
    page = page_of(client, "/lookup/?ids=08TORONTO152")
    assert "The number was given to 2 cables; also: 08TORONTO152_b" in words(page.css_first("#held"))
    page = page_of(client, "/lookup/?ids=08TORONTO152_c")
    assert "Held under the number without this mark: 08TORONTO152" in words(page.css_first("#unknown"))


def test_the_year_is_kept_in_the_address(client: Client, archive: list) -> None:
    page = answer_to(client, ids="Toronto 152", year="2008")
    assert [row[1] for row in rows(page, "held")] == ["08TORONTO152"]
    assert page.css_first("#year").attributes["value"] == "2008"


def test_the_held_ones_open_as_a_search_that_finds_just_them(client: Client, archive: list) -> None:
    page = page_of(client, "/lookup/?ids=08TORONTO152+08OTTAWA734+05PARIS1")
    address = page.css_first(".answer .tools a").attributes["href"]
    assert address
    found = page_of(client, address)
    assert sorted(words(row) for row in found.css(".rows .id")) == ["08OTTAWA734", "08TORONTO152"]


def test_a_long_list_is_several_searches() -> None:
    ids = [f"08TORONTO{n}" for n in range(1, 400)] + ["73BANGKOK-A50"]
    found = lookup.searches([*ids, *ids])
    queries = [parse_qs(urlparse(address).query)["q"][0] for _, _, address in found]
    assert (found[0][0], found[-1][1]) == (1, 400)
    assert all(query.startswith("id:(") and query.endswith(")") and len(query) < 2000 for query in queries)
    assert [term.strip('"') for query in queries for term in query[4:-1].split(" OR ")] == ids


@pytest.mark.parametrize("ids", [[f"08TORONTO{n}" for n in range(1, 301)], [f"73BANGKOK-A{n}" for n in range(1, 301)]])
def test_every_search_of_a_long_list_is_read_whole(ids: list[str]) -> None:
    found = lookup.searches(ids)
    queries = [parse_qs(urlparse(address).query)["q"][0] for _, _, address in found]
    assert [message for query in queries for message in parse(query).messages] == []
    assert sum(query.count(" OR ") + 1 for query in queries) == len(ids)


def test_the_searches_of_a_long_list_bring_all_of_them_and_no_other(client: Client) -> None:
    numbers = [f"08TORONTO{n}" for n in range(1, 111)]
    made = [factories.make_cable(reference_id=one) for one in [*numbers, "08TORONTO1000", "08TORONTO1001"]]
    made.append(factories.make_cable(reference_id="08TORONTO7_b", number="08TORONTO7"))
    indexing.update(cable.pk for cable in made)
    page = answer_to(client, ids="\n".join(numbers))
    searches = [link.attributes["href"] for link in page.css(".answer .tools a")]
    assert len(searches) > 1
    queries = [parse_qs(urlparse(address).query)["q"][0] for address in searches if address]
    found = [one for query in queries for one in stretch(Criteria(q=query), 0, 500)[0]]
    assert sorted(found) == sorted([*numbers, "08TORONTO7_b"])


def test_the_list_as_a_spreadsheet(client: Client, archive: list) -> None:
    given = client.post("/lookup/", {"ids": f'{PASTE}\n=HYPERLINK("08OTTAWA734")', "as": "csv"})
    text = given.getvalue().decode("utf-8-sig")
    table = list(csv.DictReader(io.StringIO(text)))
    assert given.headers["Content-Disposition"] == 'attachment; filename="lookup.csv"'
    assert tuple(table[0]) == lookup_files.COLUMNS
    assert [row["reference_id"] for row in table] == [
        "08TORONTO152", "07QUEBEC99", "08TORONTO152", "05TORONTO1", "", "", "08OTTAWA734",
    ]  # fmt: skip
    assert (table[0]["held"], table[0]["date"]) == ("yes", "2008-05-28T19:32:00Z")
    assert table[0]["address"] == "http://testserver/cables/08TORONTO152/"
    assert table[1]["cited_by"] == "08TORONTO152"
    assert table[6]["as_written"] == '\'=HYPERLINK("08OTTAWA734")'


@pytest.mark.parametrize(
    "cell", ["=1+1", "+1", "-1", "@A1", "\t=1", "\r=1", " =1", "\n=1", "\uff1d1", "\uff0b1", "\uff0d1", "\uff20A1"]
)
def test_no_cell_is_a_formula(cell: str) -> None:
    assert lookup_files.safe_cell(cell) == f"'{cell}"


def test_the_list_as_json_lines(client: Client, archive: list) -> None:
    given = client.get("/lookup/", {"ids": PASTE, "as": "jsonl"})
    lines = [json.loads(line) for line in given.getvalue().decode().splitlines()]
    assert [(line["as_written"], line["reference_id"], line["held"]) for line in lines][:2] == [
        ("Toronto 152, 28 May 2008", "08TORONTO152", True),
        ("07QUEBEC99", "07QUEBEC99", False),
    ]


def test_a_paste_that_is_too_long_is_told_so(client: Client) -> None:
    answer = client.post("/lookup/", {"ids": "08TORONTO152 " * 16_000})
    assert answer.status_code == 413
    assert "208 kB of text; 200 kB can be looked up at once" in answer.content.decode()
    assert client.post("/lookup/", {"ids": "a" * 3_000_000}).status_code == 413


def test_what_is_pasted_is_shown_as_text(client: Client) -> None:
    page = client.get("/lookup/", {"ids": "</textarea><script>1</script>"}).content.decode()
    assert "<script>1" not in page


def test_a_post_from_elsewhere_is_refused() -> None:
    assert Client(enforce_csrf_checks=True).post("/lookup/", {"ids": "08TORONTO1"}).status_code == 403


def test_a_thousand_numbers_take_few_queries(client: Client, archive: list, django_assert_max_num_queries) -> None:
    ids = "\n".join(f"08TORONTO{n}" for n in range(1, 1001))
    with django_assert_max_num_queries(7):
        assert client.post("/lookup/", {"ids": ids}).status_code == 200


def test_another_name_of_the_post_is_said(client: Client) -> None:
    factories.ensure_authority()
    factories.make_cable(reference_id="06KIEV3154", station="AMEMBASSY KYIV")
    page = page_of(client, "/lookup/?ids=06KYIV3154")
    assert "Held under another name of the post: 06KIEV3154" in words(page.css_first("#unknown"))


def test_an_absent_cable_leads_to_the_look_up(client: Client, archive: list) -> None:
    assert "/lookup/?ids=07QUEBEC99" in client.get("/cables/07QUEBEC99/").content.decode()
