"""Released telegrams of 1973-79: frame, attributes, and what they say."""

import pytest

from reader.telegram.formats.attributes import read_attributes
from tests.shared import CORPUS, needs_corpus
from tests.telegram.formats.samples import all_of, cable_lines, one

BODY = """\
PAGE 01        EXAMPL  02545  201212Z

15
ACTION EUR-12

INFO  OCT-01  ISO-00  /045 R
                       --------------------- 054819
R 192358Z JAN 77
FM AMEMBASSY EXAMPLE
TO SECSTATE WASHDC 3164
C O N F I D E N T I A L EXAMPLE 2545

E.O. 11652: GDS
SUBJECT: BEES

1. BEES FLY.
SPECIMEN

CONFIDENTIAL

NNN
"""
ATTRIBUTES = {
    "Automatic Decaptioning": "X",
    "Concepts": "BEES, HIVES, HONEY\n          HARVEST",
    "Current Classification": "UNCLASSIFIED",
    "Document Number": "1977QUITO02545",
    "Draft Date": "19 JAN 1977",
    "Drafter": "n/a",
    "From": "QUITO",
    "Locator": "TEXT ON-LINE, ON MICROFILM",
    "Office": "ACTION EUR",
    "Original Classification": "CONFIDENTIAL",
    "Original Handling Restrictions": "EXDIS, NOFORN",
    "Subject": "BEES: THEIR\nLIFE: AND DEATH",
    "TAGS": "SENV, (SURNAME, FORENAME)",
    "Markings": "Margaret P. Grafeld",
}


def telegram(body=BODY, end="\n", **changes):
    """A file of the release; `changes` are attributes by their names with _ for the blank."""
    attributes = {**ATTRIBUTES, **{key.replace("_", " "): value for key, value in changes.items()}}
    block = "\n".join(f"{key}: {value}" for key, value in attributes.items())
    return f"Message Text\n\n{body}\nMessage Attributes\n\n{block}\n".replace("\n", end)


def release(**changes):
    return one(telegram(**changes)).release


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_the_frame_is_furniture_and_the_block_is_kept(end):
    document = one(telegram(end=end))
    assert document.format == "release"
    assert cable_lines(document) == [line for line in BODY.splitlines() if line.strip()]
    found = document.release
    assert (found.document_number, found.original_classification, found.current_classification) == (
        "1977QUITO02545", "CONFIDENTIAL", "UNCLASSIFIED",
    )  # fmt: skip
    assert (found.handling, found.concepts) == (("EXDIS", "NOFORN"), ("BEES", "HIVES", "HONEY HARVEST"))
    assert (found.drafter, found.office, found.text_missing) == (None, "ACTION EUR", False)
    assert list(found.attributes) == list(ATTRIBUTES)
    assert found.attributes["Subject"] == "BEES: THEIR LIFE: AND DEATH"
    assert found.attributes["Drafter"] == "n/a"


@pytest.mark.parametrize(
    ("written", "handling"),
    [
        ("CHEROKEE NODIS", ("CHEROKEE", "NODIS")),
        ("ROGER CHANNEL", ("ROGER CHANNEL",)),
        ("EYES ONLY; STADIS", ("EYES ONLY", "STADIS")),
        ("BEE KEEPERS", ("BEE KEEPERS",)),
    ],
)
def test_handling_restrictions_without_commas(written, handling):
    assert one(f"Message Attributes\n\nOriginal Handling Restrictions: {written}\n").release.handling == handling


def test_hints_come_from_the_attributes():
    hints = one(telegram(Subject="! 'W/W: BEES'")).hints
    assert (hints.reference_id, hints.date, hints.classification, hints.origin, hints.subject) == (
        "77QUITO2545", "1977-01-19", "CONFIDENTIAL", "QUITO", "W/W: BEES",
    )  # fmt: skip


def test_sent_date_stands_for_draft_date():
    assert one(telegram(Draft_Date="n/a", Sent_Date="25-Feb-1977 12:00:00 am")).hints.date == "1977-02-25"


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("SECRET", "SECRET"),
        ("LIMITED OFFICIAL USE", "LIMITED OFFICIAL USE"),
        ("limited official  use", "LIMITED OFFICIAL USE"),
        ("SECRETARY", None),
        ("n/a", None),
        ("", None),
    ],
)
def test_a_garbled_classification_is_none(written, read):
    assert release(Original_Classification=written).original_classification == read


@pytest.mark.parametrize("nothing", ["n/a", "N/A", "", "-- n/a --"])
def test_nothing_stated(nothing):
    found = release(Concepts=nothing, Original_Handling_Restrictions=nothing, Office=nothing, Drafter=nothing)
    assert (found.concepts, found.handling, found.office, found.drafter) == ((), (), None, None)


HEADER_ALONE = BODY[: BODY.index("\nE.O.")]


@pytest.mark.parametrize(
    ("body", "locator", "missing"),
    [
        (BODY, "TEXT ON-LINE", False),
        (BODY, "TEXT ON MICROFILM", False),
        (HEADER_ALONE, "TEXT ON-LINE", False),
        (HEADER_ALONE, "TEXT ON MICROFILM, ADS TEXT UNRETRIEVABLE", True),
        ("ERROR READING TEXT INDEX\n", "TEXT ON-LINE", True),
        ("EXPAND ERROR ENCOUNTERED\n", "TEXT ON MICROFILM", True),
        (HEADER_ALONE + "\nEXPAND ERROR ENCOUNTERED\n", "TEXT ON-LINE", True),
        ("\n\n", "TEXT ON-LINE", True),
        ("CONFIDENTIAL\n\nNNN\n", "TEXT ON-LINE", True),
    ],
)
def test_whether_the_text_is_missing(body, locator, missing):
    assert release(body=body, Locator=locator).text_missing is missing


@pytest.mark.parametrize(
    "stamp",
    [
        "*** Current Handling Restrictions *** n/a",
        "*** Current Classification *** UNCLASSIFIED",
        "<< END OF DOCUMENT >>",
        "Sheryl P. Walter Declassified/Released US Department of State EO Systematic Review 20 Mar 2014",
        "Declassified/Released US Department of State EO Systematic Review 30 JUN 2005",
        "¿¿¿¿¿¿",
    ],
)
def test_lines_of_the_archive_between_the_pages(stamp):
    document = one(telegram(body=BODY.replace("SPECIMEN", f"{stamp}\nSPECIMEN")))
    assert stamp not in cable_lines(document)
    assert "SPECIMEN" in cable_lines(document)


def test_a_frame_cut_off():
    text = telegram()
    assert one(text[: text.index("1. BEES")]).format == "release"
    assert one(text[text.index("SPECIMEN") :]).release.document_number == "1977QUITO02545"


def test_several_telegrams_in_one_file():
    text = telegram() + telegram(Document_Number="1977QUITO02546")
    documents = all_of(text)
    assert [document.release.document_number for document in documents] == ["1977QUITO02545", "1977QUITO02546"]
    assert "".join(document.raw.decode() for document in documents) == text


def test_the_words_in_a_cable_make_no_release():
    assert one("1. (U) The Message Attributes are wrong.\n2. (U) Message Text too.\n").format == "raw"


def test_attributes_go_on_at_column_1_and_may_be_unknown():
    block = ["Subject: TALKS: FIRST", "ROUND: END", "", "New Key: x", "disposition Date: 28 MAY 2004", "  ", "and on"]
    assert read_attributes(block) == {
        "Subject": "TALKS: FIRST ROUND: END",
        "New Key": "x",
        "disposition Date": "28 MAY 2004 and on",
    }


@needs_corpus
def test_real_layouts_have_every_key():
    for path in sorted((CORPUS / "nara").iterdir()):
        (document,) = all_of(path.read_bytes())
        assert len(document.release.attributes) > 40, path.name
