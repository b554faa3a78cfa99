"""Rows of the coverage tables, of which a page has hundreds."""

from __future__ import annotations

from collections.abc import Sequence

from django import template
from django.urls import reverse
from django.utils.safestring import SafeString

from reader import markup
from reader.insight.coverage import MEASURES, UNSEEN
from reader.insight.ledger import Run
from reader.insight.places import Post
from reader.views import coverage_drawing as drawing
from reader.views import wording
from reader.views.coverage import Cell

register = template.Library()


@register.simple_tag
def matrix_row(post: Post, cells: Sequence[Cell], total: int) -> SafeString:
    """One post of the matrix: its name, its count of all years, and each year's, which leads to that year."""
    address = reverse("coverage-post", args=[post.slug])
    name = markup.element("th", markup.element("a", post.name, href=address), scope="row")
    shown = (_year(cell, f"{address}{cell.year}/") for cell in cells)
    return markup.element("tr", name, markup.element("td", wording.thin(total), class_="n"), *shown)


def _year(cell: Cell, address: str) -> SafeString:
    if not cell.count:
        return _NOTHING
    return markup.element("td", markup.element("a", wording.thin(cell.count), href=address), class_=f"step-{cell.step}")


_NOTHING = markup.element("td", markup.element("span", "·", class_="zero"))


@register.simple_tag
def run_row(run: Run) -> SafeString:
    """One run of serials as a row: which, what is known of them, each of them with its link."""
    serials = wording.thin(run.first)
    serials += f"–{wording.thin(run.last)}" if run.count > 1 else ""
    state = f"{MEASURES[run.state]} ({wording.thin(run.count)})" if run.count > 1 else MEASURES[run.state]
    which = "" if run.state == UNSEEN else drawing.links(run)
    return markup.element(
        "tr",
        markup.element("th", serials, scope="row", class_="years"),
        markup.element("td", markup.element("span", class_=f"state-swatch {run.state}"), state),
        markup.element("td", which, class_="which"),
    )


@register.simple_tag
def month_row(month: drawing.Month) -> SafeString:
    """One month of the calendar of days."""
    head = markup.element("th", month.name, scope="row")
    return markup.element("tr", head, *(_day(cell) for cell in month.days))


def _day(cell: drawing.DayCell) -> SafeString:
    if not cell.words:
        return markup.element("td", cell.text, class_="zero")
    text = markup.element("a", cell.text, href=cell.address, aria_label=cell.words, title=cell.words)
    return markup.element("td", text if cell.address else cell.text, class_=cell.look)
