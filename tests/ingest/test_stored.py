"""A stored source gives the document that it was, in whatever wrapping it came."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.fiction import Order, make
from reader.ingest import document_of, ingest
from reader.ingest.received import checksum
from reader.models import Source

pytestmark = pytest.mark.django_db


def test_every_source_gives_its_document_again(tmp_path: Path) -> None:
    make(Order(60, 3, tmp_path / "made"))
    ingest([str(tmp_path / "made")])
    formats = set()
    for source in Source.objects.all():
        document = document_of(source)
        assert document, source
        assert (document.format, checksum(document)) == (source.format, source.sha256)
        formats.add(source.format)
    assert {"news-html", "mirror-html"} & formats
    assert len(formats) > 5
