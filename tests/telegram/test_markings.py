"""Portion markings: every form met, forms by rule, and words in brackets that are none."""

import pytest

from reader.telegram.authority import markings
from reader.telegram.markings import read_marking
from reader.telegram.records import LEVELS


@pytest.mark.parametrize(
    ("written", "level", "caveats"),
    [
        ("(C)", "CONFIDENTIAL", ()),
        ("( c )", "CONFIDENTIAL", ()),
        ("(SBU)", "UNCLASSIFIED", ("SBU",)),
        ("(S//NF)", "SECRET", ("NOFORN",)),
        ("(S/NF)", "SECRET", ("NOFORN",)),
        ("(C NF)", "CONFIDENTIAL", ("NOFORN",)),
        ("(S-NF)", "SECRET", ("NOFORN",)),
        ("(C/NOFORN)", "CONFIDENTIAL", ("NOFORN",)),
        ("(U//FOUO)", "UNCLASSIFIED", ("FOUO",)),
        ("(SBU/NF)", "UNCLASSIFIED", ("SBU", "NOFORN")),
        ("(S//FGI//NF)", "SECRET", ("FGI", "NOFORN")),
        ("(S/REL NATO)", "SECRET", ("REL NATO",)),
        ("(S//REL TO USA, FVEY)", "SECRET", ("REL TO USA, FVEY",)),
        ("(C/Rel Aus)", "CONFIDENTIAL", ("REL AUS",)),
        ("(S/REL RURITANIA)", "SECRET", ("REL RURITANIA",)),
        ("(Secret/Rel Ruritania)", "SECRET", ("REL RURITANIA",)),
        ("(C - ENTIRE TEXT)", "CONFIDENTIAL", ()),
        ("(LOU)", "LIMITED OFFICIAL USE", ()),
        ("(LIMITED OFFICIAL USE)", "LIMITED OFFICIAL USE", ()),
        ("(N/SF)", "SECRET", ("NOFORN",)),
        ("(TS//SI//NF)", "TOP SECRET", ("SI", "NOFORN")),
    ],
)
def test_markings(written: str, level: str, caveats: tuple[str, ...]) -> None:
    marking = read_marking(written)
    assert marking is not None
    assert (marking.as_written, marking.level, marking.caveats) == (written, level, caveats)


@pytest.mark.parametrize(
    "written", ["(U.S.)", "(Iran)", "(Reftel)", "(CIC)", "(S)he", "()", "(C and D)", "(see ref A)"]
)
def test_words_in_brackets(written: str) -> None:
    assert read_marking(written) is None


def test_every_marking_of_the_table_is_read() -> None:
    for row in markings():
        marking = read_marking(f"({row.as_written})")
        assert marking is not None
        assert marking.level in LEVELS
