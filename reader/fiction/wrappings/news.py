"""A news site's pages saved as text: desktop, cut off, bare, mobile. Banner and headlines are our own words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from random import Random

from reader.fiction import preamble
from reader.fiction.layout import Layout, lay_out
from reader.fiction.records import Cable, File
from reader.fiction.truth import truth

BANNER = (
    "Exercise Media: fictional news for testing",
    "Licence: free for exercises, pages and persons invented",
    "",
    "Search Exercise Media",
    "",
)
PITCH = ("Advertisement - scroll to continue reading", "", "Are you getting our free newsletter?")
FOOT = (
    "",
    "© Exercise Media",
    "",
    "World Headlines",
    "",
    "Weather: Fog Expected Over the Invented Straits",
    "",
    "Forecasters who do not exist ask seafarers who do not exist to take care. More>>",
    "",
    "Letters: On the Price of Imaginary Fish",
    "",
    "A reader writes that herring should cost nothing where there are none. More>>",
    "",
)

#: What a page whose header lines were lost no longer says.
_LOST: dict[str, object] = {
    "from_station": None,
    "classification_line": None,
    "overall_classification": None,
    "tags": [],
    "subject": None,
    "reasons": [],
    "to": [],
    "info": [],
    "excluded": [],
    "ambiguous": ["overall_classification", "captions"],
}


def headline(cable: Cable) -> str:
    """The subject's first line in title case."""
    first = cable.subject[:62] if len(cable.subject) <= 62 else cable.subject[:50].rpartition(" ")[0]
    return f"Cablegate: {first.title()}"


def with_text(lines: Iterable[str]) -> int:
    """How many lines have text."""
    return sum(1 for line in lines if line.strip())


def desktop(cable: Cable, rng: Random) -> list[File]:
    """The whole page, sometimes with the advertisement once more between two paragraphs."""
    layout = lay_out(cable, rng)
    body, pitched = _with_pitch(layout, rng)
    head = (*BANNER, headline(cable), "", *PITCH, "")
    lines = (*head, *layout.envelope, *layout.header(), *body, *FOOT)
    furniture = with_text(head) + with_text(FOOT) + pitched
    return [_file(lines, truth(cable, layout, {"furniture_lines": furniture}))]


def truncated(cable: Cable, rng: Random) -> list[File]:
    """A page whose upper-case header lines were lost; the signature often too."""
    return [_scant(cable, rng, FOOT)]


def scant(cable: Cable, rng: Random) -> list[File]:
    """The same without the page's furniture."""
    return [_scant(cable, rng, ())]


def bare(cable: Cable, rng: Random) -> list[File]:
    """The headline and the whole telegram, every blank line removed."""
    layout = lay_out(cable, rng)
    lines = (headline(cable), *_without_blanks(layout.whole()))
    return [_file(lines, truth(cable, layout, {"furniture_lines": 1}))]


def mobile(cable: Cable, rng: Random) -> list[File]:
    """The mobile page: slogan, headline, "Published:", the telegram without blank lines."""
    layout = lay_out(cable, rng)
    head = (
        "Exercise Media: All Invented, All the Time",
        headline(cable),
        f"Published: {cable.slot.moment:%a %d %b %Y %I:%M %p}",
    )
    lines = (*head, *_without_blanks(layout.whole()))
    return [_file(lines, truth(cable, layout, {"furniture_lines": 3}))]


def _scant(cable: Cable, rng: Random, foot: Sequence[str]) -> File:
    notice = preamble.notice(rng) if cable.sensitive and rng.random() < 0.5 else None
    layout = lay_out(cable, rng, notice=notice)
    signed = rng.random() < 0.5
    body = layout.body if signed else layout.body[:-1]
    routing, moment = [line for line in layout.envelope if line.startswith("DE ")], _dtg(layout)
    blocks = [line for block in (layout.order, layout.references, layout.notice) if block for line in (*block, "")]
    head = [headline(cable), "", *routing, moment, "", "", "", *blocks]
    changes = {
        **_LOST,
        "captions": list(layout.notice),
        "signature": cable.signature if signed else None,
        "furniture_lines": 1 + with_text(foot),
    }
    return _file((*head, *body, *foot), truth(cable, layout, changes))


def _dtg(layout: Layout) -> str:
    return next(line for before, line in zip(layout.envelope, layout.envelope[1:], strict=False) if before[:2] == "ZN")


def _with_pitch(layout: Layout, rng: Random) -> tuple[tuple[str, ...], int]:
    """The body, in a third of the pages with the pitch between two paragraphs; and how many lines that added."""
    body = layout.body
    gaps = [index for index, line in enumerate(body[:-2]) if not line and body[index + 1][:2] in ("3.", "4.")]
    if not gaps or rng.random() > 0.33:
        return body, 0
    return (*body[: gaps[0]], "", *PITCH, *body[gaps[0] :]), with_text(PITCH)


def _without_blanks(lines: Iterable[str]) -> list[str]:
    return [line for line in lines if line]


def _file(lines: Iterable[str], row: dict[str, object]) -> File:
    return File(("\n".join(lines) + "\n").encode(), row)
