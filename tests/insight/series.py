"""A small series for tests: Toronto's telegrams of 2008, with neighbours, one that is cited, one without its text."""

from __future__ import annotations

import datetime as dt
from typing import Any

from reader.ingest import tally
from reader.models import Cable, Register, RegisterEntry, Station, counting
from tests import factories


def numbered(reference_id: str, day: dt.date | None, **fields: Any) -> Cable:
    """A cable of that number, sent at noon of that day by the post of its number."""
    place = reference_id[2:].rstrip("0123456789").removesuffix("-A")
    station = Station.objects.filter(reference_place=place).first()
    date = dt.datetime.combine(day, dt.time(12), dt.UTC) if day else None
    serial = int("".join(filter(str.isdigit, reference_id[2:])))
    return factories.make_cable(
        reference_id=reference_id,
        serial=serial,
        **{
            "station": station or f"AMEMBASSY {place}",
            "date": date,
            "year": day.year if day else 2000 + int(reference_id[:2]),
            **fields,
        },
    )


def register(name: str, *numbers: str) -> Register:
    """A register of these numbers."""
    made = Register.objects.create(name=name, title=name.capitalize())
    RegisterEntry.objects.bulk_create(RegisterEntry(register=made, reference_id=number) for number in numbers)
    return made


def counted() -> None:
    """Count as an ingest does at its end."""
    counting.settle()
    tally.recount()


def toronto() -> None:
    """Serials 10, 12 and 20 held (12 without its text); 15 cited by 20 and by 08OTTAWA7; 18 in a register."""
    factories.ensure_authority()
    numbered("08TORONTO10", dt.date(2008, 5, 1), subject="Lake levels")
    numbered("08TORONTO12", dt.date(2008, 5, 1), paragraphs=[], text_missing=True, subject="Ice")
    numbered("08TORONTO20", dt.date(2008, 5, 11), subject="Harbor", references=["08TORONTO15", "08TORONTO10"])
    numbered("08OTTAWA7", dt.date(2008, 5, 9), subject="Ferries", references=["08TORONTO15"])
    register("elsewhere", "08TORONTO10", "08TORONTO18")
    counted()
