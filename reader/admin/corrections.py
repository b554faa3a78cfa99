"""Corrections: a field of a cable set right, and given back; the reading, the pages and the index follow at once."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path, reverse
from haystack.exceptions import HaystackError

from reader.admin import at_hand
from reader.admin.lists import LookOnly, ModelAdmin
from reader.ingest.correcting import OF_PARAGRAPHS, correct, withdraw
from reader.ingest.correction_values import CorrectionRefused, as_typed, of_stored
from reader.models import Cable, Correction, Report, StaleDocument
from reader.search import indexing
from reader.views.finding import held_address

#: Field -> what is typed for it.
FORMS = {
    "reference_id": "In any form: 08TORONTO165, 08 Toronto 165. References to it are followed anew.",
    "date": "In UTC: 2008-05-28 19:32, or 2008-05-28 where no time is known. Nothing: not stated.",
    "classification": "The level, then its caveats behind two strokes: SECRET//NOFORN. Nothing: not stated.",
    "subject": "As the cable has it. Nothing: not stated.",
    "tags": "With commas: PREL, CA. Nothing: none stated.",
    "paragraph_number": "The number alone: 7. Nothing: it has none.",
    "paragraph_marking": "As in (U), (SBU), (C), (S//NF). Nothing: it has none.",
}


class CorrectionForm(forms.Form):
    """What is right, and why."""

    value = forms.CharField(label="Right is", required=False, max_length=2_500)
    why = forms.CharField(
        label="Why",
        max_length=2_000,
        help_text="Readers see it: what the source says, and where.",
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say why: readers see it beside the field."},
    )

    def __init__(self, field: str, now: Any, data: Any = None) -> None:
        super().__init__(data, initial={"value": as_typed(field, now)})
        self.fields["value"].help_text = FORMS[field]
        self.fields["value"].widget.attrs["class"] = "vTextField"
        self.fields["why"].widget.attrs["class"] = "vLargeTextField"


@admin.register(Correction)
class CorrectionAdmin(LookOnly, ModelAdmin):
    """Fields that a person set right: made here, withdrawn here, never changed."""

    list_display = ("when", "cable", "field", "read_as", "right_is", "who", "why", "standing")
    list_filter = ("field", ("withdrawn", admin.EmptyFieldListFilter), "applies")
    list_select_related = ("cable", "who")
    list_per_page = 50
    search_fields = ("^cable__reference_id", "why")
    fields = (
        "cable", "field", "anchor", "read_as", "right_is", "why", "who", "when", "report", "applies", "withdrawn",
        "withdrawn_by",
    )  # fmt: skip
    readonly_fields = ("read_as", "right_is")

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ARG002
        """Who may add corrections may withdraw them, too."""
        return request.user.has_perm("reader.add_correction")  # type: ignore[union-attr,unused-ignore]

    def get_urls(self) -> list[URLPattern]:
        """With the page that withdraws one."""
        page = self.admin_site.admin_view(self.withdraw_view)
        own: list[URLPattern] = [path("<path:object_id>/withdraw/", page, name="reader_correction_withdraw")]
        return own + super().get_urls()

    @admin.display(description="read as")
    def read_as(self, correction: Correction) -> str:
        """What was read."""
        return correction.read_words

    @admin.display(description="right is")
    def right_is(self, correction: Correction) -> str:
        """What is shown instead."""
        return correction.given_words

    @admin.display(description="counts", boolean=True)
    def standing(self, correction: Correction) -> bool:
        """Whether pages show it."""
        return correction.withdrawn is None and correction.applies

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: Any = None) -> HttpResponse:  # noqa: ARG002
        """Step by step: which cable, which field, what is right."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        asked = request.GET
        written = asked.get("cable", "").strip()
        cable = Cable.objects.filter(reference_id=held_address(written) or written).first() if written else None
        if cable is None:
            return self._page(request, "ask", {"written": written}, 404 if written else 200)
        report = cable.reports.filter(pk=asked["report"]).first() if asked.get("report", "").isdecimal() else None
        if asked.get("field") not in FORMS:
            return self._choose(request, cable, report)
        return self._give(request, cable, asked["field"], asked.get("p", ""), report)

    def _choose(self, request: HttpRequest, cable: Cable, report: Report | None) -> HttpResponse:
        paragraphs = list(at_hand.paragraphs_of(cable, report))
        context = {"cable": cable, "report": report, "choices": at_hand.fields_of(cable, report)}
        return self._page(request, "choose", context | {"paragraphs": paragraphs})

    def _give(self, request: HttpRequest, cable: Cable, field: str, anchor: str, report: Report | None) -> HttpResponse:
        paragraph = cable.paragraphs.filter(anchor=anchor).select_related("marking").first()
        now = of_stored(field, cable, paragraph)
        form = CorrectionForm(field, now, request.POST or None)
        if request.method == "POST" and form.is_valid():
            done = self._corrected(request, form, cable, field, anchor, report)
            if done:
                return redirect("admin:reader_correction_change", done.pk)
        context = {
            "cable": cable,
            "report": report,
            "form": form,
            "named": dict(Correction.FIELDS)[field],
            "paragraph": paragraph if field in OF_PARAGRAPHS else None,
            "lines": at_hand.lines_of(cable, field, paragraph if field in OF_PARAGRAPHS else None),
            "back": at_hand.address(cable, report=report),
        }
        return self._page(request, "give", context, 400 if form.errors else 200)

    def _corrected(
        self, request: HttpRequest, form: CorrectionForm, cable: Cable, field: str, anchor: str, report: Report | None
    ) -> Correction | None:
        """The correction, made; None where it is refused, which the form then says."""
        given = form.cleaned_data
        try:
            done = correct(
                cable, field, given["value"], why=given["why"], who=request.user, anchor=anchor, report=report
            )
        except CorrectionRefused as refusal:
            form.add_error("value", str(refusal))
            return None
        self.log_addition(request, done, [{"added": {}}])
        said = f"Set right: {done} is {done.given_words} now, and was read as {done.read_words}."
        self._follow(request, done.cable_id, said)
        return done

    def withdraw_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Asks, then gives the field back what was read."""
        correction = self.get_object(request, unquote(object_id))
        if correction is None:
            raise Http404(f"There is no correction {object_id}")
        if not self.has_add_permission(request):
            raise PermissionDenied
        if request.method == "POST":
            self._withdrawn(request, correction)
            return redirect("admin:reader_correction_change", correction.pk)
        return self._page(request, "withdraw", {"correction": correction})

    def _withdrawn(self, request: HttpRequest, correction: Correction) -> None:
        try:
            withdraw(correction, request.user)
        except CorrectionRefused as refusal:
            messages.error(request, str(refusal))
            return
        self.log_change(request, correction, "Withdrawn.")
        said = f"Withdrawn: {correction.get_field_display()} is {correction.read_words} again, as it was read."
        self._follow(request, correction.cable_id, said)

    def _follow(self, request: HttpRequest, cable: int, said: str) -> None:
        """The index follows; where it cannot just now, the next index update makes up for it."""
        try:
            indexing.update([cable])
        except (OSError, HaystackError) as error:
            messages.warning(request, f"{said} The search follows with the next index update ({error}).")
            return
        StaleDocument.objects.filter(cable=cable).delete()
        messages.success(request, said)

    def _page(self, request: HttpRequest, name: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
        shared = {**self.admin_site.each_context(request), "opts": self.opts, "title": "Set a field right"}
        shared["list_address"] = reverse("admin:reader_correction_changelist")
        return render(request, f"admin/reader/correction/{name}.html", {**shared, **context}, status=status)
