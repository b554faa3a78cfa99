"""Cables and their parts. Readings come from sources and are only looked at here."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from reader.admin.lists import LeanList, LookOnly, Rows, TabularInline, clipped, moment
from reader.models import Addressee, Cable, Mention, Paragraph, Reference, Release, Source


class PartInline(LookOnly, TabularInline):
    """Parts of a cable, with the rows they name fetched in the same query."""

    extra = 0
    related: tuple[str, ...] = ()
    show_change_link = True

    def get_queryset(self, request: HttpRequest) -> Rows:
        """One query, whatever the number of parts."""
        rows: Rows = super().get_queryset(request).select_related(*self.related)
        return rows


class AddresseeInline(PartInline):
    """TO and INFO."""

    model = Addressee
    fields = ("kind", "as_written", "station", "routing", "precedence", "serial")
    related = ("station",)
    show_change_link = False


class ReferenceInline(PartInline):
    """What the cable refers to."""

    model = Reference
    fk_name = "cable"
    fields = ("label", "text", "kind", "reference_id", "target")
    related = ("target", "cable")


class SourceInline(PartInline):
    """The texts as received."""

    model = Source
    fk_name = "cable"
    fields = ("path", "member", "format", "size", "partial", "corrected", "section", "collection")
    related = ("collection", "cable")

    def get_queryset(self, request: HttpRequest) -> Rows:
        """Without the texts themselves."""
        rows: Rows = super().get_queryset(request).defer("data")
        return rows


class Numbered(admin.EmptyFieldListFilter):
    """Whether the number is stated."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.title = "number"

    def choices(self, changelist: Any) -> Iterator[Any]:
        """Words instead of "empty"."""
        words = ("All", "not stated", "stated")
        for choice, word in zip(super().choices(changelist), words, strict=True):
            yield {**choice, "display": word}


@admin.register(Cable)
class CableAdmin(LookOnly, LeanList):
    """Cables."""

    list_display = ("known_as", "about", "sent", "station", "level", "paragraph_count")
    list_filter = (
        "level",
        "precedence",
        ("number", Numbered),
        "text_missing",
        "partial",
        "corrected_copy",
        "level_source",
    )
    list_select_related = ("station",)
    list_defer = ("summary", "regions", "field_lines", "warnings", "executive_order_text")
    search_fields = ("^reference_id", "subject", "headline")
    date_hierarchy = "day"
    inlines = (AddresseeInline, ReferenceInline, SourceInline)
    fieldsets = (
        (None, {"fields": ("known_as", "sent", "date_source", "dtg", "precedence", "transmission_id", "source")}),
        ("Sender", {"fields": ("station", "originator_station", "originator_routing", "serial", "signatures")}),
        (
            "Classification",
            {
                "fields": (
                    ("level", "level_source"),
                    "caveats",
                    "classification_as_written",
                    "highest_portion_level",
                    ("executive_order", "declassify_on"),
                    "executive_order_text",
                    "classified_by",
                    "reasons",
                )
            },
        ),
        ("Content", {"fields": ("subject", "subject_marking", "headline", "summary", "passing")}),
        (
            "Text",
            {"fields": ("paragraph_count", "marked_count", "word_count", "text_missing", "partial", "corrected_copy")},
        ),
        ("Reading", {"fields": ("oddities", "reader_version", "created", "updated")}),
        ("Where everything stood", {"classes": ("collapse",), "fields": ("regions", "field_lines")}),
    )
    readonly_fields = ("known_as", "sent", "oddities", "created", "updated")

    @admin.display(description="reference id", ordering="reference_id")
    def known_as(self, cable: Cable) -> str:
        """Its number; a provisional id says that it is one."""
        return cable.reference_id if cable.is_numbered else f"{cable.reference_id} (provisional: number not stated)"

    @admin.display(description="date (UTC)", ordering="date")
    def sent(self, cable: Cable) -> str:
        """As far as it is known."""
        return moment(cable.date, day_only=not cable.date_has_time)

    @admin.display(description="subject", ordering="subject")
    def about(self, cable: Cable) -> str:
        """Its title, cut to a line or two; a headline is named as one."""
        return clipped(cable.title) + (" (headline)" if cable.title_kind == "headline" else "")

    @admin.display(description="what was odd")
    def oddities(self, cable: Cable) -> str:
        """The reader's warnings in words."""
        said = (f"line {odd['line']}: {odd['message']}" if odd["line"] else odd["message"] for odd in cable.warnings)
        return "\n".join(said) or "nothing"


@admin.register(Paragraph)
class ParagraphAdmin(LookOnly, LeanList):
    """Paragraphs."""

    list_display = ("cable", "number", "marking", "heading", "role", "length")
    list_filter = ("role", "marking__level")
    list_select_related = ("cable", "marking")
    list_defer = ("text",)
    search_fields = ("^cable__reference_id",)


@admin.register(Reference)
class ReferenceAdmin(LookOnly, LeanList):
    """References, resolved and waiting."""

    list_display = ("cable", "label", "text", "kind", "reference_id", "held")
    list_filter = ("kind", ("target", admin.EmptyFieldListFilter))
    list_select_related = ("cable",)
    search_fields = ("^reference_id", "^cable__reference_id")

    @admin.display(description="held", boolean=True, ordering="target")
    def held(self, reference: Reference) -> bool:
        """Whether the cable that it names is in the archive."""
        return reference.target_id is not None


@admin.register(Mention)
class MentionAdmin(LookOnly, LeanList):
    """Agencies named in texts."""

    list_display = ("cable", "acronym", "agency", "defined")
    list_filter = ("defined", ("agency", admin.EmptyFieldListFilter))
    list_select_related = ("cable", "agency")
    search_fields = ("=acronym", "^cable__reference_id")


@admin.register(Release)
class ReleaseAdmin(LookOnly, LeanList):
    """What an archive says about released cables."""

    list_display = ("document_number", "cable", "original_classification", "office", "drafter")
    list_filter = ("original_classification",)
    list_select_related = ("cable",)
    list_defer = ("attributes",)
    search_fields = ("^document_number", "^cable__reference_id")
