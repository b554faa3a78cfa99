"""The reference id: from the wrapping, the classification line, the page breaks or the DE line, in this order."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reader.telegram.header_state import Header
from reader.telegram.identifiers import canonical, from_document_number, place_of_routing, split
from reader.telegram.provisional import is_provisional
from reader.telegram.records import Document, ReadingWarning
from reader.telegram.warning import warn

_DE_LINE = "The DE line"
#: The figures of a DE line's serial: it begins again at 1 after 9999.
_COUNTED = 4
_PAGE = re.compile(r"(?P<place>[A-Z][A-Z'.\- ]*?) {1,3}(?P<serial>\d{8}) ")
_PAGE_LINE = re.compile(r"PAGE {1,3}\d{2,3} {1,16}(?P<place>[A-Z][A-Z .\-]*?) {1,8}(?P<serial>\d{4,7})")


def year_of(document: Document, header: Header) -> int | None:
    """The year of the cable: of its date-time group, else of what the wrapping states."""
    if header.dtg and header.dtg.moment:
        return header.dtg.moment.year
    return hinted_year(document)


def hinted_year(document: Document) -> int | None:
    """The year that the wrapping states: of its date, its reference id or its document number."""
    hints = document.hints
    if hints.date and hints.date[:4].isdigit():
        return int(hints.date[:4])
    if hints.reference_id and (parts := split(hints.reference_id)):
        return parts[0]
    number = document.release.document_number if document.release else None
    return int(number[:4]) if number and number[:4].isdigit() else None


@dataclass(frozen=True, slots=True)
class Identity:
    """The reference id, and a warning for each source that says another one."""

    reference_id: str | None
    warnings: tuple[ReadingWarning, ...] = ()


def identify(document: Document, header: Header, page_ids: Sequence[str]) -> Identity:
    """What the most trusted source says; the others are asked whether they agree."""
    chosen: str | None = None
    warnings: list[ReadingWarning] = []
    for source, found, line in _sources(document, header, page_ids):
        if chosen is None:
            chosen = found
        elif found != chosen and not _same_number(found, chosen, whole=source != _DE_LINE):
            warnings.append(warn("reference-id-differs", line, source=source, other=found, chosen=chosen))
    return Identity(chosen, tuple(warnings))


def _same_number(found: str, chosen: str, *, whole: bool) -> bool:
    """Of one year and serial, with one place's name inside the other's: USUN and USUNNEWYORK, cut names too.

    `whole`: not only the last four figures of the serial, which are all that a DE line has room for.
    """
    one, other = split(found), split(chosen)
    if not one or not other:
        return False
    serials = {one[2], other[2]} if whole else {serial.zfill(_COUNTED)[-_COUNTED:] for serial in (one[2], other[2])}
    return (
        one[0] == other[0]
        and len(serials) == 1
        and (one[1][:5] == other[1][:5] or one[1] in other[1] or other[1] in one[1])
    )


def _sources(document: Document, header: Header, page_ids: Sequence[str]) -> Iterator[tuple[str, str, int | None]]:
    """What each source says, most trusted first."""
    year = year_of(document, header)
    hinted = canonical(document.hints.reference_id or "")
    # An archive's own name for a cable without a number is no number.
    if hinted and not is_provisional(hinted):
        yield "The wrapping", hinted, None
    release = document.release
    if release and release.document_number and (found := _document_number(document)):
        yield "The document number", found, None
    line = header.classification
    if (
        line
        and line.place
        and line.serial
        and year
        and (found := canonical(f"{line.place} {line.serial}", default_year=year))
    ):
        yield "The classification line", found, header.spans["classification"][0]
    if page_ids and year and not (line and line.serial) and (found := _of_page(page_ids[0], year)):
        yield "The page-break line", found, None
    de = header.de
    place = place_of_routing(de.routing) if de else None
    if de and de.serial and year and place and (found := canonical(f"{place} {de.serial}", default_year=year)):
        yield _DE_LINE, found, header.spans["originator"][0]


def _document_number(document: Document) -> str | None:
    release = document.release
    assert release is not None
    attributes = release.attributes
    return from_document_number(release.document_number or "", attributes.get("From") or None)


def _of_page(written: str, year: int) -> str | None:
    match = _PAGE_LINE.match(written) or _PAGE.match(written)
    return canonical(f"{match['place']} {int(match['serial'])}", default_year=year) if match else None
