"""A mirror's viewer page turned to text: navigation, a metadata table, header block, body with pilcrows.

The navigation holds levels of classification as links, as real ones do: they say nothing about the cable.
"""

from __future__ import annotations

import re
from random import Random

from reader.fiction.layout import Layout, lay_out
from reader.fiction.records import Cable, File
from reader.fiction.truth import truth
from reader.fiction.wrappings.news import with_text

_NUMBER = re.compile(r"^(?=\d{1,3}\.)", re.M)

NAVIGATION = (
    "",
    "A mirror for exercises",
    "Currently held... invented cables only",
    "",
    "Browse latest releases",
    "",
    "2011/03/02 2011/03/01 2011/02/28",
    "Browse by creation date",
    "",
    *(f"{year}/01 {year}/02 {year}/03 {year}/04 {year}/05 {year}/06" for year in range(2001, 2011)),
    "Browse by origin",
    "",
    "A B C D E F G H I J K L M N O P Q R S T U V W Y Z",
    "Embassy Asuncion Embassy Athens Consulate Adana",
    "Embassy Lisbon Embassy London Consulate Lagos",
    "Secretary of State Embassy Stockholm",
    "Browse by tag",
    "",
    "ECON EFIN ENRG PGOV PREL PHUM",
    "KCRM KDEM SMIG SNAR TBIO",
    "Browse by classification",
    "",
    "CONFIDENTIAL CONFIDENTIAL//NOFORN SECRET SECRET//NOFORN UNCLASSIFIED UNCLASSIFIED//FOR OFFICIAL USE ONLY",
    "Community resources",
    "",
)

EXPLANATION = (
    "",
    "New to these pages? An introduction says how a cable is built.",
    "",
    "Understanding cables",
    "Each of them has three parts:",
    "  * The upper box holds number, date and classification.",
    "  * The middle box holds the header.",
    "  * The lower box holds the text.",
    "",
    "Discussing cables",
)


def released_on(cable: Cable) -> str:
    """The day on which the mirror says to have put it up."""
    return f"2011-{1 + cable.slot.serial % 9:02d}-{1 + cable.slot.serial % 28:02d} 16:04"


def with_pilcrows(layout: Layout) -> list[str]:
    """The body with a pilcrow before each number at a line's start."""
    return _NUMBER.sub("¶", "\n".join(layout.body)).split("\n")


def page(cable: Cable, rng: Random) -> list[File]:
    """The page as text."""
    layout = lay_out(cable, rng)
    identifier = cable.slot.reference_id
    first = cable.subject if len(cable.subject) <= 62 else cable.subject[:50].rpartition(" ")[0]
    above = (
        *NAVIGATION,
        f"Viewing cable {identifier}, {first}",
        *EXPLANATION,
        f"Please mark messages with a hash and the number, e.g. #{identifier}.",
        "Reference ID \tCreated \tReleased \tClassification \tOrigin ",
        f"{identifier} \t{cable.slot.moment:%Y-%m-%d %H:%M} \t{released_on(cable)} "
        f"\t{cable.overall} \t{cable.slot.post.origin} ",
    )
    trail = " \n" if rng.random() < 0.7 else "\n"
    body = trail.join((*layout.header(), *with_pilcrows(layout), *layout.tail))
    text = "\n".join((*above, "", *layout.envelope, "", body, ""))
    changes: dict[str, object] = {
        "overall_classification": cable.overall,
        "furniture_lines": with_text(above),
        "metadata_lines": 2,
    }
    return [File(text.encode(), truth(cable, layout, changes))]
