"""Builds of a Whoosh index: see engines/builds.py."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from whoosh.filedb.filestore import FileStorage
from whoosh.index import FileIndex

from reader.search.engines.builds import MEND, Builds, IndexUnusableError
from reader.search.engines.whoosh_engine.generation import open_build
from reader.search.engines.whoosh_engine.schema import schema


class Store(Builds):
    """The directory of an index."""

    engine = "whoosh"

    def begin(self, directory: Path) -> None:
        """Make an empty index in a directory."""
        FileIndex.create(FileStorage(str(directory)), schema())

    def examine(self, directory: Path) -> None:
        """Read every list of a build once."""
        open_build(self, directory).examine()

    def stamp(self, directory: Path) -> tuple[str, int]:
        """Changes whenever the index does: the build's name and the newest generation in it."""
        with suppress(OSError):
            numbers = [int(p.name[6:-4]) for p in directory.glob("_MAIN_*.toc") if p.name[6:-4].isdigit()]
            if numbers:
                return directory.name, max(numbers)
        raise IndexUnusableError(f"The search index at {self.path} is damaged (no table of contents). {MEND}")
