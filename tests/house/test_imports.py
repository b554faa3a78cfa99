"""Imports run one way, and nobody but its owner knows a third party's package."""

from pathlib import Path

import pytest

from tests.house.source import ROOT, imports, modules

#: room -> rooms it may import. What is not named here may import everything.
ALLOWED = {
    "telegram": {"telegram"},
    "models": {"models", "telegram"},
    "fiction": {"fiction", "telegram"},
    "ingest": {"ingest", "models", "parting", "telegram"},
    "search": {"search", "models", "parting", "telegram"},
    "search_indexes": {"search", "models"},
    "insight": {"insight", "models", "telegram"},
    "keeping": {"keeping", "ingest", "models", "telegram"},
    "markup": {"telegram"},
    "markup_lists": {"markup"},
    "middleware": set(),
    "parting": set(),
    "context": {"models"},
}

#: package -> the only places that may import it
OWNERS = {
    "tantivy": ("reader/search/engines/",),
    "whoosh": ("reader/search/engines/",),
    "bagit": ("reader/keeping/",),
    "luqum": ("reader/search/language",),
    "bleach": ("reader/markup.py",),
    "ninja": ("reader/api/",),
    "pydantic": ("reader/api/",),
    "libarchive": ("reader/ingest/", "reader/fiction/packing.py"),
    "warcio": ("reader/ingest/",),
    "selectolax": ("reader/telegram/formats/",),
}


def room(name: str) -> str | None:
    """`reader.telegram.lines` -> `telegram`."""
    parts = name.split(".")
    return parts[1] if len(parts) > 1 and parts[0] == "reader" else None


def room_of(path: Path) -> str | None:
    return room(".".join(path.relative_to(ROOT).with_suffix("").parts))


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_run_one_way(path: Path) -> None:
    here = room_of(path)
    wrong = [
        f"line {line}: {name}"
        for line, name in imports(path)
        if here in ALLOWED and (there := room(name)) and there not in ALLOWED[here]
    ]
    assert not wrong, f"{path.relative_to(ROOT)} imports upwards: {wrong}"


def test_telegram_knows_no_django() -> None:
    strangers = [
        f"{path.relative_to(ROOT)}:{line} {name}"
        for path in modules("reader/telegram", "reader/fiction")
        for line, name in imports(path)
        if name.split(".")[0] in {"django", "haystack", "cablearchive"}
    ]
    assert not strangers


def test_engines_see_only_fields() -> None:
    strangers = [
        f"{path.relative_to(ROOT)}:{line} {name}"
        for path in modules("reader/search/engines")
        for line, name in imports(path)
        if name.startswith("reader.") and not name.startswith(("reader.search.fields", "reader.search.engines"))
    ]
    assert not strangers


@pytest.mark.parametrize("package", OWNERS)
def test_one_owner_a_package(package: str) -> None:
    strangers = [
        f"{path.relative_to(ROOT)}:{line}"
        for path in modules()
        for line, name in imports(path)
        if name.split(".")[0] == package and not str(path.relative_to(ROOT)).startswith(OWNERS[package])
    ]
    assert not strangers, f"only {OWNERS[package]} may import {package}"


def test_only_environment_reads_the_environment() -> None:
    strangers = [
        str(path.relative_to(ROOT))
        for path in modules()
        if "os.environ" in path.read_text(encoding="utf-8")
        and path.relative_to(ROOT).as_posix()
        not in {"cablearchive/environment.py", "cablearchive/wsgi.py", "cablearchive/asgi.py"}
    ]
    assert not strangers


def test_only_markup_calls_something_safe() -> None:
    strangers = [
        str(path.relative_to(ROOT))
        for path in modules()
        if any(word in path.read_text(encoding="utf-8") for word in ("mark_safe(", "SafeString(", "format_html("))
        and path.relative_to(ROOT).as_posix() not in {"reader/markup.py", "reader/markup_lists.py"}
    ]
    assert not strangers


def test_no_template_says_safe() -> None:
    strangers = [
        str(path.relative_to(ROOT))
        for path in sorted((ROOT / "templates").rglob("*"))
        if path.is_file() and any(word in path.read_text(encoding="utf-8") for word in ("|safe", "autoescape off"))
    ]
    assert not strangers
