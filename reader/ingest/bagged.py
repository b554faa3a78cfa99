"""Texts of a bag that an archive of this kind wrote (`export_bag`): each with what was known of it there.

A bag is a directory with bagit.txt; its parts are data/parts/*.jsonl: a head, then a line of JSON for each text, which
names the file with its bytes. Their order is that in which the texts once came in.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from reader.ingest.stored import hints_of, unwrapped
from reader.telegram import Document, Refusal

#: The key of a part's head, and the version of its form.
HEAD, VERSION = "cablearchive sources", 1


def parts(path: str) -> list[Path]:
    """The parts of a bag, or the part of one, that a path names; empty for everything else."""
    named = Path(path)
    if (named / "bagit.txt").is_file():
        return sorted((named / "data" / "parts").glob("*.jsonl"))
    is_part = named.suffix == ".jsonl" and named.parent.name == "parts"
    return [named] if is_part and (named.parent.parent.parent / "bagit.txt").is_file() else []


def head(part: Path) -> dict[str, Any]:
    """What holds for every text of a part: `collection`, `preferred`. Raises ValueError for what is no part."""
    with part.open(encoding="utf-8") as file:
        said = json.loads(file.readline())
    if not isinstance(said, dict) or said.get(HEAD) != VERSION:
        raise ValueError(f"{part} is no list of sources of form {VERSION}.")
    return said


def texts(found: Iterable[Path]) -> Iterator[Document | Refusal]:
    """The documents of parts as they were once received."""
    for part in found:
        try:
            head(part)
            with part.open(encoding="utf-8") as file:
                next(file)
                for number, line in enumerate(file, 2):
                    yield _text(part, number, line)
        except (OSError, ValueError) as error:
            yield Refusal(str(part), "damaged", f"This list of a bag's sources cannot be read: {error}")


def _text(part: Path, number: int, line: str) -> Document | Refusal:
    """A text by its line."""
    try:
        said = json.loads(line)
        file = part.parent.parent.parent / said["file"]
        data = file.read_bytes()
        if hashlib.sha256(data).hexdigest() != said["sha256"]:
            return Refusal(str(file), "damaged", "Its bytes are not those that were put into the bag.")
        document = unwrapped(
            data,
            path=said["path"],
            member=said["member"] or None,
            hints=hints_of(said["hints"]),
            format=said["format"],
            first_line=said["first_line"],
        )
    except (OSError, KeyError, TypeError, ValueError) as error:
        return Refusal(str(part), "damaged", f"Its line names no text that can be read: {error!r}", line=number)
    if document is None:
        return Refusal(str(file), "no-cable", f"The format {said['format']!r} finds no cable in it.")
    return replace(document, raw=data, first_line=said["first_line"])
