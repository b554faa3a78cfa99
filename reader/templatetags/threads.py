"""Words of threads and of the wanted list."""

from __future__ import annotations

from collections.abc import Iterable

from django import template
from django.utils.safestring import SafeString

from reader import markup
from reader.insight.missing import Wanted
from reader.insight.threads import Node, Thread
from reader.views.coverage_drawing import day_words
from reader.views.missing import sent_words

register = template.Library()


@register.simple_tag
def sent(one: Wanted) -> str:
    """When a wanted cable was sent, and from what that is told."""
    return sent_words(one)


@register.simple_tag
def thread_row(node: Node, thread: Thread) -> SafeString:
    """One cable of a thread: when, which, what it cites, what cites it. Sixty of them are a page."""
    first = node is thread.first
    more = markup.element("span", "and more", class_="note") if node.hub else ""
    return markup.element(
        "tr",
        markup.element("td", *_when(node), class_="when"),
        markup.element("th", *_which(node, first=first), scope="row"),
        markup.element("td", *_links(node.cites), class_="which"),
        markup.element("td", *_links(node.cited_by), more, class_="which"),
        class_="here" if first else None,
        data_key_item=True,
        tabindex="-1",
    )


def _when(node: Node) -> list[str]:
    if node.cable and node.cable.day:
        return [markup.element("time", when(node), datetime=node.cable.day.isoformat())]
    told = from_which(node)
    return [when(node), markup.element("span", f"estimated from {told}", class_="note") if told else ""]


def _which(node: Node, *, first: bool) -> list[str]:
    """Number and subject, whether it is fictional or not held, its post, and the way to its own thread."""
    address = f"/cables/{node.number}/"
    title = f" {node.cable.title}" if node.cable else ""
    linked = markup.element("a", markup.element("b", node.number, class_="wire"), title, href=address)
    source = node.cable.source if node.cable else None
    state = "not held" if node.cable is None else "fictional" if source and source.collection.fictional else ""
    own = "" if first else markup.joined([" · ", markup.element("a", "its thread", href=f"{address}thread/")])
    return [
        linked,
        markup.joined([" ", markup.element("span", state, class_="state")]) if state else "",
        " ",
        markup.element("span", node.post.name, own, class_="facts"),
    ]


def _links(nodes: Iterable[Node]) -> list[str]:
    linked = (markup.element("a", node.number, class_="wire", href=f"/cables/{node.number}/") for node in nodes)
    return [piece for one in linked for piece in (one, " ")]


def when(node: Node) -> str:
    """28 May 2008; about 28 May 2008; in 2008; not known."""
    if node.cable:
        return day_words(node.cable.day) if node.cable.day else "not stated"
    if node.estimate is None:
        return "not known"
    if not (node.estimate.before or node.estimate.after):
        return f"in {node.estimate.year}"
    if node.estimate.day and node.day:
        return f"about {day_words(node.day)}"
    return (
        f"after {day_words(node.estimate.first)}" if node.estimate.before else f"before {day_words(node.estimate.last)}"
    )


def from_which(node: Node) -> str:
    """The serials from which a missing cable's date is estimated."""
    near = [one for one in (node.estimate.before, node.estimate.after) if one] if node.estimate else []
    return " and ".join(f"{one.serial} of {day_words(one.day)}" for one in near)
