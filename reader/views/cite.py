"""The page that cites a cable or a paragraph, and the same citations as files."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header, urlencode
from django.views.decorators.http import require_safe

from reader.models import Cable, Paragraph
from reader.views.citing import Cited
from reader.views.finding import canonical, elsewhere


@dataclass(frozen=True, slots=True)
class Form:
    """A citation as a file: its ending, what pages call it, its type, and what is in it."""

    ending: str
    words: str
    content_type: str
    text: Callable[[Cited], str]


#: By the ending of the address.
FORMS = {
    form.ending: form
    for form in (
        Form("bib", "BibTeX", "application/x-bibtex; charset=utf-8", Cited.bibtex),
        Form("ris", "RIS", "application/x-research-info-systems; charset=utf-8", Cited.ris),
        Form("csl.json", "CSL-JSON", "application/vnd.citationstyles.csl+json; charset=utf-8", Cited.csl_json),
    )
}


@require_safe
def cite(request: HttpRequest, reference_id: str) -> HttpResponse:
    """Citations of a cable, or with `?p=7` of its paragraph 7 (`?p=7-2`, `?p=at3`: anchors without their p).

    Template: reader/cite.html. Context: `cable`, `paragraph`, `cited`, `forms` (name, text, address of the file),
    `others` (paragraphs to be cited instead, and how each is asked for).
    """
    cable = _cables().filter(reference_id=reference_id).first()
    if cable is None:
        return elsewhere(reference_id, "cable-cite", request)
    paragraph = paragraph_asked(request, cable)
    cited = _cited(request, cable, paragraph)
    context = {
        "cable": cable,
        "paragraph": paragraph,
        "cited": cited,
        "forms": [(form.words, form.text(cited), _address(cable, form, paragraph)) for form in FORMS.values()],
        "others": [(one, asked_as(one)) for one in cable.paragraphs.all() if one.text or one.number is not None],
        "canonical_address": reverse("cable-cite", args=[cable.reference_id]),
    }
    return render(request, "reader/cite.html", context)


@require_safe
def as_file(request: HttpRequest, reference_id: str, ending: str) -> HttpResponse:
    """One of FORMS, to be saved; takes `?p=` as the page does."""
    form = FORMS[ending]
    cable = _cables().filter(reference_id=canonical(reference_id) or reference_id).first()
    if cable is None:
        raise Http404(f"{reference_id} is not in this archive")
    text = form.text(_cited(request, cable, paragraph_asked(request, cable)))
    name = f"{cable.reference_id}.{ending}"
    disposition = content_disposition_header(as_attachment=True, filename=name) or "attachment"
    return HttpResponse(text, content_type=form.content_type, headers={"Content-Disposition": disposition})


def paragraph_asked(request: HttpRequest, cable: Cable) -> Paragraph | None:
    """The paragraph that `?p=` names; None where it names none. Raises Http404 for one that is not there."""
    asked = request.GET.get("p", "")
    if not asked:
        return None
    found = next((one for one in cable.paragraphs.all() if one.anchor in (asked, f"p{asked}")), None)
    if found is None:
        raise Http404(f"{cable} has no paragraph {asked}")
    return found


def asked_as(paragraph: Paragraph) -> str:
    """How `?p=` names a paragraph: 7, 7-2, at3."""
    return paragraph.anchor.removeprefix("p")


def _cables() -> QuerySet[Cable]:
    rows = Cable.objects.select_related("station", "source__collection", "release").defer("source__data")
    return rows.prefetch_related("paragraphs__marking", "cabletag_set__tag")


def _cited(request: HttpRequest, cable: Cable, paragraph: Paragraph | None) -> Cited:
    address = paragraph_address(cable, paragraph)
    return Cited(cable, paragraph, request.build_absolute_uri(address), settings.ARCHIVE_NAME, timezone.now().date())


def paragraph_address(cable: Cable, paragraph: Paragraph | None) -> str:
    """/cables/08TORONTO165/#p7, or the cable's own address."""
    return f"{cable.get_absolute_url()}{'#' + paragraph.anchor if paragraph else ''}"


def _address(cable: Cable, form: Form, paragraph: Paragraph | None) -> str:
    address = reverse("cable-citation", args=[cable.reference_id, form.ending])
    return f"{address}?{urlencode({'p': asked_as(paragraph)})}" if paragraph else address
