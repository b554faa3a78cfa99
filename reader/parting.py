"""Processes that work for another: they leave Ctrl-C to it, and end with it, even when it is killed."""

from __future__ import annotations

import ctypes
import os
import signal
import sys

#: Linux sends a process this signal when its parent is gone.
_PR_SET_PDEATHSIG = 1


def begin_work(parent: int) -> None:
    """The first thing that such a process does, before it waits for work; `parent` is the process it works for."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        # It was gone before the signal was asked for: nobody would ever say that there is no more work.
        os._exit(1)


def begin_afresh(parent: int) -> None:
    """The same in a process that was not forked: Django is set up there."""
    begin_work(parent)
    import django

    django.setup()
