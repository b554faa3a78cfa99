"""The factory that every other test leans on."""

import pytest

from reader.models import Cable, Collection, Station
from tests.factories import make_cable

pytestmark = pytest.mark.django_db


def test_a_made_cable_has_all_its_parts() -> None:
    first = make_cable(reference_id="08TORONTO152")
    cable = make_cable(
        station="AMEMBASSY OTTAWA",
        paragraphs=[("(U)", "The RCMP knows."), ("(S//NF)", "Nobody else."), "Unmarked."],
        info=["AMCONSUL QUEBEC"],
        tags=["PREL", "CA"],
        captions=["SIPDIS"],
        mentions={"RCMP": 1},
        references=["08TORONTO152", "08TORONTO24"],
        collection="demonstration",
    )
    assert [cable.paragraph_count, cable.marked_count, cable.highest_portion_level] == [3, 2, "SECRET"]
    assert cable.paragraphs.get(number=2).marking.caveats == ["NOFORN"]
    assert [addressee.kind for addressee in cable.addressees.all()] == ["to", "info"]
    assert [tag.code for tag in cable.tags.all()] == ["CA", "PREL"]
    assert cable.mentions.get().agency.name == "Royal Canadian Mounted Police"
    assert list(cable.references.values_list("target__reference_id", flat=True)) == ["08TORONTO152", None]
    assert first.referred_to_by.get().cable == cable
    assert cable.source.collection.fictional
    assert cable.source.raw
    assert Cable.objects.sent_by(Station.objects.get(slug="ottawa")).get() == cable


def test_the_first_collections_are_there_and_the_fictional_one_says_so() -> None:
    demonstration = Collection.objects.get(name="demonstration")
    assert demonstration.fictional
    assert "invented" in demonstration.notice
    assert not Collection.objects.get(name="main").fictional
