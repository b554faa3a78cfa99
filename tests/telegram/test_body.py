"""The text: paragraphs, headings, page breaks, summaries, signatures, and the traps in them."""

import pytest

from reader.telegram.headings import before_rule, is_rule, looks_like_heading
from reader.telegram.wording import flow
from tests.telegram.documents import HEADER, codes, kinds, reading, with_body


def numbers(body: str) -> list[int | None]:
    return [p.number for p in with_body(body).paragraphs if p.number is not None]


def headings(body: str) -> list[str]:
    return [p.heading for p in with_body(body).paragraphs if p.heading]


@pytest.mark.parametrize(
    "body",
    [
        "1. (U) One.\n\n2. (SBU) Two.\n\n3. (C) Three.",
        "1.(U) One.\n\n2.(SBU) Two.\n\n3.(C) Three.",
        "\u00b61. (U) One.\n\n\u00b62. (SBU) Two.\n\n\u00b63. (C) Three.",
        "\ufffd1. (U) One.\n\n\ufffd2. (SBU) Two.\n\n\ufffd3. (C) Three.",
        "1. (U) One.\n2. (SBU) Two.\n3. (C) Three.",
        "1) (U) One.\n\n2) (SBU) Two.\n\n3) (C) Three.",
        "1 (U) One.\n\n2 (SBU) Two.\n\n3 (C) Three.",
        "  1. ( U ) One.\n\n  2. (sbu) Two.\n\n  3. (C) Three.",
        "1. (U) One. \u00b62. (SBU) Two. \u00b63. (C) Three." + " And so on." * 20,
        "1. (U) One. 2. (SBU) Two. 3. (C) Three." + " And so on." * 20,
    ],
)
def test_paragraphs_and_their_markings(body: str) -> None:
    paragraphs = with_body(body).paragraphs
    assert [p.number for p in paragraphs] == [1, 2, 3]
    assert [p.marking.level if p.marking else None for p in paragraphs] == [
        "UNCLASSIFIED",
        "UNCLASSIFIED",
        "CONFIDENTIAL",
    ]
    assert [p.text.split()[0] for p in paragraphs] == ["One.", "Two.", "Three."]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("1. (U) Talks ran until June\n6. The news reports came later.\n\n2. (U) Two.", [1, 2]),
        ("1. (U) Talks ran until June\n\u00b66. The news reports came.\n\n2. (U) Two.", [1, 2]),
        ("1. (U) It was built in\n2009. Later it fell.\n\n2. (U) Two.", [1, 2]),
        ("1. VESSELS NUMBER\n2. OF THESE ONE SAILS.\n\n2. THE OTHER ROTS.\n\n3. END.", [1, 2, 3]),
        ("1. (U) We ask 1) for bread, 2) for ice.\n\n2. (U) Two.", [1, 2]),
        ("1. TABLE:\n\n    1. FIRST   4   5\n    2. SECOND  6   7\n\n2. MORE.", [1, 2]),
        ("1. (U) (U.S.) ships came.\n\n2. (U) Two.", [1, 2]),
        ("1. One.\n\n3. Three.\n\n4. Four.", [1, 3, 4]),
        ("1. (U) It took\n2. minutes.\nThe Light\n2. (U) Two.", [1, 2]),
        ("1. (U) One.\n\n2. (U) Two.\n\n2. (U) Two again.\n\n3. (U) Three.", [1, 2, 2, 3]),
        ("1. (U) One.\n\n2. (U) Text:\n\nA list\n\n1. first\n\n2. second\n\n3. third\n\n3. (U) Three.", [1, 2, 3]),
        ("4. (U) Four.\n\n5. (U) Five.", [4, 5]),
        ("SUMMARY: It is well.\nEND SUMMARY\n1. One.\n2. Two.", [1, 2]),
    ],
)
def test_which_numbers_begin_paragraphs(body: str, expected: list[int]) -> None:
    assert numbers(body) == expected


def test_words_in_brackets_stay_in_the_text() -> None:
    paragraph = with_body("1. (U.S.) ships came.").paragraphs[0]
    assert paragraph.marking is None
    assert paragraph.text == "(U.S.) ships came."


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("1. (U) One.\n\nThe Harbor Master\n\n2. (U) Two.", ["The Harbor Master"]),
        ("1. (U) One.\n\nTHE HARBOR\n----------\n\n2. (U) Two.", ["THE HARBOR"]),
        ("1. (U) One.\n\n----------\nTHE HARBOR\n----------\n2. (U) Two.", ["THE HARBOR"]),
        ("1. (U) One.\n\nTHE HARBOR ----------\n\n2. (U) Two.", ["THE HARBOR"]),
        ("1. (U) One.\n\n------- THE HARBOR -------\n\n2. (U) Two.", ["THE HARBOR"]),
        (
            "1. (U) One.\n\nA Harbor That Is Long Enough to Need\nTwo Lines\n---------\n2. (U) Two.",
            ["A Harbor That Is Long Enough to Need Two Lines"],
        ),
        ("1. (U) One.\n\nWhere does the ice go?\n\n2. (U) Two.", ["Where does the ice go?"]),
        ("1. (U) One.\nThe Harbor Master\n2. (U) Two.", ["The Harbor Master"]),
        ("1. (U) One.\n\nThe Harbor\n\nHALIFAX 00000058 002 OF 003\n----------\n2. (U) Two.", ["The Harbor"]),
        ("SUMMARY\n-------\n\n1. (U) One.", ["SUMMARY"]),
        ("1. (U) A list:\n\nIce from Oslo, 1997\n\nBread from Lima, 1998\n\n2. (U) Two.", []),
        ("1. (U) One.\n\n- a bullet\n\n2. (U) Two.", []),
        ("1. (U) One and a sentence that was cut off in the middle of\n\n2. (U) Two.", []),
        ("1. (U) One.\n\nThis is a sentence.\n\n2. (U) Two.", []),
        ("1. (U) One.\n\nHARBOR\n------\n\nLIGHTS\n------\n\n2. (U) Two.", ["HARBOR", "LIGHTS"]),
    ],
)
def test_headings(body: str, expected: list[str]) -> None:
    assert headings(body) == expected


def test_a_heading_before_no_paragraph_gets_an_empty_one() -> None:
    paragraphs = with_body("1. (U) One.\n\nHARBOR\n------\n\nLIGHTS\n------\n\n2. (U) Two.").paragraphs
    assert [(p.number, p.heading, p.text) for p in paragraphs] == [
        (1, None, "One."),
        (None, "HARBOR", ""),
        (2, "LIGHTS", "Two."),
    ]


def test_a_heading_inside_a_paragraph_begins_an_unnumbered_one() -> None:
    paragraphs = with_body("1. (U) One.\n\n---------\nThe Quote\n---------\nIce is bread.\n\n2. (U) Two.").paragraphs
    assert [(p.number, p.heading, p.text) for p in paragraphs] == [
        (1, None, "One."),
        (None, "The Quote", "Ice is bread."),
        (2, None, "Two."),
    ]


def test_rules() -> None:
    assert is_rule("------")
    assert is_rule("----------- ------")
    assert not is_rule("--")
    assert not is_rule("--- END ---")
    assert before_rule("THE HARBOR -------") == "THE HARBOR"
    assert before_rule("THE HARBOR") is None
    assert not looks_like_heading("A sentence that ends.")


@pytest.mark.parametrize(
    "page",
    [
        "HALIFAX 00000058 002 OF 003",
        "HALIFAX 00000058  001.2 OF 003",
        "PAGE 02        HALIFA  00058  182333Z",
        "PAGE 02        HALIFA  00058  01 OF 02  182333Z",
    ],
)
def test_page_breaks_split_lines_and_not_text(page: str) -> None:
    telegram = with_body(f"1. (U) The light was carried\n\n{page}\n\nup the hill.\n\n2. (U) Two.")
    first = telegram.paragraphs[0]
    assert first.text == "The light was carried up the hill."
    assert [first.text[: b.offset] for b in first.page_breaks] == ["The light was carried"]
    assert [kinds(telegram)[b.line - 1] for b in first.page_breaks] == ["page-break"]


def test_a_page_break_fused_with_the_text() -> None:
    body = f"1. (U) {'The light was carried. ' * 9}It went RIO DE JAN 00000285 002 OF 002 up the hill.\n\n2. (U) Two."
    header = HEADER.replace("UNCLAS HALIFAX 000058", "UNCLAS RIO DE JANEIRO 000285")
    paragraph = reading(f"{header}\n{body}").paragraphs[0]
    assert paragraph.text.endswith("It went up the hill.")
    assert len(paragraph.page_breaks) == 1


@pytest.mark.parametrize(
    ("sentence", "text"),
    [
        ("The minister said SIPDIS that all is well.", "The minister said that all is well."),
        ("We saw SIPDIS\nhim today.", "We saw him today."),
        ("We saw\nSIPDIS him today.", "We saw him today."),
        ("WE SAW SIPDIS HIM TODAY.", "WE SAW HIM TODAY."),
        ("Please use SIPDIS in replies.", None),
        ("Please mark it SIPDIS.", None),
        ("The SIPDIS caption opens it; SIPDIS cables are many.", None),
        ("A non-SIPDIS (SIPDIS) cable.", None),
    ],
)
def test_a_caption_in_the_middle_of_a_sentence(sentence: str, text: str | None) -> None:
    telegram = with_body(f"1. (U) {sentence}\n\n2. (U) Two.")
    assert telegram.paragraphs[0].text == (text or sentence)
    assert ("stray-caption" in codes(telegram)) == (text is not None)


def test_a_question_mark_may_stand_where_a_pilcrow_was() -> None:
    telegram = with_body("?1. (U) One.\n\n?2. (U) Who was it\n?He was.\n\n?3. Three.")
    assert [(p.number, p.text) for p in telegram.paragraphs] == [(1, "One."), (2, "Who was it ?He was."), (3, "Three.")]
    unmarked = with_body("1. (U) He asked why\n?2. That is not so.")
    assert [p.number for p in unmarked.paragraphs] == [1]


def test_routing_lines_above_the_header_of_a_further_section_are_envelope() -> None:
    again = "RR RUEHGA RUEHHA\nDE RUEHHA #0058/02 0671530\nZNR UUUUU ZZH\nP 071530Z MAR 08\nFM AMCONSUL HALIFAX\n"
    telegram = with_body(f"1. (U) One.\n\n{again}UNCLAS SECTION 02 OF 02 HALIFAX 000058\n\n2. (U) Two.\n\nTHISTLEWOOD")
    assert [(p.number, p.heading, p.text) for p in telegram.paragraphs] == [(1, None, "One."), (2, None, "Two.")]
    assert kinds(telegram)[20:26] == ["envelope"] * 5 + ["classification"]


def test_noise_is_taken_out_and_said() -> None:
    telegram = with_body("1. (U) He revealed a State\nsecret by sending\n\nSIPDIS\nthe names.\n\n2. (U) Two.")
    assert telegram.paragraphs[0].text == "He revealed a State secret by sending the names."
    assert "stray-caption" in codes(telegram)
    assert telegram.captions == ("SIPDIS",)


def test_a_level_at_the_end_of_a_line_is_a_word_and_above_a_page_the_pages() -> None:
    telegram = with_body(
        "1. HE REVEALED A STATE\nSECRET\nAND FLED.\n                    SECRET\n\n"
        "PAGE 02        HALIFA  00058\n\n2. TWO."
    )
    assert telegram.paragraphs[0].text == "HE REVEALED A STATE SECRET AND FLED."
    assert kinds(telegram).count("furniture") == 1


@pytest.mark.parametrize(
    ("ending", "signature"),
    [
        ("We agree. VAN DER BERG\n\nCONFIDENTIAL", "VAN DER BERG"),
        ("We agree. DE LA CRUZ", "DE LA CRUZ"),
        ("WE AGREE. DI STEFANO", "DI STEFANO"),
        ("WE AGREE. SO DO WE", ""),
        ("\nTHISTLEWOOD", "THISTLEWOOD"),
        ("\n\nTHISTLEWOOD\n\nNNNN", "THISTLEWOOD"),
        ("\nTHISTLEWOOD\n                 UNCLASSIFIED\n\nNNN", "THISTLEWOOD"),
        ("\nVAN SPECIMEN JR.", "VAN SPECIMEN JR."),
        ("\nHALE/LARKSPUR-HOLLOWAY", "HALE/LARKSPUR-HOLLOWAY"),
        ("\nO'HALE", "O'HALE"),
        ("   THISTLEWOOD", "THISTLEWOOD"),
        ("\n\nThistlewood", "Thistlewood"),
        ("\nHALE HALE", "HALE"),
        ("\nHALE\n______________________\n1\n2", "HALE"),
        ("\nHALE\n\nDeclassified/Released US Department of State EO Systematic Review 20 Mar 2014", "HALE"),
        ("\nJANE Q. HALE", "JANE Q. HALE"),
        ("\n***HALE***", "HALE"),
        ("\nHALE##", "HALE"),
        ("\n-HALE-", "HALE"),
        ("\nHALE\n\n====================CABLE ENDS====================", "HALE"),
        ("\nHALE\n\n* A fathom is six feet.", "HALE"),
        ("\nHALE\n----------\n1 A fathom is six feet.\n2 So they say.", "HALE"),
        ("\nHALE\n\n_____\n(1) A fathom, as used here since the days of sail,\nis six feet.", "HALE"),
        ("\nHALE\n\n1/ A fathom is six feet.\n\n[2] So they say.", "HALE"),
        ("\nHALE\n\nNOTE BY OC/T: NOT PASSED ABOVE ADDRESSEES.\n\nUNCLASSIFIED\n\nNNNN", "HALE"),
        ("\nVisit us at http://www.example.org/light\nHALE", "HALE"),
        ("\n\nMINIMIZE CONSIDERED", ""),
        ("\n\nANNEX\n\n1 A fathom is six feet.", ""),
        ("\nIt is blue.\nAnd white.\nAnd red.\nHALE\none\ntwo\nthree", ""),
        ("", ""),
        ("\n\nEND COMMENT", ""),
        ("\n\nNNNN", ""),
    ],
)
def test_signatures(ending: str, signature: str) -> None:
    telegram = with_body(f"1. (U) One.\n\n2. (U) The light is well.{ending}")
    assert "".join(telegram.signatures) == signature
    last = [paragraph for paragraph in telegram.paragraphs if paragraph.number == 2]
    assert last[0].text.startswith("The light is well.")


@pytest.mark.parametrize("blank", ["", "   ", "\t", "\u00a0\u00a0 "])
def test_lines_of_blanks_are_blank(blank: str) -> None:
    telegram = with_body(f"The lamp is well.\n{blank}\nBACKGROUND  \n{blank}\nIt was lit in May.\n{blank}\nHALE")
    assert [(p.heading, p.text) for p in telegram.paragraphs] == [
        (None, "The lamp is well."),
        ("BACKGROUND", "It was lit in May."),
    ]
    assert kinds(telegram)[-6:] == ["blank", "heading", "blank", "paragraph", "blank", "signature"]


def test_what_is_taken_out_at_the_beginning_of_a_block_is_no_part_of_it() -> None:
    telegram = with_body("ONE BLOCK.\n\n   SECRET\n\nPAGE 02        HALIFA  00058\nANOTHER BLOCK.\n\nSIPDIS\nA THIRD.")
    assert [p.text for p in telegram.paragraphs] == ["ONE BLOCK.", "ANOTHER BLOCK.", "A THIRD."]


def test_footnotes_below_the_signature_are_paragraphs_of_their_own() -> None:
    telegram = with_body(
        "1. (U) It is well.(1)\nHALE\n\n____\n(1) By day, that is,\nand by night.\n\n(2) So far.\n\nNNNN"
    )
    assert [(p.number, p.heading, p.text) for p in telegram.paragraphs] == [
        (1, None, "It is well.(1)"),
        (None, None, "____\n(1) By day, that is, and by night."),
        (None, None, "(2) So far."),
    ]
    assert telegram.signatures == ("HALE",)
    assert kinds(telegram)[-9:] == [
        "signature",
        "blank",
        *["paragraph"] * 3,
        "blank",
        "paragraph",
        "blank",
        "furniture",
    ]
    assert "truncated" not in codes(telegram)


def test_rules_and_figures_below_the_signature_are_of_no_known_kind() -> None:
    telegram = with_body("1. (U) It is well.\nHALE\n_____\n1\n2")
    assert [p.text for p in telegram.paragraphs] == ["It is well."]
    assert kinds(telegram)[-3:] == ["unknown"] * 3


def test_the_last_word_of_a_wrapped_sentence_is_no_signature() -> None:
    assert with_body("1. THE LIGHT IS WELL AND WILL BE\nLIT").signatures == ()


def test_summary_and_comment() -> None:
    telegram = with_body(
        "1. (SBU) SUMMARY: The lamp went\nfor a walk. END SUMMARY.\n\n2. (U) It came back.\n\n"
        "3. (SBU) Comment. We are glad. End comment."
    )
    assert telegram.summary == "The lamp went for a walk."
    assert telegram.comment == "We are glad."
    assert [p.role for p in telegram.paragraphs] == ["summary", None, "comment"]


def test_a_summary_below_its_heading_ends_at_the_next_one() -> None:
    telegram = with_body("SUMMARY\n-------\n1. (U) One.\n\n2. (U) Two.\n\nThe Lamp\n--------\n3. (U) Three.")
    assert telegram.summary == "One.\nTwo."
    assert [p.role for p in telegram.paragraphs] == ["summary", "summary", None]


def test_a_comment_inside_a_paragraph() -> None:
    telegram = with_body("1. (U) He laughed. (Comment: As he does. End comment.) Then he left.")
    assert telegram.comment == "As he does."
    assert telegram.paragraphs[0].role is None


def test_text_without_numbers() -> None:
    telegram = with_body("The lamp is well.\n\nBACKGROUND\n\nIt was lit in May. It has burnt\nsince then.\n\nHale")
    assert [(p.number, p.heading, p.text) for p in telegram.paragraphs] == [
        (None, None, "The lamp is well."),
        (None, "BACKGROUND", "It was lit in May. It has burnt since then."),
    ]
    assert telegram.signatures == ("Hale",)


def test_a_marked_paragraph_without_number() -> None:
    paragraph = with_body("(SBU) The lamp is well.").paragraphs[0]
    assert paragraph.number is None
    assert paragraph.marking is not None
    assert paragraph.marking.caveats == ("SBU",)
    assert paragraph.text == "The lamp is well."


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        ("One line\nand another.", "One line and another."),
        ("A block.\n\nAnother\nblock.", "A block.\n\nAnother block."),
        ("Points:\n-- one\n   goes on\n-- two", "Points:\n-- one goes on\n-- two"),
        ("Points:\na. one\nb. two", "Points:\na. one\nb. two"),
        ("Crate   Weight\n1          410\n2        1,900", "Crate   Weight\n1          410\n2        1,900"),
        ("The Minister-\nPresident", "The Minister-President"),
        ("two- \nand three-month", "two- and three-month"),
        ("XXXXXXXXXXXX  said so.", "XXXXXXXXXXXX said so."),
        ("", ""),
    ],
)
def test_prose_flows_and_tables_stay(lines: str, text: str) -> None:
    assert flow(lines) == text


def test_a_second_section_is_joined() -> None:
    second = HEADER.replace("UNCLAS HALIFAX", "UNCLAS SECTION 02 OF 02 HALIFAX").split("E.O.")[0]
    first = HEADER.replace("UNCLAS HALIFAX", "UNCLAS SECTION 01 OF 02 HALIFAX")
    telegram = reading(f"{first}\n1. (U) One, and\n\nNNNN\n\n{second}\nmore.\n\n2. (U) Two.\nHALE")
    assert [(p.number, p.text) for p in telegram.paragraphs] == [(1, "One, and more."), (2, "Two.")]
    assert telegram.section is None
    assert "repeated-header" in codes(telegram)


@pytest.mark.parametrize(
    ("section", "body", "expected"),
    [
        ("02 OF 02", "4. (U) Four.\n\n5. (U) Five.\nHALE", (2, 2)),
        ("01 OF 02", "1. (U) One.\n\n2. (U) Two.", (1, 2)),
        ("01 OF 02", "1. (U) One.\n\n2. (U) Two.\nHALE", None),
        ("01 OF 02", "1. (U) One.\n\nHALIFAX 00000058 002 OF 002\n\n2. (U) Two.", None),
        ("01 OF 01", "1. (U) One.", None),
    ],
)
def test_sections_sent_as_separate_telegrams(section: str, body: str, expected: tuple[int, int] | None) -> None:
    header = HEADER.replace("UNCLAS HALIFAX", f"UNCLAS SECTION {section} HALIFAX")
    telegram = reading(f"{header}\n{body}")
    assert telegram.section == expected
    assert ("sections-missing" in codes(telegram)) == (expected is not None)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (
            "1. (U) One.\n\n-----------------\nA Harbor of Three\nLines That Is\nBoxed\n-----------------\n2. (U) Two.",
            1,
        ),
        ("1. (U) Crates:\n\n  Ice     4   5\n  Bread   6   7\n\nThe Harbor\n\n2. (U) Two.", 1),
        ("1. (U) Crates:\n  Ice     4   5\n  Bread   6   7\nThe Harbor\n2. (U) Two.", 1),
        ("1. (U) The harbor of\nsome bankers.\n\n-------\n\n2. (U) Two.", 0),
        ("1. (U) It is well.\nWhat the Harbor Master of the Lamp\nMeans for the Ice\n2. (U) Two.", 1),
    ],
)
def test_headings_in_hard_places(body: str, expected: int) -> None:
    telegram = with_body(body)
    assert len([p for p in telegram.paragraphs if p.heading]) == expected
    assert [p.number for p in telegram.paragraphs if p.number] == [1, 2]


def test_a_signature_below_a_table() -> None:
    assert with_body("1. (U) Crates:\n  Ice     4   5\n  Bread   6   7\nHALE\nBT\n#0058\n\nNNNN").signatures == (
        "HALE",
    )
