"""The names of cables whose number cannot be told."""

import pytest

from reader.telegram import Document, Hints, identifiers, provisional, read

SHA256 = "1a2b3c4d5e6f7081" + "9" * 48


def test_an_id_is_as_long_as_it_must_be() -> None:
    taken = set()
    for digits in (8, 12, 16):
        found = provisional.provisional(SHA256, taken)
        assert found == f"UNNUMBERED-{SHA256[:digits]}"
        taken.add(found)


@pytest.mark.parametrize(
    "written", ["UNNUMBERED-1a2b3c4d", "unnumbered-1A2B3C4D", " Unnumbered 1a2b3c4d ", "unnumbered1a2b3c4d"]
)
def test_any_case_means_the_same(written: str) -> None:
    assert provisional.canonical(written) == identifiers.canonical(written) == "UNNUMBERED-1a2b3c4d"


@pytest.mark.parametrize("written", ["UNNUMBERED", "UNNUMBERED-1a2b", "UNNUMBERED-1a2b3c4x", "08UNNUMBERED12", ""])
def test_what_is_none(written: str) -> None:
    assert provisional.canonical(written) is None


def test_it_claims_neither_year_nor_post() -> None:
    assert identifiers.split("UNNUMBERED-12345678") is None
    assert provisional.is_provisional("UNNUMBERED-12345678")
    assert not provisional.is_provisional("08TORONTO165")


def test_the_reader_never_takes_one_for_a_number() -> None:
    document = Document(lines=("1. (C) The lake fell.",), hints=Hints(reference_id="UNNUMBERED-12345678"))
    assert read(document).reference_id is None
