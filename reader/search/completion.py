"""Completion of what is being typed: reference ids, posts, TAGS, agencies and words that the archive really has.

Each source is asked once, for a few rows, by an index or in a small table: a keystroke costs a fixed number of queries.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q
from haystack.exceptions import SearchBackendError

from reader.models import Addressee, Agency, Cable, CableTag, Mention, Station, Tag
from reader.search.likely import likely
from reader.search.vocabulary import vocabulary

#: Letters of a text that is completed, options of each kind, and options in all.
LONGEST, EACH, MOST = 100, 4, 10
#: Letters from which on words of the text are offered: fewer begin too many.
_WORD_FROM = 3

#: A word at the end that nothing has been made of yet, no quotation and no bracket; or what a field begins with.
_TAIL = re.compile(r"(?:^|(?<=[\s(]))-?(?:(?P<field>post|tag|agency):)?(?P<word>[^\W_][\w.&'-]*)$", re.IGNORECASE)
#: The same with the words before it: names of posts have up to four.
_NAME = re.compile(r"(?:^|(?<=[\s(]))(?P<name>[^\W_][\w.&'-]*(?: [^\W_][\w.&'-]*){1,3})$")
_NUMBER = re.compile(r"\d{2,4}[A-Za-z][A-Za-z0-9]*")
#: An id's beginning with the year in full, and zeros before its serial: 2008TORONTO00165.
_FULL_YEAR = re.compile(r"(?:19|20)(?P<year>\d\d)(?P<place>[A-Z]{2,})0*(?P<serial>\d*)")
#: Words that join: in small letters they are mostly meant so, and begin nothing that is looked for.
_OPERATORS = frozenset(("AND", "OR", "NOT"))


@dataclass(frozen=True, slots=True)
class Option:
    """One way to go on: `text` is the whole query then, `label` what is shown, `kind` and `note` what it is."""

    text: str
    label: str
    kind: str
    note: str = ""


def complete(typed: str) -> list[Option]:
    """Ways to go on with a query, the narrowest first; none when its end is no plain word."""
    typed = typed.lstrip()
    found = _TAIL.search(typed) if len(typed) <= LONGEST else None
    if not found or typed.count('"') % 2:
        return []
    options: dict[str, Option] = {}
    for option in _options(typed, found):
        options.setdefault(option.text, option)
    return list(options.values())[:MOST]


def _options(typed: str, found: re.Match[str]) -> Iterator[Option]:
    """What the sources offer: that of a field, or all; a name of several words before its last word alone."""
    tail = found["word"]
    if found["field"]:
        yield from _OF_FIELD[found["field"].lower()](typed[: found.start("field")], tail)
        return
    if tail.upper() in _OPERATORS:
        return
    before = typed[: found.start("word")]
    named = list(_named(typed))
    yield from named
    said = {option.label for option in named}
    for source in _SOURCES:
        yield from (option for option in source(before, tail) if option.label not in said)


def _named(typed: str) -> Iterator[Option]:
    """Posts whose names begin with the last words together: "new delhi", "visa the hague"."""
    found = _NAME.search(typed)
    words = found["name"].split(" ") if found else []
    for count in range(len(words), 1, -1):
        name = " ".join(words[-count:])
        offered = list(_posts(typed[: len(typed) - len(name)], name)) if not _OPERATORS & set(words[-count:]) else []
        if offered:
            yield from offered
            return


def _cables(before: str, tail: str) -> Iterator[Option]:
    """Held cables whose number begins so; only when nothing else is asked."""
    if before or not _NUMBER.fullmatch(tail):
        return
    start = _FULL_YEAR.sub(r"\g<year>\g<place>\g<serial>", tail.upper())
    # A range is answered by the index; LIKE is not, on SQLite.
    rows = Cable.objects.filter(reference_id__gte=start, reference_id__lt=start + "\uffff").order_by("reference_id")
    for reference_id, subject, headline in rows.values_list("reference_id", "subject", "headline")[:EACH]:
        yield Option(reference_id, reference_id, "cable", subject or headline)


def _tags(before: str, tail: str) -> Iterator[Option]:
    if len(tail) < 2:
        return
    used = Tag.objects.filter(Exists(CableTag.objects.filter(tag=OuterRef("pk"))))
    wanted = Q(code__istartswith=tail) | Q(title__istartswith=tail) | Q(title__icontains=f" {tail}")
    for code, title in used.filter(wanted).order_by("code").values_list("code", "title")[:EACH]:
        yield Option(f"{before}tag:{_quoted(code)}", code, "TAGS", title)


def _posts(before: str, tail: str) -> Iterator[Option]:
    if len(tail) < 2:
        return
    used = Station.objects.filter(Exists(Cable.objects.filter(station=OuterRef("pk"))))
    wanted = Q(place__istartswith=tail) | Q(name__istartswith=tail) | Q(name__icontains=f" {tail}")
    for name, country in used.filter(wanted).order_by("name").values_list("name", "country")[:EACH]:
        yield Option(f"{before}post:{_quoted(name)}", name, "post", country)


def _agencies(before: str, tail: str) -> Iterator[Option]:
    if len(tail) < 2:
        return
    named = Exists(Mention.objects.filter(agency=OuterRef("pk")))
    writes = Exists(Cable.objects.filter(station__agency=OuterRef("pk")))
    receives = Exists(Addressee.objects.filter(station__agency=OuterRef("pk")))
    wanted = Q(acronym__istartswith=tail) | Q(name__istartswith=tail) | Q(name__icontains=f" {tail}")
    rows = (
        Agency.objects.filter(likely(tail)).filter(wanted).filter(named | writes | receives).order_by("acronym", "pk")
    )
    for acronym, name in rows.values_list("acronym", "name")[:EACH]:
        yield Option(f"{before}agency:{_quoted(acronym or name)}", acronym or name, "agency", name if acronym else "")


def _words(before: str, tail: str) -> Iterator[Option]:
    """Words of subjects and texts, those of most cables first."""
    if len(tail) < _WORD_FROM or not tail.isalnum():
        return
    try:
        listed = vocabulary(tail)
    except SearchBackendError:
        return
    listed.sort(key=lambda row: (-row[1], row[0]))
    for word, _ in listed[:EACH]:
        yield Option(before + word, word, "word")


def _quoted(value: str) -> str:
    """A value as the language takes it: in quotes when it is more than a word."""
    plain = value.replace('"', " ")
    return plain if re.fullmatch(r"[^\W_]+", plain) else f'"{plain}"'


#: Field -> what completes its value.
_OF_FIELD: dict[str, Callable[[str, str], Iterator[Option]]] = {"post": _posts, "tag": _tags, "agency": _agencies}
_SOURCES: tuple[Callable[[str, str], Iterator[Option]], ...] = (_cables, _tags, _posts, _agencies, _words)
