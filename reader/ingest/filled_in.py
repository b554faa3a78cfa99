"""Names that were filled in: pages show them at once, the documents of cables that use them wait for the index."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.db import models

from reader.ingest.unindexed import stale
from reader.models import Addressee, Agency, Cable, Mention, Station, counting

#: Keys that are looked for at once.
_CHUNK = 500
#: (model, column of the name, column of the cable): what the index tells of a cable by its names. TAGS and captions
#: stand in it by their codes alone.
_USERS: Mapping[type[models.Model], tuple[tuple[type[models.Model], str, str], ...]] = {
    Station: ((Cable, "station", "pk"), (Addressee, "station", "cable")),
    Agency: ((Mention, "agency", "cable"), (Cable, "station__agency", "pk"), (Addressee, "station__agency", "cable")),
}


def follow(model: type[models.Model], keys: Iterable[int]) -> None:
    """Say that these rows of an authority table are others now; in the transaction that makes them so."""
    wanted = list(keys)
    if not wanted:
        return
    cables: set[int] = set()
    for at in range(0, len(wanted), _CHUNK):
        for users, name, cable in _USERS.get(model, ()):
            rows = users._default_manager.filter(**{f"{name}__in": wanted[at : at + _CHUNK]}).order_by()
            cables.update(rows.values_list(cable, flat=True).distinct())
    stale(sorted(cables))
    counting.touch()
