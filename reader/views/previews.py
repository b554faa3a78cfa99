"""A cable in a few words, for those who wonder whether to follow a link."""

from __future__ import annotations

import textwrap

from reader.models import Cable
from reader.views import wording

#: Characters of the summary that a preview shows.
_SUMMARY = 220


def preview(cable: Cable) -> str:
    """Number, post, day and level on one line; the subject; the beginning of the summary.

    The cable comes from `CableQuerySet.for_previews`: with its station and the beginning of its summary.
    """
    facts = [cable.reference_id, str(cable.station or ""), wording.date_words(cable), wording.level_words(cable.level)]
    told = [" · ".join(filter(None, facts)), cable.title, textwrap.shorten(cable.summary, _SUMMARY, placeholder=" …")]
    return "\n".join(filter(None, told))
