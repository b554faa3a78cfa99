"""A tree of conditions as a query of tantivy."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import permutations

from haystack.exceptions import SearchBackendError
from tantivy import FieldType, Occur, Query, Schema, Searcher

from reader.search.engines.bounds import Bounds, bounds, date_bounds
from reader.search.engines.shape import COLUMNS, NAME_FIELDS, TEXT_FIELDS, WEIGHTS
from reader.search.engines.tantivy_engine.analysis import MARKS, NEAREST, beginning, beginning_in_any_case
from reader.search.engines.tantivy_engine.schema import YEARS
from reader.search.engines.tree import Branch, Leaf, Tree
from reader.search.fields import CONTENT, EVERYWHERE, Kind, fold, stem, words

#: Fields of names that a word without a field is looked for in; a hit there counts as so many in the text.
_NAMES_EVERYWHERE = tuple(field.index for field in EVERYWHERE if field.kind is Kind.NAMES)
_NAMED = 4.0
_NAME = 0.5

#: Words that a prefix behind other words of a phrase is tried as, the commonest first.
MOST_ENDINGS = 200
#: Up to so many words near each other are looked for in every order.
_REORDERED = 4


def is_scored(node: Tree) -> bool:
    """Whether documents match better or worse, or only match."""
    if isinstance(node, Leaf):
        return node.field in (CONTENT, "text", *TEXT_FIELDS, *NAME_FIELDS)
    return not node.negated and any(map(is_scored, node.children))


def is_costly(node: Tree) -> bool:
    """Whether finding what matches takes long, besides counting it: phrases, words near each other, beginnings."""
    if isinstance(node, Branch):
        return any(map(is_costly, node.children))
    several = node.lookup == "exact" and len(words(str(node.value))) > 1
    return is_scored(node) and (several or node.lookup == "startswith" or hasattr(node.value, "slop"))


class Asked:
    """Makes queries for one state of the index."""

    def __init__(self, schema: Schema, searcher: Searcher) -> None:
        self._schema = schema
        self._searcher = searcher

    def query(self, node: Tree) -> Query:
        """The query of a tree. Raises SearchBackendError for a condition that the index does not know."""
        if isinstance(node, Leaf):
            return self._leaf(node)
        inner = self._branch(node)
        return _and([], [inner]) if node.negated else inner

    def _branch(self, node: Branch) -> Query:
        if not node.children:
            return _filter(Query.all_query())
        if node.connector == "OR":
            return _or([self.query(child) for child in node.children])
        wanted, unwanted = [], []
        for child in node.children:
            if isinstance(child, Branch) and child.negated:
                unwanted.append(self._branch(child))
            else:
                wanted.append(self.query(child))
        return _and(wanted, unwanted)

    def _leaf(self, leaf: Leaf) -> Query:
        if leaf.field in (CONTENT, "text"):
            return self._everywhere(leaf)
        if leaf.field in (*TEXT_FIELDS, *NAME_FIELDS):
            return self._words(leaf, [leaf.field])
        if leaf.field == "date":
            return self._numbers("minutes", date_bounds(leaf))
        if leaf.field in YEARS:
            return self._year(leaf)
        if leaf.field in (*COLUMNS, "reference_id"):
            return self._exact(leaf)
        raise SearchBackendError(f"The index has no field {leaf.field!r}.")

    # Words

    def _everywhere(self, leaf: Leaf) -> Query:
        return self._words(leaf, [*TEXT_FIELDS, *_NAMES_EVERYWHERE])

    def _words(self, leaf: Leaf, fields: Sequence[str]) -> Query:
        asked = words(str(leaf.value))
        slop = getattr(leaf.value, "slop", None)
        if leaf.lookup == "startswith":
            return self._prefix(str(leaf.value), fields)
        if leaf.lookup not in ("content", "contains", "exact"):
            raise SearchBackendError(f"Words of {leaf.field} cannot be asked for by {leaf.lookup!r}.")
        if not asked:
            return Query.empty_query()
        if slop is not None and len(asked) > 1:
            return _or(self._near(field, asked, slop) for field in fields)
        if leaf.lookup == "exact" and len(asked) > 1:
            return _or(self._phrase(field, asked) for field in fields)
        return _and([_or(self._word(field, word) for field in fields) for word in asked], [])

    def _word(self, field: str, word: str) -> Query:
        return _weighed(field, Query.term_query(self._schema, field, _term(field, word), "freq"))

    def _phrase(self, field: str, asked: Sequence[str], slop: int = 0) -> Query:
        terms: list[str | tuple[int, str]] = [_term(field, word) for word in asked]
        return _weighed(field, Query.phrase_query(self._schema, field, terms, slop))

    def _near(self, field: str, asked: list[str], slop: int) -> Query:
        """Tantivy counts a changed order as distance: every order is asked for instead."""
        orders = permutations(asked) if len(asked) <= _REORDERED else (asked, asked[::-1])
        return _or(self._phrase(field, order, min(slop, NEAREST)) for order in dict.fromkeys(map(tuple, orders)))

    def _prefix(self, text: str, fields: Sequence[str]) -> Query:
        """The last word as a prefix, words before it as a phrase."""
        *before, last = words(text) or [fold(text)]
        if before:
            return _or(self._phrase_prefix(field, before, last) for field in fields)
        queries = [self._beginning(field, beginning(last)) for field in fields if field not in MARKS]
        marks = "".join(MARKS[field] for field in fields if field in MARKS)
        if marks:
            queries.append(self._beginning("written", f"[{marks}]{beginning(last)}"))
        return _or(queries)

    def _beginning(self, field: str, pattern: str) -> Query:
        return Query.regex_query(self._schema, field, pattern)

    def _phrase_prefix(self, field: str, before: list[str], last: str) -> Query:
        mark = MARKS.get(field, "")
        listed = self._searcher.terms_with_prefix("written" if mark else field, mark + last, limit=MOST_ENDINGS)
        ends = {_term(field, term[len(mark) :]): term[len(mark) :] for term, _ in listed}
        return _or(self._phrase(field, [*before, end]) for end in ends.values())

    # Exact values

    def _exact(self, leaf: Leaf) -> Query:
        if leaf.lookup == "startswith":
            return _filter(self._beginning(leaf.field, beginning_in_any_case(str(leaf.value))))
        if leaf.lookup == "in" and not isinstance(leaf.value, str):
            return self._any(leaf.field, [str(value) for value in leaf.value])
        if leaf.lookup in ("content", "contains", "exact", "in"):
            return self._any(leaf.field, [str(leaf.value)])
        raise SearchBackendError(f"The field {leaf.field} cannot be asked for by {leaf.lookup!r}.")

    def _any(self, field: str, wanted: list[str]) -> Query:
        return _filter(Query.term_set_query(self._schema, field, wanted))

    def _year(self, leaf: Leaf) -> Query:
        if leaf.lookup == "in":
            return _or(self._numbers(leaf.field, (int(value), int(value))) for value in leaf.value)
        if leaf.lookup in ("content", "contains", "exact"):
            return self._numbers(leaf.field, (int(str(leaf.value)), int(str(leaf.value))))
        return self._numbers(leaf.field, bounds(leaf))

    def _numbers(self, field: str, asked: Bounds) -> Query:
        """From one number to another; 0 means that there is none."""
        low, high = asked
        low = max(low or 1, 1)
        if high is not None and high < low:
            return Query.empty_query()
        return _filter(Query.range_query(self._schema, field, FieldType.Unsigned, low, high))


def _term(field: str, word: str) -> str:
    return stem(word) if field in MARKS else word


def _weighed(field: str, query: Query) -> Query:
    weight = WEIGHTS.get(field, 1.0) if field in MARKS else _NAMED if field in _NAMES_EVERYWHERE else _NAME
    return query if weight == 1.0 else Query.boost_query(query, weight)


def _filter(query: Query) -> Query:
    """Matches, and adds nothing to the score."""
    return Query.const_score_query(query, 0.0)


def _or(queries: Iterable[Query]) -> Query:
    some = list(queries)
    if not some:
        return Query.empty_query()
    return some[0] if len(some) == 1 else Query.boolean_query([(Occur.Should, query) for query in some])


def _and(wanted: list[Query], unwanted: list[Query]) -> Query:
    some = wanted or [_filter(Query.all_query())]
    if len(some) == 1 and not unwanted:
        return some[0]
    return Query.boolean_query([*((Occur.Must, q) for q in some), *((Occur.MustNot, q) for q in unwanted)])
