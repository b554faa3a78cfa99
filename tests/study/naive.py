"""The study's numbers counted by looking at every row, one by one: what the arrays are held to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from reader.models import Cable, Paragraph
from reader.telegram import LEVELS

CLASSIFIED = ("RESTRICTED", "CONFIDENTIAL", "SECRET", "TOP SECRET")


def counted(paragraph: Paragraph) -> str | None:
    """What a paragraph counts as; None for a heading that stands alone."""
    mark = paragraph.marking
    if mark is None:
        return "unmarked" if paragraph.text else None
    if mark.level == "UNCLASSIFIED" and set(mark.caveats) & {"SBU", "FOUO"}:
        return "sbu"
    short = {"UNCLASSIFIED": "u", "LIMITED OFFICIAL USE": "lou", "RESTRICTED": "r"}
    return short.get(mark.level, "".join(word[0] for word in mark.level.lower().split())) if mark.level else "other"


def portions(cable: Cable) -> Counter[str]:
    return Counter(name for paragraph in cable.paragraphs.all() if (name := counted(paragraph)))


def highest(cable: Cable) -> str | None:
    levels = [p.marking.level for p in cable.paragraphs.all() if p.marking and p.marking.level]
    return max(levels, key=LEVELS.index, default=None)


def numbers(cables: Iterable[Cable]) -> Counter[str]:
    """Every number of COUNTED and SUMMED, but those that are nought."""
    found: Counter[str] = Counter()
    for cable in cables:
        found.update(_of(cable))
    return +found


def _of(cable: Cable) -> Counter[str]:
    mixed, top = portions(cable), highest(cable)
    said = {"cables"}
    if cable.level is None:
        said.add("unstated")
    elif top is None:
        said.add("without-marks" if cable.paragraphs.exists() else "empty")
    else:
        stands = LEVELS.index(cable.level) - LEVELS.index(top)
        said |= {"compared", "above" if stands > 0 else "below" if stands < 0 else "same"}
        if stands > 0 and not mixed["unmarked"] and not mixed["other"]:
            said.add("above-all")
    if mixed["unmarked"]:
        said.add("some-unmarked")
    if cable.level in CLASSIFIED:
        said.add("classified")
        if mixed["u"] or mixed["sbu"]:
            said.add("classified-with-u")
    said |= {name for name, true in _plain(cable).items() if true}
    return Counter(said) + _paragraphs(cable, mixed)


def _plain(cable: Cable) -> dict[str, bool]:
    return {
        "partial": cable.partial,
        "textless": cable.text_missing,
        "hinted": cable.level_source == "hint",
        "released": hasattr(cable, "release"),
    }


def _paragraphs(cable: Cable, mixed: Counter[str]) -> Counter[str]:
    found = Counter({"paragraphs": mixed.total(), "paragraphs-unmarked": mixed["unmarked"]})
    if cable.level in CLASSIFIED:
        found["paragraphs-classified"] = mixed.total()
        found["paragraphs-classified-u"] = mixed["u"] + mixed["sbu"]
    return found
