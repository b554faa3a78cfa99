"""Bytes to text: which encoding, and what is no text at all."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from reader.telegram.records import ReadingWarning

#: Byte order marks, the longer first: the mark of UTF-32 begins with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

#: First bytes of files that are no text: what they are, and what to do instead.
_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "a PDF: convert it to text first (pdftotext -layout)"),
    (b"{\\rtf", "a rich text file: save it as plain text first"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an Office document: save it as plain text first"),
    (b"\x89PNG\r\n\x1a\n", "a picture (PNG)"),
    (b"\xff\xd8\xff", "a picture (JPEG)"),
    (b"GIF87a", "a picture (GIF)"),
    (b"GIF89a", "a picture (GIF)"),
    (b"II*\x00", "a picture (TIFF)"),
    (b"MM\x00*", "a picture (TIFF)"),
    (b"SQLite format 3\x00", "an SQLite database"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90\x00", "a program"),
    (b"\x28\xb5\x2f\xfd", "compressed with Zstandard: unpack it first"),
    (b"Rar!\x1a\x07", "a RAR archive: unpack it first"),
    (b"PK\x03\x04", "a zip archive inside something that is not opened"),
    (b"PK\x05\x06", "an empty zip archive"),
    (b"\x1f\x8b", "compressed with gzip inside something that is not opened"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive inside something that is not opened"),
    (b"BZh91AY&SY", "compressed with bzip2 inside something that is not opened"),
    (b"\xfd7zXZ\x00", "compressed with xz inside something that is not opened"),
)

#: What can be odd about a text's bytes: code -> sentence. They stand among the warnings of what is read from it.
NOTES = {
    "mixed-encoding": "The text is UTF-8 but byte {byte} is not: such bytes were read as Windows-1252.",
    "control-characters": "NUL bytes in the text were replaced by U+FFFD.",
}

# Blanks, line and page ends, backspace, bell, end of text and escape stand in old telegrams.
_CONTROL = bytes(set(range(0x20)) - {0x03, 0x07, 0x08, 0x09, 0x0A, 0x0B, 0x0C, 0x0D, 0x1A, 0x1B} | {0x7F})
#: More than one control character in so many bytes is no text.
_TOLERATED = 100
_C1 = re.compile(rb"[\x80-\x9f]")


class NotText(ValueError):
    """The bytes are no text that can be read: `code` is stable, `reason` a sentence, `line` where it is known."""

    def __init__(self, code: str, reason: str, line: int | None = None) -> None:
        super().__init__(reason)
        self.code, self.reason, self.line = code, reason, line


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text, the encoding it was in, and what was odd about it."""

    text: str
    encoding: str
    notes: tuple[ReadingWarning, ...] = ()


def decode(data: bytes) -> Decoded:
    """The text of `data`; raises NotText for what is empty, binary or in a broken encoding."""
    if not data.strip(b" \t\r\n\f\x1a\xa0"):
        raise NotText("empty", "The file is empty." if not data else "The file holds nothing but blanks.")
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _checked(_by_mark(data[len(mark) :], encoding), encoding)
    _refuse_binary(data)
    return _without_mark(data)


def _by_mark(data: bytes, encoding: str) -> str:
    """A text whose encoding is said by its mark, and so must hold."""
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        name = encoding.upper().removesuffix("-LE").removesuffix("-BE")
        raise NotText(
            "broken-encoding",
            f"The file begins as {name} but is no valid {name} at byte {error.start}: convert it to UTF-8 again.",
            data[: error.start].decode(encoding, "ignore").count("\n") + 1,
        ) from error
    if not text.strip():
        raise NotText("empty", "The file holds nothing but a byte order mark.")
    return text


def _refuse_binary(data: bytes) -> None:
    """Raises NotText for known kinds of files and for bytes full of control characters."""
    for magic, what in _MAGIC:
        if data.startswith(magic):
            raise NotText("binary", f"The file is no text but {what}.")
    control = len(data) - len(data.translate(None, _CONTROL))
    if control * _TOLERATED > len(data):
        if data[1::2].count(0) * 3 > len(data) or data[0::2].count(0) * 3 > len(data):
            raise NotText("binary", "The file looks like UTF-16 without a byte order mark: save it as UTF-8.")
        raise NotText("binary", "The file is binary: it holds bytes that no text has.")


def _without_mark(data: bytes) -> Decoded:
    """UTF-8 where it is valid; else the encoding of the time, unless most of it is UTF-8 with a few stray bytes."""
    try:
        return _checked(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError as error:
        if _mostly_utf8(data):
            line = data.count(b"\n", 0, error.start) + 1
            note = ReadingWarning("mixed-encoding", NOTES["mixed-encoding"].format(byte=error.start), line)
            return _checked(_with_strays(data), "utf-8", (note,))
    if not _C1.search(data):
        return _checked(data.decode("iso-8859-1"), "iso-8859-1")
    try:
        return _checked(data.decode("windows-1252"), "windows-1252")
    except UnicodeDecodeError as error:
        raise _broken(data, error.start) from error


def _with_strays(data: bytes) -> str:
    """UTF-8 with some bytes of Windows-1252 in it."""
    try:
        return data.decode("utf-8", "stray-bytes")
    except UnicodeDecodeError as error:
        raise _broken(data, error.start) from error


def _broken(data: bytes, byte: int) -> NotText:
    """A refusal that names the line and the byte that no encoding of such texts has."""
    line = data.count(b"\n", 0, byte) + 1
    return NotText(
        "broken-encoding",
        f"The text is neither UTF-8 nor Windows-1252 nor Latin-1: byte {byte} is {data[byte]:02X}. "
        "Save it as UTF-8 again.",
        line,
    )


def _mostly_utf8(data: bytes) -> bool:
    """Whether the bytes above 7F that make valid UTF-8 outnumber those that do not."""
    high = len(data) - len(data.translate(None, bytes(range(0x80, 0x100))))
    valid = data.decode("utf-8", "ignore").encode("utf-8")
    high_valid = len(valid) - len(valid.translate(None, bytes(range(0x80, 0x100))))
    return high_valid * 2 > high


def _checked(text: str, encoding: str, notes: tuple[ReadingWarning, ...] = ()) -> Decoded:
    """The text without NUL, which no database takes: shown as a replacement character, with a note."""
    if "\x00" not in text:
        return Decoded(text, encoding, notes)
    line = text.count("\n", 0, text.index("\x00")) + 1
    note = ReadingWarning("control-characters", NOTES["control-characters"], line)
    return Decoded(text.replace("\x00", "\N{REPLACEMENT CHARACTER}"), encoding, (*notes, note))


def _stray_bytes(error: UnicodeError) -> tuple[str, int]:
    """Reads bytes that are not UTF-8 as Windows-1252; raises the error again for those that it has not either."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    try:
        return error.object[error.start : error.end].decode("windows-1252"), error.end
    except UnicodeDecodeError:
        raise error from None


codecs.register_error("stray-bytes", _stray_bytes)
