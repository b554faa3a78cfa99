"""Pages that change only when the archive does: they answer 304 to who has them, and need not be made twice.

The tag of such a page is made of the archive's version (`reader.models.counting`), the newest entry in the log of the
administration, and this program; the address and the parameters are the page's own.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import cache, wraps
from hashlib import blake2b
from typing import Any

from django.conf import settings
from django.contrib.admin.models import LogEntry
from django.core.cache import cache as store
from django.db.models import Subquery
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import patch_cache_control
from django.views.decorators.http import condition, require_safe

from cablearchive.environment import ROOT
from reader.models import ArchiveState

View = Callable[..., HttpResponseBase]
#: Seconds that a page is kept; a new version of the archive has other tags anyway.
_KEPT = 24 * 3600
_STATE = "_archive_state"


def archive_page(view: View) -> View:
    """A view that reads only: GET and HEAD, with ETag and Last-Modified."""

    @require_safe
    @condition(etag_func=_tag, last_modified_func=_changed)
    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        # To be asked for anew each time, which costs two small queries where nothing has changed; a page that says
        # that something failed is not to be had again.
        patch_cache_control(response, no_cache=True, no_store=response.status_code >= 500)
        return response

    return answered


def kept(view: View) -> View:
    """A page without parameters is made once a version; for the landing pages. Comes below `archive_page`."""

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.META.get("QUERY_STRING"):
            return view(request, *args, **kwargs)
        key = f"page:{_tag(request)}:{request.path}"
        made = store.get(key)
        if made is None:
            response = view(request, *args, **kwargs)
            if response.status_code != 200 or not isinstance(response, HttpResponse):
                return response
            made = response.content
            store.set(key, made, _KEPT)
        return HttpResponse(made)

    return answered


def _tag(request: HttpRequest, *_args: Any, **_kwargs: Any) -> str:
    version, _, edit = _state(request)
    return f'"{version}-{edit}-{_program()}"'


def _changed(request: HttpRequest, *_args: Any, **_kwargs: Any) -> dt.datetime | None:
    return _state(request)[1]


def _state(request: HttpRequest) -> tuple[int, dt.datetime | None, int]:
    """Version, when it changed, newest entry of the administration's log; one query a request."""
    found: tuple[int, dt.datetime | None, int] | None = getattr(request, _STATE, None)
    if found is None:
        newest = LogEntry.objects.order_by("-pk")
        edit, edited = (Subquery(newest.values(column)[:1]) for column in ("pk", "action_time"))
        row = ArchiveState.objects.annotate(edit=edit, edited=edited).values_list(
            "version", "changed", "edit", "edited"
        )
        version, changed, last, at = row.first() or (0, None, 0, None)
        found = (version, max(filter(None, (changed, at)), default=None), last or 0)
        setattr(request, _STATE, found)
    return found


@cache
def _program() -> str:
    """This program and its settings: what it was when the process began."""
    told = blake2b(f"{settings.ARCHIVE_NAME} {settings.CONTACT} {settings.DEBUG}".encode(), digest_size=6)
    for place in ("reader", "templates", "static"):
        newest = max(path.stat().st_mtime_ns for path in (ROOT / place).rglob("*") if path.suffix != ".pyc")
        told.update(f"{newest}".encode())
    return told.hexdigest()
