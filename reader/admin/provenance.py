"""Collections, runs with their problems, sources."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib import admin
from django.contrib.admin.options import IncorrectLookupParameters
from django.core.exceptions import BadRequest, PermissionDenied
from django.db import models
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import path

from reader.admin.lists import InlineFormSet, LeanList, LookOnly, ModelAdmin, Rows, TabularInline, counted, moment
from reader.models import Collection, IngestProblem, IngestRun, Source
from reader.views.tables import as_csv

#: Problems on the page of a run; all of them stand in the list that it links to.
SHOWN = 100


@admin.register(Collection)
class CollectionAdmin(ModelAdmin):
    """Collections: title and notice can be changed, the name is part of addresses."""

    list_display = ("name", "title", "fictional", "sources")
    search_fields = ("name", "title")

    def get_queryset(self, request: HttpRequest) -> Rows:
        """With the number of sources."""
        rows: Rows = super().get_queryset(request).annotate(source_count=counted(Source, "collection"))
        return rows

    @admin.display(ordering="source_count")
    def sources(self, row: Any) -> int:
        """How many texts belong to it."""
        count: int = row.source_count
        return count

    def get_readonly_fields(self, request: HttpRequest, obj: Collection | None = None) -> tuple[str, ...]:  # noqa: ARG002
        """The name is fixed once it is given."""
        return ("name",) if obj else ()

    def has_delete_permission(self, request: HttpRequest, obj: Collection | None = None) -> bool:
        """A collection with sources stays."""
        return super().has_delete_permission(request, obj) and not (obj and obj.sources.exists())


class FirstProblems(InlineFormSet):
    """The first problems of a run: one of a hundred thousand would make no page."""

    def get_queryset(self) -> Rows:
        """At most SHOWN."""
        rows: Rows = super().get_queryset()[:SHOWN]
        return rows


class ProblemInline(LookOnly, TabularInline):
    """What a run did not take, with reasons."""

    model = IngestProblem
    formset = FirstProblems
    extra = 0
    fields = ("path", "member", "line", "code", "reason")
    verbose_name_plural = f"problems (the first {SHOWN})"


@admin.register(IngestRun)
class IngestRunAdmin(LookOnly, LeanList):
    """Runs: counts, speed, problems."""

    list_display = (
        "begun",
        "state",
        "collection",
        "files",
        "new",
        "updated",
        "unchanged",
        "problem_count",
        "took",
        "who",
    )
    list_filter = ("state", "collection", "indexed")
    list_select_related = ("collection",)
    search_fields = ("who", "paths")
    date_hierarchy = "started"
    fieldsets = (
        (None, {"fields": ("state", "started", "finished", "heard", "took", "speed", "who")}),
        ("What was asked", {"fields": ("paths", "collection", "options", "reader_version", "process")}),
        (
            "What came of it",
            {"fields": ("files", "new", "updated", "unchanged", "problem_count", "by_reason", "indexed")},
        ),
    )
    readonly_fields = ("took", "speed", "by_reason")
    inlines = (ProblemInline,)

    @admin.display(description="started (UTC)", ordering="started")
    def begun(self, run: IngestRun) -> str:
        """When it began."""
        return moment(run.started)

    @admin.display(description="seconds")
    def took(self, run: IngestRun) -> str:
        """How long it took; empty while it runs."""
        return f"{(run.finished - run.started).total_seconds():.1f}" if run.finished else ""

    @admin.display(description="texts a second")
    def speed(self, run: IngestRun) -> str:
        """Texts taken or found unchanged, by time."""
        seconds = (run.finished - run.started).total_seconds() if run.finished else 0
        return f"{(run.new + run.updated + run.unchanged) / seconds:,.0f}" if seconds else ""

    @admin.display(description="problems by reason")
    def by_reason(self, run: IngestRun) -> str:
        """How many of each kind."""
        counts = run.problems.order_by().values_list("code").annotate(models.Count("pk")).order_by("code")
        return ", ".join(f"{code}: {count:,}" for code, count in counts) or "none"


@admin.register(IngestProblem)
class IngestProblemAdmin(LookOnly, LeanList):
    """Files, members and rows that were not taken."""

    list_display = ("path", "member", "line", "code", "reason", "run")
    list_filter = ("code", "run__state")
    list_select_related = ("run",)
    search_fields = ("path", "member", "reason")

    def get_urls(self) -> list[Any]:
        """With the list as a file."""
        return [
            path("export.csv", self.admin_site.admin_view(self.export), name="reader_ingestproblem_export"),
            *super().get_urls(),
        ]

    def export(self, request: HttpRequest) -> HttpResponseBase:
        """The problems that the list shows, all pages of it, under its filters and its search, as CSV."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        try:
            found = self.get_changelist_instance(request).queryset
        except IncorrectLookupParameters as error:
            raise BadRequest from error
        return as_csv(request, "problems", (_told(problem) for problem in found.iterator(1000)))


def _told(problem: IngestProblem) -> dict[str, Any]:
    """A problem as a row of a table."""
    return {
        "run": problem.run_id,
        "started": f"{problem.run.started.astimezone(dt.UTC):%Y-%m-%dT%H:%M:%SZ}",
        "path": problem.path,
        "member": problem.member,
        "line": problem.line or "",
        "code": problem.code,
        "reason": problem.reason,
    }


@admin.register(Source)
class SourceAdmin(LookOnly, LeanList):
    """Texts as received. Their bytes are downloaded from the cable's source page."""

    list_display = ("path", "member", "cable", "format", "encoding", "size", "partial", "collection", "received")
    list_filter = ("format", "encoding", "partial", "corrected", "collection")
    list_select_related = ("cable", "collection")
    list_defer = ("data", "hints")
    exclude = ("data",)
    search_fields = ("path", "member", "^cable__reference_id", "^sha256")
