"""A searcher's text made fit for a strict grammar: what cannot stand is blanked where it stands, with a message.

The text keeps its length, so that every position that the grammar tells is a position in what the searcher typed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from reader.search.fields import BY_NAME, Kind
from reader.search.results import Message

#: Characters and parts of a query that are read, and how deep brackets may be nested.
LONGEST, MOST, DEEPEST = 2000, 200, 20

_TOKEN = re.compile(
    r"""
    (?P<quoted>["“”„][^"“”„]*["“”„](?:~\d{1,4})?)
  | (?P<quote>["“”„])
  | (?P<open>\() | (?P<close>\))
  | (?P<range>[\[{][^\]}]*[\]}])
  | (?P<compare>[<>]=?)
  | (?P<sign>[-+](?=[^\s)])|!(?=[\w"“„(]))
  | (?P<field>[\w.-]+(?=:))
  | (?P<colon>:)
  | (?P<operator>(?:AND|OR|NOT)(?=[\s()"“„]|$)|\|\|)
  | (?P<word>[^\s"“”„()\[\]{}:^~\\<>|]+)
  | (?P<junk>\S)
    """,
    re.VERBOSE,
)

#: How programmers write what the language has as a minus and OR; && is the blank.
_OTHER_SIGNS = {"!": "-", "||": "OR"}

_BOUNDED = frozenset((Kind.DATE, Kind.YEAR))


@dataclass(slots=True)
class Token:
    """A part of the text: its kind, where it starts (from 0), and what of it stands in the text for the grammar."""

    kind: str
    start: int
    text: str


@dataclass(frozen=True, slots=True)
class Scanned:
    """The text for the grammar, as long as what was typed, and what had to be said about it."""

    text: str
    messages: tuple[Message, ...]


def scan(typed: str) -> Scanned:
    """Make a text fit for the grammar. Never raises."""
    messages: list[Message] = []
    text = typed[:LONGEST]
    if len(typed) > LONGEST:
        messages.append(Message(f"Only the first {LONGEST:,} characters were read.", LONGEST + 1))
    tokens = list(_tokens(text, messages))
    if len(tokens) > MOST:
        messages.append(Message(f"Only the first {MOST} parts were read.", tokens[MOST].start + 1))
        del tokens[MOST:]
    tokens = _with_fields(tokens, messages)
    tokens = _with_brackets(tokens, messages)
    tokens = _with_operators(tokens, messages)
    return Scanned(_written(tokens, len(text)), tuple(messages))


def _tokens(text: str, messages: list[Message]) -> Iterator[Token]:
    for match in _TOKEN.finditer(text):
        kind, start, said = str(match.lastgroup), match.start(), match[0]
        if kind == "quote":
            messages.append(_unclosed(start))
        elif kind == "quoted":
            yield Token(kind, start, _straight(said))
        elif kind == "sign" and start and text[start - 1] not in " \t\n(:":
            continue
        elif said == "||" and not _stands_alone(text, start):
            where = f"|| at character {start + 1}"
            messages.append(Message(f"{where} needs a blank before and after it; read as a blank.", start + 1))
        elif said in _OTHER_SIGNS:
            yield Token(kind, start, _OTHER_SIGNS[said])
        elif kind == "word":
            yield from _word(start, said)
        elif kind != "junk":
            yield Token(kind, start, said)


def _stands_alone(text: str, start: int) -> bool:
    """Whether there is room for OR between what stands before and after."""
    around = text[start - 1 : start] + text[start + 2 : start + 3]
    return all(character.isspace() or character in "()" for character in around)


def _unclosed(start: int) -> Message:
    return Message(
        f"The quote opened at character {start + 1} is not closed; searched for the words instead.", start + 1
    )


def _straight(said: str) -> str:
    """Typographic quotes as straight ones, nothing inside that the grammar would take for an escape."""
    inner, _, near = said[1:].rpartition(said[_last_quote(said)])
    return '"' + inner.replace("\\", " ") + '"' + near


def _last_quote(said: str) -> int:
    return max(said.rfind(quote) for quote in '"“”„')


def _word(start: int, said: str) -> Iterator[Token]:
    """A word without what the grammar does not take at its beginning; nothing when no letter or digit is in it."""
    kept = said.lstrip("/'+-!&|.,;%#=`’‘–—") if not said.startswith("..") else said
    if any(c.isalnum() for c in kept) or kept == "*":
        yield Token("word", start + len(said) - len(kept), kept.replace("'", "’"))


def _with_fields(tokens: list[Token], messages: list[Message]) -> list[Token]:
    """Fields where a colon follows a name of the table and a value follows the colon; else plain words."""
    kept: list[Token] = []
    for at, token in enumerate(tokens):
        if token.kind == "field":
            kept += _field(token, tokens[at + 2 : at + 4], messages)
        elif token.kind in ("range", "compare"):
            kept += _bound(token, kept, messages)
        elif token.kind != "colon":
            kept.append(token)
    return kept


def _field(token: Token, after: list[Token], messages: list[Message]) -> Iterator[Token]:
    name = token.text.lower()
    if name not in BY_NAME:
        yield from _word(token.start, token.text)
        return
    value = after[0].kind if after else ""
    signed = value == "sign" and len(after) > 1 and after[1].kind in ("word", "quoted", "open")
    bounded = value in ("range", "compare") and BY_NAME[name].kind in _BOUNDED
    if signed or bounded or value in ("word", "quoted", "open"):
        yield Token("field", token.start, name + ":")
    else:
        position = token.start + 1
        messages.append(
            Message(f"Nothing follows “{token.text}:” at character {position}; searched for it as a word.", position)
        )
        yield from _word(token.start, token.text)


def _bound(token: Token, before: list[Token], messages: list[Message]) -> Iterator[Token]:
    """[A TO B] and >=A, where a date or a year is asked for."""
    last = before[-1] if before else None
    if last and last.kind == "field" and BY_NAME[last.text[:-1]].kind in _BOUNDED:
        if token.kind == "compare" or re.fullmatch(r"[\[{]\s*[\w*-]+\s+TO\s+[\w*-]+\s*[\]}]", token.text):
            yield token
        else:
            before.pop()
    elif " TO " in token.text:
        said = f"“{token.text[:40]}” belongs to no field with ranges; write year:2007..2008 or date:; it was left out."
        messages.append(Message(said, token.start + 1))


def _with_brackets(tokens: list[Token], messages: list[Message]) -> list[Token]:
    """Brackets that have a partner, hold something and are not nested too deep."""
    opened: list[int] = []
    dropped: set[int] = set()
    for at, token in enumerate(tokens):
        if token.kind == "open":
            opened.append(at)
        elif token.kind == "close" and opened:
            first = opened.pop()
            if len(opened) >= DEEPEST or all(n in dropped for n in range(first + 1, at)):
                dropped |= {first, at}
        elif token.kind == "close":
            dropped.add(at)
            messages.append(_unmatched("closing", token))
    for at in opened:
        dropped.add(at)
        messages.append(_unmatched("opening", tokens[at]))
    return [token for at, token in enumerate(tokens) if at not in dropped]


def _unmatched(which: str, token: Token) -> Message:
    return Message(
        f"The {which} bracket at character {token.start + 1} has no partner and was left out.", token.start + 1
    )


_BEGINS = frozenset(("word", "quoted", "open", "sign", "field", "range", "compare"))
_ENDS = frozenset(("word", "quoted", "close", "range"))


def _with_operators(tokens: list[Token], messages: list[Message]) -> list[Token]:
    """Operators, signs and fields that have what they join: told from the end, since one may hang on the next."""
    kept: list[Token] = []
    for token in reversed(tokens):
        after = kept[-1] if kept else None
        if token.kind in ("operator", "sign", "field", "compare") and not (after and _begins(after)):
            _complain(token, messages)
        else:
            kept.append(token)
    kept.reverse()
    joined: list[Token] = []
    for token in kept:
        if token.text in ("AND", "OR") and token.kind == "operator" and not (joined and joined[-1].kind in _ENDS):
            _complain(token, messages)
        else:
            joined.append(token)
    return joined


def _begins(token: Token) -> bool:
    return token.kind in _BEGINS or (token.kind == "operator" and token.text == "NOT")


def _complain(token: Token, messages: list[Message]) -> None:
    position = token.start + 1
    if token.kind == "operator":
        messages.append(Message(f"{token.text} at character {position} joins nothing and was left out.", position))
    elif token.kind == "field":
        messages.append(Message(f"Nothing follows “{token.text}” at character {position}; it was left out.", position))


def _written(tokens: list[Token], length: int) -> str:
    letters = [" "] * length
    for token in tokens:
        letters[token.start : token.start + len(token.text)] = token.text
    return "".join(letters)
