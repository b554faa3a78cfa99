"""What may stand behind the question mark: one table of parameters an operation, described and checked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Literal

from ninja import Schema
from pydantic import Field, ValidationInfo, create_model, model_validator

from reader.api import cursors
from reader.api.problems import ProblemError
from reader.search.fields import FACETS, SORTS

#: Values of one filter at most.
_MOST = 50

_CURSOR = "From “next” of the part before; empty for the first part."


class Parameters(Schema):
    """A parameter that is not known is a mistake: a filter misspelt would silently be none."""

    @model_validator(mode="before")
    @classmethod
    def _only_known(cls, data: Any, info: ValidationInfo) -> Any:
        known = [field.alias or name for name, field in cls.model_fields.items()]
        given = dict(info.context["request"].GET.lists()) if info.context else {}
        for name, values in given.items():
            if name not in known:
                raise ProblemError(400, f"There is no parameter “{name}” here; there are {', '.join(known)}.", name)
            if name != "q" and any("\x00" in value for value in values):
                raise ProblemError(400, f"{name}: NUL stands in it.", name)
        return data


class Paging(Parameters):
    """A list in parts."""

    limit: int = Field(100, ge=1, le=500, description="How many at most.")
    cursor: str = Field("", max_length=cursors.LONGEST, description=_CURSOR)


class _Searching(Parameters):
    """The parameters of /search/, besides those that tables list."""

    q: str = Field("", description="What is looked for, in the query language of the search page.")
    limit: int = Field(20, ge=1, le=100, description="How many cables at most.")
    facets: list[str] = []
    cursor: str = Field("", max_length=cursors.LONGEST, description=_CURSOR)


def _listed() -> dict[str, Any]:
    """The order, the facets to count, and each facet as a filter and as an exclusion."""
    orders: Any = Literal[tuple(value for value, *_ in SORTS)]
    names: Any = Literal[tuple(FACETS)]
    said = "Without words to look for, relevance is newest first."
    made: dict[str, Any] = {
        "sort": (orders, Field("relevance", description=said)),
        "facets": (list[names], Field([], max_length=len(FACETS), description="Facets to count; repeatable.")),
    }
    for name, row in FACETS.items():
        pattern = "^[0-9]{4}$" if name == "year" else r"^[^\x00]*$"
        value: Any = Annotated[str, Field(pattern=pattern)]
        several = "every value given" if row.many else "any of the values given"
        for prefix, said in (("", f"Only cables with {several}."), ("not-", "Only cables with none of these.")):
            told = f"{row.label}. {said} Repeatable."
            field: Any = Field([], alias=prefix + name, max_length=_MOST, description=told)
            made[f"{prefix}{name}_".replace("-", "_")] = (list[value], field)
    return made


if TYPE_CHECKING:
    Searching = _Searching
else:
    Searching = create_model("Searching", __base__=_Searching, **_listed())
