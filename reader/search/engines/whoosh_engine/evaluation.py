"""A whole query on arrays over all documents: masks for what matches, BM25 scores for how well."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import reduce

import numpy as np
from haystack.exceptions import SearchBackendError
from numpy.typing import NDArray

from reader.search.engines.bounds import bounds, date_bounds
from reader.search.engines.shape import COLUMNS, NAME_FIELDS, UNDATED, WEIGHTS
from reader.search.engines.tree import Branch, Leaf
from reader.search.engines.whoosh_engine.codec import DOC_SHIFT, Keys
from reader.search.engines.whoosh_engine.columns import Mask
from reader.search.engines.whoosh_engine.generation import Generation
from reader.search.engines.whoosh_engine.postings import Ids, Postings
from reader.search.engines.whoosh_engine.schema import FIELD_NUMBER, FIELD_SHIFT
from reader.search.fields import CONTENT, EVERYWHERE, Kind, fold, words

_K1, _B = 1.2, 0.75
#: From this ratio of lengths on, searching in the longer list is faster than merging the two.
_MUCH_FEWER = 16
_PLACE = (1 << DOC_SHIFT) - 1

Scores = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Found:
    """Which documents match and their scores; None: no scores (a filter)."""

    mask: Mask
    scores: Scores | None = None


def evaluate(generation: Generation, query: Branch | Leaf) -> Found:
    """What matches among the documents that are not deleted."""
    found = _run(generation, query)
    return Found(found.mask & generation.live, found.scores)


def _run(generation: Generation, node: Branch | Leaf) -> Found:
    if isinstance(node, Leaf):
        return _leaf(generation, node)
    if not node.children:
        return Found(np.ones(generation.size, np.bool_))
    parts = [_run(generation, child) for child in node.children]
    join: Callable[[Mask, Mask], Mask] = np.logical_or if node.connector == "OR" else np.logical_and
    mask = reduce(join, (part.mask for part in parts))
    if node.negated:
        return Found(~mask)
    scored = [part.scores for part in parts if part.scores is not None]
    return Found(mask, reduce(np.add, scored) if scored else None)


def _leaf(generation: Generation, leaf: Leaf) -> Found:
    if leaf.field in (CONTENT, "text") or leaf.field in FIELD_NUMBER:
        return _text(generation, leaf)
    if leaf.field in NAME_FIELDS:
        return _scored(generation, _matched(leaf, *_name_readers(generation, leaf.field)), 0.5)
    if leaf.field == "date":
        return Found(_dates(generation, leaf))
    if leaf.field == "reference_id":
        wanted = {leaf.value} if isinstance(leaf.value, str) else set(leaf.value)
        return Found(np.array([reference in wanted for reference in generation.cards.references], np.bool_))
    if leaf.field in COLUMNS:
        return Found(_exact(generation, leaf))
    raise SearchBackendError(f"The index has no field {leaf.field!r}.")


# Words


def _text(generation: Generation, leaf: Leaf) -> Found:
    """The text, or the part of it that stands in one field; the text as a whole has the names of EVERYWHERE too."""
    number = FIELD_NUMBER.get(leaf.field)
    if number is not None:
        read = [lambda w, f=f: _within(f(w), number) for f in (generation.word, generation.words_starting)]
        return _scored(generation, _matched(leaf, *read), WEIGHTS.get(leaf.field, 1.0))
    found = _scored(generation, _matched(leaf, generation.word, generation.words_starting))
    for field in EVERYWHERE:
        if field.kind is Kind.NAMES:
            named = _scored(generation, _matched(leaf, *_name_readers(generation, field.index)), 4.0)
            found = Found(found.mask | named.mask, np.add(_or_zero(found), _or_zero(named)))
    return found


def _or_zero(found: Found) -> Scores:
    return np.zeros(len(found.mask), np.float32) if found.scores is None else found.scores


_Reader = Callable[[str], Postings]


def _name_readers(generation: Generation, field: str) -> tuple[_Reader, _Reader]:
    return (lambda w: generation.name(field, w)), (lambda w: generation.names_starting(field, w))


@dataclass(frozen=True, slots=True)
class _Matched:
    """Documents and how often, of one word, phrase or prefix."""

    docs: Ids
    often: NDArray[np.float32]


def _matched(leaf: Leaf, word: _Reader, starting: _Reader) -> list[_Matched]:
    """One entry a word that must be there, or one for a phrase, a prefix or words near each other."""
    asked = words(str(leaf.value))
    slop = getattr(leaf.value, "slop", None)
    if leaf.lookup == "startswith":
        return [_prefix(str(leaf.value), word, starting)]
    if leaf.lookup not in ("content", "contains", "exact"):
        raise SearchBackendError(f"Words of {leaf.field} cannot be asked for by {leaf.lookup!r}.")
    if slop is not None:
        return [_near([word(w) for w in asked], slop)]
    if leaf.lookup == "exact" and len(asked) > 1:
        return [_phrase([word(w) for w in asked])]
    return [_Matched(found.docs, found.weights) for found in map(word, asked)] or [_NOTHING]


_NOTHING = _Matched(np.zeros(0, np.int64), np.zeros(0, np.float32))


def _prefix(text: str, word: _Reader, starting: _Reader) -> _Matched:
    """The last word as a prefix, words before it as a phrase."""
    *before, last = words(text) or [fold(text)]
    found = starting(last)
    if not before:
        return _Matched(found.docs, found.weights)
    return _phrase([*(word(w) for w in before), found])


def _within(found: Postings, number: int) -> Postings:
    """Only what stands in one field of the text."""
    here = (found.keys & _PLACE) >> FIELD_SHIFT == number
    return Postings.of(found.keys[here], weighted=False)


def _phrase(parts: Sequence[Postings]) -> _Matched:
    """Where the words follow each other."""
    keys = [found - at for at, found in enumerate(_keys(parts))]
    keys.sort(key=len)
    starts = keys[0]
    for other in keys[1:]:
        starts = _common(starts, other)
    return _counted(starts)


def _common(few: Keys, many: Keys) -> Keys:
    """What both ascending lists have."""
    if not len(few) or not len(many):
        return few[:0]
    if len(few) * _MUCH_FEWER < len(many):
        here: Mask = many[np.minimum(np.searchsorted(many, few), len(many) - 1)] == few
        return few[here]
    # A stable sort of two ascending runs is one merge: faster than a search for each.
    both = np.sort(np.concatenate((few, many)), kind="stable")
    twice: Mask = both[1:] == both[:-1]
    return both[:-1][twice]


def _near(parts: Sequence[Postings], slop: int) -> _Matched:
    """Where all the words stand with at most `slop` others between them, in any order.

    The first of them is one of the words; each of the others follows within reach of it.
    """
    keys = _keys(parts)
    starts, reach = np.unique(np.concatenate(keys)), slop + len(keys) - 1
    for other in keys:
        if not len(other):
            return _NOTHING
        following = other[np.minimum(np.searchsorted(other, starts), len(other) - 1)]
        starts = starts[(following >= starts) & (following - starts <= reach)]
    return _counted(starts)


def _keys(parts: Sequence[Postings]) -> list[Keys]:
    """Document and place in one number, ascending, of documents that have every word."""
    common = reduce(lambda a, b: np.intersect1d(a, b, assume_unique=True), (part.docs for part in parts))
    if not len(common):
        return [common for _ in parts]
    wanted = np.zeros(max(int(part.docs[-1]) for part in parts) + 1, np.bool_)
    wanted[common] = True
    return [part.keys[wanted[part.keys >> DOC_SHIFT]] for part in parts]


def _counted(keys: Keys) -> _Matched:
    found = Postings.of(keys, weighted=False)
    return _Matched(found.docs, found.weights)


def _scored(generation: Generation, matched: list[_Matched], weight: float = 1.0) -> Found:
    """Every entry must match; BM25 over the length of the cable's text."""
    total: Scores = np.zeros(generation.size, np.float32)
    mask: Mask = np.ones(generation.size, np.bool_)
    for found in matched:
        here = np.zeros(generation.size, np.bool_)
        here[found.docs] = True
        mask &= here
        often = found.often * weight
        rarity = np.log1p((generation.size - len(found.docs) + 0.5) / (len(found.docs) + 0.5))
        length = _K1 * (1 - _B + _B * generation.cards.lengths[found.docs] / generation.average)
        total[found.docs] += rarity * often * (_K1 + 1) / (often + length)
    return Found(mask, total)


# Exact values


def _exact(generation: Generation, leaf: Leaf) -> Mask:
    column, size, value = generation.cards.columns[leaf.field], generation.size, leaf.value
    if leaf.lookup == "in":
        return column.having(map(str, value), size)
    if leaf.lookup == "startswith":
        return column.starting(str(value), size)
    if leaf.lookup in ("content", "contains", "exact"):
        return column.having([str(value)], size)
    return column.between(*bounds(leaf), size)


def _dates(generation: Generation, leaf: Leaf) -> Mask:
    low, high = date_bounds(leaf)
    at = generation.cards.minutes
    mask: Mask = at != UNDATED
    if low is not None:
        mask = mask & (at >= low)
    return mask if high is None else mask & (at <= high)
