"""A frozen search brought back: is the file what it was, and what does the archive find now?"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods
from haystack.exceptions import SearchBackendError

from reader.models import Cable
from reader.search.comparing import Comparison, compare
from reader.search.thawing import NotFrozenError, read
from reader.views import wording
from reader.views.exports.downloads import attachment, file_name, unavailable

#: Bytes of a file that are read: a search that found half a million cables.
LARGEST = 32_000_000
#: Bytes of a file that the page keeps, so that its comparison can be saved without choosing the file again.
KEPT = 200_000
#: Cables that the page names of each kind; the saved comparison names them all.
NAMED = 100


@dataclass(frozen=True, slots=True)
class Change:
    """Cables that have come, gone or changed: how many, and the first of them as (id, the cable if held, why)."""

    kind: str
    title: str
    total: int
    rows: list[tuple[str, Cable | None, str]]

    @property
    def more(self) -> int:
        """How many are not named."""
        return self.total - len(self.rows)


@csrf_exempt  # for the guard against bodies that are too long; what comes after it is protected
@require_http_methods(["GET", "HEAD", "POST"])
def comparing(request: HttpRequest) -> HttpResponseBase:
    """A frozen search, as a file or pasted, compared with what is found now.

    Models: Cable. Template: reader/compare.html. Context: `problem` (why the file cannot be read), `frozen`,
    `comparison`, `changes`, `kept` (a small file, to be saved with the comparison). `as=json` gives a file.
    """
    size = int(request.META.get("CONTENT_LENGTH") or 0)
    if size > LARGEST:
        return _page(request, {"problem": _too_large(size, LARGEST, "choose a smaller file")}, 413)
    try:
        return _compared(request)
    except RequestDataTooBig:
        return _page(
            request, {"problem": _too_large(size, 2_500_000, "choose it as a file instead of pasting it")}, 413
        )


@csrf_protect
def _compared(request: HttpRequest) -> HttpResponseBase:
    if request.method != "POST":
        return _page(request, {})
    data = _given(request)
    try:
        frozen = read(data)
        comparison = compare(frozen)
    except NotFrozenError as error:
        return _page(request, {"problem": str(error)}, 422)
    except SearchBackendError:
        return unavailable(request)
    if request.POST.get("as") == "json":
        return _saved(comparison)
    kept = data.decode("utf-8-sig") if len(data) <= KEPT else ""
    return _page(request, {"frozen": frozen, "comparison": comparison, "changes": _changes(comparison), "kept": kept})


def _given(request: HttpRequest) -> bytes:
    """The chosen file, else what was pasted."""
    chosen = request.FILES.get("file")
    return chosen.read() if chosen else request.POST.get("text", "").encode("utf-8", "replace")


def _saved(comparison: Comparison) -> HttpResponseBase:
    text = json.dumps(comparison.as_json(timezone.now()), ensure_ascii=False, indent=1) + "\n"
    name = file_name(comparison.frozen.criteria, "comparison.json")
    return attachment([text], "application/json; charset=utf-8", name)


def _changes(comparison: Comparison) -> list[Change]:
    return [
        _change("came", "Come since", dict.fromkeys(comparison.came, "")),
        _change("gone", "Gone since", comparison.gone),
        _change("changed", "Changed since", {one: f"its {what}" for one, what in comparison.changed.items()}),
    ]


def _change(kind: str, title: str, found: dict[str, str]) -> Change:
    first = list(found)[:NAMED]
    held = _cables(first)
    return Change(kind, title, len(found), [(one, held.get(one), found[one]) for one in first])


def _cables(ids: Iterable[str]) -> dict[str, Cable]:
    return {cable.reference_id: cable for cable in Cable.objects.filter(reference_id__in=list(ids)).for_numbers()}


def _too_large(size: int, limit: int, advice: str) -> str:
    return f"That is {wording.thin(size // 1000)} kB; {wording.thin(limit // 1000)} kB are read: {advice}."


def _page(request: HttpRequest, context: dict[str, object], status: int = 200) -> HttpResponse:
    return render(request, "reader/compare.html", context, status=status)
