"""Readers' reports as a queue, registers."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.db import models
from django.http import HttpRequest, HttpResponse

from reader.admin import at_hand
from reader.admin.lists import ModelAdmin, Rows, counted
from reader.ingest import registers
from reader.models import Register, RegisterEntry, Report


@admin.register(Report)
class ReportAdmin(ModelAdmin):
    """What readers say was misread: newest first, open ones by the filter; a report is answered by its state."""

    list_display = ("received", "state", "cable", "anchor", "text", "contact")
    list_filter = ("state", "received")
    list_select_related = ("cable", "paragraph")
    list_per_page = 50
    search_fields = ("text", "^cable__reference_id")
    fields = ("state", "cable", "anchor", "as_read", "text", "contact", "received")
    readonly_fields = ("cable", "anchor", "as_read", "text", "contact", "received")
    actions = ("mend", "decline")

    def has_add_permission(self, request: HttpRequest) -> bool:  # noqa: ARG002
        """Reports come from readers."""
        return False

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """With the paragraph at hand, and the way to a correction."""
        report = self.get_object(request, unquote(object_id))
        more = _at_hand(report) if report else {}
        return super().change_view(request, object_id, form_url, {**(extra_context or {}), **more})

    @admin.action(description="Mark as mended")
    def mend(self, request: HttpRequest, reports: models.QuerySet[Report]) -> None:
        """The reading was set right."""
        self.message_user(request, f"{reports.update(state='mended')} marked as mended.")

    @admin.action(description="Mark as declined")
    def decline(self, request: HttpRequest, reports: models.QuerySet[Report]) -> None:
        """The reading is right as it is."""
        self.message_user(request, f"{reports.update(state='declined')} marked as declined.")


def _at_hand(report: Report) -> dict[str, Any]:
    """The paragraph of a report as it is read now, its lines, what was set right already."""
    cable, paragraph = report.cable, at_hand.now_of(report)
    return {
        "paragraph": paragraph,
        "lines": at_hand.lines_of(cable, "", paragraph) if paragraph else [],
        "choices": at_hand.choices_of(cable, paragraph, report) if paragraph else [],
        "corrections": report.corrections.order_by("pk"),
        "correct_address": at_hand.address(cable, report=report),
    }


@admin.register(Register)
class RegisterAdmin(ModelAdmin):
    """Lists of cables known to exist elsewhere."""

    list_display = ("name", "title", "entries", "loaded")
    search_fields = ("name", "title")

    def get_queryset(self, request: HttpRequest) -> Rows:
        """With the number of entries."""
        rows: Rows = super().get_queryset(request).annotate(entry_count=counted(RegisterEntry, "register"))
        return rows

    def get_deleted_objects(self, objs: Iterable[Register], request: HttpRequest) -> Any:  # noqa: ARG002
        """What goes with a register: its entries, told by their number."""
        rows = [f"{register}, with {register.entries.count():,} entries" for register in objs]
        return rows, {}, set(), []

    def delete_model(self, request: HttpRequest, obj: Register) -> None:  # noqa: ARG002
        """With its entries; coverage is counted anew."""
        registers.remove([obj])

    def delete_queryset(self, request: HttpRequest, queryset: models.QuerySet[Register]) -> None:  # noqa: ARG002
        """Several."""
        registers.remove(queryset)

    @admin.display(ordering="entry_count")
    def entries(self, row: Any) -> int:
        """How many cables it names."""
        count: int = row.entry_count
        return count
