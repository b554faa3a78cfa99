"""Haystack's tree of SQ objects as a tree that an engine evaluates: nothing goes through a query string."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from haystack.backends import BaseSearchQuery


@dataclass(frozen=True, slots=True)
class Leaf:
    """One condition: field, Haystack's filter type (content, exact, startswith, in, gte, lt, range), value."""

    field: str
    lookup: str
    value: Any


@dataclass(frozen=True, slots=True)
class Branch:
    """Conditions joined by AND or OR, the whole perhaps negated. No children: everything."""

    connector: str
    children: tuple[Branch | Leaf, ...]
    negated: bool = False


Tree = Branch | Leaf

EVERYTHING = Branch("AND", ())


class TreeQuery(BaseSearchQuery):  # type: ignore[misc]
    """Haystack's query of an engine that evaluates trees."""

    def build_query(self) -> Tree:
        """The tree. A condition on a field that the index has not is an error when it is evaluated."""
        return self._branch(self.query_filter)

    def _branch(self, node: Any) -> Branch:
        """A branch, without branches around it that join nothing."""
        children = tuple(
            self._branch(child) if hasattr(child, "children") else self._leaf(*child) for child in node.children
        )
        if len(children) == 1 and isinstance(children[0], Branch) and not node.negated:
            return children[0]
        return Branch(node.connector, children, node.negated)

    def _leaf(self, expression: str, value: Any) -> Leaf:
        field, lookup = self.query_filter.split_expression(expression)
        return Leaf(field, lookup, value)

    def matching_all_fragment(self) -> str:
        """What Haystack calls everything."""
        return "*"
