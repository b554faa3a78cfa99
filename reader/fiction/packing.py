"""Where the files go: loose in folders, or into one archive. One class a way; all write as they go.

A packing's `add` gives the name under which the bytes can be found: the path inside the directory or the archive.
"""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

Add = Callable[[str, bytes], str]  # name and data -> where it is
Opener = Callable[[Path], AbstractContextManager[Add]]

#: No folder holds more files.
FOLDER = 1000

#: Fixed, so that the same seed gives the same archive.
_DATE = (2010, 12, 31, 0, 0, 0)


class _Folders:
    """Names with a folder in front: 0000/raw-08TORONTO165.txt; a new folder after every thousand."""

    def __init__(self) -> None:
        self._count = 0

    def place(self, name: str) -> str:
        """The name with its folder."""
        folder = self._count // FOLDER
        self._count += 1
        return f"{folder:04d}/{name}"


@contextmanager
def loose(directory: Path) -> Iterator[Add]:
    """Files of their own, at most a thousand in a folder."""
    folders = _Folders()
    made: set[str] = set()

    def add(name: str, data: bytes) -> str:
        path = folders.place(name)
        folder = path[:4]
        if folder not in made:
            (directory / folder).mkdir()
            made.add(folder)
        with open(f"{directory}/{path}", "xb", buffering=0) as file:  # noqa: PTH123 - a Path a file costs a tenth of the time
            file.write(data)
        return path

    yield add


@contextmanager
def zipped(directory: Path) -> Iterator[Add]:
    """One zip, cables.zip."""
    folders = _Folders()
    with zipfile.ZipFile(directory / "cables.zip", "x", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:

        def add(name: str, data: bytes) -> str:
            path = folders.place(name)
            archive.writestr(zipfile.ZipInfo(path, _DATE), data, zipfile.ZIP_DEFLATED, compresslevel=1)
            return path

        yield add


@contextmanager
def seven_zip(directory: Path) -> Iterator[Add]:
    """One 7z, cables.7z, through libarchive."""
    import libarchive

    folders = _Folders()
    path = str(directory / "cables.7z")
    with libarchive.file_writer(path, "7zip", options="compression=lzma2,compression-level=1") as archive:

        def add(name: str, data: bytes) -> str:
            member = folders.place(name)
            archive.add_file_from_memory(member, len(data), data, mtime=0, permission=0o644)
            return member

        yield add


@contextmanager
def one_csv(directory: Path) -> Iterator[Add]:
    """One CSV dump, cables.csv, a row a cable."""
    with (directory / "cables.csv").open("xb") as file:

        def add(_name: str, data: bytes) -> str:
            file.write(data)
            return "cables.csv"

        yield add


#: What `--pack` offers; None is loose files.
PACKINGS: dict[str | None, Opener] = {None: loose, "zip": zipped, "7z": seven_zip, "csv": one_csv}
