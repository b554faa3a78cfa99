"""What posts, agencies and terms share: one by its name in the address, and counts of cables for a part of a list."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar
from urllib.parse import urlencode

from django.db.models import Count, Manager, Model
from django.http import HttpResponse, HttpResponsePermanentRedirect
from django.urls import reverse

from reader.api.problems import Problem, ProblemError

_Row = TypeVar("_Row", bound=Model)

#: What asking for one can end in, besides its answer: its name written otherwise leads to it (301).
ONE: dict[Any, Any] = {301: None, frozenset({400, 404}): Problem}
#: The same for a list.
LIST: dict[Any, Any] = {frozenset({400, 410}): Problem}


def search_path(name: str, value: str) -> str:
    """The search in this API for what is filed under a value."""
    return f"{reverse('api:search')}?{urlencode({name: value})}"


def one(
    rows: Manager[_Row], key: str, written: str, tell: Callable[[_Row], dict[str, Any]], name: str
) -> HttpResponse | dict[str, Any]:
    """The row of this name; a redirect to it from another case; 404."""
    found = rows.filter(**{key: written}).first()
    if found is not None:
        return tell(found)
    meant = rows.filter(**{f"{key}__iexact": written}).values_list(key, flat=True).first()
    if meant is not None:
        return HttpResponsePermanentRedirect(reverse(name, args=[meant]))
    raise ProblemError(404, f"Nothing is called “{written}” here.")


def counts(model: Any, by: str, wanted: Iterable[Model], *, several: bool = False) -> Mapping[int, int]:
    """How many cables there are by the primary key of each row wanted, by one query; `several`: of one cable."""
    rows = model.objects.filter(**{f"{by}__in": [row.pk for row in wanted]}).order_by().values_list(by)
    return dict(rows.annotate(n=Count("cable", distinct=True) if several else Count("pk")))
