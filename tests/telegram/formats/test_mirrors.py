"""Mirrors' text dumps, viewer pages and pipe tables."""

import pytest

from reader.telegram.formats import dates
from tests.telegram.formats.samples import CABLE, cable_lines, furniture_lines, one, text_lines
from tests.telegram.formats.samples import all_of as found_in

METADATA = """\
08EXAMPLE123
BEES OF THE UPPER VALLEY
Fri Feb 15 00:00:00 +0100 2008
UNCLASSIFIED//FOR OFFICIAL USE ONLY
Embassy Example
"""
NAVIGATION = """\
Browse by creation date

66 72 75 08 09 10
Browse by classification

CONFIDENTIAL CONFIDENTIAL//NOFORN SECRET SECRET//NOFORN UNCLASSIFIED

Viewing cable 08EXAMPLE123, BEES OF THE UPPER VALLEY

Every cable message consists of three parts:
  * The top box shows each cables unique reference number.
"""
TABLE = (
    "Reference ID \tCreated \tReleased \tClassification \tOrigin \n"
    "08EXAMPLE123 \t2008-02-15 15:03 \t2010-12-01 12:12 \tUNCLASSIFIED \tEmbassy Example \n"
)


class TestDump:
    def test_five_lines_are_hints_and_furniture(self):
        document = one(METADATA + CABLE)
        assert document.format == "mirror-dump"
        assert document.furniture == ((1, 5),)
        hints = document.hints
        assert (hints.reference_id, hints.subject, hints.date, hints.classification, hints.origin) == (
            "08EXAMPLE123", "BEES OF THE UPPER VALLEY", "2008-02-15", "UNCLASSIFIED//FOR OFFICIAL USE ONLY",
            "Embassy Example",
        )  # fmt: skip

    def test_blank_lines_above(self):
        assert cable_lines(one("\n\n" + METADATA + CABLE)) == text_lines(CABLE)

    def test_metadata_alone(self):
        document = one(METADATA)
        assert (document.format, cable_lines(document)) == ("mirror-dump", [])

    def test_a_garbled_id_and_an_empty_title(self):
        metadata = METADATA.replace("08EXAMPLE123", "08SCTION02OF02EXAMPLE123").replace("BEES OF THE UPPER VALLEY", "")
        document = one(metadata + CABLE)
        assert (document.hints.reference_id, document.hints.subject) == ("08SCTION02OF02EXAMPLE123", None)

    def test_header_fused_with_the_notice(self):
        document = one(METADATA + "This record is a partial extract. It is not available.UNCLAS EXAMPLE 000123\n")
        assert cable_lines(document) == ["This record is a partial extract. It is not available.UNCLAS EXAMPLE 000123"]

    def test_an_id_alone_makes_no_dump(self):
        assert one("08EXAMPLE123\n\n" + CABLE).format == "raw"

    def test_several_dumps_in_one_file(self):
        text = METADATA + CABLE + METADATA.replace("123", "124") + CABLE
        documents = found_in(text)
        assert [document.hints.reference_id for document in documents] == ["08EXAMPLE123", "08EXAMPLE124"]
        assert documents[1].first_line == len((METADATA + CABLE).splitlines()) + 1
        assert b"".join(document.raw for document in documents) == text.encode()


class TestViewerPage:
    @pytest.mark.parametrize("navigation", [NAVIGATION, ""])
    def test_everything_up_to_the_table_is_furniture(self, navigation):
        document = one(navigation + TABLE + "\n" + CABLE)
        assert document.format == "mirror-page"
        assert cable_lines(document) == text_lines(CABLE)
        hints = document.hints
        assert (hints.reference_id, hints.date, hints.classification, hints.origin) == (
            "08EXAMPLE123", "2008-02-15T15:03Z", "UNCLASSIFIED", "Embassy Example",
        )  # fmt: skip
        assert hints.subject == ("BEES OF THE UPPER VALLEY" if navigation else None)

    def test_the_list_of_articles_below_the_table(self):
        text = NAVIGATION + TABLE + "Appears in these articles:\nhttp://news.example\nhttp://paper.example\n\n" + CABLE
        document = one(text)
        assert "http://paper.example" in furniture_lines(document)
        assert cable_lines(document) == text_lines(CABLE)

    def test_a_table_with_wide_blanks(self):
        document = one(NAVIGATION + TABLE.replace(" \t", "   ") + "\n" + CABLE)
        assert document.hints.origin == "Embassy Example"
        assert cable_lines(document) == text_lines(CABLE)

    def test_a_table_with_single_blanks(self):
        document = one(NAVIGATION + TABLE.replace(" \t", " ") + "\n" + CABLE)
        hints = document.hints
        assert (hints.date, hints.classification, hints.origin) == (
            "2008-02-15T15:03Z",
            "UNCLASSIFIED",
            "Embassy Example",
        )

    def test_a_table_with_a_cell_in_each_line(self):
        cells = "\n".join(cell.strip() for line in TABLE.splitlines() for cell in line.split("\t"))
        document = one(NAVIGATION + cells + "\n\n" + CABLE)
        assert (document.hints.origin, document.hints.date) == ("Embassy Example", "2008-02-15T15:03Z")
        assert cable_lines(document) == text_lines(CABLE)

    def test_an_empty_cell(self):
        document = one(NAVIGATION + TABLE.replace("UNCLASSIFIED", "") + "\n" + CABLE)
        assert (document.hints.classification, document.hints.origin) == (None, "Embassy Example")

    def test_a_page_cut_off_after_the_table(self):
        assert cable_lines(one(NAVIGATION + TABLE)) == []

    def test_a_cable_that_mentions_a_reference_id(self):
        assert one(CABLE + "\nReference ID and Classification were asked for.\n").format == "raw"


class TestPipeTable:
    DISCLAIMER = "This copy is offered as it is. The words CONFIDENTIAL and SECRET below are its origin's.\n\n"
    ACROSS = (
        "| Identifier | Origin | Created | Classification | Tags | Redacted |\n"
        "|---|---|---|---|---|---|\n"
        "| 08EXAMPLE123 | Embassy Example | 2008-02-15 15:30:00 | UNCLASSIFIED | SENV, XX | No |\n"
    )
    DOWN = (
        "Identifier | 08EXAMPLE123\nOrigin | Embassy Example\nCreated | 2008-02-15 15:30:00\n"
        "Classification | UNCLASSIFIED\nTags | SENV, XX\nRedacted | No\n"
    )
    ALONG = (
        "|Identifier|08EXAMPLE123|Origin|Embassy Example|Created|2008-02-15 15:30:00|"
        "Classification|UNCLASSIFIED|Tags|SENV, XX|Redacted|No|\n"
    )
    LINE = " ".join(CABLE.split())

    @pytest.mark.parametrize("table", [ACROSS, ACROSS.replace("|---|---|---|---|---|---|\n", ""), DOWN, ALONG])
    def test_the_table_gives_the_hints(self, table):
        document = one(f"{self.DISCLAIMER}{table}\n{self.LINE}\n")
        assert document.format == "pipe-table"
        hints = document.hints
        assert (hints.reference_id, hints.date, hints.classification, hints.origin) == (
            "08EXAMPLE123", "2008-02-15T15:30Z", "UNCLASSIFIED", "Embassy Example",
        )  # fmt: skip
        assert cable_lines(document) == [self.LINE]

    def test_pipes_in_a_cable_make_no_table(self):
        assert one(CABLE + "\nHives | Bees | Honey\n40 | many | some\n").format == "raw"


@pytest.mark.parametrize(
    ("read", "text", "date"),
    [
        (dates.from_mirror, "2008-02-15 15:30", "2008-02-15T15:30Z"),
        (dates.from_mirror, "2008-02-15", "2008-02-15"),
        (dates.from_mirror, "2008-02-30 15:30", None),
        (dates.from_mirror, "yesterday", None),
        (dates.from_csv, "2/15/2008 9:30", "2008-02-15T09:30Z"),
        (dates.from_csv, "12/28/1966 18:48:00", "1966-12-28T18:48Z"),
        (dates.from_csv, "2/15/2008 9:30:00 PM", "2008-02-15T21:30Z"),
        (dates.from_csv, "2/15/2008", "2008-02-15"),
        (dates.from_csv, "15/2/2008 9:30", None),
        (dates.from_dump, "Fri Feb 15 00:00:00 +0100 2008", "2008-02-15"),
        (dates.from_dump, "Fri Feb 15 15:30:00 +0100 2008", "2008-02-15T15:30+01:00"),
        (dates.from_dump, "Fri Feb 15 15:30:00 UTC 2008", "2008-02-15T15:30Z"),
        (dates.from_dump, "Fri Foo 15 15:30:00 UTC 2008", None),
        (dates.from_release, "01 JAN 1994", "1994-01-01"),
        (dates.from_release, "01 jan 1994", "1994-01-01"),
        (dates.from_release, "01-Jan-1994 12:00:00 am", "1994-01-01"),
        (dates.from_release, "01 JAN 1960", None),
        (dates.from_release, "n/a", None),
    ],
)
def test_dates(read, text, date):
    assert read(text) == date
