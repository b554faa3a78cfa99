"""Between envelope and text: classification, captions, passing lines, E.O., TAGS, subject, references, classifier."""

import pytest

from reader.telegram import Release
from reader.telegram.captions import captions_of
from reader.telegram.executive_order import read_classified_by, read_order, reasons_in
from reader.telegram.tags import pieces_of, read_tags
from tests.telegram.documents import HEADER, codes, document, hints, kinds, reading, with_line


@pytest.mark.parametrize(
    ("line", "level", "caveats", "reference_id"),
    [
        ("UNCLAS SECTION 01 OF 02 HALIFAX 000058", "UNCLASSIFIED", (), "08HALIFAX58"),
        ("C O N F I D E N T I A L HALIFAX 000058", "CONFIDENTIAL", (), "08HALIFAX58"),
        ("S E C R E T STATE 001234", "SECRET", (), "08STATE1234"),
        ("S E C R E T STATE 001234 NOFORN", "SECRET", ("NOFORN",), "08STATE1234"),
        ("S E C R E T NOFORN STATE 001234", "SECRET", ("NOFORN",), "08STATE1234"),
        ("CONFIDENTIAL HALIFAX 58", "CONFIDENTIAL", (), "08HALIFAX58"),
        ("LIMITED OFFICIAL USE LOURENCO MARQUES 956", "LIMITED OFFICIAL USE", (), "08LOURENCOMARQUES956"),
        ("UNCLAS E F T O HALIFAX 000058", "UNCLASSIFIED", ("EFTO",), "08HALIFAX58"),
        ("UNCLAS SAN JOSE 1477", "UNCLASSIFIED", (), "08SANJOSE1477"),
        ("U N C L A S SECTION 01 OF 02 SAO PAULO 000348", "UNCLASSIFIED", (), "08SAOPAULO348"),
        ("T O P  S E C R E T STATE 001234", "TOP SECRET", (), "08STATE1234"),
        ("S E C R E T  N O F O R N  HALIFAX 58", "SECRET", ("NOFORN",), "08HALIFAX58"),
        ("S E C R E T S E N S I T I V E HALIFAX 58", "SECRET", ("SENSITIVE",), "08HALIFAX58"),
        ("Confidential Halifax 000058", "CONFIDENTIAL", (), "08HALIFAX58"),
        ("UNCLASSIFIED Halifax 000058", "UNCLASSIFIED", (), "08HALIFAX58"),
        ("Unclas Section 01 of 02 Halifax 000058", "UNCLASSIFIED", (), "08HALIFAX58"),
        ("Secret San Jose 001477 NOFORN", "SECRET", ("NOFORN",), "08SANJOSE1477"),
    ],
)
def test_classification_lines(line: str, level: str, caveats: tuple[str, ...], reference_id: str) -> None:
    telegram = with_line(line, instead_of="UNCLAS HALIFAX 000058")
    assert telegram.classification is not None
    assert telegram.classification.level == level
    assert telegram.classification.caveats == caveats
    assert telegram.classification.as_written == " ".join(line.split())
    assert telegram.reference_id == reference_id


@pytest.mark.parametrize("line", ["Secret Halifax 2008 papers", "Confidential Nowhere 000058", "Secret talks, 1477"])
def test_what_is_no_classification_line(line: str) -> None:
    assert with_line(line, instead_of="UNCLAS HALIFAX 000058").classification is None


def test_captions_add_caveats_and_stand_once_each() -> None:
    telegram = with_line("SIPDIS\n\nSENSITIVE\nSIPDIS\n\nNOT FOR INTERNET DISTRIBUTION", instead_of="SIPDIS")
    assert telegram.captions == ("SIPDIS", "SENSITIVE", "NOT FOR INTERNET DISTRIBUTION")
    assert telegram.classification is not None
    assert telegram.classification.caveats == ("SENSITIVE",)


def test_a_sentence_of_handling_is_no_caption_but_a_caveat() -> None:
    telegram = with_line("SIPDIS\n\nSENSITIVE BUT UNCLASSIFIED - PLEASE PROTECT ACCORDINGLY", instead_of="SIPDIS")
    assert telegram.captions == ("SIPDIS",)
    assert telegram.classification is not None
    assert telegram.classification.caveats == ("SENSITIVE",)


def test_the_sentence_alone_gives_the_level() -> None:
    telegram = reading("R 281932Z MAY 08\n\nSensitive But Unclassified - Please Protect Accordingly.\n\n1. (SBU) Text.")
    assert telegram.classification is not None
    assert (telegram.classification.level, telegram.classification.caveats) == ("UNCLASSIFIED", ("SENSITIVE",))


def test_what_the_wrapping_states_is_taken_only_where_the_cable_is_silent() -> None:
    silent = reading("R 281932Z MAY 08\nSUBJECT: LIGHTS\n\n1. (C) Text.", hints=hints(classification="SECRET//NOFORN"))
    assert silent.classification is not None
    assert (silent.classification.level, silent.classification.caveats) == ("SECRET", ("NOFORN",))
    assert "classification" not in silent.lines
    stated = reading(HEADER, hints=hints(classification="SECRET"))
    assert stated.classification is not None
    assert stated.classification.level == "UNCLASSIFIED"
    assert "classification-differs" in codes(stated)


@pytest.mark.parametrize(
    ("line", "captions"),
    [
        ("SIPDIS", ("SIPDIS",)),
        ("SENSITIVE SIPDIS", ("SENSITIVE", "SIPDIS")),
        ("E X D I S", ("EXDIS",)),
        ("ROGER CHANNEL", ("ROGER CHANNEL",)),
        ("NOT FOR INTERNET POSTING", ("NOT FOR INTERNET POSTING",)),
        ("REL TO USA, CAN", ("REL TO USA, CAN",)),
        ("STATE FOR WHA/CAN", ()),
        ("SENSITIVE TALKS WITH OSLO", ()),
        ("", ()),
    ],
)
def test_captions(line: str, captions: tuple[str, ...]) -> None:
    assert captions_of(line) == captions


def test_passing_lines_run_on() -> None:
    telegram = with_line(
        "SIPDIS\n\nSTATE FOR WHA/CAN, EUR/NB,\nAND OES/OA\nTREASURY E. BARBER\nPASS TO USTR", instead_of="SIPDIS"
    )
    assert telegram.passing == ("STATE FOR WHA/CAN, EUR/NB, AND OES/OA", "TREASURY E. BARBER", "PASS TO USTR")


@pytest.mark.parametrize(
    ("line", "order", "text", "declassify_on"),
    [
        ("E.O. 12958: N/A", "12958", "N/A", None),
        ("EO 12958 DECL: 02/15/2018", "12958", "DECL: 02/15/2018", "2018-02-15"),
        ("E.O. 12958:N/A", "12958", "N/A", None),
        ("E.O. 12356: DECL: OADR", "12356", "DECL: OADR", None),
        ("E.O. 11652: GDS", "11652", "GDS", None),
        ("E.O. 13526: DECL: 2019/02/30", "13526", "DECL: 2019/02/30", None),
        ("E.O. 12958: DECL: 15 FEB 18", "12958", "DECL: 15 FEB 18", "2018-02-15"),
        ("E.O. 12958: DECL: JUNE 21, 2018", "12958", "DECL: JUNE 21, 2018", "2018-06-21"),
        ("E.O. 12958: DECL: 13/45/2018", "12958", "DECL: 13/45/2018", None),
        (
            "E. O. 12958: AS AMENDED; DECLASSIFIED JUNE 21, 2006",
            "12958",
            "AS AMENDED; DECLASSIFIED JUNE 21, 2006",
            None,
        ),
    ],
)
def test_executive_orders(line: str, order: str, text: str, declassify_on: str | None) -> None:
    telegram = with_line(line, instead_of="E.O. 12958: N/A")
    assert telegram.executive_order is not None
    assert telegram.executive_order.order == order
    assert telegram.executive_order.text == text
    if "DECLASSIFIED" not in line:
        assert telegram.executive_order.declassify_on == declassify_on


def test_an_impossible_date_of_declassification_is_said() -> None:
    assert read_order("E.O. 12958: DECL: 02/30/2018")[1] == "02/30/2018"
    telegram = with_line("E.O. 12958: DECL: 02/30/2018", instead_of="E.O. 12958: N/A")
    assert "impossible-declassification-date" in codes(telegram)
    assert "unusual-order" in codes(with_line("E.O. 19523: N/A", instead_of="E.O. 12958: N/A"))


@pytest.mark.parametrize(
    ("line", "tags"),
    [
        ("TAGS: PREL, PGOV, XX", ("PREL", "PGOV", "XX")),
        ("TAGS PREL PGOV XX", ("PREL", "PGOV", "XX")),
        ("TAGS: PREL PGOV\nXX", ("PREL", "PGOV", "XX")),
        ("TAGS: PGOVSMIGKCRMKWMN", ("PGOVSMIGKCRMKWMN",)),
        ("TAGS: CASC, MZ (PELLERIN, MARTIN J.)", ("CASC", "MZ", "(PELLERIN, MARTIN J.)")),
        ("Tags: PREL/PGOV; CA", ("PREL", "PGOV", "CA")),
        ("TAGS: PREL\nPAGE 02        HALIFA  00058  182333Z\nPGOV", ("PREL", "PGOV")),
    ],
)
def test_tags(line: str, tags: tuple[str, ...]) -> None:
    assert with_line(line, instead_of="TAGS: EWWT PREL CA").tags == tags


def test_fused_tags_are_made_of_known_pieces() -> None:
    assert pieces_of("PGOVSMIGKCRMKWMN") == ("PGOV", "SMIG", "KCRM", "KWMN")
    assert pieces_of("PGOVXQZZ") == ()
    assert "fused-tags" in codes(with_line("TAGS: PGOVSMIG", instead_of="TAGS: EWWT PREL CA"))
    assert "unknown-tag" in codes(with_line("TAGS: QQQQ", instead_of="TAGS: EWWT PREL CA"))
    assert read_tags("PREL, PREL") == ("PREL",)


LONG_SUBJECT = "Lights of the harbor, which are six, and who pays for them."


@pytest.mark.parametrize(
    ("line", "subject", "mark"),
    [
        ("SUBJECT: LIGHTS OF THE HARBOR\nAND OF THE SEA", "LIGHTS OF THE HARBOR AND OF THE SEA", None),
        ("SUBJ: LIGHTS", "LIGHTS", None),
        ("SUBJECT\n\nLIGHTS", "LIGHTS", None),
        ("SUBJECT: (U) LIGHTS", "LIGHTS", "(U)"),
        ("(C) SUBJECT: LIGHTS", "LIGHTS", "(C)"),
        ("SUBJECT: LIGHTS\nREF: OSLO 12", "LIGHTS", None),
        ("SUBJECT: LIGHTS\nCLASSIFIED BY: DCM Hale, for reasons 1.4 (b) and (d)", "LIGHTS", None),
        ("SUBJECT: VISIT\nTO OSLO", "VISIT TO OSLO", None),
        ("SUBJECT: THE SECRET\nSECRET OF THE LIGHTS", "THE SECRET SECRET OF THE LIGHTS", None),
        ("SUBJECT: Lights of the harbor, which\nare six, and who pays for them.", LONG_SUBJECT, None),
    ],
)
def test_subjects(line: str, subject: str, mark: str | None) -> None:
    telegram = with_line(line, instead_of="SUBJECT: LIGHTS OF THE HARBOR")
    assert telegram.subject == subject
    assert (telegram.subject_marking.as_written if telegram.subject_marking else None) == mark


@pytest.mark.parametrize(
    "text",
    [
        "The light stands at six fathoms and burns day and night, and costs\nlittle.",
        "The Consul saw the light on March 3.",
        "SUMMARY: The light is well. End summary.",
        "INTRODUCTION: THE LIGHT IS OLD.",
        "(U) The Consul saw the light on March 3.",
        "(U) THE CONSUL SAW THE LIGHT",
        "THE LIGHT STANDS AT SIX FATHOMS. IT BURNS DAY AND NIGHT,\nAND COSTS LITTLE.",
    ],
)
def test_text_without_number_and_blank_line_below_the_subject_is_text(text: str) -> None:
    telegram = reading(f"UNCLAS HALIFAX 000058\n\nTAGS: CA\nSUBJECT: LIGHTS\n{text}\n\nIt is blue.\n\nTHISTLEWOOD")
    assert telegram.subject == "LIGHTS"
    assert telegram.paragraphs[0].text.split()[0] == text.removeprefix("(U) ").split()[0]


def test_text_without_number_and_blank_line_below_the_references_is_text() -> None:
    telegram = with_line(
        "REF: OTTAWA 12\nThe light stands at six fathoms. It cost 400 dollars in 1907 and was not dear.",
        instead_of="REF: OTTAWA 198",
    )
    assert [r.reference_id for r in telegram.references] == ["08OTTAWA12"]
    assert telegram.paragraphs[0].text.startswith("The light stands")


@pytest.mark.parametrize(
    ("lines", "ids"),
    [
        ("REF: OTTAWA 198", ["08OTTAWA198"]),
        ("REFS: (A) OTTAWA 198 (B) 07 OSLO 12", ["08OTTAWA198", "07OSLO12"]),
        ("REF: A. OTTAWA 198\n\u00b6B. OSLO 12", ["08OTTAWA198", "08OSLO12"]),
        ("REF: A. OTTAWA 198\n\nB. OSLO 12", ["08OTTAWA198", "08OSLO12"]),
        ("REFTEL: STATE 22417", ["08STATE22417"]),
        ("REF A. OTTAWA 198\nREF B. 07 OSLO 12", ["08OTTAWA198", "07OSLO12"]),
        ("Ref A. Ottawa 198\nRef B. 07 Oslo 12", ["08OTTAWA198", "07OSLO12"]),
        ("(REF: OTTAWA 198)", ["08OTTAWA198"]),
        ("REFS:\n1. OTTAWA 198\n2. OSLO 12", ["08OTTAWA198", "08OSLO12"]),
        ("REF: OTTAWA 198\n\nThe lights are well.", ["08OTTAWA198"]),
    ],
)
def test_references(lines: str, ids: list[str]) -> None:
    telegram = with_line(lines, instead_of="REF: OTTAWA 198")
    assert [r.reference_id for r in telegram.references] == ids
    assert all(r.line for r in telegram.references)


@pytest.mark.parametrize(
    ("text", "name", "reasons"),
    [
        ("CLASSIFIED BY: DCM Hale, for reasons 1.4 (b) and (d)", "DCM Hale", ("1.4(b)", "1.4(d)")),
        ("Classified By: Ambassador Ines Hale Reason: 1.5 (b,d)", "Ambassador Ines Hale", ("1.5(b)", "1.5(d)")),
        ("CLASSIFIED BY CHARGE HALE. REASONS: 1.4 B AND D.", "CHARGE HALE", ("1.4(b)", "1.4(d)")),
    ],
)
def test_classified_by(text: str, name: str, reasons: tuple[str, ...]) -> None:
    assert read_classified_by(text) == (name, reasons)


def test_classified_by_as_text_of_the_first_paragraph() -> None:
    telegram = reading(f"{HEADER}\n1. (U) Classified by DCM Hale for reason 1.4 (c).\n\n2. (C) Text.")
    assert (telegram.classified_by, telegram.reasons) == ("DCM Hale", ("1.4(c)",))
    assert [p.number for p in telegram.paragraphs] == [1, 2]
    assert reasons_in("1.4 (b) and (d)") == ("1.4(b)", "1.4(d)")


def test_a_partial_extract_fused_with_the_classification() -> None:
    telegram = reading(
        "This record is a partial extract of the original cable. The full text of the original cable is not "
        "available.UNCLAS HARARE 001051\n\nSIPDIS\n\nE.O. 12958: N/A\nTAGS: ZI\nSUBJECT: LAMPS\n\n1. Text.",
        hints=hints(date="2002-05-17"),
    )
    assert telegram.partial
    assert telegram.reference_id == "02HARARE1051"
    assert kinds(telegram)[0] == "classification"
    assert "partial" in codes(telegram)


def test_a_corrected_copy() -> None:
    telegram = with_line("SIPDIS\n\nC O R R E C T E D  C O P Y", instead_of="SIPDIS")
    assert telegram.corrected
    assert "corrected" in codes(telegram)
    assert not reading(HEADER).corrected


def test_first_of_doubled_headers_rules() -> None:
    telegram = reading(f"{HEADER}\n{HEADER.replace('LIGHTS', 'LAMPS')}\n1. (U) Text.\n\n2. (U) More.")
    assert telegram.subject == "LIGHTS OF THE HARBOR"
    assert [p.number for p in telegram.paragraphs] == [1, 2]


def test_a_doubled_header_directly_below_the_subject_is_no_part_of_it() -> None:
    header = HEADER.replace("HARBOR\n\nREF: OTTAWA 198\n", "HARBOR\n")
    assert reading(f"{header}{HEADER}\n1. (U) Text.").subject == "LIGHTS OF THE HARBOR"


def test_a_list_of_references_that_is_repeated_is_one() -> None:
    header = HEADER.replace(
        "REF: OTTAWA 198", "REF: A. OTTAWA 198\n     B. 07 OSLO 12\n\nREF: A. OTTAWA 198\n     B. 07 OSLO 12"
    )
    assert [r.reference_id for r in reading(f"{header}\n1. (U) Text.").references] == ["08OTTAWA198", "07OSLO12"]


def test_a_caption_in_front_of_a_passing_line() -> None:
    telegram = with_line("SIPDIS STATE FOR EUR/NB AND EB/TPP", instead_of="SIPDIS")
    assert (telegram.captions, telegram.passing) == (("SIPDIS",), ("STATE FOR EUR/NB AND EB/TPP",))
    telegram = with_line("USICA FOR EUR/NB", instead_of="SIPDIS")
    assert (telegram.captions, telegram.passing) == ((), ("USICA FOR EUR/NB",))


@pytest.mark.parametrize(
    "line", ["UNCLAS FOR OFFICIAL USE ONLY HALIFAX 000058", "UNCLAS E F T O SECTION 01 OF 02 HALIFAX 000058"]
)
def test_a_classification_with_a_caveat_fused_with_an_addressee(line: str) -> None:
    telegram = reading(HEADER.replace("OTTAWA 0042\nUNCLAS HALIFAX 000058", f"OTTAWA{line}"))
    assert telegram.classification is not None
    assert (telegram.classification.level, telegram.info[0].station) == ("UNCLASSIFIED", "AMEMBASSY OTTAWA")


def test_reference_ids_in_their_order_of_trust() -> None:
    assert reading(HEADER, hints=hints(reference_id="08HALIFAX59")).reference_id == "08HALIFAX59"
    without_line = HEADER.replace("UNCLAS HALIFAX 000058\n", "UNCLAS\n")
    assert (
        reading(without_line + "\n1. (U) A.\n\nHALIFAX 00000061 002 OF 002\n\n2. (U) B.").reference_id == "08HALIFAX61"
    )
    assert reading(without_line).reference_id == "08HALIFAX58"
    assert "reference-id-differs" in codes(reading(HEADER.replace("#0058", "#0059")))


def test_attributes_fill_what_the_text_lacks() -> None:
    attributes = {
        "Subject": "LAMPS AND\nBELLS",
        "TAGS": "PFOR, NO (HALE, INES)",
        "Reference": "75 OSLO 12, n/a",
        "From": "OSLO",
    }
    release = Release(
        document_number="1975OSLO00956", original_classification="SECRET", text_missing=True, attributes=attributes
    )
    telegram = reading("Message Text\n\nERROR READING TEXT INDEX", release=release)
    assert telegram.reference_id == "75OSLO956"
    assert telegram.subject == "LAMPS AND BELLS"
    assert telegram.tags == ("PFOR", "NO", "(HALE, INES)")
    assert telegram.references[0].reference_id == "75OSLO12"
    assert telegram.references[0].line is None
    assert telegram.classification is not None
    assert telegram.classification.level == "SECRET"
    assert telegram.paragraphs == ()
    assert "text-missing" in codes(telegram)
    assert document("x").lines == ("x",)


def test_an_indented_header_is_read_like_any_other() -> None:
    text = "E.O. 12356: N/A\nTAGS: PREL NOSUBJECT: LAMPS\nREF: OSLO 12 1. THE LAMP IS WELL.\n\n2. IT IS LIT.\nHALE"
    plain, indented = reading(text), reading("\n".join(f"    {line}" if line else "" for line in text.split("\n")))
    assert (indented.tags, indented.subject, indented.references) == (plain.tags, plain.subject, plain.references)
    assert [(p.number, p.text) for p in indented.paragraphs] == [(1, "THE LAMP IS WELL."), (2, "IT IS LIT.")]


@pytest.mark.parametrize(
    "sentence",
    [
        "Sensitive but unclassified.  Protect accordingly.",
        "SENSITIVE BUT UNCLASSIFIED. PLEASE PROTECT\nACCORDINGLY.",
        "THIS MESSAGE IS SENSITIVE BUT UNCLASSIFIED",
    ],
)
def test_text_directly_below_a_sentence_of_handling_is_text(sentence: str) -> None:
    telegram = reading(
        f"UNCLAS HALIFAX 000058\nSUBJECT: LIGHTS\n{sentence}\n(SBU) The light is well and\nit is lit.\nHALE"
    )
    assert [p.text for p in telegram.paragraphs] == ["The light is well and it is lit."]
    assert telegram.classification is not None
    assert telegram.classification.caveats == ("SENSITIVE",)


@pytest.mark.parametrize(
    ("line", "tags"), [("Tags PREL, PGOV", ("PREL", "PGOV")), ("Tags PREL", ("PREL",)), ("Tags of the harbor", ())]
)
def test_tags_in_small_letters(line: str, tags: tuple[str, ...]) -> None:
    assert with_line(line, instead_of="TAGS: EWWT PREL CA").tags == tags
