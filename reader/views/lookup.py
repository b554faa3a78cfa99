"""Look-up: a pasted list of cables' numbers in any form, and what the archive knows of each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods

from reader.insight import lookup as insight
from reader.insight.lookup import Entry
from reader.search import scanning
from reader.telegram import numbers
from reader.views import lookup_files

#: Bytes of a paste that are looked up.
LONGEST_PASTE = 200_000
#: Bytes that are received at all: a paste takes up to three times its length on the way.
LONGEST_BODY = 1_000_000
#: A paste whose address is no longer gets one that can be sent on.
LONGEST_ADDRESS = 1500
#: Characters of a search for the cables held; longer lists are several searches.
LONGEST_SEARCH = 1800
#: Ids of one search: the language reads so many parts, of which `id`, its colon and the brackets are four, and each
#: id and each OR is one.
MOST_IDS = (scanning.MOST - 4 + 1) // 2
#: How many citing cables a row names.
NAMED = 5


@dataclass(frozen=True, slots=True)
class Row:
    """A number as a table shows it: its entry, and how often it was written."""

    entry: Entry
    times: int

    @property
    def copies(self) -> tuple[str, ...]:
        """The ids of other cables of the same number."""
        ids = (cable.reference_id for cable in self.entry.cables)
        return tuple(one for one in ids if one != self.entry.reference_id)

    @property
    def citing(self) -> tuple[str, ...]:
        """The first cables that cite it."""
        return self.entry.cited_by[:NAMED]

    @property
    def more_citing(self) -> int:
        """How many more cite it."""
        return len(self.entry.cited_by) - len(self.citing)

    @property
    def wordy(self) -> bool:
        """Whether it is a line of words only."""
        return bool(self.problem) and not any(map(str.isdigit, self.entry.written.as_written))

    @property
    def problem(self) -> str:
        """Why no number was read, in words."""
        return numbers.PROBLEMS.get(self.entry.written.problem, "")


@csrf_exempt  # for the guard against bodies that are too long; what comes after it is protected
@require_http_methods(["GET", "HEAD", "POST"])
def lookup(request: HttpRequest) -> HttpResponseBase:
    """A list of numbers in any form: which are held, cited here, known elsewhere, unknown, not understood.

    Models: Cable, Reference, RegisterEntry, Release. Template: reader/lookup.html. Context: `text`, `year`, `total`,
    `groups` ((state, title, rows) in order), `wordy` (lines without a number), `searches`, `neighbours`, `single`,
    `message`. `?as=csv` and `?as=jsonl` give the list as a file.
    """
    if int(request.META.get("CONTENT_LENGTH") or 0) > LONGEST_BODY:
        return _page(request, {"message": _too_long(int(request.META["CONTENT_LENGTH"]))}, status=413)
    return _looked_up(request)


@csrf_protect
def _looked_up(request: HttpRequest) -> HttpResponseBase:
    asked = request.POST if request.method == "POST" else request.GET
    text, year = asked.get("ids", "").strip(), _year(asked)
    form = asked.get("as", "")
    kept = {"ids": text, "year": asked.get("year", "").strip()}
    if request.method == "POST" and not form and len(urlencode(kept)) <= LONGEST_ADDRESS:
        return redirect(address(**kept))
    size = len(text.encode("utf-8", "replace"))
    if size > LONGEST_PASTE:
        return _page(request, {**kept, "message": _too_long(size)}, status=413)
    entries = insight.look_up(numbers.written(text, default_year=year))
    if form in lookup_files.FORMS:
        return lookup_files.answer(form, entries, request.build_absolute_uri("/"))
    return _page(request, kept | _context(entries))


def address(ids: str, year: str = "") -> str:
    """The address at which these numbers are looked up."""
    given = {name: value for name, value in (("ids", ids), ("year", year)) if value}
    return f"{reverse('lookup')}?{urlencode(given)}" if given else reverse("lookup")


def searches(ids: Iterable[str]) -> list[tuple[int, int, str]]:
    """(from, to, address) of searches that find exactly these cables: one, or several for a long list."""
    found, batch, first = [], "", 1
    listed = list(dict.fromkeys(ids))
    for position, reference_id in enumerate(listed, start=1):
        term = reference_id if reference_id.isalnum() else f'"{reference_id}"'
        if batch and (len(batch) + len(term) > LONGEST_SEARCH or position - first >= MOST_IDS):
            found.append((first, position - 1, batch))
            batch, first = "", position
        batch = f"{batch} OR {term}" if batch else term
    if batch:
        found.append((first, len(listed), batch))
    return [(begin, end, f"{reverse('search')}?{urlencode({'q': f'id:({terms})'})}") for begin, end, terms in found]


def _context(entries: list[Entry]) -> dict[str, object]:
    """What the page shows of the numbers."""
    everything = list(_rows(entries))
    wordy, rows = [row for row in everything if row.wordy], [row for row in everything if not row.wordy]
    single = rows[0].entry if len(rows) == 1 else None
    held = [cable.reference_id for row in rows if row.entry.held for cable in row.entry.cables]
    grouped = [(state, title, [row for row in rows if row.entry.state == state]) for state, title in _STATES]
    return {
        "total": len(rows),
        "groups": [group for group in grouped if group[2]],
        "wordy": wordy,
        "searches": searches(held),
        "single": single,
        "neighbours": insight.neighbours(single) if single else None,
    }


_STATES = tuple(insight.STATES.items())


def _rows(entries: Iterable[Entry]) -> Iterator[Row]:
    """Each number once, where it was written first."""
    seen: dict[tuple[str, str], list[Entry]] = {}
    for entry in entries:
        seen.setdefault((entry.state, entry.reference_id or entry.written.as_written), []).append(entry)
    return (Row(several[0], len(several)) for several in seen.values())


def _page(request: HttpRequest, context: dict[str, object], status: int = 200) -> HttpResponse:
    return render(request, "reader/lookup.html", context, status=status)


def _year(asked: QueryDict) -> int | None:
    """The year for numbers that state none."""
    year = asked.get("year", "").strip()
    return int(year) if len(year) == 4 and year.isascii() and year.isdigit() else None


def _too_long(size: int) -> str:
    return (
        f"That is {size / 1000:,.0f} kB of text; {LONGEST_PASTE // 1000} kB can be looked up at once. "
        "Paste it in parts, or give the whole file to the command “manage.py lookup”."
    )
