"""read(): the stages of reading, in order."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from reader.telegram import classification, consistency, executive_order, released, summaries
from reader.telegram.agencies import mentions
from reader.telegram.body import Body, read_body
from reader.telegram.countries import country_of
from reader.telegram.header import read_header
from reader.telegram.header_state import Header, HeaderState
from reader.telegram.identifiers import place_of, split
from reader.telegram.identity import Identity, hinted_year, identify, year_of
from reader.telegram.lines import spans_to_set, to_regions
from reader.telegram.markings import read_marking
from reader.telegram.recognition import is_cable
from reader.telegram.records import Classification, Document, Marking, Originator, ReadingWarning, Telegram
from reader.telegram.references import in_text, read_entries
from reader.telegram.spacing import is_double_spaced, single_spaced
from reader.telegram.tags import read_tags
from reader.telegram.unfolding import MOST_FOLDED_LINES, fold_back, is_folded, unfolded_document
from reader.telegram.warning import warn

#: Changes whenever the same document may be read otherwise: stored readings of an older version are read again.
READER_VERSION = "5"


def read(document: Document) -> Telegram:
    """Everything that one document states, as a Telegram. Never raises; time grows in proportion to the text."""
    text = "\n".join(document.lines)
    if "\u00a0" in text or "\t" in text:
        document = _with_plain_blanks(document)
    if "\n?" in text and _LOST_PILCROW.search(text):
        document = replace(document, lines=tuple(_BEFORE_NUMBER.sub("\u00b6", line) for line in document.lines))
    skipped = spans_to_set(document.furniture, len(document.lines))
    if len(document.lines) - len(skipped) <= MOST_FOLDED_LINES and is_folded(document.lines, skipped):
        laid_out, origins, furniture = unfolded_document(document, skipped)
    elif is_double_spaced(document.lines, skipped):
        laid_out, origins, furniture = single_spaced(document, skipped)
    else:
        return _read(document, skipped)
    return fold_back(_read(laid_out, furniture), origins, len(document.lines))


#: A question mark where a pilcrow was: certain before a number with a marking, and then before other numbers too.
_LOST_PILCROW = re.compile(r"\n\? ?\d{1,3}\. {0,2}\((?:SBU|U|C|S|TS|LOU|FOUO|[CS]//?NF)\)")
_BEFORE_NUMBER = re.compile(r"\A\?(?= ?(?:\d{1,3}|[A-Z])[.)] )")


def _with_plain_blanks(document: Document) -> Document:
    """The document with blanks for non-breaking ones and for tabs, which say nothing else."""
    lines = "\n".join(document.lines).replace("\u00a0", " ").expandtabs().split("\n")
    if len(lines) != len(document.lines):  # a line end inside a line: no wrapping gives that
        lines = [line.replace("\u00a0", " ").expandtabs() for line in document.lines]
    return replace(document, lines=tuple(lines))


def _read(document: Document, skipped: set[int]) -> Telegram:
    kinds = [""] * len(document.lines)
    for number in skipped:
        kinds[number] = "furniture"
    header = _header(document, skipped, kinds)
    body = read_body(document, skipped, kinds, header)
    identity = identify(document, header, [*header.page_ids, *body.page_ids])
    stated = _stated(document, header, body, kinds, identity)
    stated |= released.stated(document, stated)
    telegram = Telegram(**stated)
    # Nobody has it yet: to make it a second time with its warnings would take as long as the first.
    object.__setattr__(telegram, "warnings", tuple(_warnings(telegram, document, header, body, identity)))
    return telegram


def _header(document: Document, skipped: set[int], kinds: list[str]) -> Header:
    """The header; below that of a telegram whose text is lost stands nothing of it."""
    year = hinted_year(document)
    state = HeaderState(document.lines, Header(), hint_year=year, released=document.release is not None)
    header = read_header(state, skipped, kinds)
    if document.release and document.release.text_missing:
        for number, kind in enumerate(kinds):
            kinds[number] = kind or ("unknown" if document.lines[number].strip() else "blank")
        header.body_line, header.body_column = len(kinds), 0
    return header


def _stated(document: Document, header: Header, body: Body, kinds: list[str], identity: Identity) -> dict[str, Any]:
    """The telegram's fields but its warnings: what the cable itself states, and what its text names."""
    year = year_of(document, header)
    order, _ = executive_order.read_order(" ".join(header.order)) if header.order else (None, None)
    classified_by, reasons = _classified_by(header, body)
    subject, mark = _subject(header)
    paragraphs = summaries.with_roles(body.paragraphs)
    place = _own_place(header, identity)
    references = read_entries(header.references, year=year, place=place, listed=document.listed)
    texts = [paragraph.text for paragraph in paragraphs]
    return {
        "source": document.source,
        "format": document.format,
        "reference_id": identity.reference_id,
        "transmission_id": header.transmission_id,
        "precedence": header.dtg.precedence if header.dtg else None,
        "date": header.dtg.moment if header.dtg else None,
        "dtg": header.dtg.written if header.dtg else None,
        "originator": _originator(header),
        "to": header.to.all(),
        "info": header.info.all(),
        "classification": _classification(document, header),
        "captions": tuple(header.captions),
        "passing": tuple(header.passing),
        "executive_order": order,
        "tags": read_tags(" ".join(header.tags)),
        "subject": subject,
        "subject_marking": mark,
        "references": references,
        "classified_by": classified_by,
        "reasons": reasons,
        "summary": summaries.text_of(paragraphs, "summary"),
        "comment": summaries.text_of(paragraphs, "comment"),
        "paragraphs": paragraphs,
        "signatures": body.signatures,
        "release": document.release,
        "section": _section(header, body),
        "partial": header.partial or body.ends_open is not None,
        "corrected": header.corrected,
        "text_references": in_text(texts, references, year=year, place=place),
        "mentions": mentions(texts, country_code=country_of(identity.reference_id)),
        "regions": to_regions([kind or "unknown" for kind in kinds]),
        "hints": document.hints,
        "lines": _lines(header, body),
    }


def _own_place(header: Header, identity: Identity) -> str | None:
    """The place in the cable's own number, else that of its classification line."""
    if identity.reference_id and (parts := split(identity.reference_id)):
        return parts[1]
    return place_of(header.classification.place) if header.classification and header.classification.place else None


def _originator(header: Header) -> Originator | None:
    if not header.de and not header.station:
        return None
    routing = header.de.routing if header.de else None
    return Originator(routing, header.station, header.de.serial if header.de else None)


def _classification(document: Document, header: Header) -> Classification | None:
    """The cable's own line with the caveats below it; a sentence of handling; what the wrapping says."""
    line = header.classification
    if line:
        caveats = [*line.caveats, *_caveats_of(header)]
        return Classification(line.level, tuple(dict.fromkeys(caveats)), line.as_written)
    if header.handling:
        return Classification("UNCLASSIFIED", ("SENSITIVE",), header.handling)
    hint = document.release.original_classification if document.release else None
    words = hint or document.hints.classification
    return classification.from_words(words) if words else None


def _caveats_of(header: Header) -> list[str]:
    """Caveats among the captions, and SENSITIVE of a sentence."""
    found = [caveat for caption in header.captions for caveat in classification.caveats_in(caption)]
    return found + (["SENSITIVE"] if header.handling else [])


_MARK_IN_FRONT = re.compile(r"(\([A-Za-z/, \-]{1,40}\)) ?(?=\S)")


def _subject(header: Header) -> tuple[str | None, Marking | None]:
    """The subject in one line, its own marking taken off."""
    words = " ".join(" ".join(header.subject).split())
    mark = read_marking(header.subject_mark) if header.subject_mark else None
    if match := _MARK_IN_FRONT.match(words):
        inner = read_marking(match.group(1))
        if inner:
            mark, words = mark or inner, words[match.end() :]
    return words or None, mark


#: On the line of the references.
_CLASSIFIED_BEHIND = re.compile(r"(?:CLASSIFIED BY|Classified [Bb]y)\b")


def _classified_by(header: Header, body: Body) -> tuple[str | None, tuple[str, ...]]:
    """From its own line, else from a paragraph that begins with it."""
    if header.classified_by:
        return executive_order.read_classified_by(" ".join(header.classified_by))
    listed = " ".join(text for _, text in header.references)
    if behind := _CLASSIFIED_BEHIND.search(listed):
        return executive_order.read_classified_by(listed[behind.start() :])
    for paragraph in body.paragraphs[:2]:
        if paragraph.text[:15].upper().startswith(("CLASSIFIED BY", "(U) CLASSIFIED")):
            return executive_order.read_classified_by(paragraph.text[:600])
    return None, ()


def _section(header: Header, body: Body) -> tuple[int, int] | None:
    """The section, where only one of several is here: it begins or ends in the middle."""
    line = header.classification
    if not line or not line.section or line.section[1] < 2 or len(header.sections) > 1:
        return None
    number, count = line.section
    numbers = [p.number for p in body.paragraphs if p.number is not None]
    if number == 1:
        whole = body.signatures or any(
            f" {count:03} OF " in page or f" {count:02} OF {count:02}" in page for page in body.page_ids
        )
        return None if whole else line.section
    return line.section if not numbers or numbers[0] > 1 else None


def _lines(header: Header, body: Body) -> dict[str, tuple[int, int]]:
    spans = {name: span for name, span in header.spans.items() if name not in ("handling",)}
    if "handling" in header.spans and "classification" not in spans:
        spans["classification"] = header.spans["handling"]
    if body.signature_line:
        spans["signatures"] = (body.signature_line, body.signature_line)
    if body.paragraphs:
        spans["paragraphs"] = (body.paragraphs[0].lines[0], body.paragraphs[-1].lines[1])
    return spans


def _warnings(
    telegram: Telegram, document: Document, header: Header, body: Body, identity: Identity
) -> Iterator[ReadingWarning]:
    """All that is odd."""
    yield from document.notes
    if not is_cable(telegram, document, body):
        yield warn("no-cable")
    yield from header.warnings
    yield from body.warnings
    yield from identity.warnings
    yield from consistency.findings(document, telegram, header, body)
