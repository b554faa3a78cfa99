"""The authority tables as the migrations load them."""

import pytest
from django.apps import apps
from django.db import models

from reader.ingest import slugs
from reader.ingest.authority import load
from reader.models import Agency, Caption, Marking, Station, Tag
from reader.telegram import authority
from tests.factories import make_station, make_tag

pytestmark = pytest.mark.django_db


def load_again() -> None:
    load(lambda name: apps.get_model("reader", name))


def test_every_row_of_every_table_is_there() -> None:
    assert {row.code for row in authority.tags()} == set(Tag.objects.values_list("code", flat=True))
    assert {row.caption for row in authority.captions()} == set(Caption.objects.values_list("name", flat=True))
    assert {f"({row.as_written})" for row in authority.markings()} == set(
        Marking.objects.values_list("as_written", flat=True)
    )
    assert len(authority.agencies()) == Agency.objects.count()
    names = {row.station for row in (*authority.stations(), *authority.places())}
    assert names == set(Station.objects.values_list("name", flat=True))


@pytest.mark.parametrize(
    ("slug", "name"),
    [
        ("toronto", "AMCONSUL TORONTO"),
        ("usun-new-york", "USMISSION USUN NEW YORK"),
        ("la-paz", "AMEMBASSY LA PAZ"),
        ("state", "SECSTATE WASHDC"),
        ("astana", "AMEMBASSY ASTANA"),
        ("amconsul-astana", "AMCONSUL ASTANA"),
        ("comusnavcent", "COMUSNAVCENT"),
    ],
)
def test_posts_have_short_addresses(slug: str, name: str) -> None:
    assert Station.objects.get(slug=slug).name == name


def test_a_post_of_two_names_keeps_both() -> None:
    kyiv = Station.objects.get(slug="kyiv")
    assert (kyiv.reference_place, kyiv.other_places) == ("KYIV", ["KIEV"])
    paris = Station.objects.get(name="AMEMBASSY PARIS")
    assert (paris.routing_indicator, paris.other_routings) == ("RUEHFR", ["RUEHFRA"])


def test_an_acronym_of_several_meanings_has_an_address_for_each() -> None:
    meanings = Agency.objects.filter(acronym="GOB").values_list("slug", flat=True)
    assert len(set(meanings)) == 4
    assert Agency.objects.get(slug="rcmp").name == "Royal Canadian Mounted Police"


def test_stations_know_their_agency() -> None:
    assert Station.objects.get(slug="state").agency.name == "Department of State"


@pytest.mark.parametrize("model", [Station, Agency, Tag, Caption, Marking])
def test_loading_again_changes_nothing(model: type[models.Model]) -> None:
    before = list(model._default_manager.order_by("pk").values())
    load_again()
    assert list(model._default_manager.order_by("pk").values()) == before


def test_a_row_that_a_cable_brought_in_becomes_known() -> None:
    Station.objects.filter(slug="quito").delete()
    Tag.objects.filter(code="PREL").delete()
    met = [make_station("AMEMBASSY QUITO", slug="met-in-a-cable"), make_tag("PREL")]
    load_again()
    for row in met:
        row.refresh_from_db()
        assert row.known
    assert (met[0].country, met[0].slug) == ("Ecuador", "met-in-a-cable")


@pytest.mark.parametrize(
    ("wanted", "taken", "expected"),
    [
        (["toronto"], set(), "toronto"),
        (["toronto", "amconsul-toronto"], {"toronto"}, "amconsul-toronto"),
        (["toronto"], {"toronto", "toronto-2"}, "toronto-3"),
        (["", ""], set(), "unnamed"),
        (["x" * 200], set(), "x" * 80),
        (["x" * 200], {"x" * 80}, "x" * 73 + "-2"),
    ],
)
def test_slugs_are_unique_short_and_never_empty(wanted: list[str], taken: set[str], expected: str) -> None:
    assert slugs.unique(wanted, taken) == expected
