"""Encodings, line ends, and what is no text."""

import codecs

import pytest

from reader.telegram.formats.decoding import NotText, decode
from reader.telegram.formats.wrapped import merged, split_lines
from tests.telegram.formats.samples import CABLE, one, refused

ACCENTS = "1. (U) Müller’s café – 40 % … ¶2. (U) São Tomé\n"


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (ACCENTS.encode(), "utf-8"),
        (codecs.BOM_UTF8 + ACCENTS.encode(), "utf-8"),
        (ACCENTS.encode("windows-1252"), "windows-1252"),
        (codecs.BOM_UTF16_LE + ACCENTS.encode("utf-16-le"), "utf-16-le"),
        (codecs.BOM_UTF16_BE + ACCENTS.encode("utf-16-be"), "utf-16-be"),
        (codecs.BOM_UTF32_LE + ACCENTS.encode("utf-32-le"), "utf-32-le"),
    ],
)
def test_the_encodings_of_one_text(data, encoding):
    decoded = decode(data)
    assert (decoded.text, decoded.encoding, decoded.notes) == (ACCENTS, encoding, ())


def test_latin_1_keeps_the_pilcrow_of_converted_pdfs():
    document = one(b"\r\nUNCLAS EXAMPLE 000123\r\n\r\n\xb61. (U) Bees.\r\n")
    assert (document.encoding, document.format) == ("iso-8859-1", "pdf-text")
    assert document.lines[-1] == "¶1. (U) Bees."


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"caf\xe9\ncaf\xe9 \x81\n", id="windows-1252 but for a byte"),
        pytest.param("Müller, São Tomé, Ñuñoa\nx".encode() + b"\xff\xfe\x80\x81\n", id="UTF-8 but for a byte"),
        pytest.param("\ufeffMüller\n".encode() + b"\xe9\n", id="a mark of UTF-8, and then no UTF-8"),
        pytest.param("\ufeffa\nb".encode("utf-16-le") + b"\x00", id="a mark of UTF-16, and then half a character"),
    ],
)
def test_bytes_of_no_encoding_are_refused_with_their_line(data: bytes):
    with pytest.raises(NotText) as refused:
        decode(data)
    assert (refused.value.code, refused.value.line) == ("broken-encoding", 2)


def test_utf8_with_a_stray_byte_stays_utf8_and_says_so():
    decoded = decode("Müller, São Tomé, Ñuñoa\n".encode() + b"caf\xe9 \x92\n")
    assert decoded.text == "Müller, São Tomé, Ñuñoa\ncafé ’\n"
    assert decoded.encoding == "utf-8"
    assert [(note.code, note.line) for note in decoded.notes] == [("mixed-encoding", 2)]


def test_a_stray_nul_is_shown_and_said():
    decoded = decode(CABLE.replace("hives", "hi\x00ves").encode())
    assert "hi\N{REPLACEMENT CHARACTER}ves" in decoded.text
    assert [note.code for note in decoded.notes] == ["control-characters"]


@pytest.mark.parametrize(
    ("data", "code", "says"),
    [
        (b"", "empty", "empty"),
        (b" \r\n\t\n\f", "empty", "blanks"),
        (codecs.BOM_UTF8, "empty", "byte order mark"),
        (codecs.BOM_UTF16_LE, "empty", "byte order mark"),
        (codecs.BOM_UTF16_LE + b"a\x00b", "broken-encoding", "UTF-16"),
        (codecs.BOM_UTF16_LE + b"a\x00\x00\xd8b\x00", "broken-encoding", "UTF-16"),
        (codecs.BOM_UTF8 + b"caf\xe9", "broken-encoding", "UTF-8"),
        (bytes(range(256)), "binary", "binary"),
        ("P 151530Z FEB 08\nFM AMEMBASSY".encode("utf-16-le"), "binary", "UTF-16 without a byte order mark"),
        (b"%PDF-1.4\n%...\n1 0 obj", "binary", "pdftotext"),
        (b"\x89PNG\r\n\x1a\n", "binary", "picture"),
        (b"{\\rtf1\\ansi hello}", "binary", "rich text"),
        (b"PK\x03\x04abcdef", "binary", "zip"),
    ],
)
def test_what_is_no_text(data, code, says):
    with pytest.raises(NotText) as caught:
        decode(data)
    assert caught.value.code == code
    assert says in caught.value.reason
    refusal = refused(data, member="m")
    assert (refusal.path, refusal.member, refusal.code) == ("sample", "m", code)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("a\nb", ("a", "b")),
        ("a\r\nb\r\n", ("a", "b")),
        ("a\rb\r", ("a", "b")),
        ("a\n\nb\n\n", ("a", "", "b", "")),
        ("a\x0bb\x0cc\x1cd\x85e\u2028f", ("a\x0bb\x0cc\x1cd\x85e\u2028f",)),
        ("\fPAGE 02\xa0X", ("\fPAGE 02\xa0X",)),
        ("\n", ("",)),
    ],
)
def test_a_line_ends_at_lf_crlf_and_cr_and_nothing_else(text, lines):
    assert split_lines(text) == lines


def test_spans_are_merged():
    assert merged([(7, 9), (1, 2), (3, 4), (8, 8), (20, 19)]) == ((1, 4), (7, 9))
    assert merged([]) == ()
