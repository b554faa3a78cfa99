"""A reader reports that something was misread: a page of its own, since a form would spoil the caching of the cable."""

from __future__ import annotations

import datetime as dt

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from reader.forms import ReportForm
from reader.models import Cable, Paragraph, Report
from reader.views.cite import asked_as, paragraph_asked
from reader.views.finding import elsewhere

#: Reports on one cable that are taken within an hour; more of them are no readers.
MOST = 20


@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, reference_id: str) -> HttpResponse:
    """Takes a report on a cable, or with `?p=7` on its paragraph 7; `?sent` says thanks.

    Template: reader/report.html. Context: `cable`, `paragraph`, `form`, `sent`, `full` (too many reports just now).
    """
    cable = _cables().filter(reference_id=reference_id).first()
    if cable is None:
        return elsewhere(reference_id, "cable-report", request)
    paragraph = paragraph_asked(request, cable)
    form = ReportForm(request.POST or None)
    full = request.method == "POST" and _is_full(cable)
    if request.method == "POST" and not full and form.is_valid():
        if not form.is_by_program:
            _take(form, cable, paragraph)
        return redirect(f"{reverse('cable-report', args=[cable.reference_id])}?{_asked(paragraph)}sent")
    context = {"cable": cable, "paragraph": paragraph, "form": form, "sent": "sent" in request.GET, "full": full}
    return render(request, "reader/report.html", context, status=429 if full else 400 if form.errors else 200)


def _cables() -> QuerySet[Cable]:
    rows = Cable.objects.select_related("station", "source__collection").defer("source__data")
    return rows.prefetch_related("paragraphs__marking")


def _take(form: ReportForm, cable: Cable, paragraph: Paragraph | None) -> None:
    """Stored once, however often the button was pressed."""
    Report.objects.get_or_create(
        cable=cable,
        paragraph=paragraph,
        text=form.cleaned_data["text"],
        state="open",
        defaults={
            "contact": form.cleaned_data["contact"],
            "anchor": paragraph.anchor if paragraph else "",
            "as_read": paragraph.text if paragraph else "",
        },
    )


def _is_full(cable: Cable) -> bool:
    lately = timezone.now() - dt.timedelta(hours=1)
    return cable.reports.filter(received__gte=lately).count() >= MOST


def _asked(paragraph: Paragraph | None) -> str:
    return f"p={asked_as(paragraph)}&" if paragraph else ""
