"""The files that a result can be taken home as: one table, read by the address, the page's links and the tests."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from reader.models import Cable
from reader.views.exports import citations, json_lines, plain_text, spreadsheet
from reader.views.exports.cables import COPIES, ROWS, Needs
from reader.views.exports.provenance import Provenance

Lines = Callable[[Provenance, Iterable[Cable]], Iterator[str]]


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of file. Its size is told beforehand as `fixed` bytes a cable and `per_character` of its text."""

    ending: str
    words: str
    content_type: str
    needs: Needs
    lines: Lines
    fixed: int
    per_character: float = 0.0


#: By the ending of the file. Sizes as measured on the demonstration archive.
FORMATS: Mapping[str, Format] = {
    one.ending: one
    for one in (
        Format("csv", "spreadsheet (CSV)", "text/csv; charset=utf-8; header=present", ROWS, spreadsheet.lines, 560),
        Format("jsonl", "JSON lines", "application/x-ndjson; charset=utf-8", COPIES, json_lines.lines, 1700, 1.05),
        Format("txt", "text", "text/plain; charset=utf-8", COPIES, plain_text.lines, 620, 1.02),
        Format("ris", "RIS", "application/x-research-info-systems; charset=utf-8", ROWS, citations.ris_lines, 580),
        Format("bib", "BibTeX", "application/x-bibtex; charset=utf-8", ROWS, citations.bibtex_lines, 640),
    )
}
