"""Names that no table has, met while another ingest adds names too."""

import pytest

from reader.ingest.directory import Directory
from reader.models import Agency, Caption, Concept, Marking, Station, Tag
from reader.telegram import Marking as PortionMarking
from reader.telegram.records import AgencyMention

pytestmark = pytest.mark.django_db

BIRDS = AgencyMention(0, 0, 3, "HBO", "Halifax Bird Office")


@pytest.fixture
def stale() -> Directory:
    """A directory that was read before the names were added by somebody else."""
    directory = Directory()
    other = Directory()
    other.stations.addressee("OFFICE OF GULLS", None)
    other.agencies.mentioned(BIRDS)
    other.tags.of("ZZZZ")
    other.captions.of("GULLS ONLY")
    other.markings.of(PortionMarking("(GULLS)", None))
    other.concepts.of(["GULLS"])
    return directory


def test_a_name_that_another_added_is_found(stale: Directory) -> None:
    assert stale.stations.addressee("OFFICE OF GULLS", None) == Station.objects.get(name="OFFICE OF GULLS").pk
    assert stale.agencies.mentioned(BIRDS) == Agency.objects.get(acronym="HBO").pk
    assert stale.tags.of("ZZZZ") == [Tag.objects.get(code="ZZZZ").pk]
    assert stale.captions.of("GULLS ONLY") == Caption.objects.get(name="GULLS ONLY").pk
    assert stale.markings.of(PortionMarking("(GULLS)", None)) == Marking.objects.get(as_written="(GULLS)").pk
    assert stale.concepts.of(["GULLS"]) == [Concept.objects.get(name="GULLS").pk]


def test_an_address_that_another_took_is_given_a_number(stale: Directory) -> None:
    key = stale.captions.of("GULLS, ONLY")
    assert Caption.objects.get(pk=key).slug == "gulls-only-2"
    (concept,) = stale.concepts.of(["Gulls."])
    assert Concept.objects.get(pk=concept).slug == "gulls-2"


def test_a_new_row_is_marked_as_unknown_with_defaults(stale: Directory) -> None:
    row = Station.objects.get(name="OFFICE OF GULLS")
    assert (row.known, row.slug, row.other_routings, row.latitude) == (False, "office-of-gulls", [], None)
    tag = Tag.objects.get(code="ZZZZ")
    assert (tag.known, tag.title) == (False, "")
