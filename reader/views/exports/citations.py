"""A result as citations: RIS and BibTeX, as reference managers read them. `ris` and `bibtex` give one cable's entry."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from reader.models import Cable
from reader.views.exports import telling
from reader.views.exports.provenance import Provenance

#: What a cable is called where a type of report is asked for.
TYPE = "Diplomatic cable"

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_NOT_IN_A_KEY = re.compile(r"[^A-Za-z0-9_.:+-]")
#: Braces are counted even behind a backslash, so that they may only stand as commands.
_BIBTEX = str.maketrans(
    {
        "\\": r"\textbackslash{}", "{": r"\textbraceleft{}", "}": r"\textbraceright{}", "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}", **{character: f"\\{character}" for character in "#$%&_"},
    }
)  # fmt: skip
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def ris_lines(provenance: Provenance, cables: Iterable[Cable]) -> Iterator[str]:
    """RIS, lines ended by CRLF. It has no comments; what stands before the first TY is passed over by its readers."""
    # A line of the head must not look like a tag; Zotero allows four lines before it gives up.
    yield "".join(f"{line}\r\n" for line in provenance.lines()[:4]) + "\r\n"
    for cable in cables:
        yield ris(cable, provenance.absolute(cable.get_absolute_url()), provenance.state.name, provenance.time)


def bibtex_lines(provenance: Provenance, cables: Iterable[Cable]) -> Iterator[str]:
    """BibTeX, in UTF-8. What stands between entries is a comment, where only an @ would begin an entry."""
    yield "".join(f"% {line.replace('@', '(at)')}\n" for line in provenance.lines()) + "\n"
    for cable in cables:
        yield bibtex(cable, provenance.absolute(cable.get_absolute_url()), provenance.time)


def ris(cable: Cable, address: str, archive: str, accessed: str, more: Sequence[str] = ()) -> str:
    """One cable as RIS; what is not stated has no line. `more`: further notes."""
    rows = [
        ("TY", "RPRT"),
        ("ID", cable.reference_id),
        ("AU", telling.sender_of(cable)),
        ("TI", telling.title_of(cable) or cable.reference_id),
        ("PY", str(cable.date.year) if cable.date else ""),
        ("DA", f"{cable.date:%Y/%m/%d}/" if cable.date else ""),
        ("SN", cable.reference_id),
        ("M3", TYPE),
        ("AB", cable.summary),
        *(("KW", code) for code in telling.tags_of(cable)),
        ("N1", _note(cable, more)),
        ("DB", archive),
        ("UR", address),
        ("Y2", accessed[:10].replace("-", "/") + "/" if accessed else ""),
    ]
    return "".join(f"{tag}  - {_plain(value)}\r\n" for tag, value in rows if value) + "ER  - \r\n\r\n"


def bibtex(cable: Cable, address: str, accessed: str, more: Sequence[str] = ()) -> str:
    """One cable as an entry of BibTeX, its key the reference id; what is not stated has no field. `more`: notes."""
    sender = _escaped(telling.sender_of(cable))
    rows = [
        ("author", f"{{{sender}}}" if sender else ""),  # the name of a post is one name, not first and last
        ("title", f"{{{_escaped(telling.title_of(cable) or cable.reference_id)}}}"),
        ("institution", sender),
        ("type", TYPE),
        ("number", _escaped(cable.reference_id)),
        ("year", str(cable.date.year) if cable.date else ""),
        ("day", str(cable.date.day) if cable.date else ""),
        ("url", _plain(address)),
        ("urldate", accessed[:10]),
        ("keywords", _escaped(", ".join(telling.tags_of(cable)))),
        ("abstract", _escaped(cable.summary)),
        ("note", _escaped(_note(cable, more))),
    ]
    fields = [f"  {name} = {{{value}}}" for name, value in rows if value]
    if cable.date:
        fields.append(f"  month = {_MONTHS[cable.date.month - 1]}")
    return f"@techreport{{{bibtex_key(cable.reference_id)},\n" + ",\n".join(fields) + "\n}\n\n"


def bibtex_key(reference_id: str) -> str:
    """The reference id, without what no key may have."""
    return _NOT_IN_A_KEY.sub("-", reference_id)


def _note(cable: Cable, more: Sequence[str]) -> str:
    collection = cable.source.collection if cable.source else None
    parts = [f"Classification: {telling.classification_of(cable)}", telling.markings_of(cable), *more]
    if collection and collection.fictional:
        parts.insert(0, f"FICTIONAL: {collection.title}")
    return ". ".join(parts)


def _plain(text: str) -> str:
    """One line: a line break would begin a tag of its own."""
    return " ".join(_CONTROL.sub(" ", text).split())


def _escaped(text: str) -> str:
    return _plain(text).translate(_BIBTEX)
