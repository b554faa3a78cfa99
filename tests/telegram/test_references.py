"""REF lists in all their styles: a table of lists and of what a careful reader finds in them."""

import json
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.telegram import identifiers
from reader.telegram.records import REFERENCE_KINDS
from reader.telegram.references import read_entries
from tests.shared import CORPUS, needs_corpus


def read(text, year=2008, place="TORONTO", first_line=10):
    return read_entries(list(enumerate(text.split("\n"), first_line)), year=year, place=place)


def ids(text, **own):
    return [entry.reference_id for entry in read(text, **own)]


CABLES = {
    "a year on the next line": ("07 QUITO 38\n2007 BUENOS AIRES 595", ["07QUITO38", "07BUENOSAIRES595"]),
    "a year on the line behind two figures": ("LIMA 05\n2007 BUENOS AIRES 595", ["08LIMA5", "07BUENOSAIRES595"]),
    "a number on the line behind its year": ("STATE 07\n12345", ["07STATE12345"]),
    "one": ("STATE 82703", ["08STATE82703"]),
    "brackets": ("(A) Toronto 24 (B) Toronto 152", ["08TORONTO24", "08TORONTO152"]),
    "stops over lines": ("A. ANKARA 7410\n     ¶B. SECSTATE 200660", ["08ANKARA7410", "08STATE200660"]),
    "half brackets, no blank": (
        "A)STATE 198912  B)HAVANA 3721 C)HAVANA 3817\n   D)HAVANA 4110",
        ["08STATE198912", "08HAVANA3721", "08HAVANA3817", "08HAVANA4110"],
    ),
    "square brackets": ("[A] LIMA 12 [B] QUITO 13", ["08LIMA12", "08QUITO13"]),
    "numbers": ("1) STATE 12 2) 07 PARIS 3", ["08STATE12", "07PARIS3"]),
    "doubled labels": ("A. (A) PARIS 1784\nB. (B) STATE 12", ["08PARIS1784", "08STATE12"]),
    "labels with the word": ("REF A: STATE 12\nREF B: PARIS 13", ["08STATE12", "08PARIS13"]),
    "bare letters": ("A STATE 12\nB 07 PARIS 13", ["08STATE12", "07PARIS13"]),
    "labels behind": ("STATE 12345 (A), PARIS 123 (B)", ["08STATE12345", "08PARIS123"]),
    "a label lost": ("A. STATE 12;\nC. PARIS 13", ["08STATE12", "08PARIS13"]),
    "commas": ("Frankfurt 1581, Frankfurt 1001, Berlin 0112", ["08FRANKFURT1581", "08FRANKFURT1001", "08BERLIN112"]),
    "colons": ("LIMA 1091: LIMA 263: MOSCOW 1603", ["08LIMA1091", "08LIMA263", "08MOSCOW1603"]),
    "one blank": ("LIMA 1091 QUITO 263", ["08LIMA1091", "08QUITO263"]),
    "several numbers": ("(A) WARSAW 3988, 4012 AND 4105", ["08WARSAW3988", "08WARSAW4012", "08WARSAW4105"]),
    "several posts": (
        "LIMA 931 & 940; STATE 205118, 206650",
        ["08LIMA931", "08LIMA940", "08STATE205118", "08STATE206650"],
    ),
    "bare entry": ("(A) WARSAW 3988, (B) 4012", ["08WARSAW3988", "08WARSAW4012"]),
    "slash": ("STATE 123/124", ["08STATE123", "08STATE124"]),
    "year in front": (
        "06 KINGSTON 1280; 2007 VLADIVOSTOK 095; '07 LIMA 3",
        ["06KINGSTON1280", "07VLADIVOSTOK95", "07LIMA3"],
    ),
    "old year in front": ("78 STATE 196338, 77 TOKYO 18855", ["78STATE196338", "77TOKYO18855"]),
    "year of the list": ("06 STATE 12, 14 AND PARIS 3", ["06STATE12", "06STATE14", "08PARIS3"]),
    "year between": ("STATE 07 12345", ["07STATE12345"]),
    "year behind": ("STATE 12345 (2006), PARIS 12 OF DECEMBER 5, 2005", ["06STATE12345", "05PARIS12"]),
    "year behind a comma": ("STATE 12345, 2006", ["06STATE12345"]),
    "year behind a stroke": ("STATE 12345/07", ["07STATE12345"]),
    "year long before behind a stroke": ("STATE 12345/87", ["87STATE12345"]),
    "identifiers": ("A. 07STATE12345 B. 2007TORONTO00012", ["07STATE12345", "07TORONTO12"]),
    "airgrams": ("LIMA A-114, 72 QUITO A-50", ["08LIMA-A114", "72QUITO-A50"]),
    "names of several words": (
        "USUN NEW YORK 12, ST. PETERSBURG 3, PORT-AU-PRINCE 4, N'DJAMENA 5, LA PAZ 6",
        ["08USUNNEWYORK12", "08STPETERSBURG3", "08PORTAUPRINCE4", "08NDJAMENA5", "08LAPAZ6"],
    ),
    "a name over lines": ("A. KUALA\nLUMPUR 12", ["08KUALALUMPUR12"]),
    "short names": ("UNVIE 109, USUN 12, SECSTATE 3", ["08UNVIEVIENNA109", "08USUNNEWYORK12", "08STATE3"]),
    "with embassy": ("AMEMBASSY PARIS 12, EMBASSY QUITO 13", ["08PARIS12", "08QUITO13"]),
    "misspelt": ("BELGADE 12", ["08BELGRADE12"]),
    "a post in no table": ("KOLN 12", ["08KOLN12"]),
    "possessive": ("LIMA'S 123 AND QUITO’S 124", ["08LIMA123", "08QUITO124"]),
    "tail first": ("A. (NOTAL) STATE 12 B. LIMA 4", ["08STATE12", "08LIMA4"]),
    "the first label lost": ("STATE 12 (NOTAL)\nB. LIMA 4", ["08STATE12", "08LIMA4"]),
    "doubled labels with stops": ("A. A. STATE 12 B. B. LIMA 4", ["08STATE12", "08LIMA4"]),
    "two series": ("STATE 123/TOSEC 45", ["08STATE123", "08TOSEC45"]),
    "our": ("OUR 15", ["08TORONTO15"]),
    "our own": ("OURTEL 15, DEPTEL 16", ["08TORONTO15", "08STATE16"]),
    "strokes": ("LIMA 20/30/40, QUITO 5", ["08LIMA20", "08LIMA30", "08LIMA40", "08QUITO5"]),
    "strokes between long numbers": (
        "LIMA 4410/4411/4420 AND 4501",
        ["08LIMA4410", "08LIMA4411", "08LIMA4420", "08LIMA4501"],
    ),
    "strokes that look like years": ("LIMA 2012/2030/2140", ["08LIMA2012", "08LIMA2030", "08LIMA2140"]),
    "a section behind a stroke": ("LIMA 4410/1; QUITO 5", ["08LIMA4410", "08QUITO5"]),
    "a stroke and no year": ("LIMA 4410/11", ["08LIMA4410"]),
    "a range": ("STATE 20 THRU 22, LIMA 7", ["08STATE20", "08STATE21", "08STATE22", "08LIMA7"]),
    "a range with less figures": ("STATE 4409 THROUGH 11", ["08STATE4409", "08STATE4410", "08STATE4411"]),
    "a range by hyphen": ("STATE 4409 - 4411", ["08STATE4409", "08STATE4410", "08STATE4411"]),
    "a range over a figure": ("STATE 99 TO 101", ["08STATE99", "08STATE100", "08STATE101"]),
    "a range of airgrams": ("LIMA A-19 THRU A-21", ["08LIMA-A19", "08LIMA-A20", "08LIMA-A21"]),
    "too far for a range": ("STATE 4410 THRU 9900", ["08STATE4410"]),
    "thousands": ("LIMA 4,410, 13,512; QUITO 2,001", ["08LIMA4410", "08LIMA13512", "08QUITO2001"]),
    "no thousands": ("LIMA 98,101", ["08LIMA98", "08LIMA101"]),
    "year and serial": ("LIMA 07-20, QUITO 2006-31", ["07LIMA20", "06QUITO31"]),
    "serial and year": ("LIMA 410-07", ["07LIMA410"]),
    "a range or a year": ("STATE 4405-07", [None]),
    "paragraphs in front": (
        "PARA 3 STATE 4410; PARAS 2-4, LIMA 12; PARAGRAPH 5 OF QUITO 7",
        ["08STATE4410", "08LIMA12", "08QUITO7"],
    ),
    "words in front": ("REFTEL STATE 12, CABLE LIMA 13", ["08STATE12", "08LIMA13"]),
    "words between": ("LIMA TELNO 12, STATE CABLE NO. 13, QUITO EMBTEL 14", ["08LIMA12", "08STATE13", "08QUITO14"]),
    "the embassy's": ("EMBASSY'S 12", ["08TORONTO12"]),
    "an airgram of the same post": ("(A) LIMA A-19 (B) A-20", ["08LIMA-A19", "08LIMA-A20"]),
    "page break fused": ("LIMA 123 LIMA 00000244 001.2 OF 002 (U) THIS CABLE IS SENSITIVE", ["08LIMA123"]),
}


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("A. LIMA 12; B. USCINCEUR 101345Z SEP 75; C. 215999", ["cable", "dtg", "other"]),
        ("(A) LIMA 12, (B) SMITH LETTER, (C) 2159", ["cable", "document", "other"]),
        ("LIMA 12, USCINCEUR 101345Z SEP 75, 215999", ["cable", "dtg", "other"]),
    ],
)
def test_a_bare_number_is_of_no_earlier_post_than_the_entry_above_names(text, kinds):
    assert [entry.kind for entry in read(text)] == kinds
    assert ids(text) == ["08LIMA12", None, None]


@pytest.mark.parametrize(("text", "expected"), CABLES.values(), ids=CABLES)
def test_cables(text, expected):
    entries = read(text)
    assert [entry.reference_id for entry in entries] == expected
    assert {entry.kind for entry in entries} == {"cable"}


@pytest.mark.parametrize(
    ("listed", "expected"),
    [
        (("07QUITO211", "06LIMA4"), ["07QUITO211", "06LIMA4", "05LIMA5"]),
        (("07QUITO211", "06QUITO211"), ["08QUITO211", "08LIMA4", "05LIMA5"]),
        (("07QUITO211", "08QUITO211"), ["08QUITO211", "08LIMA4", "05LIMA5"]),
        (("07QUITO2110", "08LIMA5"), ["08QUITO211", "08LIMA4", "05LIMA5"]),
    ],
)
def test_the_wrapping_tells_the_year_of_entries_without_one(listed, expected):
    entries = read_entries([(1, "QUITO 211, LIMA 4, 05 LIMA 5")], year=2008, place=None, listed=listed)
    assert [entry.reference_id for entry in entries] == expected


@pytest.mark.parametrize(
    ("tail"),
    [
        "(NOTAL)",
        "AND PREVIOUS",
        "(AND PREVIOUS)",
        "(EXDIS)",
        "(SUBJ: VISIT OF MR X, PARIS AND ROME)",
        "NOTAL",
        "PARA 3",
        "- MEETING WITH FISHERMEN",
        "OF MAY 5",
        "(DTG 051230Z MAY 08)",
        "051230Z MAY 08",
        "DTG 051230Z",
        "PARA 3/4",
        ", DTG 051230Z MAY 08",
    ],
)
def test_tails_belong_to_their_number(tail):
    entries = read(f"A. QUITO 3207 {tail}; B. LIMA 4".replace(" ,", ","))
    assert [(e.label, e.reference_id) for e in entries] == [("A", "08QUITO3207"), ("B", "08LIMA4")]
    assert entries[0].text == f"QUITO 3207 {tail}".replace(" ,", ",")


def test_labels_text_and_lines_are_kept():
    entries = read("(A) WARSAW 3988, 4012 (NOTAL);\nB. Prague  1650")
    assert [(e.label, e.text, e.line) for e in entries] == [
        ("A", "WARSAW 3988", 10),
        ("A", "4012 (NOTAL)", 10),
        ("B", "Prague 1650", 11),
    ]


OTHERS = {
    "email": "SMITH-JONES EMAIL OF MAY 5, 2007",
    "telephone": "SMITH/JONES TELCON 5/5",
    "report": "IIR 6 832 0123 07",
    "document": "MY LETTER OF AUGUST 2 TO ROE",
    "other": "CINCPAC 1234",
}


@pytest.mark.parametrize(("kind", "text"), OTHERS.items(), ids=OTHERS)
def test_what_is_no_cable_keeps_its_words(kind, text):
    before, entry, after = read(f"A. STATE 12; B. {text}; C. LIMA 4")
    assert (before.reference_id, after.reference_id) == ("08STATE12", "08LIMA4")
    assert (entry.label, entry.kind, entry.text, entry.reference_id) == ("B", kind, text, None)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("TD-314/12345-07", "report"),
        ("EMBASSY PARIS DAILY REPORT FOR MAY 4", "report"),
        ("GATT DOC MTN/NTM/17", "document"),
        ("SMITH/ROE PHONE CALL OF 12 MAY", "telephone"),
        ("JONES MEMO", "document"),
        ("UNSCR 1559", "document"),
        ("KUALA LUMPUR", "other"),
        ("LIMA'S A-077 OF MAY 15", "document"),
        ("YOUR 1234", "other"),
        ("AIDTO 123", "other"),
        ("MEMCON ROE-SMITH", "document"),
    ],
)
def test_kinds_of_other_entries(text, kind):
    (entry,) = read(text)
    assert (entry.kind, entry.text, entry.reference_id) == (kind, text, None)


@pytest.mark.parametrize("text", ["LIMA 30 MAY", "LIMA 12 MAY 75", "LIMA 5/3/75", "PARAS 2-4", "A-20", "STATE'S A-120"])
def test_what_only_looks_like_a_number(text):
    (entry,) = read(text, year=1975)
    assert (entry.text, entry.reference_id) == (text, None)


def test_an_airgram_without_a_post_is_not_one_of_the_last_post_that_sent_a_telegram():
    assert [(e.kind, e.reference_id) for e in read("(A) STATE 4410 (B) A-20")] == [
        ("cable", "08STATE4410"),
        ("document", None),
    ]


def test_every_telegram_of_a_range_has_its_words():
    assert {e.text for e in read("A. STATE 20 THRU 22 (NOTAL)")} == {"STATE 20 THRU 22 (NOTAL)"}


def test_words_joined_to_a_list_are_an_entry_of_their_own():
    assert [(e.kind, e.text) for e in read("77 TOKYO 18855 AND MY LETTER OF AUGUST 2 TO\nROE", year=1978)] == [
        ("cable", "77 TOKYO 18855"),
        ("document", "MY LETTER OF AUGUST 2 TO ROE"),
    ]


@pytest.mark.parametrize(
    ("text", "sender", "dtg"),
    [
        ("USCINCRED 311345Z MAY 73", "USCINCRED", "1973-05-31T13:45:00Z"),
        ("USCINCRED\n151345 Z SEP 76", "USCINCRED", "1976-09-15T13:45:00Z"),
        ("JOINT STAFF WASHDC 121212Z MAR 2007", "JOINT STAFF WASHDC", "2007-03-12T12:12:00Z"),
        ("SECDEF 012345Z JAN (NOTAL)", "SECDEF", "2008-01-01T23:45:00Z"),
        ("USSAG/7AF 121200Z MAR 75", "USSAG/7AF", "1975-03-12T12:00:00Z"),
        ("JCS 2145/021830Z AUG 74", "JCS", "1974-08-02T18:30:00Z"),
        ("USDAO JAKARTA 0512 DTG 121212Z MAY 76", "USDAO JAKARTA", "1976-05-12T12:12:00Z"),
        ("DTG 012345Z JAN 08", None, "2008-01-01T23:45:00Z"),
        ("CINCPAC 311345Z", "CINCPAC", None),
        ("SECDEF WASHDC 051230 Z (NOTAL)", "SECDEF WASHDC", None),
    ],
)
def test_sender_and_date_time_group(text, sender, dtg):
    (entry,) = read(text)
    assert (entry.kind, entry.sender, entry.dtg, entry.reference_id) == ("dtg", sender, dtg, None)


def test_the_last_sender_is_meant_by_a_group_alone():
    first, second = read("CINCPAC 010203Z MAY 73 AND 020304Z MAY 73")
    assert (first.sender, second.sender) == ("CINCPAC", "CINCPAC")
    assert second.dtg == "1973-05-02T03:04:00Z"


def test_impossible_date_time_groups_are_only_words():
    (entry,) = read("CINCPAC 319999Z MAY 73")
    assert (entry.kind, entry.dtg) == ("other", None)


@pytest.mark.parametrize("text", ["", "N/A", "NONE", "  \n ", "(NOTAL)", "-"])
def test_lists_of_nothing(text):
    assert read(text) == ()


def test_without_any_year_there_is_no_id():
    (entry,) = read("STATE 12", year=None)
    assert (entry.kind, entry.reference_id) == ("cable", None)


def test_a_year_alone_is_no_number_of_the_last_post():
    assert ids("A. PARIS 1784 B. 2007 AND PREVIOUS") == ["08PARIS1784", None]


def test_the_embassys_telegram_is_the_posts_only_in_its_own_cable():
    assert ids("EMBTEL 12", place="QUITO") == ["08QUITO12"]
    assert ids("EMBTEL 12", place="STATE") == [None]


@settings(deadline=None)
@given(st.text(alphabet=st.sampled_from("AB12 .,;()\n-/'&Z:STATE PARIS 07MAY"), max_size=200))
def test_any_list_is_read(text):
    for entry in read(text):
        assert entry.kind in REFERENCE_KINDS
        assert entry.text == entry.text.strip()
        assert entry.text in re.sub(r"\s+", " ", text)
        assert 10 <= entry.line < 10 + len(text.split("\n"))


@settings(deadline=None)
@given(st.text(max_size=300))
def test_no_text_raises(text):
    read(text)
    read(text, year=None, place=None)


@pytest.mark.parametrize(
    "unit", ["A. ", "STATE 12, ", "foo AND ", "1 ", "(A) (", "STATE 12 (", "a.b'c-d ", "PREV AND "]
)
def test_long_lists_are_read_to_their_end(unit):
    assert len(read(unit * 5000)) <= 5001


def test_a_word_of_great_length_is_read():
    (entry,) = read("A" * 100_000 + " 12")
    assert entry.kind == "other"


def _list_of(path):
    """The REF block of a raw file, roughly: from its label to an empty line."""
    text = path.read_bytes().decode("utf-8", "replace").replace("\r", "")
    match = re.search(r"(?im)^\W*REF(?:TEL)?S?:[ \t]*((?:.*\S.*\n?)+)", text)
    return match[1] if match else ""


@needs_corpus
def test_real_lists():
    checked = 0
    for line in (CORPUS / "truth.jsonl").read_text(encoding="utf-8").splitlines():
        truth = json.loads(line)
        block = _list_of(CORPUS / truth["file"])
        if not truth.get("references") or not block or truth.get("ambiguous"):
            continue
        want = {r for r in truth["references"] if re.fullmatch(r"\d{2}[A-Z]+(?:-A)?\d+", r)}
        year = identifiers.split(truth["reference_id"])[0]
        got = {e.reference_id for e in read(block, year=year, place=None) if e.reference_id}
        got -= set(truth.get("references_also_accept", ()))
        assert got == want, truth["file"]
        checked += 1
    assert checked > 12
