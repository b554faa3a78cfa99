"""Stations, agencies, TAGS, captions, concepts, markings: what the tables know and what cables brought in."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db import models, transaction
from django.http import HttpRequest

from reader.admin.lists import ModelAdmin, Rows, counted
from reader.ingest import filled_in
from reader.models import (
    Addressee,
    Agency,
    Cable,
    CableCaption,
    CableTag,
    Caption,
    Concept,
    Marking,
    Mention,
    Paragraph,
    Release,
    Station,
    Tag,
)
from reader.search import labels


class Counting(ModelAdmin):
    """A list with a column of how often each row is used, for finding what most needs filling in."""

    counts: models.expressions.Combinable | None = None
    #: Columns that say something of a row: with one of them it is known.
    facts: tuple[str, ...] = ()
    list_per_page = 50

    def get_queryset(self, request: HttpRequest) -> Rows:
        """With the count as `uses`."""
        rows: Rows = self.model._default_manager.annotate(uses=self.counts).order_by(*self.get_ordering(request))
        return rows

    def get_ordering(self, request: HttpRequest) -> tuple[Any, ...]:
        """Unknown ones by how often they are used: what most needs filling in stands first."""
        return ("-uses", "pk") if request.GET.get("known__exact") == "0" else tuple(super().get_ordering(request))

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """One that is filled in is known; pages show it at once, and the index with its next update."""
        if any(getattr(obj, name) for name in self.facts if name in form.changed_data):
            obj.known = True
        with transaction.atomic():
            super().save_model(request, obj, form, change)
            filled_in.follow(type(obj), [obj.pk])
        labels.forget()

    @admin.display(description="used", ordering="uses")
    def used(self, row: Any) -> int:
        """How often cables use it."""
        uses: int = row.uses
        return uses


@admin.register(Station)
class StationAdmin(Counting):
    """Posts and offices; unknown ones can be filled in here."""

    counts = counted(Cable, "station") + counted(Addressee, "station")
    list_display = ("name", "place", "country", "kind", "reference_place", "routing_indicator", "known", "used")
    list_filter = ("known", "kind", "country")
    search_fields = ("name", "place", "=routing_indicator", "=reference_place")
    facts = ("kind", "place", "country")
    autocomplete_fields = ("agency",)
    prepopulated_fields = {"slug": ("name",)}


@admin.register(Agency)
class AgencyAdmin(Counting):
    """Agencies and the cables' mentions of them."""

    counts = counted(Mention, "agency")
    facts = ("kind",)
    list_display = ("acronym", "name", "country_code", "kind", "known", "used")
    list_filter = ("known", "kind", "country_code")
    search_fields = ("=acronym", "name")
    prepopulated_fields = {"slug": ("acronym",)}


@admin.register(Tag)
class TagAdmin(Counting):
    """TAGS."""

    counts = counted(CableTag, "tag")
    facts = ("title", "kind")
    list_display = ("code", "title", "kind", "known", "used")
    list_filter = ("known", "kind")
    search_fields = ("code", "title")


@admin.register(Caption)
class CaptionAdmin(Counting):
    """Captions."""

    counts = counted(CableCaption, "caption")
    facts = ("meaning", "kind")
    list_display = ("name", "kind", "meaning", "known", "used")
    list_filter = ("known", "kind")
    search_fields = ("name", "meaning")
    prepopulated_fields = {"slug": ("name",)}


@admin.register(Concept)
class ConceptAdmin(Counting):
    """The archivists' index terms."""

    counts = counted(Release.concepts.through, "concept")
    list_display = ("name", "used")
    search_fields = ("name",)
    prepopulated_fields = {"slug": ("name",)}


@admin.register(Marking)
class MarkingAdmin(Counting):
    """Portion markings."""

    counts = counted(Paragraph, "marking")
    list_display = ("as_written", "level", "label", "used")
    list_filter = ("level",)
    search_fields = ("as_written", "label")
