"""Words of threads and of the wanted list."""

from __future__ import annotations

from django import template

from reader.insight.missing import Wanted
from reader.insight.threads import Node
from reader.views.coverage_drawing import day_words
from reader.views.missing import sent_words

register = template.Library()


@register.simple_tag
def sent(one: Wanted) -> str:
    """When a wanted cable was sent, and from what that is told."""
    return sent_words(one)


@register.filter
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


@register.filter
def from_which(node: Node) -> str:
    """The serials from which a missing cable's date is estimated."""
    near = [one for one in (node.estimate.before, node.estimate.after) if one] if node.estimate else []
    return " and ".join(f"{one.serial} of {day_words(one.day)}" for one in near)
