"""Ctrl-C while an ingest runs: the batch at hand is finished first; pressed again, it stops at once."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from types import FrameType


@dataclass(slots=True)
class Interruption:
    """Whether to stop after this batch."""

    asked: bool = False

    def ask(self, _signal: int, _frame: FrameType | None) -> None:
        """The first Ctrl-C asks; a second one raises as usual, and the batch at hand is taken back."""
        self.asked = True
        signal.signal(signal.SIGINT, signal.default_int_handler)


@contextmanager
def interruption() -> Iterator[Interruption]:
    """Watch for Ctrl-C; outside the main thread, where Python allows no handlers, nothing is watched."""
    watch = Interruption()
    if threading.current_thread() is not threading.main_thread():
        yield watch
        return
    before = signal.signal(signal.SIGINT, watch.ask)
    try:
        yield watch
    finally:
        signal.signal(signal.SIGINT, before)
