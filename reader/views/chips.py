"""Chips of markings and levels as HTML, for templates and for pages that write many of them."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.safestring import SafeString

from reader import markup
from reader.models import Marking
from reader.views import wording


def portion(given: Marking | None) -> SafeString:
    """The chip of a portion marking; None is "unmarked", its own state."""
    role = wording.role(given.level, given.caveats) if given else "unmarked"
    return markup.chip(role, wording.marking_letters(given), wording.marking_words(given))


def level(given: str | None, caveats: Sequence[str]) -> SafeString:
    """The chip of a cable's classification: Confidential, NOFORN."""
    return markup.level(wording.role(given, caveats), ", ".join([wording.level_words(given), *caveats]))
