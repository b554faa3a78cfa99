"""A result as CSV: a row a cable under one row of headings, so that spreadsheets and programs read it as it is.

Rows that are no cables, above or below, would break both; so where the table comes from stands in its last columns, in
every row: it survives sorting, filtering, and being pasted under another result.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator

from reader.models import Cable
from reader.views.exports import telling
from reader.views.exports.provenance import Provenance
from reader.views.lookup_files import safe_cell

COLUMNS = (
    "reference_id", "date", "date_source", "post", "country", "precedence", "classification", "caveats", "captions",
    "tags", "subject", "headline", "paragraphs", "paragraph_markings", "highest_portion_marking", "words",
    "document_number", "collection", "fictional", "text_missing", "address",
    "search", "search_address", "exported", "archive",
)  # fmt: skip

#: So that spreadsheets know the encoding.
_BYTE_ORDER_MARK = "\ufeff"


def lines(provenance: Provenance, cables: Iterable[Cable]) -> Iterator[str]:
    """The table, a row at a time."""
    origin = [provenance.sentence, provenance.address, provenance.time, _archive(provenance)]
    yield _BYTE_ORDER_MARK + _line(COLUMNS)
    for cable in cables:
        yield _line([*_row(cable, provenance), *origin])


def _archive(provenance: Provenance) -> str:
    return "; ".join([f"{provenance.state.name}: {provenance.state.sentence()}", *provenance.notes()])


def _row(cable: Cable, provenance: Provenance) -> list[str]:
    collection = cable.source.collection if cable.source else None
    release = getattr(cable, "release", None)
    return [
        cable.reference_id,
        telling.date_of(cable),
        cable.get_date_source_display() if cable.date else "",
        telling.sender_of(cable),
        cable.station.country if cable.station else "",
        cable.precedence,
        cable.level or "",
        "; ".join(cable.caveats),
        "; ".join(telling.captions_of(cable)),
        "; ".join(telling.tags_of(cable)),
        cable.subject,
        cable.headline,
        str(cable.paragraph_count),
        telling.markings_of(cable),
        cable.highest_portion_level or "",
        str(cable.word_count),
        release.document_number if release else "",
        collection.title if collection else "",
        _yes(collection.fictional) if collection else "",
        _yes(cable.text_missing),
        provenance.absolute(cable.get_absolute_url()),
    ]


def _yes(true: bool) -> str:
    return "yes" if true else "no"


def _line(cells: Iterable[str]) -> str:
    """A row as RFC 4180 has it; line breaks within cells become blanks, NUL goes."""
    written = io.StringIO()
    csv.writer(written).writerow([safe_cell(_one_line(cell)) for cell in cells])
    return written.getvalue()


def _one_line(cell: str) -> str:
    return cell.replace("\x00", "").replace("\r\n", " ").replace("\n", " ").replace("\r", " ")
