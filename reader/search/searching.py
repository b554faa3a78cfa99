"""A search from criteria to results, in order: understand, ask the engine, count facets, load the hits, mark them."""

from __future__ import annotations

import datetime as dt
import itertools
import logging
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from haystack.exceptions import SearchBackendError
from haystack.query import SQ, SearchQuerySet

from reader.models import Cable
from reader.search.canonical import Unknown
from reader.search.cards import found_cables
from reader.search.criteria import Criteria
from reader.search.facets import MOST, Counts, facets, whole
from reader.search.fields import FACETS, LEVELS, NOT_STATED, SORTS
from reader.search.language import Parsed, parse
from reader.search.results import PAGE_SIZE, Facet, Hit, Message, Results
from reader.search.roles import agencies_asked, roles, station_roles
from reader.search.snippets import Marker, opening, title

_log = logging.getLogger(__name__)

#: What a reader is told when the engine cannot answer; the reason goes to the log.
UNAVAILABLE = "The search index cannot be read just now. The archive's administrator finds the reason in the log."

#: Values of fields in a query of which it is told that no cable has them.
_NAMED = 5

_ORDERS = {value: order for value, _, order in SORTS}


def search(criteria: Criteria) -> Results:
    """What the archive holds for these criteria: one page of hits, facets, messages. Never raises for bad input."""
    parsed = parse(criteria.q)
    try:
        return _results(criteria, parsed)
    except SearchBackendError as error:
        _log.error("The search failed: %s", error)
        return Results(criteria, messages=[*parsed.messages, Message(UNAVAILABLE)], available=False)


def _results(criteria: Criteria, parsed: Parsed) -> Results:
    found, page = _asked(criteria, parsed)
    total = found.count()
    pages = -(-total // PAGE_SIZE)
    here = criteria.on_page(min(criteria.page, max(pages, 1)))
    pks = [int(result.pk) for result in page]
    hits = hits_of(pks, criteria, parsed)
    messages = [*parsed.messages, *about(criteria, total, len(pks) - len(hits))]
    counted, labels = facets(here, counts(criteria, parsed, found), cut_facets(found))
    return Results(here, total, pages, hits, counted, messages, labels=labels)


def matching(criteria: Criteria) -> SearchQuerySet:
    """Everything found, in order, lazily: for exports. Evaluating it raises SearchBackendError when it cannot."""
    return _ordered(SearchQuerySet(), criteria).filter(_conditions(parse(criteria.q), criteria))


def stretch(criteria: Criteria, start: int, end: int) -> tuple[list[str], int]:
    """Reference ids at places start..end (from 0, without the end) of what is found, and how many there are in all.

    Raises SearchBackendError when the engine cannot answer.
    """
    found = matching(criteria)
    ids = [str(result.reference_id) for result in found[start:end]]
    return ids, int(found.count())


def _asked(criteria: Criteria, parsed: Parsed) -> tuple[SearchQuerySet, Sequence[Any]]:
    """The query set, run, and its page; the last page when there are not so many."""
    # Conditions last: Haystack copies them with every step.
    found = _ordered(faceted(SearchQuerySet(), commonest=MOST), criteria).filter(_conditions(parsed, criteria))
    start = (criteria.page - 1) * PAGE_SIZE
    page = found[start : start + PAGE_SIZE]
    if not page and start and found.count():
        start = (found.count() - 1) // PAGE_SIZE * PAGE_SIZE
        page = found[start : start + PAGE_SIZE]
    return found, page


def _ordered(found: SearchQuerySet, criteria: Criteria) -> SearchQuerySet:
    order = _ORDERS[criteria.sort] or ("" if criteria.q else "-date")
    return found.order_by(order) if order else found


def faceted(found: SearchQuerySet, names: Iterable[str] = FACETS, commonest: int | None = None) -> SearchQuerySet:
    """The query set that also counts these facets: all of their values, or at least so many of the commonest."""
    for name in names:
        found = found.facet(FACETS[name].facet, commonest=commonest)
    return found


def _conditions(parsed: Parsed, criteria: Criteria, without: str | None = None) -> SQ:
    """The query and the filters as one tree, which Haystack then takes as it is."""
    asked = parsed.query if parsed.query is not None else SQ()
    for name, values in criteria.filters.items():
        if name != without:
            asked = asked & _included(name, values)
    for name, values in criteria.excluded.items():
        asked = asked & ~_any_of(name, values)
    return SQ(asked) if asked else asked


def _included(name: str, values: Sequence[str]) -> SQ:
    """A value a cable: any of these. Several values a cable: all of these."""
    row = FACETS[name]
    if not row.many:
        return _any_of(name, values)
    every = SQ()
    for value in values:
        every &= SQ(**{f"{row.facet}__exact": value})
    return every


def _any_of(name: str, values: Sequence[str]) -> SQ:
    """Cables with one of these values; those that state no level are those that have none of all levels."""
    named = SQ(**{f"{FACETS[name].facet}__in": list(values)})
    if name != "class" or NOT_STATED not in values:
        return named
    return SQ(named | ~SQ(level__in=list(LEVELS)))


def values_of(criteria: Criteria, name: str, find: str = "", most: int | None = None) -> Facet:
    """A facet with all its values under these criteria, or those that have the words looked for; `most` are listed.

    Raises SearchBackendError when the engine cannot answer.
    """
    return whole(criteria, name, _counts_of(criteria, parse(criteria.q), name), find, most)


def counts(
    criteria: Criteria, parsed: Parsed, found: SearchQuerySet, names: Collection[str] = FACETS
) -> Mapping[str, Counts]:
    """Counts of these facets by index field; `found` is faceted by them.

    Where any of several values is asked for, each value counts as if it stood alone.
    """
    counted: dict[str, Counts] = dict(found.facet_counts()["fields"])
    for name in cut_facets(found):
        row, known = FACETS[name], {value for value, _ in counted[FACETS[name].facet or ""]}
        # All that was found has the values of many that were asked for.
        chosen = [(value, found.count()) for value in criteria.filters.get(name, ()) if value not in known]
        counted[row.facet or ""] = [*counted[row.facet or ""], *chosen]
    if "class" in names:
        counted["level"] = _with_not_stated(counted["level"], found.count())
    for name in criteria.filters:
        row = FACETS[name]
        if name in names and not row.many and row.facet:
            counted[row.facet] = _counts_of(criteria, parsed, name)
    return counted


def cut_facets(found: SearchQuerySet) -> list[str]:
    """The facets of which the engine counted only the commonest values."""
    cut = found.facet_counts().get("cut", ())
    return [name for name, row in FACETS.items() if row.facet in cut]


def _counts_of(criteria: Criteria, parsed: Parsed, name: str) -> Counts:
    """Counts of one facet, of single values as if each stood alone."""
    row = FACETS[name]
    conditions = _conditions(parsed, criteria, without=None if row.many else name)
    found = _uncollected(SearchQuerySet().facet(row.facet).filter(conditions))
    values: Counts = found.facet_counts()["fields"][row.facet]
    return _with_not_stated(values, found.count()) if name == "class" else values


def months(criteria: Criteria, year: int) -> list[int]:
    """How many of the cables found are of each month of a year, January first; a day or a year alone counts nowhere.

    Raises SearchBackendError when the engine cannot answer.
    """
    asked = _conditions(parse(criteria.q), criteria)
    days = [dt.datetime(year, month, 1) for month in range(1, 13)] + [dt.datetime(year + 1, 1, 1)]
    found = SearchQuerySet().filter(asked)
    count = getattr(found.query.backend, "counts_between", None)
    if count:
        return list(count(found.query.build_query(), days))
    ends = itertools.pairwise(days)
    return [_uncollected(found.filter(SQ(date__gte=first) & SQ(date__lt=end))).count() for first, end in ends]


def _uncollected(found: SearchQuerySet) -> SearchQuerySet:
    """The same, to be counted only: Haystack else makes an object of everything found."""
    found.query.set_limits(0, 1)
    return found


def _with_not_stated(counts: Counts, total: int) -> Counts:
    """Counts by level, and how many of all state none."""
    rest = total - sum(count for _, count in counts)
    return [*counts, (NOT_STATED, rest)] if rest else counts


def hits_of(pks: Sequence[int], criteria: Criteria, parsed: Parsed) -> list[Hit]:
    """The cables of a page, in order, with title, snippets and roles; those gone from the database are left out."""
    cables = found_cables(pks)
    marker = Marker(parsed.needles)
    said = roles(pks, agencies_asked(pks, criteria.filters.get("agency", ()), parsed.agencies))
    posts = station_roles(pks, parsed.agencies)
    hits = []
    for pk in pks:
        if cable := cables.get(pk):
            snippets = marker.snippets(cable.paragraphs) or opening(cable.paragraphs)
            both = dict.fromkeys((*said.get(pk, ()), *posts.get(pk, ())))
            hits.append(Hit(cable, title(cable, marker), snippets, list(both)))
    return hits


def about(criteria: Criteria, total: int, missing: int) -> list[Message]:
    """What has to be said about the result."""
    messages = []
    if missing:
        messages.append(Message(f"{missing} cables found are no longer in the archive: the index is behind."))
    if not total:
        messages += [*_no_values(criteria), Message(_nothing(criteria))]
    return messages


def _no_values(criteria: Criteria) -> list[Message]:
    """What was asked of fields that no cable at all has."""
    named = parse(criteria.q).named[:_NAMED]
    unknown = [one for one in named if not search_count(Criteria(q=f'{one[0]}:"{one[1]}"'))]
    return [Message(str(Unknown(name, value, several=False))) for name, value in unknown]


def _nothing(criteria: Criteria) -> str:
    if not Cable.objects.exists():
        return "The archive holds no cables yet."
    if not _indexed():
        return "The search index is empty although the archive holds cables. Run `python manage.py index`."
    filtered = bool(criteria.filters or criteria.excluded)
    if filtered and search_count(replace(criteria, filters={}, excluded={})):
        return "Without the filters there are some: remove one above."
    return "Try fewer words, other spellings, or a beginning of a word such as traffick*."


def search_count(criteria: Criteria) -> int:
    """How many cables there are for these criteria."""
    return int(_uncollected(SearchQuerySet().filter(_conditions(parse(criteria.q), criteria))).count())


def _indexed() -> bool:
    return bool(_uncollected(SearchQuerySet().all()).count())
