"""Words and colour roles of levels, markings and counts."""

import pytest

from reader.models import Cable, Marking, Paragraph
from reader.views import wording
from reader.views.listing import shown_pages

U = Marking(as_written="(U)", level="UNCLASSIFIED")
SBU = Marking(as_written="(SBU)", level="UNCLASSIFIED", caveats=["SBU"])
SECRET = Marking(as_written="(S//NF)", level="SECRET", caveats=["NOFORN"])


def paragraphs(*given: tuple[int | None, Marking | None]) -> list[Paragraph]:
    return [Paragraph(number=number, marking=marking) for number, marking in given]


@pytest.mark.parametrize(
    ("level", "caveats", "role"),
    [
        ("UNCLASSIFIED", [], "unclassified"),
        ("UNCLASSIFIED", ["SBU"], "controlled"),
        ("UNCLASSIFIED", ["FOUO"], "controlled"),
        ("UNCLASSIFIED", ["SENSITIVE"], "controlled"),
        ("UNCLASSIFIED", ["EFTO"], "unclassified"),
        ("LIMITED OFFICIAL USE", [], "limited"),
        ("RESTRICTED", [], "restricted"),
        ("CONFIDENTIAL", ["NOFORN"], "confidential"),
        ("SECRET", ["SBU"], "secret"),
        ("TOP SECRET", [], "top-secret"),
        (None, [], "unstated"),
    ],
)
def test_colour_roles(level: str | None, caveats: list[str], role: str) -> None:
    assert wording.role(level, caveats) == role


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ([], "no paragraphs"),
        ([(1, U)], "1 paragraph: U"),
        ([(1, U), (2, U)], "2 paragraphs: all U"),
        ([(1, None), (2, None)], "2 paragraphs: all unmarked"),
        ([(1, SBU), (2, U), (3, U), (4, None)], "4 paragraphs: 1 SBU; 2 to 3 U; 4 unmarked"),
        ([(None, None), (1, SECRET)], "2 paragraphs: 1 unnumbered unmarked; 1 S//NF"),
    ],
)
def test_the_story_of_a_strip(given: list, told: str) -> None:
    assert wording.strip_words(paragraphs(*given)) == told


@pytest.mark.parametrize(
    ("marking", "words"),
    [
        (None, "Unmarked"),
        (U, "Unclassified"),
        (SECRET, "Secret, NOFORN"),
        (Marking(as_written="(N/SF)"), "Level not established"),
        (Marking(as_written="(SBU)", label="Sensitive But Unclassified"), "Sensitive But Unclassified"),
    ],
)
def test_markings_in_words(marking: Marking | None, words: str) -> None:
    assert wording.marking_words(marking) == words


def test_banners() -> None:
    assert wording.banner("SECRET", ["NOFORN", "NOFORN"]) == "SECRET//NOFORN"
    assert wording.banner(None) == "NO CLASSIFICATION STATED"


@pytest.mark.parametrize(("code", "word"), [("1.4(b)", "foreign governments"), ("1.4 (D)", "foreign relations")])
def test_reasons(code: str, word: str) -> None:
    assert word in wording.reason_meaning(code)


def test_an_unknown_reason_has_no_meaning() -> None:
    assert wording.reason_meaning("9.9(z)") == ""


@pytest.mark.parametrize(
    ("number", "words"), [(0, "0 cables"), (1, "1 cable"), (1295, "1\u202f295 cables"), (251287, "251\u202f287 cables")]
)
def test_counts(number: int, words: str) -> None:
    assert wording.counted(number, "cable") == words


def test_a_cable_without_a_date_says_so() -> None:
    assert wording.date_words(Cable()) == "Date not stated"


@pytest.mark.parametrize(
    ("number", "last", "shown"),
    [
        (1, 1, [1]),
        (1, 3, [1, 2, 3]),
        (5, 20, [1, None, 4, 5, 6, None, 20]),
        (20, 20, [1, None, 19, 20]),
    ],
)
def test_pages_shown(number: int, last: int, shown: list[int | None]) -> None:
    assert shown_pages(number, last) == shown
