"""What an ingest would do, without doing it: the database is read and never written, nor locked."""

from __future__ import annotations

import json
import tempfile
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial

from django.db.models import F

from reader.ingest import rows
from reader.ingest.candidates import dated, held_candidates
from reader.ingest.identity import Candidate, Dated, next_id, same_cable
from reader.ingest.received import Received
from reader.models import Source


@dataclass(slots=True)
class Foreseen:
    """How many texts of a batch would become new cables, further texts of known ones, or nothing new."""

    new: int = 0
    updated: int = 0
    unchanged: int = 0


class Rehearsal:
    """Remembers what was met before in this run; a cable met twice is dated by its first text.

    Texts are asked for rarely and lie in a temporary file: memory holds a line for each cable.
    """

    def __init__(self, *, replace: bool = False) -> None:
        self._replace = replace
        self._seen: set[str] = set()
        self._met: dict[str, list[Candidate]] = {}
        self._texts = tempfile.TemporaryFile()  # noqa: SIM115  closed by `close`

    def close(self) -> None:
        """Let the texts go."""
        self._texts.close()

    def take(self, batch: Sequence[Received]) -> Foreseen:
        """What would become of a batch whose texts the archive does not hold."""
        foreseen = Foreseen()
        fresh = list(self._fresh(batch))
        foreseen.unchanged = len(batch) - len(fresh)
        held = held_candidates({received.number for received in fresh if received.number})
        for received in fresh:
            candidates = [*held.get(received.number, []), *self._met.get(received.number, [])]
            if same_cable(dated(received), _texts(received), candidates):
                foreseen.updated += 1
            else:
                foreseen.new += 1
                self._remember(received, candidates)
        return foreseen

    def prefer(self, checksums: Sequence[str]) -> int:
        """How many held texts would now give their cables' readings, and do not."""
        if not self._replace:
            return 0
        others = Source.objects.filter(sha256__in=checksums).exclude(cable__source=F("pk")).order_by()
        return others.exclude(section__isnull=False, cable__source__section__isnull=False).count()

    def _fresh(self, batch: Iterable[Received]) -> Iterable[Received]:
        for received in batch:
            if received.sha256 not in self._seen:
                self._seen.add(received.sha256)
                yield received

    def _remember(self, received: Received, candidates: Sequence[Candidate]) -> None:
        if not received.number:
            return
        date, has_time, _ = rows.date_of(received.telegram)
        name = next_id(received.number, [candidate.reference_id for candidate in candidates])
        kept = Candidate(0, name, Dated(date, has_time), partial(self._read, *self._write(_texts(received))))
        self._met.setdefault(received.number, []).append(kept)

    def _write(self, texts: Sequence[str]) -> tuple[int, int]:
        """Where the texts lie now: place and length."""
        data = zlib.compress(json.dumps(texts).encode(), 1)
        place = self._texts.seek(0, 2)
        self._texts.write(data)
        return place, len(data)

    def _read(self, place: int, length: int) -> list[str]:
        self._texts.seek(place)
        texts: list[str] = json.loads(zlib.decompress(self._texts.read(length)))
        return texts


def _texts(received: Received) -> list[str]:
    return [paragraph.text for paragraph in received.telegram.paragraphs]
