"""Tables to take away that are no lists of cables: as CSV, JSON lines or text, each row with where it comes from."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import Any

from django.conf import settings
from django.http import HttpRequest, StreamingHttpResponse
from django.utils import timezone
from django.utils.text import slugify

from reader.models import ArchiveState, Cable
from reader.views.exports.downloads import attachment
from reader.views.lookup_files import safe_cell

Rows = Iterable[Mapping[str, Any]]
#: So that spreadsheets know the encoding.
_BYTE_ORDER_MARK = "\ufeff"


def as_csv(request: HttpRequest, name: str, rows: Rows) -> StreamingHttpResponse:
    """A row each under one row of headings; where the table comes from stands in the last columns."""
    lines = _csv(rows, origin(request))
    return attachment(lines, "text/csv; charset=utf-8", file_name(name, "csv"))


def as_json_lines(request: HttpRequest, name: str, rows: Rows) -> StreamingHttpResponse:
    """A JSON object a line; the first says where they come from."""
    first = {"table": name, **origin(request)}
    lines = (json.dumps(row, ensure_ascii=False, default=str) + "\n" for row in chain([first], rows))
    return attachment(lines, "application/x-ndjson; charset=utf-8", file_name(name, "jsonl"))


def as_text(request: HttpRequest, name: str, title: str, entries: Iterable[str]) -> StreamingHttpResponse:
    """For people: a title, where it comes from, then the entries with a blank line between."""
    head = [title, *(f"{key.capitalize()}: {value}" for key, value in origin(request).items())]
    lines = chain(["\n".join(head), "\n"], (f"\n{entry}\n" for entry in entries))
    return attachment(lines, "text/plain; charset=utf-8", file_name(name, "txt"))


def origin(request: HttpRequest) -> dict[str, str]:
    """The archive and its state, the address asked, and when."""
    state = ArchiveState.objects.first()
    version = f", state {state.version}" if state else ""
    return {
        "archive": f"{settings.ARCHIVE_NAME}: {Cable.objects.count()} cables{version}",
        "address": request.build_absolute_uri(),
        "exported": f"{timezone.now():%Y-%m-%dT%H:%M:%SZ}",
    }


def file_name(name: str, ending: str) -> str:
    """cablearchive-coverage-2026-11-24.csv."""
    return f"{slugify(settings.ARCHIVE_NAME) or 'cables'}-{name}-{timezone.now():%Y-%m-%d}.{ending}"


def _csv(rows: Rows, told: Mapping[str, str]) -> Iterator[str]:
    yield _BYTE_ORDER_MARK
    heads: list[str] = []
    for row in rows:
        if not heads:
            heads = list(row)
            yield _line([*heads, *told])
        yield _line([*(row[head] for head in heads), *told.values()])


def _line(cells: Iterable[Any]) -> str:
    """A row as RFC 4180 has it; lists are joined, line breaks within cells become blanks."""
    written = io.StringIO()
    csv.writer(written).writerow([safe_cell(_cell(cell)) for cell in cells])
    return written.getvalue()


def _cell(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    text = "; ".join(map(str, value)) if isinstance(value, list | tuple) else "" if value is None else str(value)
    return " ".join(text.replace("\x00", "").splitlines())
