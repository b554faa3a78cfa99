"""Every way in which people write a cable's number, alone and in the texts that they paste."""

import datetime as dt
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.telegram.identifiers import canonical
from reader.telegram.numbers import PROBLEMS, Written, alone, written


def ids(text: str, **options: int) -> list[str | None]:
    return [one.reference_id for one in written(text, **options)]


ONE = {
    "08TORONTO165": "08TORONTO165",
    "08 Toronto 165": "08TORONTO165",
    "08-TORONTO-165": "08TORONTO165",
    "08 - Toronto - 165": "08TORONTO165",
    "'08 Toronto 165": "08TORONTO165",
    "2008TORONTO00165": "08TORONTO165",
    "2008 TORONTO 000165": "08TORONTO165",
    "Toronto 2008 165": "08TORONTO165",
    "TORONTO 165/08": "08TORONTO165",
    "STATE 12345/2007": "07STATE12345",
    "Toronto 165, 28 May 2008": "08TORONTO165",
    "toronto 165, 28 may 2008": "08TORONTO165",
    "Toronto 165, May 28, 2008.": "08TORONTO165",
    "Toronto 165 (28 May 2008)": "08TORONTO165",
    "Toronto 165 of 28 MAY 08": "08TORONTO165",
    "Toronto 165, 2008-05-28": "08TORONTO165",
    "Toronto no. 165 (5/28/08)": "08TORONTO165",
    "Toronto tel. no. 165 of 28 May 2008": "08TORONTO165",
    "TORONTO #165, 2008": "08TORONTO165",
    "Toronto’s 165, 2008": "08TORONTO165",
    "TORONTO 165 281932Z MAY 08": "08TORONTO165",
    "Toronto\t165\t2008": "08TORONTO165",
    "12. Tehran 389, 11 January 1978": "78TEHRAN389",
    "12 Tehran 389, January 11, 1978.": "78TEHRAN389",
    "AMEMBASSY TEHRAN 389, 1978": "78TEHRAN389",
    "US Embassy Tehran 389, January 11, 1978": "78TEHRAN389",
    "Tehran to State, 389, 11 January 1978": "78TEHRAN389",
    "Tehran to State 389, 11 January 1978": "78TEHRAN389",
    "Amembassy Tehran to SecState, No. 389, 11 Jan 1978": "78TEHRAN389",
    "the Consulate General in Toronto, telegram 165, May 28, 2008": "08TORONTO165",
    "Telegram 389 From Tehran, January 11, 1978": "78TEHRAN389",
    "Telegram 389 From the Embassy in Iran to the Department of State, January 11, 1978": "78TEHRAN389",
    "telegram 12345 to Bonn, 3 May 1977": "77STATE12345",
    "Airgram A-50 from Bangkok, February 3, 1973": "73BANGKOK-A50",
    "73 BANGKOK A-50": "73BANGKOK-A50",
    "Bangkok A–50, 1973": "73BANGKOK-A50",
    "1978TEHRAN00389": "78TEHRAN389",
    "1974SANSA03486": "74SANSALVADOR3486",
    "1976STATE290286_b": "76STATE290286_b",
    "08toronto165_B": "08TORONTO165_b",
    "São Paulo 348, 2006": "06SAOPAULO348",
    "Moscow 13, 14 May 2008": "08MOSCOW13",
    "08TORNOTO165": "08TORONTO165",
    "Torotno 165 (2008)": "08TORONTO165",
    "08NOWHERE165": "08NOWHERE165",
    "2008 Nowhere 165": "08NOWHERE165",
    "08SCTION02OF02SAOPAULO335": "08SAOPAULO335",
    "https://example.org/cable/2008/05/08TORONTO165.html": "08TORONTO165",
    "https://example.org/?q=08+Toronto+165&x=1": "08TORONTO165",
    "https://example.org/cables/08TORONTO165/#p7": "08TORONTO165",
    "08TORONTO165.pdf": "08TORONTO165",
    "8 August 2008, Moscow 2306": "08MOSCOW2306",
    "August 8, 2008: Moscow 2306": "08MOSCOW2306",
    "12. 8 August 2008, Moscow 2306": "08MOSCOW2306",
    "2008-08-08 Moscow 2306": "08MOSCOW2306",
    "Moscow 2306 (08)": "08MOSCOW2306",
    "Tehran 389 (78)": "78TEHRAN389",
    "08/TORONTO/165": "08TORONTO165",
    "2008/Sao Paulo/00165": "08SAOPAULO165",
    "Airgram A-50, Bangkok, 1973": "73BANGKOK-A50",
    "A-50 from Bangkok, January 12, 1973": "73BANGKOK-A50",
    "Embtel 1164, Tehran, 25 February 1972": "72TEHRAN1164",
    "Embtel 1164 from Tehran, February 25, 1972": "72TEHRAN1164",
    "Telegram 1164 from Tehran, February 25, 1972": "72TEHRAN1164",
    "Telegram 1164, Tehran, 25 February 1972": "72TEHRAN1164",
    "Deptel 1164 to Tehran, February 25, 1972": "72STATE1164",
    "Deptel 1164, Tehran, 25 February 1972": "72STATE1164",
    "Deptel 1164, February 25, 1972": "72STATE1164",
    "UNNUMBERED-1A2B3C4D": "UNNUMBERED-1a2b3c4d",
    "unnumbered-abcdefab": "UNNUMBERED-abcdefab",
}


@pytest.mark.parametrize("text", ONE)
def test_one_number_gives_one_row_as_the_line_is(text: str) -> None:
    (found,) = written(f"  {text}\r\n")
    assert (found.as_written, found.reference_id, found.problem) == (text, ONE[text], "")


@pytest.mark.parametrize("text", ONE)
def test_typed_alone_it_is_a_number(text: str) -> None:
    found = alone(text)
    assert found is not None
    assert found.reference_id == ONE[text]


IN_PROSE = {
    "US Consulate Toronto, 08TORONTO165, on the lake": ["08TORONTO165"],
    "Cable 08TORONTO165 “Lake levels”, Consulate Toronto, May 28, 2008": ["08TORONTO165"],
    "See “Lake levels,” Toronto 165 to State, “Lake,” 28 May 2008, D080012-0123": ["08TORONTO165"],
    "(Telegram 389 from Tehran, January 11, 1978; Central Foreign Policy Files, D780012–0123)": ["78TEHRAN389"],
    "1978\tTEHRAN\t389\tVisit of the harbor master": ["78TEHRAN389"],
    "08TORONTO165,1,2,Lake": ["08TORONTO165"],
    "08TORONTO165, 08OTTAWA12": ["08TORONTO165", "08OTTAWA12"],
    "08TORONTO165/08OTTAWA12": ["08TORONTO165", "08OTTAWA12"],
    '<a href="/cables/08TORONTO165/">08OTTAWA12</a>': ["08TORONTO165", "08OTTAWA12"],
    "https://example.org/compare?a=08TORONTO165&b=08OTTAWA12": ["08TORONTO165", "08OTTAWA12"],
    "Lima 4,410": [None],
    "75 Lima 4,410": ["75LIMA4410"],
    "Lima 4,410, 14,512 and 5,001 (1975)": ["75LIMA4410", "75LIMA14512", "75LIMA5001"],
    "Lima 98,101 (1975)": ["75LIMA98", "75LIMA101"],
    "08 St. Petersburg 12": ["08STPETERSBURG12"],
    "Tehran 389, 391 and 402, January 1978": ["78TEHRAN389", "78TEHRAN391", "78TEHRAN402"],
    "08 Toronto 165, 166, 170": ["08TORONTO165", "08TORONTO166", "08TORONTO170"],
    "telegrams 389 and 391 from Tehran, January 11 and 12, 1978": ["78TEHRAN389", "78TEHRAN391"],
    "Toronto 165, Ottawa 12, 2008": ["08TORONTO165", "08OTTAWA12"],
    "Toronto 165, 28 May 2008, Ottawa 12": ["08TORONTO165", None],
    "Toronto 165; Ottawa 12, 2008": [None, "08OTTAWA12"],
    "REF: A. 08 TORONTO 165 B. 07 OTTAWA 734": ["08TORONTO165", "07OTTAWA734"],
    "see 08TORONTO and 08TORONTO165": [None, "08TORONTO165"],
    "08 Toronto 165, 09 Berlin 1636": ["08TORONTO165", "09BERLIN1636"],
    "09 Dushanbe 575 and 09 Berlin 1636": ["09DUSHANBE575", "09BERLIN1636"],
    "REF: 08 TORONTO 165, 09 BERLIN 1636": ["08TORONTO165", "09BERLIN1636"],
    "see 08 Toronto 165 and 08 Kabul 1275 and 09 Paris 559": ["08TORONTO165", "08KABUL1275", "09PARIS559"],
    "08 VLADIVOSTOK 68, 08 KABUL 1275": ["08VLADIVOSTOK68", "08KABUL1275"],
    "2008 Moscow 2306, 2009 Berlin 1636": ["08MOSCOW2306", "09BERLIN1636"],
    "08 Moscow 2306, 2009 Berlin 1636": ["08MOSCOW2306", "09BERLIN1636"],
    "08 Moscow 2306, 2310, 2009 Berlin 1636": ["08MOSCOW2306", "08MOSCOW2310", "09BERLIN1636"],
    "08 Moscow 2306, 2009BERLIN1636": ["08MOSCOW2306", "09BERLIN1636"],
    "08 Moscow 2306/09 Berlin 1636": ["08MOSCOW2306", "09BERLIN1636"],
    "2009 Kabul 40/2007 Kabul 895/1986 Berlin 228": ["09KABUL40", "07KABUL895", "86BERLIN228"],
    "08 Moscow 2306 - see also 2009 Berlin 1636": ["08MOSCOW2306", "09BERLIN1636"],
    "08 Toronto 165, 06 Sao Paulo 348, 09 Berlin 12": ["08TORONTO165", "06SAOPAULO348", "09BERLIN12"],
    "Moscow 2306, 2009 Berlin 1636": [None, "09BERLIN1636"],
    "Moscow 2306, 09BERLIN1636": [None, "09BERLIN1636"],
    "08 Toronto 165, 09 Nowhere 12": ["08TORONTO165"],
    "08 Lima 20, 21 and 25": ["08LIMA20", "08LIMA21", "08LIMA25"],
    "C O N F I D E N T I A L SECTION 01 OF 02 MOSCOW 002306": [None],
    "CONFIDENTIAL SECTION 01/02 MOSCOW 002306": [None],
    "UNCLAS SECTION 01 OF 02 08 MOSCOW 002306": ["08MOSCOW2306"],
}


@pytest.mark.parametrize("text", IN_PROSE)
def test_all_numbers_of_a_line_are_found(text: str) -> None:
    assert ids(text) == IN_PROSE[text]


def test_several_numbers_are_a_row_each_in_their_own_words() -> None:
    rows = written("1. See 08TORONTO165; Tehran 389, 11 January 1978.")
    assert [row.as_written for row in rows] == ["08TORONTO165", "Tehran 389, 11 January 1978"]


NONE = {
    "lake levels": "no-number",
    "police 165": "no-number",
    "Paris 5 May 2008": "no-number",
    "28MAY2008": "no-number",
    "28 May 2008": "no-number",
    "Toronto 165 people died in 2008": "no-number",
    "Geneva 21 was a good year for people who like wine": "no-number",
    "https://aad.example.org/createpdf?rid=123&dt=2474": "no-number",
    "08TORONTO": "unreadable",
    "2008TORONTO0": "unreadable",
    "Embtel 1164 to the Department, February 25, 1972": "no-number",
    "Embtel 1164, February 25, 1972": "no-number",
    "telegram 389 to the Department of State, January 11, 1978": "no-number",
    "08/MAY/2008": "no-number",
    "Moscow 2306 (12)": "no-year",
    "Toronto 165": "no-year",
    "CONFIDENTIAL SECTION 01 OF 02 MOSCOW 002306": "no-year",
    "311932Z JUN 08": "no-such-time",
    "281932Z MAY": "no-such-time",
}


@pytest.mark.parametrize("text", NONE)
def test_what_is_no_number_says_why(text: str) -> None:
    (found,) = written(text)
    assert (found.as_written, found.reference_id, found.problem) == (text, None, NONE[text])
    assert found.problem in PROBLEMS


def test_a_number_without_a_year_keeps_what_was_read() -> None:
    (found,) = written("Toronto 0165")
    assert (found.place, found.serial) == ("TORONTO", "165")


def test_the_year_is_taken_from_the_searcher_where_none_is_written() -> None:
    assert ids("Toronto 165\nOttawa 12, 2007\nBangkok A-50", default_year=1978) == [
        "78TORONTO165",
        "07OTTAWA12",
        "78BANGKOK-A50",
    ]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("281932Z MAY 08", None),
        ("R 281932Z MAY 2008", None),
        ("AMCONSUL TORONTO 281932Z MAY 08", "TORONTO"),
        ("R 281932Z MAY 08 FM AMCONSUL TORONTO", "TORONTO"),
    ],
)
def test_a_date_time_group_names_a_moment(text: str, place: str | None) -> None:
    found = alone(text)
    assert found == Written(text, moment=dt.datetime(2008, 5, 28, 19, 32, tzinfo=dt.UTC), place=place)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("see Embassy Tehran\n389, 11 January 1978, on gulls", ["78TEHRAN389"]),
        ("Tehran 389, 11 January\n1978; Bonn 12,\n3 May 1978", ["78TEHRAN389", "78BONN12"]),
        ("Tehran 389,\n11 January 1978, on gulls\nOttawa 12, 29 May 2008", ["78TEHRAN389", "08OTTAWA12"]),
        ("Tehran 389,\n11 January 1978, Bonn 12", ["78TEHRAN389", None]),
        ("Toronto 165,\n28 May 2008\nOttawa 12,\n29 May 2008", ["08TORONTO165", "08OTTAWA12"]),
        (
            "Telegram 389 From the Embassy in Canada to the Department of State\nOttawa, January 11, 1978, 1430Z.",
            ["78OTTAWA389"],
        ),
    ],
)
def test_a_number_over_the_end_of_a_line_is_put_together(text: str, found: list[str]) -> None:
    assert ids(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Toronto 165\n2008 Ottawa 12", [None, "08OTTAWA12"]),
        ("08TORONTO165\n\n08OTTAWA12\n", ["08TORONTO165", "08OTTAWA12"]),
        ("08TORONTO165\r\n08OTTAWA12", ["08TORONTO165", "08OTTAWA12"]),
    ],
)
def test_numbers_of_two_lines_stay_two(text: str, found: list[str | None]) -> None:
    assert ids(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "08TORONTO165 lake levels",
        "lake 08TORONTO165",
        "08TORONTO165 08OTTAWA12",
        "lake levels",
        "",
        "2008",
        "Paris 5 May 2008",
    ],
)
def test_more_words_or_more_numbers_are_not_a_number_alone(text: str) -> None:
    assert alone(text) is None


PARTS = """08TORONTO165 Tehran 389 11 January 1978 , ; . to State telegram from ( ) A-50 281932Z MAY 08 / - 2008 STATE
12345 and “ ” https://a/ & Embassy in Iran the no. _b 76STATE290286_b lake ’"""
words = st.sampled_from([*PARTS.split(), "\n", "\t", " "])


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.text(max_size=300), st.lists(words, max_size=60).map(" ".join), st.lists(words).map("".join)))
def test_any_text_is_read_and_every_line_is_answered(text: str) -> None:
    rows = written(text, default_year=None)
    assert all((row.reference_id or row.moment) is not None or row.problem in PROBLEMS for row in rows)
    assert all(row.as_written for row in rows)
    assert bool(rows) == bool(text.strip())
    for row in rows:
        if row.reference_id:
            assert canonical(row.reference_id) == row.reference_id


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(["08TORONTO165", "Tehran 389, 11 January 1978", "73 BANGKOK A-50"]), st.integers(1, 40))
def test_a_list_gives_a_row_for_each_line(text: str, times: int) -> None:
    assert ids("\n".join([text] * times)) == ids(text) * times


HOSTILE = [
    "1 ",
    "Toronto 1 ",
    'Toronto 165 "',
    "b1/",
    "telegram 1, ",
    "Tehran\n",
    "281932Z ",
    "08A",
    "https://a/08T1?",
    "a",
]


def _steps(text: str) -> int:
    """How many calls and lines of Python a reading takes: unlike time, it is the same on every machine."""
    count = 0

    def count_step(*_: object) -> object:
        nonlocal count
        count += 1
        return count_step

    before = sys.gettrace()
    sys.settrace(count_step)  # type: ignore[arg-type]
    try:
        written(text)
    finally:
        sys.settrace(before)
    return count


@pytest.mark.parametrize("part", HOSTILE)
def test_twice_the_text_is_twice_the_work(part: str) -> None:
    written(part * 400)
    short, long = _steps(part * 400), _steps(part * 800)
    assert long <= 2.5 * short + 2000


DAYS = {
    "Toronto 165, 28 May 2008": "2008-05-28",
    "Toronto 165, May 28th, 2008": "2008-05-28",
    "Toronto 165 (May 28, 2008)": "2008-05-28",
    "Toronto 165 281932Z MAY 08": "2008-05-28",
    "Toronto 165 of 28 MAY 08": "2008-05-28",
    "Toronto 165, 2008-05-28": "2008-05-28",
    "Toronto 165 to State, “Lake”, 1st of June 2008": "2008-06-01",
    "Telegram 165 From Toronto, May 28, 2008": "2008-05-28",
    "Toronto 165, May 28 and 29, 2008": None,
    "Toronto 165, 5/6/2008": None,
    "Toronto 165, May 2008": None,
    "Toronto 165, 31 June 2008": None,
    "08TORONTO165": None,
}


@pytest.mark.parametrize("text", DAYS)
def test_the_day_that_is_stated_with_a_number(text: str) -> None:
    (found,) = written(text)
    assert found.reference_id == "08TORONTO165"
    assert (found.day and found.day.isoformat()) == DAYS[text]
