"""Completion of what is being typed: reference ids, posts, TAGS, agencies and words that the archive really has.

Each source is asked once, for a few rows, by an index or in a small table: a keystroke costs a fixed number of queries.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet
from haystack.exceptions import SearchBackendError

from reader.models import Addressee, Agency, Cable, CableTag, Mention, Station, Tag
from reader.search.vocabulary import values_starting, vocabulary

#: Letters of a text that is completed, options of each kind, and options in all.
LONGEST, EACH, MOST = 100, 4, 10
#: Letters from which on words of the text are offered: fewer begin too many.
_WORD_FROM = 3

#: Agencies whose names are looked at, besides those whose acronym begins so.
_OFTEN = 300

#: A word at the end that nothing has been made of yet: no field, no quotation, no bracket.
_TAIL = re.compile(r"(?:^|(?<=[\s(]))-?(?P<word>[^\W_][\w.&'-]*)$")
_NUMBER = re.compile(r"\d{2,4}[A-Za-z][A-Za-z0-9]*")


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
    before, tail = typed[: found.start("word")], found["word"]
    options: dict[str, Option] = {}
    for source in _SOURCES:
        for option in source(before, tail):
            options.setdefault(option.text, option)
    return list(options.values())[:MOST]


def _cables(before: str, tail: str) -> Iterator[Option]:
    """Held cables whose number begins so; only when nothing else is asked."""
    if before or not _NUMBER.fullmatch(tail):
        return
    start = tail.upper()
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
    rows = _likely(tail).filter(wanted).filter(named | writes | receives).order_by("acronym", "pk")
    for acronym, name in rows.values_list("acronym", "name")[:EACH]:
        yield Option(f"{before}agency:{_quoted(acronym or name)}", acronym or name, "agency", name if acronym else "")


def _likely(tail: str) -> QuerySet[Agency]:
    """Agencies to look among: texts name tens of thousands, of which an engine tells the commonest."""
    try:
        often = values_starting("agency", "", _OFTEN)
        begun = values_starting("agency", tail.lower(), EACH)
    except SearchBackendError:
        return Agency.objects.all()
    if often is None or begun is None:
        return Agency.objects.all()
    return Agency.objects.filter(slug__in={*often, *begun})


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


_SOURCES: tuple[Callable[[str, str], Iterator[Option]], ...] = (_cables, _tags, _posts, _agencies, _words)
