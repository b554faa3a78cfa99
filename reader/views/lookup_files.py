"""A look-up to take away: a row for each number as it was written, as CSV or as JSON lines."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.http import StreamingHttpResponse

from reader.insight.lookup import Entry

COLUMNS = (
    "as_written", "reference_id", "held", "state", "date", "classification", "subject", "address", "same_number",
    "cited_by", "registers",
)  # fmt: skip

#: What makes a spreadsheet take a cell for a formula; some take the full-width forms for what they look like.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\uff1d", "\uff0b", "\uff0d", "\uff20")
#: So that spreadsheets know the encoding.
_BYTE_ORDER_MARK = "\ufeff"


def answer(form: str, entries: Iterable[Entry], root: str) -> StreamingHttpResponse:
    """The file, streamed; `root` is the address of the archive, with its slash."""
    content_type, lines = FORMS[form]
    return StreamingHttpResponse(
        lines(_row(entry, root) for entry in entries),
        content_type=content_type,
        headers={"Content-Disposition": f'attachment; filename="lookup.{form}"'},
    )


def safe_cell(value: str) -> str:
    """A cell that no spreadsheet computes: '=1+1 with an apostrophe in front."""
    return f"'{value}" if value.lstrip(" \n").startswith(_FORMULA) else value


def _row(entry: Entry, root: str) -> dict[str, Any]:
    """One number; lists are lists here."""
    cable = entry.cables[0] if entry.held else None
    others = [other.reference_id for other in entry.cables if other.reference_id != entry.reference_id]
    return {
        "as_written": entry.written.as_written,
        "reference_id": entry.reference_id,
        "held": entry.held,
        "state": entry.state,
        "date": _date(cable) if cable else None,
        "classification": cable.level if cable else None,
        "subject": (cable.subject or cable.headline or None) if cable else None,
        "address": f"{root.rstrip('/')}{cable.get_absolute_url()}" if cable else None,
        "same_number": others,
        "cited_by": list(entry.cited_by),
        "registers": list(entry.registers),
    }


def _date(cable: Any) -> str | None:
    if cable.date is None:
        return None
    return str(cable.date.strftime("%Y-%m-%dT%H:%M:%SZ" if cable.date_has_time else "%Y-%m-%d"))


def _as_csv(rows: Iterable[dict[str, Any]]) -> Iterator[str]:
    line = io.StringIO()
    writer = csv.writer(line)
    line.write(_BYTE_ORDER_MARK)
    writer.writerow(COLUMNS)
    for row in rows:
        writer.writerow([safe_cell(_cell(row[name])) for name in COLUMNS])
        yield line.getvalue()
        line.seek(0)
        line.truncate()
    yield line.getvalue()


def _cell(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "; ".join(value) if isinstance(value, list) else value or ""


def _as_json_lines(rows: Iterable[dict[str, Any]]) -> Iterator[str]:
    return (json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


#: Ending of the file -> content type, and rows -> text.
FORMS: dict[str, tuple[str, Callable[[Iterable[dict[str, Any]]], Iterator[str]]]] = {
    "csv": ("text/csv; charset=utf-8", _as_csv),
    "jsonl": ("application/x-ndjson; charset=utf-8", _as_json_lines),
}
