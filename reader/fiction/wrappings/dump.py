"""Dumps: a mirror's text dump with five metadata lines, a row of the CSV dump, a mirror's pipe table."""

from __future__ import annotations

from random import Random

from reader.fiction.layout import lay_out
from reader.fiction.records import Cable, File
from reader.fiction.truth import truth
from reader.fiction.wrappings import mirror
from reader.fiction.wrappings.news import with_text

PARTIAL = (
    "This record is a partial extract of the original cable. The full text of the original cable is not available."
)

#: What an extract without its envelope does not say.
_NO_ENVELOPE: dict[str, object] = {
    "dtg_utc": None,
    "precedence": None,
    "from_station": None,
    "to": [],
    "info": [],
    "excluded": [],
}

_DISCLAIMER = (
    "Disclaimer: a mirror for exercises. The cables below are fictional.",
    "",
    "| Identifier | Origin | Created | Classification | Tags | Redacted |",
    "|------------|--------|---------|----------------|------|----------|",
)


def mirror_dump(cable: Cable, rng: Random) -> list[File]:
    """Five metadata lines, then header and body joined without a line break; often only an extract."""
    layout = lay_out(cable, rng)
    title = cable.subject if len(cable.subject) <= 62 else cable.subject[:50].rpartition(" ")[0]
    metadata = (
        cable.slot.reference_id,
        title,
        f"{cable.slot.moment:%a %b %d 00:00:00 +0100 %Y}",
        cable.overall,
        cable.slot.post.origin,
    )
    changes: dict[str, object] = {
        "overall_classification": cable.overall,
        "furniture_lines": 5,
        "metadata_lines": 5,
    }
    trail = " \n" if rng.random() < 0.7 else "\n"
    rest = trail.join((*layout.header(), *mirror.with_pilcrows(layout), *layout.tail))
    if rng.random() < 0.7:
        head = PARTIAL
        changes |= {**_NO_ENVELOPE, "partial": True}
    else:
        head = "\n".join(line for line in layout.envelope if line != "BT")
    text = "\n".join((*metadata, head + rest, ""))
    return [File(text.encode(), truth(cable, layout, changes))]


def csv_row(cable: Cable, rng: Random) -> list[File]:
    """One row of the dump, quotes escaped in one of two ways."""
    layout = lay_out(cable, rng)
    quote = rng.choice(('\\"', '""'))
    moment = cable.slot.moment
    fields = (
        str(cable.slot.index + 1),
        f"{moment.month}/{moment.day}/{moment.year} {moment.hour}:{moment.minute:02d}",
        cable.slot.reference_id,
        cable.slot.post.origin,
        cable.overall,
        "|".join(name for entry in cable.entries for name in entry.reference_ids),
        "\n".join(layout.envelope),
        "\n".join((*layout.header(), *layout.body, *layout.tail)),
    )
    text = ",".join('"' + field.replace('"', quote) + '"' for field in fields) + "\n"
    changes = {"overall_classification": cable.overall, "ambiguous": ["furniture_lines", "metadata_lines"]}
    return [File(text.encode(), truth(cable, layout, changes), "csv")]


def pipe_table(cable: Cable, rng: Random) -> list[File]:
    """Disclaimer, a table drawn with pipes, then the whole cable as one line."""
    layout = lay_out(cable, rng, breaks=False)
    row = (
        f"| {cable.slot.reference_id} | {cable.slot.post.origin} | {cable.slot.moment:%Y-%m-%d %H:%M:%S} "
        f"| {cable.overall} | {' '.join(cable.tags)} | FALSE |"
    )
    lines = [line for block in (layout.header(), layout.body) for line in block if line]
    text = "\n".join((*_DISCLAIMER, row, "", " ".join((*layout.envelope, *lines)), ""))
    changes: dict[str, object] = {
        "overall_classification": cable.overall,
        "furniture_lines": with_text((*_DISCLAIMER, row)),
        "metadata_lines": 3,
        "ambiguous": ["metadata_lines"],
    }
    return [File(text.encode(), truth(cable, layout, changes))]
