"""A cable's reading replaced by that of a better text; what points at the cable from outside stays."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from reader.models import Addressee, Cable, CableCaption, CableTag, Mention, Paragraph, Reference, Release

#: What a reading consists of, in the order in which it can be taken away.
PARTS = (Mention, Reference, Addressee, CableTag, CableCaption, Release, Paragraph)


def rewrite(cable: Cable, row: dict[str, Any], source: int) -> None:
    """Take the old reading away and set the cable's own columns; its id and number are fixed for good."""
    for part in PARTS:
        part._default_manager.filter(cable=cable).delete()
    columns = {name: value for name, value in row.items() if name not in {"reference_id", "number"}}
    Cable.objects.filter(pk=cable.pk).update(**columns, source_id=source, updated=timezone.now())
