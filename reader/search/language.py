"""The query language: a searcher's text to a tree of Haystack's SQ objects, and what to mark in the text found.

luqum's Lucene grammar reads the text that `scanning` made fit for it. NOT and `-` bind first here, then AND and the
blank, then OR, and `-x` excludes from its whole bracket; luqum binds otherwise, so its tree is taken apart and grouped
anew. A mistake gives a message that points at it, and a best effort; `parse` never raises.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import reduce

import luqum.tree as lucene
from haystack.query import SQ
from luqum.exceptions import ParseError
from luqum.thread import parse as parse_lucene

from reader.search.conditions import Bound, NotUnderstoodError, any_value, between, condition, turned
from reader.search.fields import BY_NAME, CONTENT, Field, Kind, words
from reader.search.nearness import bounded
from reader.search.results import Message
from reader.search.scanning import scan

#: Phrases of one query whose last word is a beginning (co-oper*): an engine tries every ending of each.
MOST_ENDINGS = 20


@dataclass(frozen=True, slots=True)
class Needle:
    """What to mark where it is found: a word, a phrase, or a beginning (`prefix`: of the last word).

    `index` is the field of the text that it was asked for in; None: anywhere. Words are folded and not stemmed.
    """

    words: tuple[str, ...]
    prefix: bool = False
    near: int | None = None
    index: str | None = None


@dataclass(frozen=True, slots=True)
class Parsed:
    """A text understood: the conditions (None: everything), what to mark, the agencies named, and messages.

    `named` are the fields that are counted and what was asked of them: (tag, PGOV).
    """

    query: SQ | None = None
    needles: tuple[Needle, ...] = ()
    agencies: tuple[str, ...] = ()
    named: tuple[tuple[str, str], ...] = ()
    messages: tuple[Message, ...] = ()


def parse(typed: str) -> Parsed:
    """Understand a searcher's text."""
    scanned = scan(typed)
    reading = _Reading(list(scanned.messages))
    if not scanned.text.strip():
        return Parsed(messages=scanned.messages or _nothing_in(typed))
    try:
        query = reading.bracket(parse_lucene(scanned.text), _ANYWHERE)
    except (ParseError, RecursionError):
        reading.messages.append(Message("The query could not be read as written; searched for its words."))
        query = reading.all_words(scanned.text)
    needles, agencies = dict.fromkeys(reading.needles), dict.fromkeys(reading.agencies)
    named = tuple(dict.fromkeys(reading.named))
    return Parsed(query, tuple(needles), tuple(agencies), named, tuple(reading.messages))


def _nothing_in(typed: str) -> tuple[Message, ...]:
    """What is said of a text without a word: all cables are no answer to it."""
    shown = typed.strip()[:40]
    return (Message(f"There is no word in “{shown}”; it was left out."),) if shown else ()


@dataclass(frozen=True, slots=True)
class _Scope:
    """The field that a part of the query stands under, and whether what it says is wanted or excluded."""

    field: Field | None = None
    wanted: bool = True

    @property
    def index(self) -> str:
        return self.field.index if self.field else CONTENT

    @property
    def indexes(self) -> tuple[str, ...]:
        """Where what is typed is looked for: any of these."""
        return (self.index, *(self.field.also if self.field else ()))


_ANYWHERE = _Scope()


def _is_textual(scope: _Scope) -> bool:
    return scope.field is None or scope.field.kind in (Kind.TEXT, Kind.NAMES)


@dataclass(slots=True)
class _Reading:
    """One text being read: luqum's tree to SQ, collecting messages and needles on the way."""

    messages: list[Message]
    needles: list[Needle] = field(default_factory=list)
    agencies: list[str] = field(default_factory=list)
    named: list[tuple[str, str]] = field(default_factory=list)
    near: int = 0
    endings: int = 0

    def bracket(self, tree: lucene.Item, scope: _Scope) -> SQ | None:
        """A bracket, or the whole: alternatives of things that must all be there, without what is excluded."""
        alternatives: list[list[SQ]] = [[]]
        excluded: list[SQ] = []
        joined = ""
        for operator, part in _sequence(tree):
            joined = operator if operator == "OR" or not joined else joined
            if isinstance(part, lucene.Prohibit):
                excluded += _some(self.item(part.a, replace(scope, wanted=not scope.wanted)))
                continue
            found = self.item(part, scope)
            if joined == "OR" and alternatives[-1]:
                alternatives.append([])
            joined = ""
            alternatives[-1] += _some(found)
        return _and([*_some(_or([_and(every) for every in alternatives if every])), *(~sq for sq in excluded)])

    def item(self, part: lucene.Item, scope: _Scope) -> SQ | None:
        """One part: a bracket, a negation, a field, a word, a phrase, a range."""
        if isinstance(part, lucene.SearchField):
            known = BY_NAME.get(part.name.lower())
            # A quote out of place can make the grammar see a field where there is none.
            return self.item(part.expr, replace(scope, field=known)) if known else self.all_words(str(part))
        if isinstance(part, lucene.Not | lucene.Prohibit):
            found = self.item(part.a, replace(scope, wanted=not scope.wanted))
            return ~found if found is not None else None
        if isinstance(part, lucene.Plus | lucene.Boost):
            return self.item(part.children[0], scope)
        if isinstance(part, lucene.BaseGroup):
            return self.bracket(part.expr, scope)
        if isinstance(part, lucene.Range | lucene.From | lucene.To):
            return self._range(part, scope)
        if isinstance(part, lucene.BaseOperation):
            return self.bracket(part, scope)
        return self._term(part, scope)

    def all_words(self, text: str) -> SQ | None:
        """The last resort: every word of a text must be there."""
        found = words(text)
        self.needles += [Needle((word,)) for word in found]
        return _and([condition(None, CONTENT, word) for word in found])

    def _term(self, part: lucene.Item, scope: _Scope) -> SQ | None:
        value, quoted, near = _value(part)
        if value == "*" and not quoted:
            return self._any_value(part, scope)
        if scope.field and scope.field.kind in (Kind.DATE, Kind.YEAR) and (other := turned(value)):
            self._say_turned(part, value, other)
            value = other
        if near is not None and len(words(value)) > 1 and _is_textual(scope):
            return self._near(part, value, near, scope)
        if value.endswith("*") and not quoted and len(words(value)) > 1 and _is_textual(scope):
            self.endings += 1
            if self.endings > MOST_ENDINGS:
                return self._apart(part, value, scope)
        try:
            every = [condition(scope.field, index, value, quoted=quoted, near=near) for index in scope.indexes]
        except NotUnderstoodError as error:
            return self._instead(part, value, str(error), scope)
        self._note_wildcards(part, value, quoted, scope)
        self._note(value, quoted, near, scope)
        return _or([*every])

    def _near(self, part: lucene.Item, value: str, slop: int, scope: _Scope) -> SQ | None:
        """Words near each other, no more than an engine can look for; the rest as words anywhere."""
        asked = bounded(words(value), slop, self.near)
        self.near += len(asked.near) if len(asked.near) > 1 else 0
        self.messages += [Message(said, part.pos + 1) for said in asked.said]
        found: list[SQ] = []
        for together in (asked.near, *((word,) for word in asked.anywhere)):
            text, near = " ".join(together), asked.slop if len(together) > 1 else None
            self._note(text, True, near, scope)
            if together:
                found += _some(_or([condition(scope.field, at, text, quoted=True, near=near) for at in scope.indexes]))
        return _and(found)

    def _apart(self, part: lucene.Item, value: str, scope: _Scope) -> SQ | None:
        """A phrase that ends in a beginning of a word as words, when a query has too many of them."""
        said = f"Only {MOST_ENDINGS} phrases of a query may end in a star; searched for “{value}” as words."
        self.messages.append(Message(said, part.pos + 1))
        *before, last = words(value)
        found: list[SQ | None] = []
        for word in (*before, last + "*" if len(last) > 1 else last):
            self._note(word, False, None, scope)
            found.append(_or([condition(scope.field, at, word) for at in scope.indexes]))
        return _and([each for each in found if each is not None])

    def _any_value(self, part: lucene.Item, scope: _Scope) -> SQ | None:
        """A star alone: everything, or whatever has something in that field."""
        try:
            return any_value(scope.field) if scope.field else None
        except NotUnderstoodError as error:
            return self._instead(part, "*", str(error), scope)

    def _say_turned(self, part: lucene.Item, value: str, other: str) -> None:
        said = f"The range “{value}” ends before it begins; read as {other}."
        self.messages.append(Message(said, part.pos + 1))

    def _range(self, part: lucene.Item, scope: _Scope) -> SQ | None:
        low, high = _bounds(part)
        if low and high and (other := turned(f"{low.text}..{high.text}")):
            self._say_turned(part, f"{low.text}..{high.text}", other)
            low, high = high, low
        said = "..".join(bound.text if bound else "" for bound in (low, high))
        if scope.field is None or scope.field.kind not in (Kind.DATE, Kind.YEAR):
            return self._instead(part, said, "only dates and years have ranges", scope)
        try:
            return between(scope.field, low, high)
        except NotUnderstoodError as error:
            return self._instead(part, said, str(error), scope)

    def _instead(self, part: lucene.Item, value: str, why: str, scope: _Scope) -> SQ | None:
        """Words in place of a value that was not understood."""
        position = part.pos + 1
        found = words(value)
        what = f"{scope.field.name}:{value}" if scope.field else value
        done = "searched for the words instead" if found and scope.field else "left out"
        self.messages.append(Message(f"“{what}” at character {position}: {why}; {done}.", position))
        if not found or scope.field is None:
            return None
        self._note(" ".join(found), True, None, replace(scope, field=None))
        return condition(None, CONTENT, " ".join(found), quoted=True)

    def _note_wildcards(self, part: lucene.Item, value: str, quoted: bool, scope: _Scope) -> None:
        if _is_textual(scope) and "*" in (value if quoted else value[:-1]):
            position = part.pos + value.index("*") + 1
            self.messages.append(
                Message(f"* at character {position} is read at the end of a single word only.", position)
            )

    def _note(self, value: str, quoted: bool, near: int | None, scope: _Scope) -> None:
        """Keep what to mark, and which agencies are asked for."""
        found = tuple(words(value))
        if not scope.wanted or not found:
            return
        prefix = value.endswith("*") and not quoted
        if scope.field and scope.field.facet and not prefix:
            self.named.append((scope.field.name, value.strip()))
        if scope.field is None:
            self.needles.append(Needle(found, prefix, near))
        elif scope.field.kind is Kind.TEXT:
            self.needles.append(Needle(found, prefix, near, scope.field.index))
        elif scope.field.name == "agency" and not prefix:
            self.agencies.append(" ".join(found))


def _sequence(tree: lucene.Item, operator: str = "") -> Iterator[tuple[str, lucene.Item]]:
    """The parts of a bracket as they were typed, each with the operator before it: luqum's nesting taken off."""
    if isinstance(tree, lucene.AndOperation | lucene.OrOperation | lucene.UnknownOperation):
        mine = "OR" if isinstance(tree, lucene.OrOperation) else "AND"
        for at, child in enumerate(tree.children):
            yield from _sequence(child, mine if at else operator)
    else:
        yield operator, tree


def _value(part: lucene.Item) -> tuple[str, bool, int | None]:
    """(text, whether it was quoted, how near its words must be)."""
    if isinstance(part, lucene.Proximity):
        return str(part.term.value)[1:-1], True, int(part.degree)
    if isinstance(part, lucene.Fuzzy):
        return str(part.term.value), False, None
    if isinstance(part, lucene.Phrase):
        return str(part.value)[1:-1], True, None
    return str(part.value), False, None


def _bounds(part: lucene.Item) -> tuple[Bound | None, Bound | None]:
    """From and to of a range as they were typed; None for no bound."""
    if isinstance(part, lucene.From):
        return Bound(_value(part.a)[0], part.include), None
    if isinstance(part, lucene.To):
        return None, Bound(_value(part.a)[0], part.include)
    low, high = (str(bound).strip() for bound in (part.low, part.high))
    return (
        None if low == "*" else Bound(low, part.include_low),
        None if high == "*" else Bound(high, part.include_high),
    )


def _some(found: SQ | None) -> list[SQ]:
    return [] if found is None else [found]


def _and(parts: list[SQ]) -> SQ | None:
    return reduce(SQ.__and__, parts) if parts else None


def _or(parts: list[SQ | None]) -> SQ | None:
    given = [part for part in parts if part is not None]
    return reduce(SQ.__or__, given) if given else None
