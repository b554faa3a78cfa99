"""Names met in cables -> keys of authority rows. Names that no table has get a row of their own, known=False.

Everything is held in memory for one ingest: a few thousand names, asked for dozens of times a cable.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable
from typing import Any

from django.db import models
from django.utils.text import slugify

from reader.ingest import bulk, slugs
from reader.ingest.authority import KIND_RANKS
from reader.ingest.fused_tags import FUSIBLE, fused
from reader.ingest.levels import marking_label
from reader.ingest.wording import clip, spoken
from reader.models import Agency, Caption, Concept, Marking, Station, Tag
from reader.telegram import Marking as PortionMarking
from reader.telegram.identifiers import place_of
from reader.telegram.posts import letters
from reader.telegram.records import AgencyMention

#: Gives the key of a row for a new name, from its table, slugs that are taken, what it is known by, other columns.
Adding = Callable[[type[models.Model], set[str], dict[str, str], dict[str, Any]], int]


class Stations:
    """Posts and offices by name, by place of a reference id, by routing indicator."""

    def __init__(self, add: Adding | None = None) -> None:
        self._new = add or _row
        self._names: dict[str, int] = {}
        self._places: dict[str, int] = {}
        self._routings: dict[str, int] = {}
        self._taken: set[str] = set()
        for station in sorted(Station.objects.all(), key=_most_likely_last):
            self._names[_station_key(station.name)] = station.pk
            self._places.update((place, station.pk) for place in [station.reference_place, *station.other_places])
            self._routings.update((code, station.pk) for code in [station.routing_indicator, *station.other_routings])
            self._taken.add(station.slug)
        for nothing in (self._places, self._routings):
            nothing.pop("", None)

    def sender(self, written: str | None, routing: str | None, place: str | None) -> int | None:
        """Who sent a cable: the station of FM, else the place of the reference id, else the DE line's routing."""
        found = self.find(written) or self._places.get(place or "") or self._routings.get(routing or "")
        return found or (self._add(written) if written else None)

    def addressee(self, written: str | None, routing: str | None) -> int | None:
        """Who receives one: the name as written; the indicator only where no name stands: relays are shared."""
        if not written:
            return self._routings.get(routing or "")
        return self.find(written) or self._add(written)

    def find(self, written: str | None) -> int | None:
        """The station of a name or of the place that it means; None when no row has it."""
        if not written:
            return None
        return self._names.get(_station_key(written)) or self._places.get(place_of(written) or "")

    def _add(self, written: str) -> int:
        name = clip(written.partition("//")[0].strip() or written, 200)
        slug = slugs.unique([slugify(name)], self._taken)
        key = self._new(Station, self._taken, {"name": name}, {"slug": slug})
        self._names[_station_key(written)] = key
        return key


class Agencies:
    """Agencies by acronym, name and country."""

    def __init__(self, add: Adding | None = None) -> None:
        self._new = add or _row
        self._keys: dict[tuple[str, str, str], int] = {}
        self._taken: set[str] = set()
        for key, slug, *names in Agency.objects.order_by("-pk").values_list(
            "pk", "slug", "acronym", "name", "country_code"
        ):
            self._taken.add(slug)
            self._remember(key, *names)

    def mentioned(self, mention: AgencyMention) -> int | None:
        """The agency that a mention names; None while the acronym is undecided between meanings."""
        if mention.name is None:
            return None
        acronym, name, country = _agency_key(mention.acronym, mention.name, mention.country_code or "")
        return self._keys.get((acronym, name, country)) or self._keys.get((acronym, name, "")) or self._add(mention)

    def _add(self, mention: AgencyMention) -> int:
        acronym, name = clip(mention.acronym, 40), clip(mention.name or "", 200)
        wanted = [slugify(acronym), slugify(f"{acronym} {name}")]
        country = mention.country_code or ""
        slug = slugs.unique(wanted, self._taken, longest=120)
        known_by = {"acronym": acronym, "name": name, "country_code": country}
        key = self._new(Agency, self._taken, known_by, {"slug": slug})
        self._remember(key, acronym, name, country)
        return key

    def _remember(self, key: int, *names: str) -> None:
        acronym, name, country = _agency_key(*names)
        self._keys[acronym, name, country] = key
        # A definition in a text names no country: the first row of that name is meant.
        self._keys[acronym, name, ""] = key


class Tags:
    """TAGS by code, and the pieces of codes that were run together."""

    def __init__(self, add: Adding | None = None) -> None:
        self._new = add or _row
        self._keys: dict[str, int] = {}
        self._pieces: set[str] = set()
        for pk, code, kind, known in Tag.objects.values_list("pk", "code", "kind", "known"):
            self._keys[code] = pk
            if known and kind in FUSIBLE:
                self._pieces.add(code)

    def of(self, written: str) -> list[int]:
        """The tag of a word of the TAGS line; of a fused word, every piece, where all of them are known codes."""
        code = clip(" ".join(written.upper().split()), 80)
        if code in self._keys:
            return [self._keys[code]]
        pieces = fused(code, self._pieces)
        return [self._keys[piece] for piece in pieces] if pieces else [self._add(code)]

    def _add(self, code: str) -> int:
        self._keys[code] = self._new(Tag, set(), {"code": code}, {})
        return self._keys[code]


class Captions:
    """Captions by name and by their other spellings."""

    def __init__(self, add: Adding | None = None) -> None:
        self._new = add or _row
        self._keys: dict[str, int] = {}
        self._taken: set[str] = set()
        for row in Caption.objects.order_by("known", "pk"):
            self._keys.update((spoken(name), row.pk) for name in [*row.synonyms, row.name])
            self._taken.add(row.slug)

    def of(self, written: str) -> int:
        """The caption that a line means."""
        return self._keys.get(spoken(written)) or self._add(written)

    def _add(self, written: str) -> int:
        name = clip(" ".join(written.upper().split()), 200)
        slug = slugs.unique([slugify(name)], self._taken)
        self._keys[spoken(written)] = key = self._new(Caption, self._taken, {"name": name}, {"slug": slug})
        return key


class Markings:
    """Portion markings, each as written."""

    def __init__(self, add: Adding | None = None) -> None:
        self._new = add or _row
        self._keys = dict(Marking.objects.values_list("as_written", "pk"))

    def of(self, marking: PortionMarking | None) -> int | None:
        """The row of a marking; None for a portion that has none."""
        if marking is None:
            return None
        written = clip(marking.as_written, 120)
        return self._keys.get(written) or self._add(written, marking)

    def _add(self, written: str, marking: PortionMarking) -> int:
        fields = {"level": marking.level, "caveats": list(marking.caveats), "label": marking_label(marking)}
        self._keys[written] = self._new(Marking, set(), {"as_written": written}, fields)
        return self._keys[written]


class Concepts:
    """The archivists' index terms."""

    def __init__(self, add: Adding | None = None) -> None:
        self._new = add or _row
        self._keys: dict[str, int] = {}
        self._taken: set[str] = set()
        for pk, name, slug in Concept.objects.values_list("pk", "name", "slug"):
            self._keys[name] = pk
            self._taken.add(slug)

    def of(self, names: Iterable[str]) -> list[int]:
        """The concepts of a release, each once."""
        return list(dict.fromkeys(self._keys.get(clip(name, 200)) or self._add(clip(name, 200)) for name in names))

    def _add(self, name: str) -> int:
        slug = slugs.unique([slugify(name)], self._taken, longest=120)
        self._keys[name] = key = self._new(Concept, self._taken, {"name": name}, {"slug": slug})
        return key


class Directory:
    """All of them together: what writing a cable asks. With `pretend`, new names get keys below 0 and no rows."""

    def __init__(self, *, pretend: bool = False) -> None:
        add = _Pretended() if pretend else None
        self.stations = Stations(add)
        self.agencies = Agencies(add)
        self.tags = Tags(add)
        self.captions = Captions(add)
        self.markings = Markings(add)
        self.concepts = Concepts(add)


class _Pretended:
    """Keys for names that nobody stores."""

    def __init__(self) -> None:
        self._keys = itertools.count(-1, -1)

    def __call__(
        self, _model: type[models.Model], taken: set[str], _known_by: dict[str, str], fields: dict[str, Any]
    ) -> int:
        taken.update([fields["slug"]] if "slug" in fields else [])
        return next(self._keys)


def _row(model: type[models.Model], taken: set[str], known_by: dict[str, str], fields: dict[str, Any]) -> int:
    """The key of a row for a new name, which another ingest may have added since we looked; its slug joins `taken`."""
    rows = model._default_manager
    while (key := bulk.add(model, **known_by, **fields)) is None:
        held = rows.filter(**known_by).values_list("pk", flat=True).first()
        if held is not None:
            return int(held)
        # Another name has our slug.
        taken.update(rows.filter(slug__startswith=fields["slug"][:40]).values_list("slug", flat=True))
        fields = {**fields, "slug": slugs.unique([fields["slug"]], taken, longest=80)}
    taken.update([fields["slug"]] if "slug" in fields else [])
    return key


def _station_key(written: str) -> str:
    """What two spellings of a station share: its letters, without offices behind strokes, in the shorter spelling."""
    key = letters(written.partition("//")[0]) or letters(written) or written
    return key.replace("WASHINGTONDC", "WASHDC").replace("DEPARTMENTOF", "DEPTOF")


def _agency_key(acronym: str, name: str, country_code: str) -> tuple[str, str, str]:
    return clip(acronym, 40), clip(name, 200).casefold(), country_code


def _most_likely_last(station: Station) -> tuple[bool, int, int]:
    """Where two stations share a name's letters or a place, the last one wins: known, embassy, first of its table."""
    rank = KIND_RANKS.index(station.kind) if station.kind in KIND_RANKS else len(KIND_RANKS)
    return station.known, -rank, -station.pk
