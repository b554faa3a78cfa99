"""The wrappings that cables come in: one row each. A new wrapping is a function and a row."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from random import Random

from reader.fiction.records import Cable, File
from reader.fiction.wrappings import dump, mirror, news, pages, plain, release

Render = Callable[[Cable, Random], list[File]]

MODERN, RELEASE = "modern", "release"


@dataclass(frozen=True, slots=True)
class Wrapping:
    """A wrapping: its name, the group it belongs to, how often it is used there, and what it cannot carry.

    Traits: "no-headings" (a cable on one line has none), "no-lead-heading" (no blank line would tell a heading
    before paragraph 1 from the subject above it), "own-routing" (the cable is known by its DE line only).
    """

    name: str
    group: str
    weight: int
    render: Render
    traits: frozenset[str] = frozenset()


_BARE = frozenset({"no-lead-heading"})

WRAPPINGS = (
    Wrapping("raw", MODERN, 240, plain.raw),
    Wrapping("raw-sections", MODERN, 4, plain.sections),
    Wrapping("pdf-text", MODERN, 80, plain.pdf_text),
    Wrapping("news-desktop", MODERN, 60, news.desktop),
    Wrapping("news-truncated", MODERN, 50, news.truncated, frozenset({"own-routing"})),
    Wrapping("news-bare", MODERN, 30, news.bare, _BARE),
    Wrapping("news-scant", MODERN, 20, news.scant, frozenset({"own-routing"})),
    Wrapping("news-mobile", MODERN, 40, news.mobile, _BARE),
    Wrapping("news-html", MODERN, 40, pages.news_html),
    Wrapping("news-mhtml", MODERN, 20, pages.news_mhtml),
    Wrapping("mirror-dump", MODERN, 120, dump.mirror_dump),
    Wrapping("mirror-page", MODERN, 120, mirror.page),
    Wrapping("mirror-html", MODERN, 80, pages.mirror_html),
    Wrapping("csv", MODERN, 60, dump.csv_row),
    Wrapping("pipe-table", MODERN, 36, dump.pipe_table, frozenset({"no-headings"})),
    Wrapping("release", RELEASE, 1000, release.release),
)

#: Shares of the groups where both are asked for.
SHARES = {MODERN: 85, RELEASE: 15}

BY_NAME = {wrapping.name: wrapping for wrapping in WRAPPINGS}


def chosen(kinds: Iterable[str]) -> tuple[Wrapping, ...]:
    """The wrappings that a list of kinds names: groups, wrappings, or "all".

    Raises KeyError with the name that is none of these.
    """
    found: list[Wrapping] = []
    for kind in kinds:
        rows = [row for row in WRAPPINGS if kind in ("all", row.name, row.group)]
        if not rows:
            raise KeyError(kind)
        found += rows
    return tuple(dict.fromkeys(found))
