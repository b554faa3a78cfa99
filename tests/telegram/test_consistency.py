"""What does not agree within a telegram or with its wrapping: each finding has its code, its words, its line."""

import pytest

from reader.telegram import Document, read
from reader.telegram.formats import documents
from reader.telegram.warning import SENTENCES, warn
from tests.telegram.documents import HEADER, codes, hints, reading, with_body, with_line


@pytest.mark.parametrize(
    ("body", "code", "line"),
    [
        ("1. One.\n\n3. Three.", "paragraph-skipped", 21),
        ("1. (U) One.\n\n1. (U) One again.", "paragraph-repeated", 21),
        ("1. (S//NF) One.", "portion-above-classification", 19),
        ("1. (U) One sentence of some length, somebody broke off in the midst of\n\n2. (U) Two.", "paragraph-cut", 19),
        ("1. (U) One sentence of some length that was broken off in the middle of", "truncated", 19),
        ("1. (U) One. It goes...", "truncated", 19),
    ],
)
def test_findings_in_the_text(body: str, code: str, line: int) -> None:
    warnings = {w.code: w for w in with_body(body).warnings}
    assert warnings[code].line == line
    assert warnings[code].message.endswith(".")


def test_a_sound_cable_has_no_findings() -> None:
    assert codes(with_body("1. (U) One.\n\n2. (U) Two.\nTHISTLEWOOD")) == []


def test_a_classification_above_every_portion() -> None:
    header = HEADER.replace("UNCLAS HALIFAX", "S E C R E T HALIFAX")
    assert "classification-above-portions" in codes(reading(f"{header}\n1. (C) One.\n\n2. (U) Two."))
    assert "classification-above-portions" not in codes(reading(f"{header}\n1. (S) One.\n\n2. (U) Two."))
    assert "classification-above-portions" not in codes(reading(f"{header}\n1. One.\n\n2. (U) Two."))


@pytest.mark.parametrize(
    ("julian", "differs"),
    [("0671530", False), ("0681530", False), ("0691530", True), ("0671000", False)],
)
def test_julian_day_and_date_agree_to_a_day(julian: str, differs: bool) -> None:
    telegram = with_line(f"DE RUEHHA #0058/01 {julian}", instead_of="DE RUEHHA #0058/01 0671530")
    assert ("julian-date-differs" in codes(telegram)) == differs


def test_julian_days_around_the_turn_of_the_year() -> None:
    header = HEADER.replace("0671530", "3652350").replace("071530Z MAR", "010010Z JAN")
    assert "julian-date-differs" not in codes(reading(header))


def test_the_wrapping_disagrees() -> None:
    telegram = reading(HEADER, hints=hints(date="2008-04-01", origin="Embassy Oslo", reference_id="08OSLO58"))
    assert {"date-differs", "origin-differs", "reference-id-differs"} <= set(codes(telegram))
    agreeing = reading(HEADER, hints=hints(date="2008-03-08", origin="Consulate Halifax", reference_id="08HALIFAX58"))
    assert not {"date-differs", "origin-differs", "reference-id-differs"} & set(codes(agreeing))


@pytest.mark.parametrize(
    ("end", "truncated"),
    [
        ("The minister said that the", True),
        ('The minister said, "We', True),
        ('He spoke of a "port', True),
        ("The minister said the following:", True),
        ("The lamp, the oil,", True),
        ("THE MINISTER SAID THAT THE", True),
        ("The lamp is lit.\n\nHALIFAX 00000058  002 OF 003\n", True),
        ("The lamp, which is large, would be\n\nHALIFAX 00000058  002 OF 003\n\n", True),
        ("The lamp is lit.", False),
        ("Minimize considered", False),
        ("Contact: Jane Roe", False),
        ("Points:", False),
        ("The minister said that the\n\nTHISTLEWOOD", False),
        ("The lamp is lit.\n\nHALIFAX 00000058  002 OF 002\n\nTHISTLEWOOD", False),
    ],
)
def test_a_text_that_breaks_off(end: str, truncated: bool) -> None:
    assert ("truncated" in codes(with_body(f"1. (U) The harbor is well.\n\n2. (U) {end}"))) == truncated


def test_what_is_missing_is_named() -> None:
    assert {"no-subject", "no-tags", "no-addressees", "no-originator", "no-classification"} <= set(
        codes(reading("R 281932Z MAY 08\n\n1. (U) One."))
    )


@pytest.mark.parametrize(
    ("text", "is_cable"),
    [
        ("R 281932Z MAY 08\n\n1. (U) One.\n\n2. (SBU) Two.\n\n3. (U) Three.", True),
        ("1. (C) One.\n\n2. (C) Two.\n\n3. (S) Three.", True),
        (HEADER, True),
        ("1. Milk\n2. Bread\n3. Ice", False),
        ("Milk\nBread\nIce", False),
        ("", False),
        ("TO: Ines\nSUBJECT: lunch\n\nShall we eat?\n\nHale", False),
        ("The Ambassador said on May 28 that the talks were SECRET.\n\n1. He left.\n2. He came back.", False),
        ("1. (C) is right.\n\n2. (S) is wrong.\n\n3. (C) is right again.\n\n4. (C) is the answer.", False),
        ("Ref: (A) Halifax 24\n\n1. (SBU) SUMMARY: A lamp. END SUMMARY.\n\n2. (U) More.", True),
        ("Ref: your letter\n\n1. (U) One.\n\n2. (U) Two.", False),
        ("Dear Ines,\n\n1. (U.S.) ships came.\n\nYours", False),
    ],
)
def test_what_is_a_cable(text: str, is_cable: bool) -> None:
    assert ("no-cable" not in codes(reading(text))) == is_cable


@pytest.mark.parametrize(
    ("text", "is_cable"),
    [
        (
            "Cablegate: Lamps of Halifax\n\nRef: (A) Halifax 24\n\n1. (SBU) SUMMARY: A lamp. END SUMMARY.\n\n2. (U)",
            True,
        ),
        ("Cablegate: Lamps of Halifax\n\n1. (SBU) A lamp.\n\n2. (U) More.", True),
        ("Cablegate: what it was\n\nPublished: Mon 3 Mar 2008\n\nIt was a leak.\n\nTags: leaks, news", False),
        ("Lamps of Halifax\n\nPublished: Mon 3 Mar 2008\n\n1. (U) A lamp.\n\n2. They shine.", False),
    ],
)
def test_what_is_a_cable_on_a_news_page(text: str, is_cable: bool) -> None:
    (document,) = documents(text.encode(), path="page")
    assert isinstance(document, Document)
    assert document.format == "news-text"
    assert ("no-cable" not in codes(read(document))) == is_cable


def test_every_code_has_a_sentence_that_ends() -> None:
    assert all(sentence.endswith(".") for sentence in SENTENCES.values())
    assert warn("paragraph-skipped", 3, number=4, before=2).message == "Paragraph 4 follows paragraph 2."
    with pytest.raises(KeyError):
        warn("no-such-code")
