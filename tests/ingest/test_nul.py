"""NUL in every place of every wrapping: PostgreSQL takes it into no text, so none may come so far; nothing is lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.fiction import Order, make
from reader.ingest import ingest
from reader.models import IngestProblem, Source
from tests.content import contents

pytestmark = pytest.mark.django_db

#: What a text with NUL may be refused as: what it would be refused as anywhere.
REFUSED = {"no-cable", "binary", "broken-encoding", "damaged"}


def written_over(data: bytes, start: int, step: int) -> bytes:
    """Every so many bytes one is NUL; with what mail and markup write for it among them."""
    changed = bytearray(data)
    for at in range(start, len(changed), step):
        if changed[at] > 32:
            changed[at] = 0
    return bytes(changed)


def noted(data: bytes) -> bytes:
    """NUL as quoted-printable and as a character reference, in titles and texts."""
    return data.replace(b"e ", b"e=00 ").replace(b"a ", b"a&#0; ")


@pytest.mark.parametrize("form", ["bytes", "notation"])
def test_no_nul_is_stored(tmp_path: Path, form: str) -> None:
    make(Order(60, 8, tmp_path / "made"))
    files = sorted(path for path in (tmp_path / "made").rglob("*") if path.is_file())
    for number, path in enumerate(files):
        data = path.read_bytes()
        path.write_bytes(written_over(data, 7 * number % 97, 211) if form == "bytes" else noted(data))
    report = ingest([str(tmp_path / "made")])
    assert set(IngestProblem.objects.values_list("code", flat=True)) <= REFUSED
    assert report.new > (20 if form == "bytes" else 50)
    assert [table for table, rows in contents().items() if any(r"\u0000" in row for row in rows)] == []
    held = [path.read_bytes() for path in files]
    rows = Source.objects.exclude(format="csv")
    assert [source.path for source in rows if not any(source.raw in data for data in held)] == []
