"""Numbers as somebody wrote them -> what the archive knows of each: held, cited here, known elsewhere, unknown.

However many numbers are asked, each table is asked once for every CHUNK of them.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from reader.models import Cable, Reference, RegisterEntry, Release, Station
from reader.telegram import identifiers
from reader.telegram.numbers import Written

#: Numbers that one query asks for.
CHUNK = 2000
#: Numbers without a year for which cables of any year are offered: what one query asks for.
OFFERED = 30

HELD, CITED, REGISTERED, UNKNOWN, MALFORMED = "held", "cited", "registered", "unknown", "malformed"
#: State -> what a page calls it, in the order in which pages show them.
STATES = {
    HELD: "Held here",
    CITED: "Cited here, not held",
    REGISTERED: "Known elsewhere, not held",
    UNKNOWN: "Not known here",
    MALFORMED: "Not read as a number",
}

#: Elsewhere the first cable of a number is marked too: 08TORONTO165_a. Here it has the number itself.
_FIRST = "_a"
_COPY = re.compile(r"_[a-z]{1,2}\Z")
_DOCUMENT_NUMBER = re.compile(r"(?<![^\W_])\d{4}[A-Z]{2,6}\d{1,7}(?:_[A-Z]{1,2})?(?![^\W_])", re.IGNORECASE)
#: Years of which there are cables.
_YEARS = range(identifiers.FIRST_YEAR, identifiers.FIRST_YEAR + 60)


@dataclass(frozen=True, slots=True)
class Entry:
    """One number and what is known of it.

    `cables` are those held under it, the one that is meant first (of a number without a year: those of any year; of one
    that is not held: those under the number without its mark, or under another name of the post);
    `cited_by` the ids of cables here that cite a number that is not held; `registers` the titles of lists that have it.
    """

    written: Written
    reference_id: str | None
    state: str
    cables: tuple[Cable, ...] = ()
    cited_by: tuple[str, ...] = ()
    registers: tuple[str, ...] = ()

    @property
    def held(self) -> bool:
        """Whether the very cable is here."""
        return self.state == HELD

    @property
    def under_other_name(self) -> bool:
        """Whether `cables` are not of this number, but of the same under another name of the post."""
        return not self.held and bool(self.reference_id) and any(cable.number != self.number for cable in self.cables)

    @property
    def number(self) -> str:
        """The id without the mark of a copy; empty when there is none."""
        return number_of(self.reference_id or "")

    @property
    def dated_otherwise(self) -> bool:
        """Whether the cable is held under another date than the one written with its number, a day apart or more.

        A day is let go: dates in print are often those of the place, a telegram's are in Z.
        """
        day, date = self.written.day, self.cables[0].date if self.cables else None
        return bool(self.held and day and date and abs((date.date() - day).days) > 1)


def look_up(numbers: Sequence[Written]) -> list[Entry]:
    """What the archive knows of each number, in the order given."""
    known = _Known()
    known.ask(numbers)
    return [known.entry(written) for written in numbers]


def number_of(reference_id: str) -> str:
    """The id without the mark of a second cable of one number: 76STATE290286_b -> 76STATE290286."""
    return _COPY.sub("", reference_id)


@dataclass(slots=True)
class _Known:
    """What the tables say of the numbers asked for."""

    by_number: dict[str, list[Cable]] = field(default_factory=lambda: defaultdict(list))
    by_other_name: dict[str, list[Cable]] = field(default_factory=lambda: defaultdict(list))
    by_document: dict[str, list[Cable]] = field(default_factory=lambda: defaultdict(list))
    by_moment: dict[Any, list[Cable]] = field(default_factory=lambda: defaultdict(list))
    cited: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    registered: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    def ask(self, numbers: Sequence[Written]) -> None:
        """The queries: a fixed number for each chunk."""
        wanted = {number_of(one.reference_id) for one in numbers if one.reference_id}
        for cable in _chunked(wanted | set(_undated(numbers)), Cable.objects.numbered):
            self.by_number[cable.number or cable.reference_id].append(cable)
        moments = {one.moment for one in numbers if one.moment}
        for cable in _chunked(moments, Cable.objects.sent_at):
            self.by_moment[cable.date].append(cable)
        documents = {found.upper() for one in numbers for found in _documents(one)}
        for release in _chunked(documents, Release.objects.numbered):
            self.by_document[release.document_number.upper()].append(release.cable)
        missing = wanted - self.by_number.keys()
        for number, citing in _chunked(missing, Reference.objects.citing):
            self.cited[number].append(citing)
        for number, title, name in _chunked(missing, RegisterEntry.objects.naming):
            self.registered[number].append(title or name)
        self._ask_other_names(missing)

    def _ask_other_names(self, missing: set[str]) -> None:
        """Cables of numbers that are not held, under another name of the same post."""
        other_names = _other_names() if missing else {}
        meant = {other: number for number in missing for other in _under_other_names(number, other_names)}
        for cable in _chunked(meant, Cable.objects.numbered):
            self.by_other_name[meant[cable.number]].append(cable)

    def entry(self, written: Written) -> Entry:
        """What is known of one number."""
        if written.moment:
            return self._of_moment(written)
        if written.reference_id is None:
            return Entry(written, None, MALFORMED, self._of_any_year(written))
        asked, number = written.reference_id.removesuffix(_FIRST), number_of(written.reference_id)
        held = sorted(
            self.by_number.get(number, ()), key=lambda cable: (cable.reference_id != asked, cable.reference_id)
        )
        held = (
            held
            or self.by_other_name.get(number)
            or [cable for found in _documents(written) for cable in self.by_document.get(found.upper(), ())]
        )
        if held and number not in self.by_other_name and (asked == number or held[0].reference_id == asked):
            return Entry(written, held[0].reference_id, HELD, tuple(held))
        cited, registers = tuple(self.cited.get(number, ())), tuple(self.registered.get(number, ()))
        state = CITED if cited else REGISTERED if registers else UNKNOWN
        return Entry(written, asked, state, tuple(held), cited, registers)

    def _of_moment(self, written: Written) -> Entry:
        """Cables sent at one moment; the sender, when it was read, decides between them."""
        sent = self.by_moment.get(written.moment, [])
        if written.place:
            sent = [cable for cable in sent if _place(cable) == written.place]
        return Entry(written, sent[0].reference_id if sent else None, HELD if sent else UNKNOWN, tuple(sent))

    def _of_any_year(self, written: Written) -> tuple[Cable, ...]:
        return tuple(cable for number in _of_years(written) for cable in self.by_number.get(number, ()))


def _undated(numbers: Iterable[Written]) -> Iterator[str]:
    """What numbers without a year could be; of the first OFFERED of them."""
    undated = dict.fromkeys((one.place, one.serial) for one in numbers if one.problem == "no-year")
    for place, serial in list(undated)[:OFFERED]:
        if place and serial:
            yield from (identifiers.make(year, place, serial) for year in _YEARS)


def _of_years(written: Written) -> Iterator[str]:
    if written.problem == "no-year" and written.place and written.serial:
        yield from (identifiers.make(year, written.place, written.serial) for year in _YEARS)


def _documents(written: Written) -> list[str]:
    """Document numbers of released telegrams in what was written: they name a cable besides its own number."""
    return _DOCUMENT_NUMBER.findall(written.as_written)


def _other_names() -> Mapping[str, set[str]]:
    """Each name of a post that has several to its other ones."""
    posts = Station.objects.renamed().values_list("reference_place", "other_places")
    names = [{place, *others} for place, others in posts]
    return {name: several - {name} for several in names for name in several}


def _under_other_names(number: str, other_names: Mapping[str, set[str]]) -> Iterator[str]:
    parts = identifiers.split(number)
    if parts:
        year, place, serial = parts
        yield from (identifiers.make(year, other, serial) for other in other_names.get(place, ()))


def _place(cable: Cable) -> str | None:
    parts = identifiers.split(cable.reference_id)
    return parts[1] if parts else None


def _chunked(wanted: Iterable[Any], ask: Callable[[list[Any]], Iterable[Any]]) -> Iterator[Any]:
    """The rows that `ask` finds, CHUNK values at a time."""
    values = sorted(wanted)
    for start in range(0, len(values), CHUNK):
        yield from ask(values[start : start + CHUNK])


@dataclass(frozen=True, slots=True)
class Neighbours:
    """Cables of the same post before and after a number, nearest to it last and first."""

    before: tuple[Cable, ...]
    after: tuple[Cable, ...]


def neighbours(entry: Entry, *, most: int = 3) -> Neighbours:
    """The cables around a number in its post's series of that year, whether it is held or not.

    A cable without a number of its own has the neighbours in time.
    """
    parts = identifiers.split(number_of(entry.reference_id)) if entry.reference_id else None
    if parts:
        year, place, serial = parts
        series = Cable.objects.in_series(year, place, airgrams=serial.startswith("A"))
        before, after = series.before_serial(int(serial.lstrip("A"))), series.after_serial(int(serial.lstrip("A")))
    elif entry.cables and entry.cables[0].station and entry.cables[0].date:
        sent = Cable.objects.sent_by(entry.cables[0].station).for_numbers()
        before = sent.filter(date__lt=entry.cables[0].date).order_by("-date")
        after = sent.filter(date__gt=entry.cables[0].date).order_by("date")
    else:
        return Neighbours((), ())
    return Neighbours(tuple(reversed(before[:most])), tuple(after[:most]))


def counts(entries: Iterable[Entry]) -> Mapping[str, int]:
    """State -> how many of the entries."""
    found = dict.fromkeys(STATES, 0)
    for entry in entries:
        found[entry.state] += 1
    return found
