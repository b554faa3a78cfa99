"""Shapes that were misread once, one row each: a text, what is asked of its reading, what must come out."""

from collections.abc import Callable
from typing import Any

import pytest

from reader.telegram import Telegram
from tests.telegram.documents import HEADER, codes, reading

ENVELOPE = "R 110915Z JUN 85\nFM AMEMBASSY LISBON\nTO SECSTATE WASHDC 1987\n"
HEAD = f"{ENVELOPE}UNCLAS LISBON 5520\n\nE.O. 12356: N/A\nTAGS: EFIS, PO\n"
TOP = f"{HEAD}SUBJECT: SARDINES\n\n"


def numbers(telegram: Telegram) -> list[int]:
    return [paragraph.number for paragraph in telegram.paragraphs if paragraph.number is not None]


def headings(telegram: Telegram) -> list[str]:
    return [paragraph.heading for paragraph in telegram.paragraphs if paragraph.heading]


def texts(telegram: Telegram) -> list[str]:
    return [paragraph.text for paragraph in telegram.paragraphs]


def markings(telegram: Telegram) -> list[str | None]:
    return [paragraph.marking.level if paragraph.marking else None for paragraph in telegram.paragraphs]


def ids(telegram: Telegram) -> list[str | None]:
    return [reference.reference_id for reference in telegram.references]


def to(telegram: Telegram) -> list[str | None]:
    return [addressee.station for addressee in telegram.to]


def info(telegram: Telegram) -> list[str | None]:
    return [addressee.station for addressee in telegram.info]


def station(telegram: Telegram) -> str | None:
    return telegram.originator.station if telegram.originator else None


def asked(name: str) -> Callable[[Telegram], Any]:
    return lambda telegram: getattr(telegram, name)


SHAPES: dict[str, tuple[str, Callable[[Telegram], Any], Any]] = {
    # the envelope
    "BT is no addressee": (
        f"{ENVELOPE}INFO RUEHLO/AMEMBASSY LONDON 0007\nBT\nUNCLAS LISBON 12",
        info,
        ["AMEMBASSY LONDON"],
    ),
    "FM with a colon": (ENVELOPE.replace("FM ", "FM: "), station, "AMEMBASSY LISBON"),
    "FM with a hard blank": (ENVELOPE.replace("FM ", "FM\u00a0"), station, "AMEMBASSY LISBON"),
    "envelope on one line": (ENVELOPE.replace("\n", " "), station, "AMEMBASSY LISBON"),
    "the page's level above it": (
        f"CONFIDENTIAL\nLISBON 5520\n{ENVELOPE}CONFIDENTIAL LISBON 5520\n",
        to,
        ["SECSTATE WASHDC"],
    ),
    "a level fused with offices": (
        f"{ENVELOPE}INFO SECDEF WASHDC//ISA//UNCLAS SECTION 01 OF 02 LISBON 5520\n",
        asked("reference_id"),
        "85LISBON5520",
    ),
    "a DE line counts to 9999": (
        f"DE RUEHC #8284 0471555\n{ENVELOPE}UNCLAS STATE 018284\n\n1. (U) It is.\nROE",
        lambda telegram: "reference-id-differs" in codes(telegram),
        False,
    ),
    # the classification line
    "EFTO before the post": (f"{ENVELOPE}UNCLAS E F T O LISBON 05520\n", asked("reference_id"), "85LISBON5520"),
    "EFTO before the section": (
        f"{ENVELOPE}UNCLAS E F T O SECTION 01 OF 02 LISBON 05520\n",
        asked("reference_id"),
        "85LISBON5520",
    ),
    "captions and offices behind it": (
        f"{ENVELOPE}UNCLAS LISBON 5520 SENSITIVE SIPDIS EUR/WE FOR S. HILL\n",
        asked("captions"),
        ("SENSITIVE", "SIPDIS"),
    ),
    "a caption padded with slashes": (
        f"{ENVELOPE}SECRET LISBON 5520\n\nSTADIS///////\n",
        asked("captions"),
        ("STADIS",),
    ),
    # the preamble
    "SUBJECT fused with TAGS": (
        f"{ENVELOPE}UNCLAS LISBON 5520\nTAGS: EFIS, POSUBJECT: SARDINES\n",
        asked("subject"),
        "SARDINES",
    ),
    "E.O., TAGS and SUBJECT on one line": (
        f"{ENVELOPE}UNCLAS LISBON 5520\nE.O. 11652: N/A TAGS: EIND, PO SUBJECT: SARDINES\n",
        asked("tags"),
        ("EIND", "PO"),
    ),
    "a marked subject": (f"{HEAD}SUBJECT: (S//REL TO USA, AUS) SARDINES\n", asked("subject"), "SARDINES"),
    "a subject that goes on with a number": (
        f"{HEAD}SUBJECT: STRIKE ENDS ON AUGUST\n14. MEN RETURN\n\nREF: LISBON 12\n\n1. THEY DO.\n\n2. ALL DO.\nROE",
        asked("subject"),
        "STRIKE ENDS ON AUGUST 14. MEN RETURN",
    ),
    "the subject of a letter around it": (
        f"Subject: the cable\n\n{TOP}1. HERE IT IS.\nROE",
        asked("subject"),
        "SARDINES",
    ),
    "REF without a colon": (f"{TOP}REF STATE 4410\n\n1. HERE IT IS.", ids, ["85STATE4410"]),
    "a paragraph behind REF": (f"{TOP}REF: STATE 170011 1. FOUR DANCERS CAME.\n2. ALL DANCED.\nROE", numbers, [1, 2]),
    "a numbered REF list": (f"{TOP}REF: 1. STATE 17 2. LISBON 12\n\n1. HERE IT IS.", ids, ["85STATE17", "85LISBON12"]),
    "a reference broken before its number": (
        f"{TOP}REF: (A) TELCON OF 03/16/85 (B) 84 KINGSTON\n191 (C) RANGOON 98\n\n1. HERE IT IS.",
        lambda telegram: ids(telegram)[1:],
        ["84KINGSTON191", "85RANGOON98"],
    ),
    "an (EXDIS) of an entry": (f"{TOP}REF: STATE 17\n(EXDIS)\n\n1. HERE IT IS.", asked("captions"), ()),
    # paragraphs
    "one inside a line": (f"{TOP}1. WATER WAS LOW. 2. WE OFFERED\nNO VIEW.\n\n3. IT RAINED.\nROE", numbers, [1, 2, 3]),
    "two inside lines": (
        f"{TOP}1. (U) It was low. End\nsummary. 2. (U) It rose.\n3. (U) It fell. 4. (U) It rose.\n5. (U) It stays.",
        numbers,
        [1, 2, 3, 4, 5],
    ),
    "behind a page break": (
        f"{HEADER}\n1. (U) It rose.\n2. (U) It is 9. HALIFAX 00000058 002 OF 002 ¶3. (U) It fell.\n\n4. (U) It stays.",
        numbers,
        [1, 2, 3, 4],
    ),
    "half a bracket": (f"{TOP}1. (C Ours is older.\n\n2. C) It is new.", markings, ["CONFIDENTIAL", "CONFIDENTIAL"]),
    "a stop behind the marking": (f"{TOP}1. (S - ENTIRE TEXT).\n\n2. HERE IT IS.", texts, ["", "HERE IT IS."]),
    "a wrapped number in capitals": (
        f"{TOP}1. (C) IT FINDS 11 FAULTS.\n\n2. (C) THE BOARD ADMITS\n¶3. THE OTHERS IT DENIES.\n\n3. (C) IT STAYS.",
        numbers,
        [1, 2, 3],
    ),
    "PAGE inside a line": (
        f"{TOP}1. MONEY TOO.PAGE 03 LISBON 05520 221955Z\n\n2. NO MORE.",
        texts,
        ["MONEY TOO.", "NO MORE."],
    ),
    # headings
    "over a broken rule": (f"{TOP}1. ONE.\n\nCOMMENT\n- - - - - - -\n\n2. TWO.", headings, ["COMMENT"]),
    "two lines with a comma": (
        f"{TOP}1. ONE.\n\nMONEY: WHO PAYS,\nWHO COLLECTS\n------------\n\n2. TWO.",
        headings,
        ["MONEY: WHO PAYS, WHO COLLECTS"],
    ),
    "a letter in front": (f"{TOP}1. ONE.\n\nA. THE ROOF\n\n2. TWO.", headings, ["A. THE ROOF"]),
    "points of a list are none": (f"{TOP}1. THREE:\n\nA. THE ROOF.\n\nB. THE DOOR\n\n2. TWO.", headings, []),
    "one below another": (
        f"{TOP}1. ONE.\n\nTHE MEN WHO LOAD\n\nA Short Day\n\n2. TWO.",
        headings,
        ["THE MEN WHO LOAD", "A Short Day"],
    ),
    "below a table": (
        f"{TOP}1. ONE:\n\nJan 80\nFeb 95\n\nThe Mayor Replies\n\n2. TWO.",
        headings,
        ["The Mayor Replies"],
    ),
    # signatures
    "with the level and NNN": (f"{TOP}1. ONE.\nROTHERHAM UNCLASSIFIED NNN", asked("signatures"), ("ROTHERHAM",)),
    "with an accent": (f"{TOP}1. ONE.\nPÉTTIGREW", asked("signatures"), ("PÉTTIGREW",)),
    "with a small letter": (f"{TOP}1. ONE.\nMcGOLDRICK", asked("signatures"), ("McGOLDRICK",)),
    "fused with the last word": (f"{TOP}1. (U) One. End comment.LISLEY", asked("signatures"), ("LISLEY",)),
    "above the end's lines": (
        f"{TOP}1. ONE.\nCLINTON\nBT\n#8814\nNNNN\nEnd Cable Text",
        asked("signatures"),
        ("CLINTON",),
    ),
    "below a label": (
        f"{TOP}1. ONE.\n\nACTION REQUESTED: NONE\nLOCKHART-ROSS",
        asked("signatures"),
        ("LOCKHART-ROSS",),
    ),
    "of a section": (
        f"{ENVELOPE}SECRET SECTION 01 OF 02 LISBON 5520\n\n1. ONE.\n\nLANGLEY\n\n"
        "S E C R E T SECTION 02 OF 02 LISBON 005520\n\nSIPDIS\n\n2. TWO.",
        lambda telegram: (telegram.signatures, texts(telegram)),
        (("LANGLEY",), ["ONE.", "TWO."]),
    ),
    # summaries
    "a label behind a sentence": (f"{TOP}1. EXERCISE CABLE. SUMMARY: IT IS. END SUMMARY.", asked("summary"), "IT IS."),
    "a comment ends a summary": (f"{TOP}SUMMARY\n-------\n\n1. ONE.\n\n2. COMMENT: TWO.", asked("summary"), "ONE."),
    # what is no cable
    "a memorandum": (
        "TO: All staff\nSUBJECT: Parking\n\nCONFIDENTIAL\n\n1. Move your cars.\n\nBOWERMAN",
        lambda telegram: "no-cable" in codes(telegram),
        True,
    ),
    "letters of a list": (
        "1. (a) Sell.\n\n2. (c) Buy.\n\n3. (s) Sign.\n\n4. (u) Agree.",
        lambda telegram: "no-cable" in codes(telegram),
        True,
    ),
    # agencies
    "an acronym with several meanings": (
        f"{TOP}1. (U) We met officials of the AFP.",
        lambda telegram: "undecided-agency" in codes(telegram),
        True,
    ),
}


@pytest.mark.parametrize("name", SHAPES)
def test_shapes(name: str) -> None:
    text, ask, expected = SHAPES[name]
    assert ask(reading(text)) == expected
