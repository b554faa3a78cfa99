"""The CSV dump: a row is a cable, and a bad row harms no other."""

import pytest

from reader.telegram.formats import csv_dump
from reader.telegram.records import Document, Refusal
from tests.telegram.formats.samples import BODY, ENVELOPE, PREAMBLE, all_of, one, refused, text_lines

TEXT = PREAMBLE + "\n" + BODY


def row(number=1, *, body=TEXT, header=ENVELOPE, date="2/15/2008 15:30", escape='""', columns=8):
    """A row of the dump with its line end."""
    cells = (
        str(number), date, f"08EXAMPLE{number}", "Embassy Example", "UNCLASSIFIED//FOR OFFICIAL USE ONLY",
        "07EXAMPLE9|STATE12", header, body,
    )  # fmt: skip
    return ",".join('"' + cell.replace('"', escape) + '"' for cell in cells[:columns]) + "\n"


def test_a_row_is_a_document():
    document = one(row())
    assert document.format == "csv"
    assert document.lines == tuple((ENVELOPE + TEXT).splitlines())
    assert document.raw == row().encode()
    hints = document.hints
    assert (hints.reference_id, hints.date, hints.origin, hints.classification) == (
        "08EXAMPLE1", "2008-02-15T15:30Z", "Embassy Example", "UNCLASSIFIED//FOR OFFICIAL USE ONLY",
    )  # fmt: skip


def test_the_column_of_references_is_kept():
    assert one(row()).listed == ("07EXAMPLE9",)
    data = row().replace("07EXAMPLE9|STATE12", "07 STATE 12; 2006LAPAZ00034 | x | 07STATE12")
    assert one(data).listed == ("07STATE12", "06LAPAZ34")
    assert one(row().replace("07EXAMPLE9|STATE12", "")).listed == ()


@pytest.mark.parametrize(
    "date", ["2/15/2008 15:30:00", "2/15/2008 3:30 PM", "2008-02-15 15:30", "2008-02-15T15:30:00Z"]
)
def test_dates_of_other_forms(date):
    first, second = all_of(row(1, date=date) + row(2, date=date))
    assert (first.hints.date, second.hints.date) == ("2008-02-15T15:30Z", "2008-02-15T15:30Z")


def test_rows_know_their_line():
    data = row(1) + row(2) + row(3)
    documents = all_of(data, first_line=100)
    assert [document.hints.reference_id for document in documents] == ["08EXAMPLE1", "08EXAMPLE2", "08EXAMPLE3"]
    for document in documents:
        first = data.splitlines()[document.first_line - 100]
        assert first.startswith(f'"{document.hints.reference_id[9:]}",')
    assert b"".join(document.raw for document in documents) == data.encode()


@pytest.mark.parametrize("escape", ['""', '\\"'])
def test_quotes_inside_fields(escape):
    body = '1. (U) He said "bees", and "" and "hives".\n"Honey"'
    assert one(row(body=body, header="", escape=escape)).lines == tuple(body.splitlines())


def test_backslashes():
    assert one(row(header="", body='1. (U) C:\\bees and "hives"', escape='""')).lines == (
        '1. (U) C:\\bees and "hives"',
    )
    assert one(row(header="", body=r"1. (U) C:\\bees \"hives\"", escape='"')).lines == (r'1. (U) C:\bees "hives"',)


def test_a_backslash_before_the_closing_quote():
    data = row(1, body="1. (U) C:\\") + row(2)
    first, second = all_of(data)
    assert first.lines[-1] == "1. (U) C:\\"
    assert second.hints.reference_id == "08EXAMPLE2"


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_line_ends(end):
    documents = all_of((row(1) + row(2)).replace("\n", end))
    assert [document.lines for document in documents] == [tuple((ENVELOPE + TEXT).splitlines())] * 2


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "windows-1252", "utf-16"])
def test_encodings(encoding):
    data = row(1, body="1. (U) Müller’s bees.") + row(2)
    documents = all_of(data.encode(encoding))
    assert documents[0].lines[-1] == "1. (U) Müller’s bees."
    assert documents[0].raw.decode("utf-16-le" if encoding == "utf-16" else encoding) == data[: data.index('"2",')]


def test_each_row_in_its_own_encoding():
    documents = all_of(
        row(1, body="1. (U) Müller’s bees.").encode() + row(2, body="1. (U) Café.").encode("windows-1252")
    )
    assert [document.lines[-1] for document in documents] == ["1. (U) Müller’s bees.", "1. (U) Café."]
    assert [document.encoding for document in documents] == ["utf-8", "iso-8859-1"]


def test_a_header_row_and_another_order():
    data = (
        "id,refid,date,classification,origin,header,content\n"
        '"7","08EXAMPLE1","2008-02-15 15:30","SECRET","Embassy Example","","1. Bees."\n'
    )
    document = one(data)
    assert document.first_line == 2
    assert (document.hints.reference_id, document.hints.date, document.lines) == (
        "08EXAMPLE1", "2008-02-15T15:30Z", ("1. Bees.",),
    )  # fmt: skip


def test_a_header_row_in_the_usual_order():
    documents = all_of("number,date,reference id,origin,classification,references,header,body\n" + row(1) + row(2))
    assert [document.first_line for document in documents] == [2, 2 + row(1).count("\n")]


def test_fields_without_quotes():
    document = one("1,2/15/2008 15:30,08EXAMPLE1,Embassy Example,UNCLASSIFIED,,,1. (U) Bees.\n")
    assert (document.lines, document.hints.origin) == (("1. (U) Bees.",), "Embassy Example")


@pytest.mark.parametrize(
    ("bad", "code", "says"),
    [
        (row(2, columns=6), "too-few-columns", "6 columns where 8"),
        (row(2)[:-1] + ',"more"\n', "too-many-columns", "9 columns where 8"),
        (row(2)[:-2] + "\n", "unclosed-quote", "body"),
        (row(2).replace('"Embassy Example"', '"Embassy "the" Example"'), "bad-quote", "origin"),
        ("garbage without any comma\n", "too-few-columns", "1 columns"),
    ],
)
def test_a_bad_row_is_refused_with_its_line_and_the_next_is_read(bad, code, says):
    first, refusal, last = all_of(row(1) + bad + row(3))
    assert isinstance(first, Document)
    assert isinstance(refusal, Refusal)
    assert (refusal.code, refusal.line) == (code, row(1).count("\n") + 1)
    assert says in refusal.reason
    assert last.hints.reference_id == "08EXAMPLE3"
    assert last.lines == tuple((ENVELOPE + TEXT).splitlines())


def test_a_bad_row_alone():
    assert refused(row(1, columns=3)).code == "too-few-columns"


def test_a_row_cut_off_at_the_end_of_the_file():
    documents = all_of(row(1) + row(2)[:150])
    assert [getattr(item, "code", "document") for item in documents] == ["document", "unclosed-quote"]


def test_blank_lines_between_rows():
    assert [getattr(item, "code", "document") for item in all_of("\n\n" + row(1) + "\n\n" + row(2) + "\n")] == [
        "document",
        "document",
    ]


@pytest.mark.parametrize("cell", ["milk", "", "2008", "Milk 12", "12 apples"])
def test_a_table_of_days_without_reference_ids_is_no_dump(cell):
    data = f"1,2/15/2008 15:30,{cell},shop,cheap,none,a,b\n2,2/16/2008 15:30,{cell},shop,cheap,none,a,b\n"
    assert one(data).format == "raw"
    assert not csv_dump.begins(data.encode())


@pytest.mark.parametrize(
    "cell", ["08EXAMPLE2", "2008EXAMPLE00002", "73BANGKOK-A50", "08SCTION02OF02SAOPAULO335", "76STATE290286_b"]
)
def test_a_dump_is_known_by_the_reference_id_of_any_row(cell):
    data = row(1).replace("08EXAMPLE1", "") + row(2).replace("08EXAMPLE2", cell)
    assert [document.hints.reference_id for document in all_of(data)] == [None, cell]
    assert csv_dump.begins(data.encode())


def test_a_list_in_a_cable_is_no_dump():
    assert one("Bees, hives, honey\n1, 2, 3\n").format == "raw"
    assert one("1. Bees, hives, honey\n").format == "raw"


def test_the_lines_of_a_row_are_all_of_header_and_body():
    document = one(row(header="", body=TEXT))
    assert [line for line in document.lines if line.strip()] == text_lines(TEXT)
