"""Telegrams without anything around them: raw, in sections sent separately, converted from PDF."""

from __future__ import annotations

import re
from dataclasses import replace
from random import Random

from reader.fiction import preamble
from reader.fiction.layout import lay_out
from reader.fiction.records import Cable, File
from reader.fiction.truth import truth

#: How a corrected copy names itself.
_CORRECTED = ("C O R R E C T E D  C O P Y (TAGS ADDED)", "CORRECTED COPY - TEXT", "C O R R E C T E D COPY (PARA 2)")

_NUMBER = re.compile(r"^(?=\d{1,3}\.)", re.M)


def raw(cable: Cable, rng: Random) -> list[File]:
    """A full telegram; one in twelve has the line ends of another system, one in seventy is a corrected copy."""
    notice = preamble.notice(rng) if cable.sensitive and rng.random() < 0.15 else None
    changes: dict[str, object] = {}
    if rng.random() < 0.015:
        cable = replace(cable, passing=(rng.choice(_CORRECTED), *cable.passing))
        changes = {"corrected": True, "ambiguous": ["captions"]}
    layout = lay_out(cable, rng, notice=notice)
    end = "\r\n" if rng.random() < 0.08 else "\n"
    return [File((end.join(layout.whole()) + end).encode(), truth(cable, layout, changes))]


def sections(cable: Cable, rng: Random) -> list[File]:
    """Two sections as telegrams of their own; a short cable stays whole."""
    paragraphs = cable.body.paragraphs
    if len(paragraphs) < 4:
        return raw(cable, rng)
    middle = len(paragraphs) // 2
    whole = replace(cable.body, false_marks=(), stray_captions=0)  # which section holds them is not followed up
    first = replace(whole, paragraphs=paragraphs[:middle], has_comment=False)
    second = replace(whole, paragraphs=paragraphs[middle:], has_summary=False, bodies=())
    strays = bool(cable.body.stray_captions)
    return [
        _section(replace(cable, body=first, signature=""), (1, 2), rng, strays),
        _section(replace(cable, body=second, entries=(), references_written=()), (2, 2), rng, strays),
    ]


def _section(cable: Cable, part: tuple[int, int], rng: Random, strays: bool) -> File:
    layout = lay_out(cable, rng, part=part)
    changes: dict[str, object] = {"section": list(part)}
    if strays:
        changes["ambiguous"] = ["paragraph_words"]
    if not cable.signature:
        changes["signature"] = None
    return File(
        ("\n".join(layout.whole()) + "\n").encode(), truth(cable, layout, changes), suffix=f"-section-{part[0]}"
    )


def pdf_text(cable: Cable, rng: Random) -> list[File]:
    """What a converter made of a printed cable: CRLF, ISO-8859-1, a pilcrow before each number at a line's start."""
    layout = lay_out(cable, rng)
    body = _NUMBER.sub("\xb6", "\n".join(layout.body))
    lines = ["", *layout.envelope, *layout.header(), *body.split("\n"), *layout.tail]
    trail = " \r\n" if rng.random() < 0.5 else "\r\n"
    if rng.random() < 0.25:  # the pilcrow did not survive another conversion
        data = (trail.join(lines) + "\r\n").replace("\xb6", "\ufffd").encode()
    else:
        data = (trail.join(lines) + "\r\n").encode("latin-1", "replace")
    return [File(data, truth(cable, layout, {}))]
