"""Methods, errors, caching and other origins: what holds for every address of the API."""

import pytest
from django.test import Client

from reader.api import cursors
from reader.models import Cable
from tests.api.answers import problem, told

pytestmark = pytest.mark.django_db

ADDRESSES = (
    "/api/v1/",
    "/api/v1/openapi.json",
    "/api/v1/search?q=lake",
    "/api/v1/cables/08TORONTO152",
    "/api/v1/cables/08TORONTO152/paragraphs",
    "/api/v1/posts",
    "/api/v1/tags/PREL",
)


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_nothing_can_be_changed(archive: list[Cable], method: str) -> None:
    client = Client(enforce_csrf_checks=True)
    for address in ADDRESSES:
        answer = client.generic(method, address, b"{}", content_type="application/json")
        assert answer.status_code == 405, address
        assert answer.headers["Allow"] == "GET, HEAD, OPTIONS"
        assert answer.json()["title"] == "Method Not Allowed"


def test_head_tells_what_get_would(client: Client, archive: list[Cable]) -> None:
    for address in ADDRESSES:
        whole, head = client.get(address), client.head(address)
        assert (head.status_code, head.content) == (200, b""), address
        assert head.headers["ETag"] == whole.headers["ETag"]


def test_what_is_known_is_not_sent_twice(client: Client, archive: list[Cable]) -> None:
    for address in ADDRESSES:
        tag = client.get(address).headers["ETag"]
        again = client.get(address, headers={"If-None-Match": tag})
        assert (again.status_code, again.content) == (304, b""), address
        assert client.get(address, headers={"If-None-Match": '"other"'}).status_code == 200


def test_an_answer_that_changed_is_sent(client: Client, archive: list[Cable]) -> None:
    address = "/api/v1/cables/08TORONTO152"
    tag = client.get(address).headers["ETag"]
    Cable.objects.filter(reference_id="08TORONTO152").update(subject="Lake levels rise")
    answer = client.get(address, headers={"If-None-Match": tag})
    assert answer.status_code == 200
    assert answer.json()["subject"] == "Lake levels rise"


def test_every_page_of_the_web_may_read(client: Client, archive: list[Cable]) -> None:
    for address in (*ADDRESSES, "/api/v1/nowhere", "/api/v1/cables/x", "/api/v1/search?limit=0"):
        answer = client.get(address, headers={"Origin": "https://example.org"})
        assert answer.headers["Access-Control-Allow-Origin"] == "*", address
        assert "Access-Control-Allow-Credentials" not in answer.headers
        assert not answer.cookies
        preflight = client.options(address, headers={"Origin": "https://example.org"})
        assert preflight.status_code == 204
        assert preflight.headers["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"


WRONG = {
    "search?limit=0": "limit: Input should be greater than or equal to 1.",
    "search?limit=101": "limit: Input should be less than or equal to 100.",
    "search?limit=many": "limit: Input should be a valid integer",
    "search?sort=size": "sort: Input should be 'relevance', '-date' or 'date'.",
    "search?facets=colour": "facets: Input should be 'class', 'year', ",
    "search?year=200": "year: ",
    "search?page=2": "There is no parameter “page” here; there are q, ",
    "search?tags=PREL": "There is no parameter “tags” here; there are q, ",
    "search?post=a%00b": "post: NUL stands in it.",
    "posts?q=x": "There is no parameter “q” here; there are limit, cursor.",
    "posts?limit=501": "limit: Input should be less than or equal to 500.",
    "cables/08TORONTO152/paragraphs?limit=-1": "limit: ",
}


def test_a_parameter_that_is_wrong_is_named(client: Client, archive: list[Cable]) -> None:
    for address, said in WRONG.items():
        assert problem(client, f"/api/v1/{address}", 400).startswith(said), address
        assert client.get(f"/api/v1/{address}").json()["errors"], address


MALFORMED = (
    "x",
    "%00",
    "🦆",
    "W10",
    "bnVsbA",
    cursors.write(["/api/v1/posts"]),
    cursors.write(["/api/v1/posts"], -1),
    cursors.write(["/api/v1/posts"], 2**70),
    cursors.write(["/api/v1/posts"], 1, 2, 3),
    "WyJhIiwgdHJ1ZV0",
    "W1tbW1tbW1tbW1tbW1tbW1tbW1tbW1tb",
)


@pytest.mark.parametrize("address", ["search?q=lake", "posts?limit=1", "cables/08TORONTO152/references?limit=1"])
def test_a_malformed_cursor_is_a_mistake(client: Client, archive: list[Cable], address: str) -> None:
    for cursor in MALFORMED:
        assert "cursor" in problem(client, f"/api/v1/{address}&cursor={cursor}", 400), cursor


def test_a_cursor_of_a_row_that_is_gone_is_said_to_be(client: Client, archive: list[Cable]) -> None:
    cursor = cursors.write(["/api/v1/posts"], 999_999)
    assert "Begin again without a cursor" in problem(client, f"/api/v1/posts?cursor={cursor}", 410)


def test_a_failure_is_a_problem_that_tells_nothing_of_the_inside(
    client: Client, archive: list[Cable], monkeypatch, caplog
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("secret of the house")

    monkeypatch.setattr("reader.views.contract.stored_reading", fail)
    said = problem(client, "/api/v1/cables/08TORONTO152", 500)
    assert "secret" not in said
    assert "secret of the house" in caplog.text


def test_an_address_that_is_none_is_a_problem(client: Client) -> None:
    for address in ("nowhere", "cables", "cables/08TORONTO152/nothing", "v2/search", "docs"):
        assert "/api/v1/openapi.json" in problem(client, f"/api/v1/{address}", 404)


def test_a_slash_at_the_end_is_taken_away(client: Client) -> None:
    assert client.get("/api/v1/posts/?limit=1").headers["Location"] == "/api/v1/posts?limit=1"
    assert client.get("/api/v1").headers["Location"] == "/api/v1/"
    assert client.get("/api/v1//example.org/").headers["Location"] == "/api/v1//example.org"


@pytest.mark.parametrize("evil", ["</script>", "“”", "a\u2028b", "𝕏", "'\"<>&", "NaN"])
def test_hostile_text_is_data(client: Client, db: None, evil: str) -> None:
    from reader.search import indexing
    from tests import factories

    cable = factories.make_cable(
        reference_id="08TORONTO666", subject=f"lake {evil}", paragraphs=[("(U)", f"lake {evil}")], tags=[f"T{evil}"]
    )
    indexing.update([cable.pk])
    assert told(client, "/api/v1/cables/08TORONTO666")["subject"] == f"lake {evil}"
    found = told(client, "/api/v1/search?q=lake")
    assert found["cables"][0]["title"] == f"lake {evil}"
    assert "".join(piece["text"] for piece in found["cables"][0]["title_pieces"]) == f"lake {evil}"
    (tag,) = told(client, "/api/v1/tags")["tags"]
    assert told(client, tag["search"])["total"] == 1
    answer = client.get("/api/v1/cables/08TORONTO666")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]


COSTS = (
    "",
    "search?q=lake+agency:RCMP&facets=class&facets=year&facets=country&facets=post&facets=tag&facets=agency"
    "&facets=marking&facets=caption&facets=concept&facets=collection&post=ottawa&agency=rcmp&not-tag=X001&limit=40",
    "cables/08OTTAWA20",
    "cables/08OTTAWA20/paragraphs",
    "cables/08OTTAWA20/references",
    "cables/08OTTAWA20/cited-by",
    "posts",
    "posts/ottawa",
    "tags",
    "agencies",
    "agencies/rcmp",
    "captions",
    "collections",
)


def test_at_most_twelve_queries(client: Client, many: list[Cable], django_assert_max_num_queries) -> None:
    for address in COSTS:
        with django_assert_max_num_queries(12):
            told(client, f"/api/v1/{address}")
