"""Cables as rows of a list: when, what, from whom, how classified, and the strip of their markings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from django.urls import reverse
from django.utils.safestring import SafeString

from reader import markup, markup_lists
from reader.search.cards import FoundCable, found_cables
from reader.views.chips import level
from reader.views.strips import strip


def rows(pks: Sequence[int], said: Mapping[int, str] | None = None) -> SafeString:
    """The rows of these cables in order, those gone from the database left out; `said` adds a line to some."""
    found = found_cables(pks, texts=False)
    notes = said or {}
    shown = [found[pk] for pk in pks if pk in found]
    return markup_lists.results(row(cable, place, said=notes.get(cable.pk, "")) for place, cable in enumerate(shown, 1))


def row(
    cable: FoundCable,
    place: int,
    *,
    query: str = "",
    title: SafeString | None = None,
    said: str = "",
    excerpts: Sequence[markup_lists.Excerpt] = (),
) -> markup_lists.Row:
    """A cable in a list; `query`, with its question mark, and the marked title are those of a search."""
    address = reverse("cable", args=[cable.reference_id]) + query
    return markup_lists.Row(
        place=place,
        moment=cable.date.isoformat() if cable.date else "",
        day=f"{cable.day.day} {cable.day:%b %Y}" if cable.day else "",
        address=address,
        title=title or markup.line(cable.subject or cable.headline),
        title_kind="subject" if cable.subject else "headline" if cable.headline else "none",
        reference_id=cable.reference_id,
        numbered=bool(cable.number),
        station=cable.station or "",
        station_address=reverse("post", args=[cable.station_slug]) if cable.station_slug else "",
        states=list(_states(cable)),
        strip=strip(cable.paragraphs, address),
        roles=said,
        excerpts=excerpts,
        level=level(cable.level, cable.caveats),
    )


def _states(cable: FoundCable) -> Iterator[str]:
    if cable.text_missing:
        yield "text missing"
    elif cable.partial:
        yield "partial text"
    if cable.fictional:
        yield "fictional"
