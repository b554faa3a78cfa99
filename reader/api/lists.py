"""Lists in parts, from the database: a part begins behind a row that was given before, whatever came in since."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce
from typing import Any, TypeVar

from django.db.models import Model, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from ninja import Schema
from pydantic import Field

from reader.api import cursors
from reader.api.addresses import next_path
from reader.api.parameters import Paging
from reader.api.problems import ProblemError

_Row = TypeVar("_Row", bound=Model)


class Part(Schema):
    """What every list has."""

    next: str | None = Field(description="The path of the next part; null when this is the last.")


def part_of(
    request: HttpRequest, answer: HttpResponse, rows: QuerySet[_Row], keys: Sequence[str], asked: Paging
) -> tuple[list[_Row], str | None]:
    """The rows of a part and the path of the next one, which the header Link names as well.

    `keys` are columns, or annotations without null, that no two rows share together: the order of the list.
    """
    ordered = rows.order_by(*keys)
    if asked.cursor:
        (last,) = cursors.read(asked.cursor, [request.path], 1)
        ordered = ordered.filter(_behind(rows, keys, last))
    found = list(ordered[: asked.limit + 1])
    if len(found) <= asked.limit:
        return found, None
    following = next_path(request, cursors.write([request.path], found[asked.limit - 1].pk))
    answer.headers["Link"] = f'<{following}>; rel="next"'
    return found[: asked.limit], following


def _behind(rows: QuerySet[_Row], keys: Sequence[str], last: int) -> Q:
    """Rows after the last one given: (a > x) or (a = x and b > y)."""
    values: Any = rows.filter(pk=last).values_list(*keys).first()
    if values is None:
        raise ProblemError(410, "The list has changed where this part would begin. Begin again without a cursor.")
    same = [Q(**{key: value}) for key, value in zip(keys, values, strict=True)]
    larger = [Q(**{f"{key}__gt": value}) for key, value in zip(keys, values, strict=True)]
    return reduce(Q.__or__, [reduce(Q.__and__, [*same[:at], larger[at]]) for at in range(len(keys))])
