"""Several telegrams in one text: cut before a new transmission, and nowhere that is in doubt.

A header that stands doubled, a telegram quoted in another and the sections of one telegram are no new telegrams.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from reader.telegram.formats.shapes import DE, DTG, FROM, ROUTING, TRANSMISSION
from reader.telegram.formats.wrapped import Wrapped

#: Lines of a header in which the DE line, the DTG and the FM line are looked for.
_HEADER = 12
_END = re.compile(r"\s*NNNN?[A-Z]{0,12}\s*")


def parts(wrapped: Wrapped) -> Iterator[Wrapped]:
    """The telegrams of a text, each with its bytes and its first line; the text itself where it holds one."""
    starts = _starts(wrapped.lines) if _may_hold_several(wrapped.text) else []
    if len(starts) < 2:
        yield wrapped
    else:
        yield from wrapped.parts([1, *starts[1:]])


def _may_hold_several(text: str) -> bool:
    """A cheap look: without a second transmission id or an end of message there is one telegram."""
    return text.count("VZCZC") > 1 or "NNN" in text


def _starts(lines: Sequence[str]) -> list[int]:
    """The 1-based lines at which telegrams begin."""
    starts: list[int] = []
    before: tuple[str | None, str | None] | None = None
    for index, line in enumerate(lines):
        if not _may_begin(lines, index, line):
            continue
        name = _name(lines, index)
        if before is None or _differs(before, name):
            starts.append(index + 1)
            before = name
    return starts


def _may_begin(lines: Sequence[str], index: int, line: str) -> bool:
    """A transmission id; a routing line or a DTG with its FM that follows nothing, or an end of message."""
    if TRANSMISSION.match(line):
        return True
    if not (ROUTING.match(line) or DTG.match(line)):
        return False
    above = next((lines[number] for number in range(index - 1, max(-1, index - 9), -1) if lines[number].strip()), None)
    return (above is None or _END.fullmatch(above) is not None) and _name(lines, index) != (None, None)


def _name(lines: Sequence[str], index: int) -> tuple[str | None, str | None]:
    """What tells a telegram from others: station and serial of its DE line, else DTG with FM line."""
    head = lines[index : index + _HEADER]
    for number, line in enumerate(head):
        if number and TRANSMISSION.match(line):
            head = head[:number]
            break
    de = next((found for line in head if (found := DE.match(line))), None)
    dtg = next((found for line in head if (found := DTG.match(line))), None)
    sender = next((line.strip() for line in head if FROM.match(line)), None)
    named = f"{de.group(1)} {int(de.group(2))}" if de else None
    return named, f"{' '.join(dtg.group(1).split())} {sender}" if dtg and sender else None


def _differs(before: tuple[str | None, str | None], name: tuple[str | None, str | None]) -> bool:
    """Whether a header is another telegram's: by the DE line where both have one, else by DTG and sender."""
    if before[0] and name[0]:
        return before[0] != name[0]
    return bool(before[1] and name[1] and before[1] != name[1])
