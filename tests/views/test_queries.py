"""No page asks the database more than twelve times, however much it shows."""

import pytest
from django.test import Client

from tests import factories

pytestmark = pytest.mark.django_db
MOST = 12


@pytest.fixture
def many() -> None:
    """Thirty cables that refer to each other, with all that a page can show, sent to a post of an agency."""
    factories.ensure_authority()
    ids = [f"08OTTAWA{number}" for number in range(1, 31)]
    for number, reference_id in enumerate(ids):
        factories.make_cable(
            reference_id=reference_id,
            station="AMEMBASSY OTTAWA",
            paragraphs=[("(U)", "The RCMP counted."), ("(SBU)", "The CBSA did not."), "Nobody else did."],
            tags=["PREL", "CA"],
            signatures=["SPECIMEN"],
            captions=["SIPDIS", "NOFORN"],
            info=["AMCONSUL TORONTO", "AMCONSUL HALIFAX", "SECSTATE WASHDC"],
            mentions={"RCMP": 1, "CBSA": 2},
            references=ids[max(0, number - 5) : number],
        )


@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/dates/",
        "/dates/2008/",
        "/dates/2008/05/",
        "/dates/2008/05/28/",
        "/posts/",
        "/posts/ottawa/",
        "/posts/toronto/?role=received",
        "/classifications/",
        "/classifications/unclassified/",
        "/tags/",
        "/tags/PREL/",
        "/agencies/",
        "/agencies/rcmp/",
        "/agencies/?find=rcmp",
        "/countries/",
        "/countries/CA/",
        "/captions/",
        "/captions/sipdis/",
        "/people/",
        "/people/SPECIMEN/",
        "/collections/",
        "/collections/main/",
        "/most-cited/",
        "/tags/PREL/?not-class=secret&year=2008&page=2&sort=-date",
        "/tags/PREL/?post=ottawa&not-tag=SENV",
        "/posts/toronto/?role=received&tag=PREL&agency=rcmp&not-post=halifax",
        "/agencies/dos/?role=received&tag=PREL&post=ottawa&not-post=paris&caption=sipdis&agency=rcmp",
        "/cables/08OTTAWA3/",
        "/cables/08OTTAWA3/source/",
        "/cables/08OTTAWA3.json",
        "/cables/08OTTAWA3.txt",
        "/cables/07OTTAWA3/",
        "/guide/",
        "/help/search/",
        "/about/",
    ],
)
def test_at_most_twelve_queries(client: Client, many: None, address: str, django_assert_max_num_queries) -> None:
    with django_assert_max_num_queries(MOST):
        assert client.get(address).status_code in (200, 404)
