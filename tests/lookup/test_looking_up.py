"""Numbers against the archive: held, cited here, known elsewhere, unknown; copies; neighbours; the queries it takes."""

import datetime as dt

import pytest

from reader.insight import lookup
from reader.models import Register, RegisterEntry, Release
from reader.telegram.numbers import written
from tests import factories

pytestmark = pytest.mark.django_db


def look_up(text: str) -> list[lookup.Entry]:
    return lookup.look_up(written(text))


def one(text: str) -> lookup.Entry:
    (entry,) = look_up(text)
    return entry


def states(text: str) -> list[str]:
    return [entry.state for entry in look_up(text)]


def make_register(*ids: str) -> None:
    register = Register.objects.create(name="states-list", title="A list of the States")
    RegisterEntry.objects.bulk_create([RegisterEntry(register=register, reference_id=one) for one in ids])


def test_each_number_is_in_one_state(archive: list) -> None:
    make_register("06TORONTO7", "07QUEBEC99")
    text = "08 Ottawa 734\nQuebec 99, 2007\n06TORONTO7\n05TORONTO1\nToronto 8"
    assert states(text) == ["held", "cited", "registered", "unknown", "malformed"]


def test_who_cites_a_number_that_is_not_held(archive: list) -> None:
    make_register("07QUEBEC99")
    entry = one("07QUEBEC99")
    assert (entry.cited_by, entry.registers) == (("08TORONTO152",), ("A list of the States",))


def test_a_number_cited_twice_by_one_cable_names_it_once(archive: list) -> None:
    factories.make_cable(reference_id="08TORONTO153", references=["01PARIS1", "01PARIS1"])
    assert one("01PARIS1").cited_by == ("08TORONTO153",)


def test_copies_of_one_number(archive: list) -> None:
    factories.make_cable(reference_id="08TORONTO152_b", number="08TORONTO152", subject="The other one")
    assert [cable.reference_id for cable in one("08TORONTO152").cables] == ["08TORONTO152", "08TORONTO152_b"]
    assert one("08toronto152_B").reference_id == "08TORONTO152_b"
    assert one("08toronto152_B").held


def test_a_copy_that_is_not_held_names_the_one_that_is(archive: list) -> None:
    entry = one("08TORONTO152_c")
    assert (entry.state, entry.reference_id) == ("unknown", "08TORONTO152_c")
    assert [cable.reference_id for cable in entry.cables] == ["08TORONTO152"]


def test_a_number_of_which_only_a_copy_is_held(archive: list) -> None:
    factories.make_cable(reference_id="08TORONTO200_b", number="08TORONTO200")
    assert (one("Toronto 200, 2008").reference_id, one("08TORONTO200").held) == ("08TORONTO200_b", True)


def test_a_document_number_finds_its_release(archive: list) -> None:
    Release.objects.create(cable=archive[0], document_number="1975XANADU00734")
    assert one("see 1975XANADU00734").reference_id == "08OTTAWA734"


def test_a_date_time_group_finds_its_cable(archive: list) -> None:
    other = factories.make_cable(reference_id="07STATE5", date=dt.datetime(2007, 1, 2, 3, 4, tzinfo=dt.UTC))
    entry = one("020304Z JAN 07")
    assert (entry.reference_id, entry.held) == (other.reference_id, True)
    assert states("020304Z JAN 08") == ["unknown"]


def test_the_sender_decides_between_cables_of_one_minute(archive: list) -> None:
    assert {cable.reference_id for cable in one("281932Z MAY 08").cables} == {"08OTTAWA734", "08TORONTO152"}
    assert [cable.reference_id for cable in one("TORONTO 281932Z MAY 08").cables] == ["08TORONTO152"]


def test_a_day_is_no_moment(archive: list) -> None:
    midnight = dt.datetime(2007, 1, 2, tzinfo=dt.UTC)
    factories.make_cable(reference_id="07STATE5", date=midnight, date_has_time=False)
    assert states("020000Z JAN 07") == ["unknown"]


def test_a_number_without_a_year_offers_cables_of_any_year(archive: list) -> None:
    factories.make_cable(reference_id="06TORONTO152")
    entry = one("Toronto 152")
    assert (entry.state, entry.reference_id, entry.held) == ("malformed", None, False)
    assert [cable.reference_id for cable in entry.cables] == ["06TORONTO152", "08TORONTO152"]


def series(*serials: int, place: str = "TORONTO", station: str = "AMCONSUL TORONTO") -> None:
    for serial in serials:
        factories.make_cable(reference_id=f"08{place}{serial}", serial=serial, station=station)


def around(text: str) -> tuple[list[str], list[str]]:
    found = lookup.neighbours(one(text), most=2)
    return [cable.reference_id for cable in found.before], [cable.reference_id for cable in found.after]


def test_neighbours_are_those_of_the_posts_series() -> None:
    factories.ensure_authority()
    series(9, 10, 11, 100, 101)
    series(12, place="OTTAWA", station="AMEMBASSY OTTAWA")
    factories.make_cable(reference_id="08TORONTO-A13", serial=13)
    assert around("08TORONTO11") == (["08TORONTO9", "08TORONTO10"], ["08TORONTO100", "08TORONTO101"])
    assert around("08TORONTO50") == (["08TORONTO10", "08TORONTO11"], ["08TORONTO100", "08TORONTO101"])
    assert around("08TORONTO-A20") == (["08TORONTO-A13"], [])
    assert around("07TORONTO11") == ([], [])


def test_a_cable_without_a_number_has_neighbours_in_time() -> None:
    factories.ensure_authority()
    days = [dt.datetime(2008, 5, day, 12, tzinfo=dt.UTC) for day in (1, 2, 3)]
    for reference_id, date in zip(("08TORONTO1", "UNNUMBERED-1a2b3c4d", "08TORONTO3"), days, strict=True):
        factories.make_cable(reference_id=reference_id, number=reference_id.partition("UN")[0], date=date)
    assert one("UNNUMBERED-1A2B3C4D").held
    assert around("UNNUMBERED-1A2B3C4D") == (["08TORONTO1"], ["08TORONTO3"])


@pytest.mark.parametrize("lines", [10, 1000])
def test_the_queries_do_not_grow_with_the_paste(archive: list, django_assert_max_num_queries, lines: int) -> None:
    text = "\n".join(
        f"08TORONTO{n}\n1975XANADU{n:05}\n{n % 28 + 1:02}1200Z MAY 08\nOttawa {n}" for n in range(1, lines // 4 + 1)
    )
    numbers = written(text)
    with django_assert_max_num_queries(9):
        assert len(lookup.look_up(numbers)) == len(numbers)


@pytest.mark.parametrize(
    ("text", "otherwise"),
    [
        ("Toronto 152, 28 May 2008", False),
        ("Toronto 152, 29 May 2008", False),
        ("Toronto 152, 31 May 2008", True),
        ("08TORONTO152", False),
        ("Toronto 153, 31 May 2008", False),
    ],
)
def test_a_date_that_is_not_the_cables_is_noticed(archive: list, text: str, otherwise: bool) -> None:
    assert one(text).dated_otherwise is otherwise


def test_another_name_of_the_post_is_offered() -> None:
    factories.ensure_authority()
    factories.make_cable(reference_id="06KIEV3154", station="AMEMBASSY KYIV")
    factories.make_cable(reference_id="06STATE5", station="SECSTATE WASHDC")
    entry = one("Kyiv 3154, 2006")
    assert (entry.state, entry.reference_id, entry.under_other_name) == ("unknown", "06KYIV3154", True)
    assert [cable.reference_id for cable in entry.cables] == ["06KIEV3154"]
    assert one("06TOSEC5").cables == ()


def test_a_number_that_is_held_is_not_under_another_name(archive: list) -> None:
    assert not one("08TORONTO152").under_other_name
    assert not one("08TORONTO152_c").under_other_name
