"""The envelope: transmission lines, date-time groups, stations, addressees."""

import datetime as dt

import pytest

from reader.telegram import READER_VERSION
from reader.telegram.envelope import addressee_of, read_de, read_dtg
from tests.telegram.documents import HEADER, codes, hints, kinds, reading, with_line


def test_reads_the_whole_envelope() -> None:
    telegram = reading(HEADER)
    assert telegram.transmission_id == "VZCZCXRO1234"
    assert telegram.precedence == "PRIORITY"
    assert telegram.date == dt.datetime(2008, 3, 7, 15, 30, tzinfo=dt.UTC)
    assert telegram.originator is not None
    assert (telegram.originator.routing, telegram.originator.station, telegram.originator.serial) == (
        "RUEHHA",
        "AMCONSUL HALIFAX",
        58,
    )
    assert [(a.routing, a.station, a.precedence, a.serial) for a in telegram.to] == [
        ("RUEHC", "SECSTATE WASHDC", "PRIORITY", "1309")
    ]
    assert [(a.routing, a.station, a.serial, a.line) for a in telegram.info] == [
        ("RUEHOT", "AMEMBASSY OTTAWA", "0042", 8)
    ]
    assert kinds(telegram)[:9] == ["envelope"] * 8 + ["classification"]
    assert telegram.lines["date"] == (5, 5)
    assert READER_VERSION.isdigit()


@pytest.mark.parametrize(
    ("written", "precedence", "moment"),
    [
        ("P 151530Z FEB 08", "PRIORITY", "2008-02-15T15:30"),
        ("O R 172204Z SEP 76", "IMMEDIATE", "1976-09-17T22:04"),
        ("Z 010000Z JAN 1966", "FLASH", "1966-01-01T00:00"),
        ("R 311345 Z MAY 73", "ROUTINE", "1973-05-31T13:45"),
        ("R151530Z FEB 08", "ROUTINE", "2008-02-15T15:30"),
        ("O R151530Z FEB 08", "IMMEDIATE", "2008-02-15T15:30"),
        ("251550Z AUG 09", None, "2009-08-25T15:50"),
        ("R 251550Z AUG 65", "ROUTINE", "2065-08-25T15:50"),
        ("R 311200Z FEB 08", "ROUTINE", None),
        ("R 012560Z FEB 08", "ROUTINE", None),
        ("R 151530Z FBE 08", "ROUTINE", None),
        ("O R 311345Z", "IMMEDIATE", None),
        ("311345Z", None, None),
    ],
)
def test_date_time_groups(written: str, precedence: str | None, moment: str | None) -> None:
    group = read_dtg(written)
    assert group is not None
    assert group.precedence == precedence
    assert (group.moment.strftime("%Y-%m-%dT%H:%M") if group.moment else None) == moment


@pytest.mark.parametrize(
    "text", ["151530Z FOO 08", "151530 FEB 08", "311345Z. THE", "R 1515Z FEB 08", "THE 151530Z FEB 08", ""]
)
def test_what_is_no_date_time_group(text: str) -> None:
    assert read_dtg(text) is None


def test_a_date_without_year_takes_it_from_the_wrapping() -> None:
    telegram = reading(HEADER.replace("MAR 08", "MAR"), hints=hints(date="2008-03-08"))
    assert telegram.date == dt.datetime(2008, 3, 7, 15, 30, tzinfo=dt.UTC)
    assert "date-without-year" in codes(telegram)
    assert reading(HEADER.replace("MAR 08", "MAR")).date is None


@pytest.mark.parametrize(
    ("line", "part"),
    [("P 071530Z", "month"), ("071530Z", "month"), ("P 071530Z MAR", "year"), ("P 071530Z FBE", "year")],
)
def test_an_incomplete_date_is_kept_as_written_and_none_is_made_of_it(line: str, part: str) -> None:
    telegram = with_line(line, instead_of="P 071530Z MAR 08")
    assert (telegram.dtg, telegram.date) == (line, None)
    assert telegram.precedence == ("PRIORITY" if line.startswith("P") else None)
    found = [warning for warning in telegram.warnings if warning.code == "incomplete-date"]
    assert [(warning.line, f"its {part};" in warning.message) for warning in found] == [(5, True)]
    assert not {"impossible-date", "no-date", "unread-line"} & set(codes(telegram))


def test_no_month_is_taken_from_the_wrapping() -> None:
    telegram = reading(HEADER.replace("MAR 08", ""), hints=hints(date="2008-03-07"))
    assert (telegram.dtg, telegram.date) == ("P 071530Z", None)


def test_a_time_alone_gives_way_to_the_date_time_group_below() -> None:
    telegram = reading(HEADER.replace("P 071530Z", "071535Z\nP 071530Z"))
    assert (telegram.dtg, telegram.lines["date"]) == ("P 071530Z MAR 08", (6, 6))


def test_an_impossible_date_is_none_and_a_warning() -> None:
    telegram = with_line("P 311530Z FEB 08", instead_of="P 071530Z MAR 08")
    assert telegram.date is None
    assert telegram.dtg == "P 311530Z FEB 08"
    assert [w.line for w in telegram.warnings if w.code == "impossible-date"] == [5]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("RUEHC/SECSTATE WASHDC PRIORITY 0042", ("RUEHC", "SECSTATE WASHDC", "PRIORITY", "0042")),
        ("RUCNDT/USMISSION USUN NEW YORK 0311", ("RUCNDT", "USMISSION USUN NEW YORK", None, "0311")),
        ("AMEMBASSY SAMPLE", (None, "AMEMBASSY SAMPLE", None, None)),
        ("RHEHNSC/NSC WASHDC NIACT IMMEDIATE", ("RHEHNSC", "NSC WASHDC", "NIACT IMMEDIATE", None)),
        ("SECSTATE WASHDC IMMEDIATE 8829", (None, "SECSTATE WASHDC", "IMMEDIATE", "8829")),
        ("RUCNFRG/FRG COLLECTIVE IMMEDIATE", ("RUCNFRG", "FRG COLLECTIVE", "IMMEDIATE", None)),
        ("SECSTATE WASHDC 0974 PRIORITY", (None, "SECSTATE WASHDC", "PRIORITY", "0974")),
    ],
)
def test_addressees(written: str, expected: tuple[str | None, ...]) -> None:
    addressee = addressee_of(written)
    assert (addressee.routing, addressee.station, addressee.precedence, addressee.serial) == expected


def test_a_list_goes_on_without_labels_and_over_blank_lines() -> None:
    telegram = with_line(
        "INFO RUEHOT/AMEMBASSY OTTAWA 0042\nRUEHRK/AMEMBASSY REYKJAVIK\n\nUSMISSION USUN NEW YORK",
        instead_of="INFO RUEHOT/AMEMBASSY OTTAWA 0042",
    )
    assert [a.station for a in telegram.info] == ["AMEMBASSY OTTAWA", "AMEMBASSY REYKJAVIK", "USMISSION USUN NEW YORK"]


def test_exempted_stations_belong_to_the_collective_above() -> None:
    telegram = with_line(
        "INFO RUCNCAN/ALL CANADIAN POSTS COLLECTIVE\nXMT AMCONSUL QUEBEC\nAMCONSUL CALGARY",
        instead_of="INFO RUEHOT/AMEMBASSY OTTAWA 0042",
    )
    assert [(a.station, a.excluded) for a in telegram.info] == [
        ("ALL CANADIAN POSTS COLLECTIVE", ("AMCONSUL QUEBEC", "AMCONSUL CALGARY"))
    ]


@pytest.mark.parametrize(
    "exempted",
    [
        "XMT AMCONSUL QUEBEC\nAMCONSUL CALGARY",
        "XMT/AMCONSUL QUEBEC, AMCONSUL CALGARY",
        "XMT AMCONSUL QUEBEC\nXMT AMCONSUL CALGARY",
    ],
)
def test_stations_are_exempted_from_the_collective_and_not_from_the_post_above(exempted: str) -> None:
    posts = "INFO RUCNCAN/ALL CANADIAN POSTS COLLECTIVE\nRUEHOT/AMEMBASSY OTTAWA 0042\n"
    telegram = with_line(
        f"{posts}{exempted}\nRUEHKO/AMEMBASSY TOKYO\nAMEMBASSY OSLO", instead_of="INFO RUEHOT/AMEMBASSY OTTAWA 0042"
    )
    assert [(a.station, a.excluded) for a in telegram.info] == [
        ("ALL CANADIAN POSTS COLLECTIVE", ("AMCONSUL QUEBEC", "AMCONSUL CALGARY")),
        ("AMEMBASSY OTTAWA", ()),
        ("AMEMBASSY TOKYO", ()),
        ("AMEMBASSY OSLO", ()),
    ]


@pytest.mark.parametrize("below", ["AMEMBASSY OSLO 0012", "AMEMBASSY OSLO PRIORITY", "RUEHNY/AMEMBASSY OSLO"])
def test_what_is_no_exempted_station(below: str) -> None:
    telegram = with_line(
        f"INFO RUCNCAN/ALL CANADIAN POSTS COLLECTIVE\nXMT AMCONSUL QUEBEC\n{below}",
        instead_of="INFO RUEHOT/AMEMBASSY OTTAWA 0042",
    )
    assert [(a.station, a.excluded) for a in telegram.info] == [
        ("ALL CANADIAN POSTS COLLECTIVE", ("AMCONSUL QUEBEC",)),
        ("AMEMBASSY OSLO", ()),
    ]


def test_a_page_break_may_stand_between_addressees() -> None:
    telegram = with_line(
        "TO AMEMBASSY OSLO\nPAGE 02        HALIFA  00058  182333Z\nAMEMBASSY DAKAR",
        instead_of="TO RUEHC/SECSTATE WASHDC PRIORITY 1309",
    )
    assert [a.station for a in telegram.to] == ["AMEMBASSY OSLO", "AMEMBASSY DAKAR"]
    assert "page-break" in kinds(telegram)


@pytest.mark.parametrize("label", ["TO", "TO:", "TO\nPAGE 02        HALIFA  00058  182333Z"])
def test_to_may_stand_alone_above_its_addressees(label: str) -> None:
    telegram = with_line(
        f"{label}\nRUEHNY/AMEMBASSY OSLO IMMEDIATE 0012\nAMEMBASSY DAKAR",
        instead_of="TO RUEHC/SECSTATE WASHDC PRIORITY 1309",
    )
    assert [(a.station, a.precedence) for a in telegram.to] == [
        ("AMEMBASSY OSLO", "IMMEDIATE"),
        ("AMEMBASSY DAKAR", None),
    ]
    assert [a.station for a in telegram.info] == ["AMEMBASSY OTTAWA"]


@pytest.mark.parametrize(
    "line", ["SUBJECT: FROM LAMP\nTO\nLAMP", "SUBJECT: FROM LAMP TO LAMP\nREF: A. OTTAWA 198\nTO\nLIMA 2"]
)
def test_to_alone_below_the_envelope_is_a_word(line: str) -> None:
    telegram = with_line(line, instead_of="SUBJECT: LIGHTS OF THE HARBOR")
    assert telegram.subject == "FROM LAMP TO LAMP"
    assert [a.station for a in telegram.to] == ["SECSTATE WASHDC"]


def test_an_addressee_fused_with_the_classification() -> None:
    telegram = reading(HEADER.replace("OTTAWA 0042\nUNCLAS", "OTTAWA 0042UNCLAS"))
    assert telegram.info[-1].serial == "0042"
    assert telegram.classification is not None
    assert telegram.classification.as_written == "UNCLAS HALIFAX 000058"
    assert telegram.reference_id == "08HALIFAX58"


def test_from_surname_in_a_press_summary_is_no_originator() -> None:
    telegram = reading("1. (U) Press.\n\nFM Lindqvist: talks went well.\n\n2. (U) More.")
    assert telegram.originator is None
    assert [p.number for p in telegram.paragraphs] == [1, 2]


def test_the_de_line() -> None:
    line = read_de("DE RUEHON #0165/01 1491932")
    assert line is not None
    assert (line.routing, line.serial, line.julian) == ("RUEHON", 165, 149)


def test_office_lists_and_drafters_are_envelope() -> None:
    telegram = reading(
        "PAGE 01        EXAMPL  02545  201212Z\n15\nACTION EUR-12\n\nINFO  OCT-01  ISO-00  CIAE-00  /045 R\n"
        "DRAFTED BY EB/OA/AVP:JQSAMPLE:ABC\nAPPROVED BY EB/OA/AVP:RSPECIMEN\nEB/OA - L. OAKEN\n"
        "                       --------------------- 054819\nR 192358Z JAN 77\n"
        "FM AMEMBASSY OSLO\nTO SECSTATE WASHDC 3164\n"
        "C O N F I D E N T I A L OSLO 2545\n\nE.O. 11652: GDS\nTAGS: PFOR, NO\nSUBJECT: LAMPS\n\n1. TEXT."
    )
    assert set(kinds(telegram)[1:12]) == {"envelope", "blank"}
    assert telegram.originator is not None
    assert telegram.originator.station == "AMEMBASSY OSLO"
    assert [a.station for a in telegram.to] == ["SECSTATE WASHDC"]
    assert telegram.info == ()


def test_a_classification_behind_an_addressee() -> None:
    telegram = reading(HEADER.replace("0042\nUNCLAS HALIFAX 000058", "0042 UNCLAS SECTION 01 OF 02 HALIFAX 000058"))
    assert telegram.info[0].station == "AMEMBASSY OTTAWA"
    assert telegram.classification is not None
    assert telegram.classification.as_written == "UNCLAS SECTION 01 OF 02 HALIFAX 000058"


def test_a_level_far_above_the_envelope_is_its_pages() -> None:
    telegram = reading(
        "SECRET\n\n\n\n\nPAGE 01        HALIFA  00058  071530Z\n\n"
        + HEADER.replace("UNCLAS HALIFAX 000058", "C O N F I D E N T I A L HALIFAX 0058")
    )
    assert telegram.classification is not None
    assert (telegram.classification.level, telegram.reference_id) == ("CONFIDENTIAL", "08HALIFAX58")


def test_a_precedence_may_be_joined_to_its_date_time_group() -> None:
    telegram = with_line("P071530Z MAR 08", instead_of="P 071530Z MAR 08")
    assert (telegram.precedence, telegram.dtg) == ("PRIORITY", "P071530Z MAR 08")
    assert kinds(telegram)[:8] == ["envelope"] * 8
