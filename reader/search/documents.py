"""Rows to documents: what the index is told of each cable, a batch by a fixed number of queries.

A document is a dictionary by the index fields of `fields.FIELDS`, with `stamp`, a digest of all the rest: where the
stamp in the index differs, the cable has changed since.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, NamedTuple

from haystack.utils import get_identifier

from reader.models import (
    Addressee,
    Cable,
    CableCaption,
    CableTag,
    Marking,
    Mention,
    Paragraph,
    Reference,
    Release,
    Source,
)
from reader.models.comparing import against_portions
from reader.search.fields import FACETS, FIELDS, Kind, level_slug, marking_name

#: Cables read from the database at once.
BATCH = 500

Document = dict[str, Any]

#: Every field of a document but its keys and the stamp.
NAMES = tuple(dict.fromkeys([*(f.index for f in FIELDS), *(f.facet for f in FACETS.values() if f.facet)]))
_SEVERAL = frozenset(
    [f.index for f in FIELDS if f.kind in (Kind.TEXT, Kind.NAMES) or f.many or f.name == "ref"]
    + [f.facet for f in FACETS.values() if f.facet and f.many]
) - {"subject"}


class Documented(NamedTuple):
    """What Haystack is given in place of a cable, which is not loaded: its keys and its document."""

    pk: int
    reference_id: str
    search_document: Document


class _Batch(dict[int, Document]):
    """Documents by primary key. What belongs to no cable of the batch goes into a document that nobody reads."""

    def __missing__(self, pk: int) -> Document:
        return _blank()

    def of(self, key: str) -> dict[str, Any]:
        """A filter for rows of these cables: by a range, which is faster, where that takes in few others."""
        first, last = min(self, default=0), max(self, default=0)
        dense = last - first < 2 * len(self)
        return {f"{key}__gte": first, f"{key}__lte": last} if dense else {f"{key}__in": list(self)}


def documented(pks: Iterable[int]) -> Iterator[Documented]:
    """The documents of cables in the order of the keys; keys of no cable are left out."""
    waiting = iter(pks)
    while batch := list(islice(waiting, BATCH)):
        found = documents(batch)
        yield from (Documented(pk, found[pk]["reference_id"], found[pk]) for pk in batch if pk in found)


def documents(pks: Sequence[int]) -> dict[int, Document]:
    """The documents of these cables by primary key."""
    rows = Cable.objects.filter(pk__in=pks).order_by().values(*_CABLE)
    found = _Batch({row["pk"]: _begun(row) for row in rows})
    for add in _PARTS:
        add(found)
    for document in found.values():
        document["stamp"] = _stamp(document)
    return dict(found)


def _blank() -> Document:
    return {name: [] if name in _SEVERAL else None for name in NAMES}


_STATION = ("slug", "name", "place", "reference_place", "routing_indicator", "country_code", "country")
_CABLE = (
    "pk", "reference_id", "number", "transmission_id", "date", "year", "level", "subject", "headline", "classified_by",
    "signatures", "caveats", "originator_station", "originator_routing", "highest_portion_level", "paragraph_count",
    *(f"station__{name}" for name in _STATION),
)  # fmt: skip


def _begun(row: Mapping[str, Any]) -> Document:
    """The document of a row of Cable, without what other tables add."""
    document = _blank()
    station = {name: row[f"station__{name}"] or "" for name in _STATION}
    document.update(
        reference_id=row["reference_id"],
        id=get_identifier(f"reader.cable.{row['pk']}"),
        django_ct="reader.cable",
        django_id=str(row["pk"]),
        text=None,
        identity=_said(row["reference_id"], row["number"], row["transmission_id"]),
        subject=row["subject"] or row["headline"] or None,
        date=row["date"],
        year=row["year"],
        level=level_slug(row["level"]) if row["level"] else None,
        highest=level_slug(row["highest_portion_level"]) if row["highest_portion_level"] else None,
        against=against_portions(row["level"], row["highest_portion_level"], row["paragraph_count"]).upper(),
        country=station["country_code"] or None,
        country_names=_said(station["country_code"], station["country"]),
        post=station["slug"] or None,
        post_names=_said(station["slug"], *(station[name] for name in _STATION[1:5])),
        sender=_said(row["originator_station"] or station["name"], row["originator_routing"]),
        signature=_said(*row["signatures"]),
        classifier=_said(row["classified_by"]),
        caption_names=_said(*row["caveats"]),
    )
    return document


def _said(*texts: str | None) -> list[str]:
    """Texts that say something, each once."""
    return list(dict.fromkeys(text for text in texts if text))


def _add_paragraphs(found: _Batch) -> None:
    asked = Paragraph.objects.filter(**found.of("cable_id")).order_by("cable_id", "position")
    rows = list(asked.values_list("cable_id", "heading", "text", "marking_id"))
    markings = _markings({row[3] for row in rows})
    for pk, heading, text, marking in rows:
        document = found[pk]
        name, said = markings[marking]
        if heading:
            document["heading"].append(heading)
        if not text and not said:
            continue
        document[name].append(text)
        _once(document["marking"], name)
        for one in said:
            _once(document["marking_names"], one)


def _markings(pks: Iterable[int | None]) -> dict[int | None, tuple[str, list[str]]]:
    """By primary key: the row of MARKINGS that the text belongs to, and what the marking says; None is unmarked."""
    rows = Marking.objects.filter(pk__in=[pk for pk in pks if pk is not None])
    known: dict[int | None, tuple[str, list[str]]] = {None: ("unmarked", [])}
    for pk, written, level, caveats in rows.values_list("pk", "as_written", "level", "caveats"):
        known[pk] = marking_name(level, caveats), [written, *caveats] if written else []
    return known


def _once(listed: list[str], value: str) -> None:
    if value and value not in listed:
        listed.append(value)


def _add_tags(found: _Batch) -> None:
    for pk, code in CableTag.objects.filter(**found.of("cable_id")).values_list("cable_id", "tag__code"):
        found[pk]["tag"].append(code)


def _add_captions(found: _Batch) -> None:
    rows = CableCaption.objects.filter(**found.of("cable_id")).values_list("cable_id", "caption__slug", "caption__name")
    for pk, slug, name in rows:
        found[pk]["caption"].append(slug)
        _once(found[pk]["caption_names"], name)


_AGENCY = ("slug", "acronym", "name")


def _add_senders(found: _Batch) -> None:
    rows = Cable.objects.filter(**found.of("pk"), station__agency__isnull=False).order_by()
    for pk, *agency in rows.values_list("pk", *(f"station__agency__{name}" for name in _AGENCY)):
        _add_agency(found[pk], *agency)


def _add_addressees(found: _Batch) -> None:
    rows = Addressee.objects.filter(**found.of("cable_id")).order_by("cable_id", "kind", "position")
    for pk, written, routing, station, *agency in rows.values_list(
        "cable_id", "as_written", "routing", "station__name", *(f"station__agency__{name}" for name in _AGENCY)
    ):
        for said in (written, routing, station):
            _once(found[pk]["addressee"], said)
        _add_agency(found[pk], *agency)


def _add_mentions(found: _Batch) -> None:
    rows = Mention.objects.filter(**found.of("cable_id"), agency__isnull=False).order_by("cable_id", "agency_id")
    for pk, *agency in rows.values_list("cable_id", *(f"agency__{name}" for name in _AGENCY)).distinct():
        _add_agency(found[pk], *agency)


def _add_agency(document: Document, slug: str | None, acronym: str | None, name: str | None) -> None:
    if slug:
        _once(document["agency"], slug)
        _once(document["agency_names"], acronym or "")
        _once(document["agency_names"], name or "")


def _add_releases(found: _Batch) -> None:
    rows = Release.objects.filter(**found.of("cable_id"))
    for pk, number, original, drafter, office in rows.values_list(
        "cable_id", "document_number", "original_classification", "drafter", "office"
    ):
        document = found[pk]
        _once(document["identity"], number)
        document["original"] = level_slug(original) if original else None
        document["drafter"], document["office"] = _said(drafter), _said(office)
    concepts = rows.filter(concepts__isnull=False).order_by("cable_id", "concepts__name")
    for pk, slug, name in concepts.values_list("cable_id", "concepts__slug", "concepts__name"):
        found[pk]["concept"].append(slug)
        found[pk]["concept_names"].append(name)


def _add_collections(found: _Batch) -> None:
    rows = Source.objects.filter(**found.of("cable_id")).order_by("cable_id", "collection__name")
    for pk, name, title in rows.values_list("cable_id", "collection__name", "collection__title").distinct():
        found[pk]["collection"].append(name)
        for said in (name, title):
            _once(found[pk]["collection_names"], said)


def _add_references(found: _Batch) -> None:
    named: dict[int, set[str]] = defaultdict(set)
    rows = Reference.objects.filter(**found.of("cable_id")).exclude(reference_id="").order_by()
    for pk, reference in rows.values_list("cable_id", "reference_id").distinct():
        named[pk].add(reference)
    for pk, references in named.items():
        found[pk]["refers"] = sorted(references)


_PARTS: tuple[Callable[[_Batch], None], ...] = (
    _add_paragraphs,
    _add_tags,
    _add_captions,
    _add_senders,
    _add_addressees,
    _add_mentions,
    _add_releases,
    _add_collections,
    _add_references,
)


def _stamp(document: Document) -> str:
    """A digest of what the index is told."""
    told = "\x1e".join(map(_plain, map(document.get, _STAMPED)))
    return hashlib.blake2b(told.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


_STAMPED = ("reference_id", *NAMES)


def _plain(value: Any) -> str:
    """A value as text: several values are told from one that is as long."""
    if isinstance(value, list):
        return "\x1f".join([str(len(value)), *value])
    return "" if value is None else str(value)
