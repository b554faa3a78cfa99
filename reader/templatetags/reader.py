"""Formatting only: chips, strips, dates and numbers of the templates."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import template
from django.urls import reverse
from django.utils.safestring import SafeString

from reader import markup
from reader.models import Cable, Marking
from reader.views import chips, strips, wording

register = template.Library()

register.filter("thin", wording.thin)
register.filter("country_words", wording.country_words)
register.filter("kind_words", lambda kind: kind.replace("us ", "US "))
register.filter("level_words", wording.level_words)
register.filter("level_slug", wording.slug_of)
register.filter("date_words", wording.date_words)
register.filter("marking_words", wording.marking_words)
register.filter("precedence_meaning", lambda name: wording.precedence_meanings().get(name, ""))
register.filter("strip_words", wording.strip_words)
register.simple_tag(chips.portion, name="marking")
register.simple_tag(strips.strip)
register.filter("redacted", markup.line)
register.filter("notice", markup.notice)


@register.filter
def counted(number: int, nouns: str) -> str:
    """{{ 3|counted:"cable" }} -> 3 cables; {{ 3|counted:"entry,entries" }} -> 3 entries."""
    return wording.counted(number, *nouns.split(","))


@register.filter
def role(thing: Any) -> str:
    """The colour role of a cable, a marking, a level or None."""
    if isinstance(thing, Cable | Marking):
        return wording.role(thing.level, thing.caveats)
    return wording.role(thing)


@register.filter
def found(segments: Iterable[Any]) -> SafeString:
    """Segments of a search result, the found ones in <mark>."""
    return markup.marked((segment.text, segment.found) for segment in segments)


@register.filter
def banner(cable: Cable) -> str:
    """The words of the cable's banner line."""
    return wording.banner(cable.level, cable.caveats)


@register.simple_tag
def level(cable: Cable) -> SafeString:
    """The chip of a cable's classification."""
    return chips.level(cable.level, cable.caveats)


@register.filter
def capfirst_only(text: str) -> str:
    """ROUTINE -> Routine."""
    return text.capitalize()


@register.filter
def lower_words(label: str) -> str:
    """A label inside a sentence; codes in capitals stay as they are."""
    return label if label.isupper() else label[:1].lower() + label[1:]


@register.filter
def less(total: int, listed: list[Any]) -> int:
    """How many of the total are not listed."""
    return total - len(listed)


#: Kind of reference -> what a page says of an entry that is no cable.
_REFERENCE_KINDS = {
    "email": "an e-mail",
    "telephone": "a telephone call",
    "report": "a report",
    "document": "a document",
    "other": "no cable’s number",
    "cable": "a cable without a number that can be read",
}


@register.filter
def reference_kind(kind: str) -> str:
    """email -> an e-mail."""
    return _REFERENCE_KINDS.get(kind, kind)


@register.simple_tag
def marking_role(row: Any) -> str:
    """The colour role of a row of the authority table of markings."""
    return wording.role(row.level, row.caveats)


@register.simple_tag
def removal(criteria: Any, name: str, value: str) -> str:
    """The address of a search without one filter."""
    return str(criteria.removing(name, value).address())


@register.simple_tag
def source_address(cable: Cable, line: int | None = None, section: int | None = None) -> str:
    """The source page, at a line; of a section that came separately, in that section's own source."""
    address = reverse("cable-source", args=[cable.reference_id])
    asked = f"?section={section}" if section else ""
    return f"{address}{asked}#L{line}" if line else f"{address}{asked}"


@register.inclusion_tag("reader/parts/read_from.html")
def read_from(cable: Cable, *names: str) -> dict[str, Any]:
    """A quiet link to the source line that a field was read from; nothing where no line is known."""
    span = next((cable.field_lines[name] for name in names if name in cable.field_lines), None)
    return {"line": span[0], "address": source_address(cable, span[0])} if span else {}
