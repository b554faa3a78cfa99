"""What holds for any text: read returns, regions cover, texts are in their lines, work grows with the text."""

import dataclasses
import sys
from pathlib import Path
from string import ascii_uppercase

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reader.telegram import Document, Hints, Release, Telegram, read
from reader.telegram.records import REGION_KINDS
from tests.telegram.documents import HEADER

GOLDEN = sorted((Path(__file__).parent / "golden").glob("*.txt"))
TEXTS = [tuple(path.read_text(encoding="utf-8").split("\n")) for path in GOLDEN]

#: Pieces of telegrams: what a recogniser looks for, and what only looks so.
FRAGMENTS = (
    "VZCZCXRO1234", "PP RUEHGA RUEHHA", "DE RUEHXX #0123/01 0461530", "ZNR UUUUU ZZH", "P 151530Z FEB 08",
    "R 999999Z FEB", "FM AMEMBASSY EXAMPLE", "FM Surname: words", "TO RUEHC/SECSTATE WASHDC PRIORITY 0042",
    "XMT AMEMBASSY OSLO", "INFO ", "TO", "UNCLAS SECTION 01 OF 02 SAMPLE 000123", "S E C R E T STATE 001234",
    "SECRET", "SIPDIS", "SENSITIVE", "STATE FOR WHA/CAN", "E.O. 12958: DECL: 02/30/2018",
    "TAGS: PREL, (SURNAME, FORENAME)", "TAGS", "SUBJECT", "SUBJ: a", "REF: A. POST 12", "\u00b6B. (B) X 1",
    "CLASSIFIED BY: A, for reasons 1.4 (b)", "1. (U) text.", "2. (SBU)", "\u00b63. (C)", "40. of these",
    "(S//NF) text", "(a) text", "SUMMARY", "-------", "--- ---", "SUMMARY -------", "END SUMMARY.", "(Comment: x",
    "COMMENT: x", "Heading Here", "HEADING", "SAMPLE 00000123 002 OF 003",
    "PAGE 02        SAMPLE  01234  01 OF 02  201212Z", "PAGE 01        SAMPLE  01234", "NNNN", "QUOTE", "UNQUOTE",
    "SPECIMEN", "XXXXXXXXXXXX", "Crate   Weight   x", "-- bullet", "", "", " ", "\t", "\u00a0", "\x0c", "\ufffd",
    "\u00bf\u00bf\u00bf", "Declassified/Released US Department of State", "DRAFTED BY EB/OA:JQS", "ACTION EUR-12",
    "--------------------- 054819", "15", "This record is a partial extract of the original cable.",
    "C O R R E C T E D  C O P Y", "The harbor is well and the lamp is lit.",
)  # fmt: skip

lines = st.one_of(
    st.sampled_from(FRAGMENTS), st.text(max_size=120), st.lists(st.sampled_from(FRAGMENTS), max_size=4).map(" ".join)
)
documents = st.lists(lines, max_size=60).map(tuple)
anything = settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def squeezed(text: str) -> str:
    return "".join(text.split())


def check(document: Document) -> Telegram:
    """Everything that must hold of any reading."""
    telegram = read(document)
    _check_regions(telegram, len(document.lines))
    for paragraph in telegram.paragraphs:
        first, last = paragraph.lines
        assert 1 <= first <= last <= len(document.lines)
        there = iter(squeezed("\n".join(document.lines[first - 1 : last])))
        assert all(letter in there for letter in squeezed(paragraph.text)), paragraph
        assert all(0 <= b.offset <= len(paragraph.text) and first <= b.line <= last for b in paragraph.page_breaks)
    spans = [*telegram.lines.values(), *((w.line, w.line) for w in telegram.warnings if w.line is not None)]
    assert all(1 <= first <= last <= len(document.lines) for first, last in spans)
    for reference in telegram.text_references:
        assert telegram.paragraphs[reference.paragraph].text[reference.start : reference.end] == reference.text
    telegram.to_json()
    return telegram


def _check_regions(telegram: Telegram, count: int) -> None:
    reached = 0
    for region in telegram.regions:
        assert region.kind in REGION_KINDS
        assert region.lines[0] == reached + 1
        assert region.lines[1] >= region.lines[0]
        reached = region.lines[1]
    assert reached == count


@anything
@given(documents)
def test_any_text_is_read(text: tuple[str, ...]) -> None:
    check(Document(text))


@anything
@given(st.text(max_size=3000))
def test_any_characters_are_read(text: str) -> None:
    check(Document(tuple(text.split("\n"))))


@anything
@given(documents, st.lists(st.tuples(st.integers(1, 70), st.integers(1, 70)), max_size=3), st.booleans())
def test_furniture_hints_and_attributes_change_nothing_of_this(
    text: tuple[str, ...], spans: list[tuple[int, int]], released: bool
) -> None:
    release = (
        Release(document_number="1975OSLO00956", attributes={"Subject": "n/a", "TAGS": "A, (B"}) if released else None
    )
    furniture = tuple((min(span), max(span)) for span in spans)
    hints = Hints(reference_id="75OSLO956", date="1975-02-30", classification="x", origin="Embassy")
    check(Document(text, furniture=furniture, hints=hints, release=release))


@st.composite
def mutated(draw: st.DrawFn) -> tuple[str, ...]:
    """A golden telegram with lines dropped, doubled, swapped, joined, cut, and characters changed."""
    text = list(draw(st.sampled_from(TEXTS)))
    for _ in range(draw(st.integers(1, 8))):
        if not text:
            break
        at, other = draw(st.integers(0, len(text) - 1)), draw(st.integers(0, len(text) - 1))
        change = draw(st.sampled_from(("drop", "double", "swap", "join", "cut", "flip", "head", "tail")))
        if change == "drop":
            del text[at]
        elif change == "double":
            text.insert(other, text[at])
        elif change == "swap":
            text[at], text[other] = text[other], text[at]
        elif change == "join":
            text[at : at + 2] = ["".join(text[at : at + 2])]
        elif change == "cut":
            place = draw(st.integers(0, len(text[at])))
            text[at : at + 1] = [text[at][:place], text[at][place:]]
        elif change == "flip":
            place = draw(st.integers(0, len(text[at])))
            text[at] = text[at][:place] + draw(st.characters()) + text[at][place + 1 :]
        else:
            text = text[at:] if change == "tail" else text[:at]
    return tuple(text)


@anything
@given(mutated())
def test_mutations_of_golden_telegrams_are_read(text: tuple[str, ...]) -> None:
    check(Document(text))


@pytest.mark.parametrize("name", [path.stem for path in GOLDEN])
def test_every_beginning_of_a_golden_telegram_is_read(name: str) -> None:
    text = TEXTS[[path.stem for path in GOLDEN].index(name)]
    for size in range(len(text)):
        check(Document(text[:size]))
        check(Document(text[size:]))


#: Shapes that a careless pattern or loop takes too long for; each is repeated.
WORST = (
    "", "-", "-------", "- - - - - -", "1. (SBU) x", "1.", "(U) x", "SIPDIS", "SECRET",
    "PAGE 01        OSLO  01234  182333Z", "PAGE 02        OSLO  01234  182333Z", "OSLO 00000165 002 OF 002",
    "12345678 001 OF 002 ", "R 281932Z MAY 08", "REF: A. OSLO 1", "TAGS: A", "SUBJECT: x", "STATE FOR X",
    "TO RUEHC/X", "XMT AMEMBASSY OSLO", "CLASSIFIED BY: x 1.4 (b)", "Heading Here", "COMMENT (comment: x",
    "END SUMMARY", "NNNN", "a   b   c", "-- x", "SMITH", "UNCLAS SECTION 02 OF 02 OSLO 000165", "(((", "x. ",
    "1. (C) SUMMARY: a COMMENT: b", "COMMENT: a", "SUMMARY: a", "(A) LIMA 1, AND", "REF: (A) LIMA 1, AND",
    "E.O. 12958: ", "S//REL TO ", "C O N F I D E N T I A L ", "A, ", "Ref A ", "word ",
)  # fmt: skip


def _calls(text: tuple[str, ...]) -> int:
    """How many calls reading takes: unlike seconds, the same on every machine."""
    count = 0

    def note(_frame: object, event: str, _argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(note)
    try:
        read(Document(text))
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize("shape", WORST)
@pytest.mark.parametrize("layout", ["lines", "one line", "below a header"])
def test_work_grows_in_proportion(shape: str, layout: str) -> None:
    """Eight times the text takes some eight times the calls, not sixty-four times."""

    def text(count: int) -> tuple[str, ...]:
        if layout == "one line":
            return (shape * count,)
        return ((*HEADER.split("\n"), "1. (U) One.") if layout == "below a header" else ()) + (shape,) * count

    read(Document(text(250)))
    assert _calls(text(2000)) < _calls(text(250)) * 12


#: The same inside a header: below which of its lines, and what is repeated there (a brace is a letter in turn).
WORST_HEADERS = (
    ("REF: OTTAWA 198", "({}) LIMA 1, AND"), ("REF: OTTAWA 198", "({}) LIMA 1"), ("REF: OTTAWA 198", "A. (A) LIMA 1"),
    ("REF: OTTAWA 198", "(5) LIMA 1"), ("REF: OTTAWA 198", "300000 words; LIMA 0,"), ("REF: OTTAWA 198", "{}. 200,"),
    ("INFO RUEHOT/AMEMBASSY OTTAWA 0042", "XMT AMEMBASSY OSLO"),
    ("INFO RUEHOT/AMEMBASSY OTTAWA 0042", "AMEMBASSY OSLO"),
    ("INFO RUEHOT/AMEMBASSY OTTAWA 0042", "RUEHX/ALL {} COLLECTIVE\nXMT AMEMBASSY OSLO\nAMEMBASSY LIMA"),
    ("TAGS: EWWT PREL CA", "PREL, {}"), ("SIPDIS", "STATE FOR {},"), ("SUBJECT: LIGHTS OF THE HARBOR", "LIGHT {}"),
)  # fmt: skip


@pytest.mark.parametrize(("below", "shape"), WORST_HEADERS)
def test_work_grows_in_proportion_in_a_header(below: str, shape: str) -> None:
    """As above, for lists that a header has; what is copied there and back is no call, and has to be looked for."""

    def text(count: int) -> tuple[str, ...]:
        repeated = "\n".join(shape.format(ascii_uppercase[at % 26]) for at in range(count))
        return (*HEADER.replace(below, f"{below}\n{repeated}").split("\n"), "1. (U) One.", "SMITH")

    read(Document(text(250)))
    assert _calls(text(2000)) < _calls(text(250)) * 12


@pytest.mark.parametrize("below", ["REF: OTTAWA 198", "INFO RUEHOT/AMEMBASSY OTTAWA 0042", "STATE FOR EUR"])
def test_work_grows_in_proportion_with_a_long_header_and_many_sections(below: str) -> None:
    """What an inner header states is put back where it is another telegram's, and not by copying the first one."""

    def text(count: int) -> tuple[str, ...]:
        header = HEADER.replace("SIPDIS", "SIPDIS\n\nSTATE FOR EUR").replace(below, below + "\nOSLO 12" * count)
        sections = ["UNCLAS SECTION 02 OF 02 OSLO 000165", "", "1. (U) One.", ""] * count
        return (*header.split("\n"), "1. (U) One.", "", *sections)

    read(Document(text(50)))
    assert _calls(text(400)) < _calls(text(50)) * 12


@pytest.mark.parametrize("shape", [shape for shape in WORST if shape])
def test_a_long_line_is_read_to_its_end(shape: str) -> None:
    """Patterns are no calls: a line of 200,000 characters would show one that backtracks by never ending."""
    check(Document(("1. (U) One.", shape * (200_000 // len(shape)), "2. (U) Two.")))


def test_a_document_of_no_lines() -> None:
    telegram = check(Document(()))
    assert telegram.regions == ()
    assert dataclasses.replace(telegram, warnings=()).paragraphs == ()
