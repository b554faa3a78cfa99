"""A thread drawn on an axis of time: a lane for each post, a mark for each cable, a line for each reference."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from django.utils.safestring import SafeString

from reader import markup
from reader.insight.places import Post
from reader.insight.threads import Node, Thread
from reader.views.coverage_drawing import day_words

WIDTH = 1040
_LEFT, _RIGHT = 250, 24
_ROW, _PAD, _AXIS = 24, 10, 34
#: Units that a letter of a label takes, and that a date under the axis needs.
_LETTER, _DATE = 7.2, 92
#: The power of a gap between two days by which it is drawn: long pauses take less room than they took time.
_POWER = 0.4
_NAME = 24


@dataclass(slots=True)
class _Lane:
    """The marks of one post, in rows so that no label covers another."""

    post: Post
    ends: list[float] = field(default_factory=list)
    top: float = 0

    def row_for(self, begin: float, end: float) -> int:
        """The first row with room from `begin` on; a new one where there is none."""
        row = next((at for at, taken in enumerate(self.ends) if taken <= begin), len(self.ends))
        self.ends[row : row + 1] = [end]
        return row

    @property
    def height(self) -> float:
        """As high as its rows."""
        return len(self.ends) * _ROW + _PAD


def _axis(days: list[dt.date]) -> dict[dt.date, float]:
    """Days -> places on an axis as wide as the picture."""
    days = sorted(set(days))
    gaps = [(after - before).days ** _POWER for before, after in pairwise(days)]
    unit = (WIDTH - _LEFT - _RIGHT) / (sum(gaps) or 1)
    return {day: _LEFT + unit * sum(gaps[:at]) for at, day in enumerate(days)}


def draw(thread: Thread) -> SafeString:
    """The picture; those without any day stand at its right end."""
    axis = _axis([node.day for node in thread.nodes if node.day])
    lanes, places = _placed(thread, axis)
    height = (max(lane.top + lane.height for lane in lanes) if lanes else 0) + _AXIS
    parts = [
        markup.element("defs", _arrow()),
        *(_lane(lane) for lane in lanes),
        *_dates(axis, height),
        *(_line(places[node.number], places[cited.number], thread.first in (node, cited))
          for node in thread.nodes for cited in node.cites),
        *(_mark(node, *places[node.number], first=node is thread.first) for node in thread.nodes),
    ]  # fmt: skip
    return markup.element("svg", *parts, class_="thread", viewBox=f"0 0 {WIDTH} {height:.0f}", aria_hidden="true")


def _placed(thread: Thread, axis: dict[dt.date, float]) -> tuple[list[_Lane], dict[str, tuple[float, float]]]:
    """The lanes from top to bottom, and each cable's place."""
    lanes: dict[str, _Lane] = {}
    rows: dict[str, tuple[_Lane, float, int]] = {}
    for node in thread.nodes:
        lane = lanes.setdefault(node.post.place, _Lane(node.post))
        x = axis[node.day] if node.day else WIDTH - _RIGHT
        rows[node.number] = (lane, x, lane.row_for(x - 18 - len(node.serial) * _LETTER, x + 18))
    top = 0.0
    for lane in lanes.values():
        lane.top = top
        top += lane.height
    return list(lanes.values()), {
        number: (x, lane.top + _PAD / 2 + (row + 0.5) * _ROW) for number, (lane, x, row) in rows.items()
    }


def _lane(lane: _Lane) -> SafeString:
    name = lane.post.name if len(lane.post.name) <= _NAME else f"{lane.post.name[: _NAME - 1]}…"
    top, height, middle = f"{lane.top:.1f}", f"{lane.height - 2:.1f}", f"{lane.top + lane.height / 2 + 4:.1f}"
    ground = markup.element("rect", class_="lane", x=0, y=top, width=WIDTH, height=height)
    title = markup.element("title", lane.post.name)
    return markup.joined([ground, markup.element("text", title, name, class_="post", x=8, y=middle)])


def _dates(axis: dict[dt.date, float], height: float) -> Iterator[SafeString]:
    """Days under the axis, as many as have room."""
    end = 0.0
    for day, x in axis.items():
        if x >= end:
            at = {"x1": f"{x:.1f}", "x2": f"{x:.1f}", "y1": 0, "y2": f"{height - _AXIS + 6:.1f}"}
            yield markup.element("line", class_="tick", **at)
            anchor = "middle" if x < WIDTH - _DATE / 2 else "end"
            yield markup.element(
                "text", day_words(day), class_="date", x=f"{x:.1f}", y=f"{height - 10:.1f}", text_anchor=anchor
            )
            end = x + _DATE + 10


def _line(source: tuple[float, float], target: tuple[float, float], of_first: bool) -> SafeString:
    """From the citing cable to the cited one."""
    (x1, y1), (x2, y2) = source, target
    bend = max(abs(x1 - x2) / 2, 18) * (1 if x1 >= x2 else -1)
    rise = 0 if abs(y1 - y2) > 1 else -14
    path = f"M{x1:.1f} {y1:.1f}C{x1 - bend:.1f} {y1 + rise:.1f} {x2 + bend:.1f} {y2 + rise:.1f} {x2:.1f} {y2:.1f}"
    return markup.element("path", class_="cites of-first" if of_first else "cites", d=path, marker_end="url(#cited)")


def _mark(node: Node, x: float, y: float, *, first: bool) -> SafeString:
    look = ("held" if node.cable else "missing") + (" first" if first else "")
    circle = markup.element("circle", cx=f"{x:.1f}", cy=f"{y:.1f}", r=8 if first else 6)
    label = markup.element("text", f"{node.serial}{' +' if node.hub else ''}", x=f"{x - 11:.1f}", y=f"{y + 4:.1f}")
    title = markup.element("title", _told(node))
    address = f"/cables/{node.number}/"
    return markup.element("a", title, circle, label, href=address, tabindex="-1", class_=look)


def _told(node: Node) -> str:
    """08TORONTO165, 28 May 2008: Lake levels."""
    if node.cable:
        day = day_words(node.cable.day) if node.cable.day else "date not stated"
        return f"{node.number}, {day}: {node.cable.title}"
    day = f"about {day_words(node.day)} by estimate" if node.day else "of unknown date"
    return f"{node.number}, not held, {day}"


def _arrow() -> SafeString:
    tip = markup.element("path", d="M0 0L8 4L0 8z")
    size = {"markerWidth": 7, "markerHeight": 7, "orient": "auto", "viewBox": "0 0 8 8"}
    return markup.element("marker", tip, id="cited", refX=14, refY=4, markerUnits="userSpaceOnUse", **size)
