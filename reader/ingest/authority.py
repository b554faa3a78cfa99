"""The authority tables into the database: what the migrations load, and what can be loaded again at any time.

Loading twice changes nothing; rows that cables brought in (known=False) become known when a table has them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from django.db import models
from django.utils.text import slugify

from reader.ingest import slugs
from reader.telegram import authority
from reader.telegram.authority import PlaceRow, StationRow

#: Gives the model of a name: `apps.get_model` of a migration, or the real one.
ModelOf = Callable[[str], type[models.Model]]

Fields = dict[str, Any]

#: Which of several stations with one reference place is the post: the embassy, not the office beside it.
KIND_RANKS = ("embassy", "mission", "department", "consulate", "interests section", "institute", "office")


def load(model_of: ModelOf) -> None:
    """Write every authority table: agencies first, because stations belong to them."""
    _upsert(model_of("Agency"), ("acronym", "name", "country_code"), agencies())
    by_acronym = _agency_keys(model_of("Agency"))
    _upsert(model_of("Station"), ("name",), stations(by_acronym))
    _upsert(model_of("Tag"), ("code",), tags())
    _upsert(model_of("Caption"), ("name",), captions())
    _upsert(model_of("Marking"), ("as_written",), markings())


def agencies() -> Iterator[Fields]:
    """Agencies, with slugs: rcmp; gob-br where an acronym has several meanings."""
    meanings = Counter(row.acronym for row in authority.agencies())
    taken: set[str] = set()
    for row in authority.agencies():
        plain = slugify(row.acronym)
        longer = [slugify(f"{row.acronym} {row.country_code}"), slugify(f"{row.acronym} {row.name}")]
        slug = slugs.unique(longer if meanings[row.acronym] > 1 else [plain, *longer], taken, longest=120)
        taken.add(slug)
        yield {
            "acronym": row.acronym,
            "name": row.name,
            "slug": slug,
            "country_code": row.country_code,
            "kind": row.kind,
            "aliases": list(row.aliases),
            "known": True,
        }


def stations(agency_keys: dict[str, int]) -> Iterator[Fields]:
    """One row a name: rows of one name are one post with several indicators or reference places."""
    named: dict[str, list[StationRow | PlaceRow]] = {}
    rows: tuple[StationRow | PlaceRow, ...] = (*authority.stations(), *authority.places())
    for row in rows:
        named.setdefault(row.station, []).append(row)
    taken: set[str] = set()
    for name, same in sorted(named.items(), key=_post_first):
        fields = _station(name, same)
        slug = slugs.unique([slugs.post(name, fields["reference_place"], fields["place"]), slugify(name)], taken)
        taken.add(slug)
        yield fields | {"slug": slug, "agency_id": _agency(fields, agency_keys)}


def tags() -> Iterator[Fields]:
    """TAGS as the table has them."""
    for row in authority.tags():
        yield {
            "code": row.code,
            "kind": row.kind,
            "title": row.title,
            "notes": row.notes,
            "source": row.source,
            "known": True,
        }


def captions() -> Iterator[Fields]:
    """Captions with their other spellings."""
    taken: set[str] = set()
    for row in authority.captions():
        slug = slugs.unique([slugify(row.caption)], taken)
        taken.add(slug)
        yield {
            "name": row.caption,
            "slug": slug,
            "meaning": row.meaning,
            "kind": row.kind,
            "synonyms": list(row.synonyms),
            "known": True,
        }


def markings() -> Iterator[Fields]:
    """Portion markings as they stand in a text: in brackets."""
    for row in authority.markings():
        yield {
            "as_written": f"({row.as_written})",
            "level": row.level or None,
            "caveats": list(row.caveats),
            "label": row.long_form,
        }


def _post_first(named: tuple[str, list[StationRow | PlaceRow]]) -> tuple[bool, int]:
    """Posts with a reference place choose their slugs before all others, embassies before consulates."""
    _, rows = named
    kind = rows[0].kind
    rank = KIND_RANKS.index(kind) if kind in KIND_RANKS else len(KIND_RANKS)
    return not any(row.reference_place for row in rows), rank


def _station(name: str, rows: Sequence[StationRow | PlaceRow]) -> Fields:
    """The fields of one name; the first row says most, the further ones add indicators and places."""
    first = rows[0]
    routings = _distinct(row.routing_indicator for row in rows if isinstance(row, StationRow))
    places = _distinct(row.reference_place for row in rows)
    return {
        "name": name,
        "routing_indicator": routings[0] if routings else "",
        "other_routings": routings[1:],
        "kind": first.kind,
        "place": first.place,
        "reference_place": places[0] if places else "",
        "other_places": places[1:],
        "country_code": first.country_code,
        "country": first.country,
        "latitude": first.latitude,
        "longitude": first.longitude,
        "known": True,
        "notes": "; ".join(row.notes for row in rows if isinstance(row, PlaceRow) and row.notes),
    }


def _distinct(values: Iterable[str]) -> list[str]:
    """Each value once, empty ones left out."""
    return [value for value in dict.fromkeys(values) if value]


def _agency(fields: Fields, agency_keys: dict[str, int]) -> int | None:
    """The agency that a station belongs to: by routing indicator, else by the longest words its name begins with."""
    rows = sorted(authority.station_agencies(), key=lambda row: -len(row.station))
    for row in rows:
        if row.station == fields["routing_indicator"] or f"{fields['name']} ".startswith(f"{row.station} "):
            return agency_keys.get(row.agency)
    return None


def _agency_keys(agency: type[models.Model]) -> dict[str, int]:
    """Acronym -> primary key; of several meanings the American one, since stations of ours are meant."""
    rows = agency._default_manager.filter(known=True).order_by(
        models.Case(models.When(country_code="US", then=1), default=0), "-pk"
    )
    return dict(rows.values_list("acronym", "pk"))


def _upsert(model: type[models.Model], key: tuple[str, ...], rows: Iterable[Fields]) -> None:
    """Insert the rows, or set those that are there right; a slug once given stays."""
    listed = list(rows)
    model._default_manager.bulk_create(
        [model(**fields) for fields in listed],
        update_conflicts=True,
        unique_fields=list(key),
        update_fields=[name.removesuffix("_id") for name in listed[0] if name not in key and name != "slug"],
        batch_size=200,
    )
