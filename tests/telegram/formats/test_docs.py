"""docs/formats.md tells all that the tables tell: formats, archives, refusals, warnings."""

import re
from pathlib import Path

import pytest

from reader.ingest import containers, discover
from reader.ingest.containers import stream
from reader.telegram import formats
from reader.telegram.formats import attributes, html
from reader.telegram.formats.decoding import NOTES
from reader.telegram.warning import SENTENCES

ROOT = Path(__file__).resolve().parent.parent.parent.parent
TEXT = (ROOT / "docs" / "formats.md").read_text(encoding="utf-8")


def section(title):
    """The text under a heading up to the next of its rank."""
    return TEXT.partition(f"## {title}\n")[2].partition("\n## ")[0]


def codes_in(text):
    """The codes in the first cells of a section's tables."""
    cells = re.findall(r"^\| (`[^|]+) \|", text, re.M)
    return [code for cell in cells for code in re.findall(r"`([a-z0-9-]+)`", cell) if code != "code"]


def test_every_format_is_described():
    assert sorted(codes_in(section("Wrappings"))) == sorted([*formats.FORMATS, html.NEWS, html.MIRROR])


def test_every_warning_is_listed_with_its_sentence():
    listed = section("Warnings")
    assert codes_in(listed) == [*NOTES, *SENTENCES]
    for code, sentence in {**NOTES, **SENTENCES}.items():
        assert f"| `{code}` | {sentence} |" in listed


def codes_in_code():
    """Codes of refusals, as the modules write them."""
    modules = (Path(formats.__file__).parent, Path(containers.__file__).parent)
    files = [path for folder in modules for path in folder.glob("*.py")] + [Path(discover.__file__)]
    made = re.compile(r"(?:NotText|NotTaken|_BadRow|\.refusal|Refusal)\(\s*(?:[\w.()]+, )?\"([a-z0-9-]+)\"", re.S)
    codes = {code for path in files for code in made.findall(path.read_text(encoding="utf-8"))}
    return codes | set(
        re.findall(r'"(too-(?:few|many)-columns)"', (modules[0] / "csv_dump.py").read_text(encoding="utf-8"))
    )


def test_every_refusal_is_explained():
    assert sorted(codes_in(section("Refusals"))) == sorted(codes_in_code())


@pytest.mark.parametrize("name", ["gzip", "bzip2", "xz", "zip", "tar", "7z", "WARC"])
def test_every_archive_is_named(name):
    assert name in section("Archives")


def test_limits_are_those_of_the_code():
    text = section("Archives")
    assert f"{stream.LARGEST // stream.MEGABYTE} MB" in text
    assert f"{stream.RATIO} times its size" in text
    assert f"{stream.FLOOR // stream.MEGABYTE} MB in any case" in " ".join(text.split())
    assert containers.DEEPEST == 3
    assert f"{len(attributes.KNOWN_KEYS)} are known" in section("Wrappings")
