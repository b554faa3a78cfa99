"""The level at the foot of a page and at the head of the next: furniture, whichever side of the PAGE line it is."""

import pytest

from tests.telegram.documents import kinds, with_body

_PAGE = "PAGE 02        HALIFA  00058  182333Z"


@pytest.mark.parametrize(
    "between",
    [
        f"SECRET\n\n{_PAGE}",
        f"SECRET\nSECRET\n{_PAGE}",
        f"     SECRET\n\n\n     SECRET\n\n{_PAGE}\n",
        f"LIMITED OFFICIAL USE\n\nLIMITED OFFICIAL USE\n\n{_PAGE}\n",
        f"SECRET\n\n{_PAGE}\n\nSECRET\n",
        f"SECRET\n{_PAGE}\nSECRET",
    ],
)
def test_levels_round_a_page_line_are_no_words(between: str) -> None:
    telegram = with_body(f"1. THE LAMPS WERE\n{between}\nLIT AT DUSK.\n\n2. TWO.\nTHISTLEWOOD")
    assert [p.text for p in telegram.paragraphs] == ["THE LAMPS WERE LIT AT DUSK.", "TWO."]
    assert kinds(telegram).count("page-break") == 1
    assert kinds(telegram).count("furniture") == between.count("SECRET") + between.count("LIMITED")


@pytest.mark.parametrize("between", [f"{_PAGE}\nSECRET", f"CONFIDENTIAL\n{_PAGE}\nSECRET"])
def test_another_level_below_a_page_line_may_be_a_word(between: str) -> None:
    assert "SECRET" in with_body(f"1. THE LAMPS WERE\n{between}\nLAMPS.\n\n2. TWO.").paragraphs[0].text
