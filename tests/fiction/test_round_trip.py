"""What make_cables writes, the reader gives back, field by field, in every wrapping."""

from collections import defaultdict
from functools import cache
from pathlib import Path

import pytest

from reader.fiction import Made, Order, cables
from reader.fiction.wrappings import WRAPPINGS
from reader.telegram import read
from reader.telegram.formats import documents
from reader.telegram.records import Document, Telegram
from tests.fiction.reading_back import differences, squashed

#: Cables of the default mix, and how many more of each wrapping.
MIXED, EACH = 250, 10


@cache
def made() -> dict[str, list[Made]]:
    """About 400 cables by the name of their wrapping."""
    orders = [Order(MIXED, 7, Path("mixed"))]
    orders += [Order(EACH, 8, Path("each"), kinds=(wrapping.name,)) for wrapping in WRAPPINGS]
    found = defaultdict(list)
    for order in orders:
        for cable in cables(order):
            found[cable.wrapping.name].append(cable)
    return found


def telegrams(cable: Made) -> list[Telegram]:
    """What the reader makes of the files of a cable; each file is one document."""
    found = [list(documents(file.data, path=cable.cable.slot.reference_id)) for file in cable.files]
    assert all(len(pieces) == 1 and isinstance(pieces[0], Document) for pieces in found), found
    return [read(pieces[0]) for pieces in found]


@pytest.mark.parametrize("name", [wrapping.name for wrapping in WRAPPINGS])
def test_every_field_is_read_back(name: str) -> None:
    misses = []
    for cable in made()[name]:
        for file, telegram in zip(cable.files, telegrams(cable), strict=True):
            for field, (expected, got) in differences(file.truth, telegram).items():
                misses.append(
                    f"{cable.cable.slot.reference_id}: {field}\n    expected {expected!r}\n    read     {got!r}"
                )
    assert not misses, f"{len(misses)} fields of {name} were not read back:\n" + "\n".join(misses[:20])


@pytest.mark.parametrize("name", ["raw", "mirror-page", "pdf-text", "csv", "news-desktop"])
def test_texts_come_back_word_for_word(name: str) -> None:
    """Tables, points and redactions too; page breaks and SIPDIS are noise of transmission."""
    misses = []
    for cable in made()[name]:
        if any({"page_breaks_inline", "stray_sipdis_lines"} & set(file.truth) for file in cable.files):
            continue
        expected = [squashed(paragraph.text) for paragraph in cable.cable.body.paragraphs]
        got = [squashed(p.text) for p in telegrams(cable)[0].paragraphs if p.number is not None]
        if [without_pilcrows(text) for text in got] != expected:
            misses.append(cable.cable.slot.reference_id)
    assert not misses


def without_pilcrows(text: str) -> str:
    """A pilcrow in front of a wrapped number is the wrapping's."""
    return text.replace("¶", "").replace("\N{REPLACEMENT CHARACTER}", "")


#: Wrappings whose format has another name.
FORMATS = {
    "raw-sections": "raw",
    "news-desktop": "news-text",
    "news-truncated": "news-text",
    "news-bare": "news-text",
    "news-scant": "news-text",
    "news-mobile": "news-text",
    "news-mhtml": "news-html",
}


@pytest.mark.parametrize("name", [wrapping.name for wrapping in WRAPPINGS])
def test_each_wrapping_is_recognised_for_what_it_is(name: str) -> None:
    found = {piece.format for cable in made()[name] for file in cable.files for piece in documents(file.data, path="x")}
    assert found == {FORMATS.get(name, name)}
