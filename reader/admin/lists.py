"""What the administration's lists share: looking without changing, and lists without the long columns."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.db import models
from django.db.models.functions import Coalesce
from django.forms.models import BaseInlineFormSet
from django.http import HttpRequest

# Django's classes take their model's type in the stubs only.
if TYPE_CHECKING:
    ModelAdmin = admin.ModelAdmin[Any]
    TabularInline = admin.TabularInline[Any, Any]
    InlineFormSet = BaseInlineFormSet[Any, Any, Any]
else:
    ModelAdmin = admin.ModelAdmin
    TabularInline = admin.TabularInline
    InlineFormSet = BaseInlineFormSet

Rows = models.QuerySet[Any]


class LookOnly:
    """Rows that come from sources: an administrator looks at them, and changes them by other doors."""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ARG002
        """Nobody adds one by hand."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ARG002
        """Nobody changes one by hand."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ARG002
        """Nobody deletes one by hand."""
        return False


class LeanList(ModelAdmin):
    """A list that leaves long columns in the database and does not count the whole table beside a search."""

    list_defer: tuple[str, ...] = ()
    show_full_result_count = False
    list_per_page = 50

    def get_queryset(self, request: HttpRequest) -> Rows:
        """Without the long columns on lists; pages of one row need them all."""
        rows: Rows = super().get_queryset(request)
        match = request.resolver_match
        on_list = match is not None and (match.url_name or "").endswith("_changelist")
        return rows.defer(*self.list_defer) if on_list else rows


def moment(when: dt.datetime | None, *, day_only: bool = False) -> str:
    """A moment in UTC as 2008-05-28 19:32; of one whose time is not known the day."""
    return when.astimezone(dt.UTC).strftime("%Y-%m-%d" if day_only else "%Y-%m-%d %H:%M") if when else ""


def clipped(text: str, longest: int = 90) -> str:
    """A text for a cell of a list."""
    return text if len(text) <= longest else f"{text[:longest].rsplit(' ', 1)[0]} …"


def counted(rows: type[models.Model], field: str) -> Coalesce:
    """How many of `rows` point at a row by `field`: a count beside each line of a list, without joining the tables."""
    found = rows._default_manager.filter(**{field: models.OuterRef("pk")}).order_by().values(field)
    counts = found.annotate(count=models.Count("pk")).values("count")
    return Coalesce(models.Subquery(counts, output_field=models.IntegerField()), 0)
