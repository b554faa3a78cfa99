"""What pages of results have by the dozen, as HTML: written without templates, of which it took most of the time.

As in markup.py, every text is escaped here; what comes as SafeString was made there.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

from django.utils.safestring import SafeString, mark_safe


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A paragraph's best part, with the address of the paragraph."""

    number: int | None
    address: str
    chip: SafeString
    text: SafeString


@dataclass(frozen=True, slots=True)
class Row:
    """One result of a search, in words; `moment` is empty without a date, `station` without a known sender."""

    place: int
    moment: str
    day: str
    address: str
    title: SafeString
    title_kind: str
    reference_id: str
    numbered: bool
    station: str
    station_address: str
    states: Sequence[str]
    strip: SafeString
    roles: str
    excerpts: Sequence[Excerpt]
    level: SafeString


def results(rows: Iterable[Row]) -> SafeString:
    """Results as items of a list. Written without templates, as all that a page has by the dozen."""
    return _joined(map(_result, rows))


def _result(row: Row) -> str:
    when = f'<time datetime="{escape(row.moment)}">{escape(row.day)}</time>' if row.moment else "no date"
    title = row.title if row.title_kind != "none" else '<span class="untitled">No subject stated</span>'
    named_as = ' <span class="named-as">headline</span>' if row.title_kind == "headline" else ""
    number = "" if row.numbered else _PROVISIONAL
    sender = _linked(row.station, row.station_address) if row.station else "<span>sender not stated</span>"
    states = "".join(f' <span class="state">{escape(state)}</span>' for state in row.states)
    roles = f'<p class="agency-roles">{escape(row.roles)}</p>' if row.roles else ""
    return (
        f'<li class="row hit" data-key-item><p class="when">{when}</p><div class="what">'
        f'<h3 id="r{row.place}"><a href="{escape(row.address)}">{title}{named_as}</a></h3>'
        f'<p class="facts"><span class="id">{escape(row.reference_id)}</span>{number} {sender}{states}</p>'
        f"{row.strip}{roles}{''.join(map(_excerpt, row.excerpts))}"
        f'</div><p class="how">{row.level}</p></li>\n'
    )


_PROVISIONAL = (
    ' <span class="named-as" title="The text does not state the cable’s number; this id was given by the archive">'
    "provisional id: number not stated</span>"
)


def _excerpt(given: Excerpt) -> str:
    number = "" if given.number is None else given.number
    link = f'<a href="{escape(given.address)}"><span class="hidden">Paragraph </span>¶{number}</a>'
    return f'<p class="snippet">{link} {given.chip} <q>{given.text}</q></p>'


@dataclass(frozen=True, slots=True)
class FacetValue:
    """One value: `address` includes it, or takes it off when it is chosen; `leave_out` excludes it."""

    label: str
    count: str
    chosen: bool
    excluded: bool
    address: str
    leave_out: str


def facet_values(values: Iterable[FacetValue]) -> SafeString:
    """The values of a facet as a list, each with its two links."""
    return mark_safe(f"<ul>{''.join(map(_facet_value, values))}</ul>")


def _facet_value(value: FacetValue) -> str:
    label, address = escape(value.label), escape(value.address)
    count = f'<span class="n">{escape(value.count)}</span>'
    if value.chosen:
        inner = f'{"not " if value.excluded else ""}{label}<span class="hidden">: remove this filter</span> {_OFF}'
        return (
            f'<li class="chosen"><a class="value" href="{address}">{inner}</a> {count}<span class="not"></span></li>\n'
        )
    leave_out = f'<span class="hidden">Leave out {label}</span><span aria-hidden="true">−</span>'
    link = f'<a class="not" href="{escape(value.leave_out)}" title="Leave out {label}">{leave_out}</a>'
    return f'<li><a class="value" href="{address}">{label}</a> {count} {link}</li>\n'


_OFF = '<span class="x" aria-hidden="true">×</span>'


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar of a chart in its own units, with its row in the table; without an address it leads nowhere."""

    address: str
    name: str
    count: str
    title: str
    chosen: bool
    x: float
    width: float
    y: float
    height: float


def bars(drawn: Iterable[Bar], height: int) -> SafeString:
    """The bars of a chart `height` units high; the whole column of one that leads somewhere can be clicked."""
    return _joined(_bar(bar, height) for bar in drawn)


def _bar(bar: Bar, height: int) -> str:
    of = f'x="{bar.x}" width="{bar.width}"'
    rect = f'<rect class="bar{" chosen" if bar.chosen else ""}" {of} y="{bar.y}" height="{bar.height}"/>'
    title = f"<title>{escape(bar.title)}</title>"
    if not bar.address:
        return f"<g>{title}{rect}</g>"
    reach = f'<rect class="reach" {of} y="0" height="{height}"/>'
    return f'<a href="{escape(bar.address)}" tabindex="-1">{title}{reach}{rect}</a>'


def bar_rows(drawn: Iterable[Bar]) -> SafeString:
    """The same in words: rows of a table."""
    return _joined(
        f'<tr><th scope="row">{_linked(bar.name, bar.address)}</th><td class="n">{escape(bar.count)}</td></tr>\n'
        for bar in drawn
    )


def _linked(text: str, address: str) -> str:
    return f'<a href="{escape(address)}">{escape(text)}</a>' if address else escape(text)


def _joined(pieces: Iterable[str]) -> SafeString:
    return mark_safe("".join(pieces))
