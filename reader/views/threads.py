"""A cable's thread as a picture and a table, and the cables about which most others turn."""

from __future__ import annotations

from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from reader.insight import chains
from reader.insight import threads as insight
from reader.insight.threads import Thread
from reader.models import Cable, StoredCount
from reader.telegram.provisional import is_provisional
from reader.views import tables
from reader.views.conditional import archive_page, kept
from reader.views.finding import canonical, held_address
from reader.views.listing import shown_pages
from reader.views.thread_drawing import draw

PER_PAGE = 40
#: So many cables the list of the most connected has.
LISTED = 1000


@require_safe
def thread(request: HttpRequest, reference_id: str) -> HttpResponse:
    """What references connect to one cable, held or not. Template: reader/thread.html.

    Context: `thread` (see insight.threads.Thread), `picture`, `wanted` (address of its missing cables as a list),
    `limits`.
    """
    found = _first(reference_id)
    if isinstance(found, str) and found != reference_id:
        return redirect("cable-thread", found, permanent=True)
    shown = _thread(found)
    context = {
        "thread": shown,
        "picture": draw(shown) if len(shown.nodes) > 1 else "",
        "wanted": _wanted(shown),
        "limits": {"steps": insight.STEPS, "most": insight.MOST, "hub": insight.HUB, "of_first": insight.OF_FIRST},
    }
    return render(request, "reader/thread.html", context)


@require_safe
def thread_file(request: HttpRequest, reference_id: str) -> HttpResponseBase:
    """The thread's cables as CSV."""
    shown = _thread(_first(reference_id))
    rows = (
        {
            "number": node.number,
            "held": node.cable is not None,
            "date": node.cable.day if node.cable else None,
            "estimated_date": node.day if not node.cable else None,
            "post": node.post.name,
            "subject": node.cable.title if node.cable else None,
            "cites": [other.number for other in node.cites],
            "cited_by": [other.number for other in node.cited_by],
            "steps": node.step,
        }
        for node in shown.nodes
    )
    return tables.as_csv(request, f"thread-{shown.first.number}", rows)


@archive_page
@kept
def threads(request: HttpRequest) -> HttpResponse:
    """The longest chains, and the cables that most others cite: each the middle of a thread.

    Template: reader/threads.html. Context: `chains` (on the first page), `rows` ((cable, count)), `page`, `pages`.
    """
    page = Paginator(StoredCount.objects.most("cited")[:LISTED], PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "chains": chains.longest() if page.number == 1 else [],
        "rows": insight.most_connected(page),
        "page": page,
        "pages": shown_pages(page.number, page.paginator.num_pages),
    }
    return render(request, "reader/threads.html", context)


def _first(written: str) -> Cable | str:
    """The cable; else its id, to which an address in another form leads; else the number of one that is only cited."""
    cable = Cable.objects.filter(reference_id=written).only("pk", "reference_id").first()
    if cable:
        return cable
    meant = canonical(written)
    if meant != written:
        meant = held_address(written) or meant
    if meant is None or is_provisional(meant):
        raise Http404(f"{written} is no reference id")
    return meant


def _thread(first: Cable | str) -> Thread:
    """The thread of a cable that is held or cited."""
    found = insight.thread(first)
    if isinstance(first, str) and len(found.nodes) == 1:
        raise Http404(f"No cable here is or cites {first}")
    return found


def _wanted(shown: Thread) -> str:
    """The wanted list of what the thread lacks."""
    numbers = [("number", node.number) for node in shown.missing]
    return f"{reverse('missing')}?{urlencode(numbers)}" if numbers else ""
