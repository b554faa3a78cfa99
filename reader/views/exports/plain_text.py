"""A result as plain text: where it comes from, then reading copies with the markings above, below and within."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator

from reader.models import Cable
from reader.views.contract import reading_copy
from reader.views.exports.provenance import Provenance

_WIDTH = 72
_RULE = "=" * _WIDTH


def lines(provenance: Provenance, cables: Iterable[Cable]) -> Iterator[str]:
    """The head, then each cable under a rule, with its address."""
    told = (textwrap.fill(line, _WIDTH, break_long_words=False, break_on_hyphens=False) for line in provenance.lines())
    yield "\n".join(told) + "\n"
    for number, cable in enumerate(cables, start=1):
        place = f"{number} of {len(provenance.found)}"
        address = provenance.absolute(cable.get_absolute_url())
        yield f"\n{_RULE}\n{place}  {address}\n\n{reading_copy(cable, cable.paragraphs.all())}"
