"""Conditions that pick the cables behind a number of the study: parameters of an address, words, and a search.

    count=above            a name of `study.COUNTED`
    level= highest=        levels as in addresses of the search; not-stated for none
    portion=u              a name of PORTIONS
    by=post:toronto        a value of a dimension: year, post (slug), tag (code), classifier and reason as written
    original= current=     levels of a release; current=other for words that are no level
    wait=30                full years from sending to release; wait=unknown
"""  # fmt: skip

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from django.http import QueryDict

from reader.insight import study
from reader.insight.study_columns import UNKNOWN, Columns, Mask
from reader.models import Station, Tag
from reader.models.comparing import PORTIONS
from reader.search import Criteria
from reader.search.language import parse
from reader.views import wording

#: What each name of `study.COUNTED` says of its cables.
COUNT_WORDS: Final[Mapping[str, str]] = {
    "cables": "all of them",
    "compared": "with a classification and a portion marking that names a level",
    "above": "classified above every portion marking",
    "above-all": "classified above every portion marking, no paragraph unmarked",
    "same": "classified as their highest portion marking",
    "below": "with a portion marked above their classification",
    "without-marks": "with paragraphs, and no portion marking that names a level",
    "empty": "with a classification, and without a paragraph",
    "unstated": "without a stated classification",
    "some-unmarked": "with an unmarked paragraph",
    "classified": "classified Restricted or higher",
    "classified-with-u": "classified Restricted or higher, with an unclassified paragraph",
    "partial": "of which only a part is held",
    "textless": "of which the text did not survive",
    "hinted": "whose classification comes from the page they were on",
    "released": "released by the National Archives",
}

#: What each of PORTIONS is called.
PORTION_WORDS: Final[Mapping[str, str]] = {
    "unmarked": "Unmarked",
    "other": "Marked, no level",
    "u": "Unclassified",
    "sbu": "SBU, FOUO",
    "lou": "Limited official use",
    "r": "Restricted",
    "c": "Confidential",
    "s": "Secret",
    "ts": "Top secret",
}

_CLASSIFIED = "class:(restricted OR confidential OR secret OR top-secret)"
#: What a search can say of them, in the query language.
_COUNT_QUERIES: Final[Mapping[str, str]] = {
    "cables": "",
    "compared": "against-portions:(above OR same OR below)",
    "above": "against-portions:above",
    "same": "against-portions:same",
    "below": "against-portions:below",
    "without-marks": "against-portions:unmarked",
    "empty": "against-portions:empty",
    "unstated": "against-portions:unstated",
    "classified": _CLASSIFIED,
}


class NoSuchValueError(ValueError):
    """A value that a condition cannot have; the message is fit to be shown."""


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition: its words, the cables that it picks, and a search narrowed by it (None: no search can say it)."""

    name: str
    value: str
    words: str
    mask: Callable[[Columns], Mask]
    narrow: Callable[[Criteria], Criteria] | None = None


def conditions(params: QueryDict, columns: Columns) -> list[Condition]:
    """The conditions of an address, in the order of NAMES. Raises NoSuchValueError."""
    return [make(name, value, columns) for name in NAMES if (value := params.get(name))]


def make(name: str, value: str, columns: Columns) -> Condition:
    """One condition. Raises NoSuchValueError."""
    return _KINDS[name](value.replace("\x00", "").strip(), columns)


def narrowed(criteria: Criteria, picked: Sequence[Condition]) -> Criteria | None:
    """The same cables as a search; None where the query language cannot say it."""
    found = replace(criteria.on_page(1), sort="-date")
    for one in picked:
        if one.narrow is None:
            return None
        found = one.narrow(found)
    return None if parse(found.q).messages else found


def _typed(text: str) -> Callable[[Criteria], Criteria]:
    """A condition more among the words."""

    def narrow(criteria: Criteria) -> Criteria:
        words = f"({criteria.q})" if "OR" in criteria.q.split() else criteria.q
        return criteria.asking(f"{words} {text}")

    return narrow


def _chosen(name: str, value: str) -> Callable[[Criteria], Criteria]:
    """A filter more; of what a cable has one of, this one alone."""

    def narrow(criteria: Criteria) -> Criteria:
        if name in ("tag", "marking"):
            return criteria.adding(name, value)
        return replace(criteria, page=1, filters={**criteria.filters, name: (value,)})

    return narrow


def _count(value: str, columns: Columns) -> Condition:
    del columns
    if value not in COUNT_WORDS:
        raise NoSuchValueError(f"“{value}” is no count of the study.")
    query = _COUNT_QUERIES.get(value)
    return Condition(
        "count", value, COUNT_WORDS[value], lambda c: study.mask(c, value), _typed(query) if query is not None else None
    )


def _level_named(value: str, more: Mapping[str, str] | None = None) -> str | None:
    levels: Mapping[str, str | None] = {**wording.levels_by_slug(), **(more or {})}
    if value not in levels:
        raise NoSuchValueError(f"“{value}” is no classification; there are {', '.join(levels)}.")
    return levels[value]


def _level(value: str, columns: Columns) -> Condition:
    del columns
    level = _level_named(value)
    words = f"classified {wording.level_words(level)}" if level else "without a stated classification"
    return Condition("level", value, words, lambda c: study.at_level(c.level, level), _typed(f"class:{value}"))


def _highest(value: str, columns: Columns) -> Condition:
    del columns
    level = _level_named(value)
    words = f"highest portion marking {wording.level_words(level)}" if level else "no portion marking names a level"
    query = _typed(f"highest-portion:{value}")
    return Condition("highest", value, words, lambda c: study.at_level(c.highest, level), query)


def _portion(value: str, columns: Columns) -> Condition:
    del columns
    if value not in PORTIONS:
        raise NoSuchValueError(f"“{value}” is no portion; there are {', '.join(PORTIONS)}.")
    # In the index a marking that names no level is unmarked.
    narrow = None if value in ("unmarked", "other") else _chosen("marking", value)
    words = f"with a paragraph counted as “{PORTION_WORDS[value]}”"
    return Condition("portion", value, words, lambda c: study.having(c, value), narrow)


def _original(value: str, columns: Columns) -> Condition:
    del columns
    level = _level_named(value)
    words = f"originally {wording.level_words(level)}" if level else "released, original classification not stated"
    narrow = _typed(f"original:{value}") if level else None
    return Condition("original", value, words, lambda c: c.released & study.at_level(c.original, level), narrow)


def _current(value: str, columns: Columns) -> Condition:
    del columns
    level = _level_named(value, {"other": ""})
    said = wording.level_words(level) if level else "in other words" if level == "" else "not stated"
    return Condition("current", value, f"current classification {said}", lambda c: study.currently(c, level))


def _wait(value: str, columns: Columns) -> Condition:
    del columns
    if value == "unknown":
        words = "released on a day that is not stated, or sent on one"
        return Condition("wait", value, words, lambda c: c.released & (c.wait == UNKNOWN))
    if not (value.isascii() and value.removeprefix("-").isdigit() and len(value) < 6):
        raise NoSuchValueError(f"“{value}” is no number of years, nor “unknown”.")
    years = int(value)
    words = f"released after {wording.counted(years, 'full year')}"
    return Condition("wait", value, words, lambda c: c.released & (study.years_waited(c) == years))


def _by(value: str, columns: Columns) -> Condition:
    name, _, said = value.partition(":")
    if name not in _DIMENSIONS:
        raise NoSuchValueError(f"“{name}” is nothing to count by; there are {', '.join(_DIMENSIONS)}.")
    code, words = _DIMENSIONS[name](said, columns)
    narrow = _chosen(name, said) if name in ("year", "post", "tag") else None
    return Condition("by", value, words, lambda c: study.with_value(c, name, code), narrow)


def _year(said: str, columns: Columns) -> tuple[int, str]:
    del columns
    if not (len(said) == 4 and said.isascii() and said.isdigit()):
        raise NoSuchValueError(f"“{said}” is no year.")
    return int(said), f"of {said}"


def _post(said: str, columns: Columns) -> tuple[int, str]:
    del columns
    found = Station.objects.filter(slug=said).values_list("pk", "name").first()
    if found is None:
        raise NoSuchValueError(f"No post is called “{said}” here.")
    return found[0], f"sent by {found[1]}"


def _tag(said: str, columns: Columns) -> tuple[int, str]:
    del columns
    found = Tag.objects.filter(code=said).values_list("pk", flat=True).first()
    if found is None:
        raise NoSuchValueError(f"No cable here has the TAGS code “{said}”.")
    return found, f"tagged {said}"


def _classifier(said: str, columns: Columns) -> tuple[int, str]:
    return _place(said, columns.classifiers), f"classified by {said}"


def _reason(said: str, columns: Columns) -> tuple[int, str]:
    return _place(said, columns.reason_names), f"for the reason {said}"


def _place(said: str, names: Sequence[str]) -> int:
    if not said or said not in names:
        raise NoSuchValueError(f"No cable here has “{said}”.")
    return names.index(said)


_DIMENSIONS: Mapping[str, Callable[[str, Columns], tuple[int, str]]] = {
    "year": _year,
    "post": _post,
    "tag": _tag,
    "classifier": _classifier,
    "reason": _reason,
}

_KINDS: Mapping[str, Callable[[str, Columns], Condition]] = {
    "count": _count,
    "level": _level,
    "highest": _highest,
    "portion": _portion,
    "by": _by,
    "original": _original,
    "current": _current,
    "wait": _wait,
}
NAMES = tuple(_KINDS)


def picked(columns: Columns, chosen: Sequence[Condition]) -> Mask:
    """Cables for which all of these hold."""
    mask = np.ones(len(columns), np.bool_)
    for one in chosen:
        mask &= one.mask(columns)
    return mask
