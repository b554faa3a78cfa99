"""Cables and their parts. Readings come from sources and are only looked at here."""

from __future__ import annotations

from django.contrib import admin
from django.http import HttpRequest

from reader.admin.lists import LeanList, LookOnly, Rows, TabularInline
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


@admin.register(Cable)
class CableAdmin(LookOnly, LeanList):
    """Cables."""

    list_display = ("reference_id", "date", "station", "level", "precedence", "title", "paragraph_count", "partial")
    list_filter = ("level", "precedence", "text_missing", "partial", "corrected_copy", "level_source", "year")
    list_select_related = ("station",)
    list_defer = ("summary", "regions", "field_lines", "warnings", "executive_order_text")
    search_fields = ("^reference_id", "subject", "headline")
    date_hierarchy = "day"
    inlines = (AddresseeInline, ReferenceInline, SourceInline)


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

    list_display = ("cable", "label", "text", "kind", "reference_id", "target")
    list_filter = ("kind", ("target", admin.EmptyFieldListFilter))
    list_select_related = ("cable", "target")
    search_fields = ("^reference_id", "^cable__reference_id")


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
