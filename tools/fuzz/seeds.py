"""What fuzzing begins with: small fictional cables in every wrapping, and further files where they are named."""

from __future__ import annotations

import gzip
import hashlib
import io
import tarfile
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from reader.fiction import Order, cables
from reader.fiction.wrappings import WRAPPINGS

STORY = Path("tests/cables")
CASES = Path("tests/telegram/fuzz_cases")
#: Cables of each wrapping, and characters of their text: small ones are tried many times more often than long ones.
COUNT, SIZE = 12, 500
#: For the targets that take a few lines, so many characters.
PART = 1500


def write_seeds(directory: Path, target: str, others: Iterable[Path]) -> None:
    """The seeds of a target, each under the hash of its bytes, so that no two are the same."""
    directory.mkdir(parents=True, exist_ok=True)
    for data in _for_target(target, [*_fictional(), *_files((STORY, CASES, *others))]):
        (directory / hashlib.sha1(data, usedforsecurity=False).hexdigest()).write_bytes(data)


def _fictional() -> Iterator[bytes]:
    """A few cables of every wrapping."""
    for wrapping in WRAPPINGS:
        order = Order(count=COUNT, seed=len(wrapping.name), directory=Path(), kinds=(wrapping.name,), mean_size=SIZE)
        for made in cables(order):
            yield from (file.data for file in made.files)


def _files(directories: Iterable[Path]) -> Iterator[bytes]:
    for directory in directories:
        yield from (path.read_bytes() for path in sorted(directory.rglob("*")) if path.is_file())


def _for_target(target: str, found: list[bytes]) -> Iterator[bytes]:
    """The seeds as a target wants them: parts, archives, or each as it is."""
    if target in ("identifiers", "references", "agencies"):
        return (data[place : place + PART] for data in found for place in range(0, min(len(data), 4 * PART), PART))
    return _archives(found) if target == "containers" else iter(found)


def _archives(found: list[bytes]) -> Iterator[bytes]:
    """One archive of each kind for every few files."""
    for first in range(0, len(found), 8):
        part = found[first : first + 2]
        yield gzip.compress(part[0])
        yield _zip(part)
        yield _tar(part)
        yield _warc(part)
        yield gzip.compress(_warc(part))


def _zip(part: list[bytes]) -> bytes:
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, data in enumerate(part):
            archive.writestr(f"cables/{number}.txt", data)
    return whole.getvalue()


def _tar(part: list[bytes]) -> bytes:
    whole = io.BytesIO()
    with tarfile.open(fileobj=whole, mode="w") as archive:
        for number, data in enumerate(part):
            member = tarfile.TarInfo(f"cables/{number}.txt")
            member.size = len(data)
            archive.addfile(member, io.BytesIO(data))
    return whole.getvalue()


def _warc(part: list[bytes]) -> bytes:
    """Response records, written by hand: their lengths are then easy to break."""
    records = b""
    for number, data in enumerate(part):
        page = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + data
        head = (
            "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://www.example.org/"
            f"{number}\r\nWARC-Date: 2010-12-01T00:00:00Z\r\nContent-Type: application/http\r\n"
            f"Content-Length: {len(page)}\r\n\r\n"
        )
        records += head.encode() + page + b"\r\n\r\n"
    return records
