"""Readers' reports as a queue, corrections, registers."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib import admin
from django.db import models
from django.http import HttpRequest

from reader.admin.lists import LookOnly, ModelAdmin, Rows, counted
from reader.ingest import registers
from reader.models import Correction, Register, RegisterEntry, Report


@admin.register(Report)
class ReportAdmin(ModelAdmin):
    """What readers say was misread: newest first, open ones by the filter; a report is answered by its state."""

    list_display = ("received", "state", "cable", "anchor", "text", "contact")
    list_filter = ("state", "received")
    list_select_related = ("cable", "paragraph")
    list_per_page = 50
    search_fields = ("text", "^cable__reference_id")
    fields = ("state", "cable", "anchor", "as_read", "read_now", "text", "contact", "received")
    readonly_fields = ("cable", "anchor", "as_read", "read_now", "text", "contact", "received")
    actions = ("mend", "decline")

    def has_add_permission(self, request: HttpRequest) -> bool:  # noqa: ARG002
        """Reports come from readers."""
        return False

    @admin.display(description="the paragraph as read now")
    def read_now(self, report: Report) -> str:
        """What the paragraph of that address says today; empty where nothing of that address is left."""
        found = report.paragraph or report.cable.paragraphs.filter(anchor=report.anchor or None).first()
        return found.text if found else ""

    @admin.action(description="Mark as mended")
    def mend(self, request: HttpRequest, reports: models.QuerySet[Report]) -> None:
        """The reading was set right."""
        self.message_user(request, f"{reports.update(state='mended')} marked as mended.")

    @admin.action(description="Mark as declined")
    def decline(self, request: HttpRequest, reports: models.QuerySet[Report]) -> None:
        """The reading is right as it is."""
        self.message_user(request, f"{reports.update(state='declined')} marked as declined.")


@admin.register(Correction)
class CorrectionAdmin(LookOnly, ModelAdmin):
    """Fields that a person set right."""

    list_display = ("when", "cable", "field", "value_given", "who", "why")
    list_filter = ("field",)
    list_select_related = ("cable", "who")
    search_fields = ("^cable__reference_id", "why")


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
