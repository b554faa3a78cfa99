"""The cables that most others refer to."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from reader.insight.rankings import how_many
from reader.models import StoredCount, counting
from reader.views.conditional import archive_page
from reader.views.paging import Paging
from reader.views.rows import rows
from reader.views.wording import counted

PER_PAGE = 30


@archive_page
def most_cited(request: HttpRequest) -> HttpResponse:
    """Held cables by how many held cables refer to them.

    Template: reader/most_cited.html. Context: `rows`, `paging`.
    """
    paging = Paging.of(request, how_many(counting.CITED), PER_PAGE)
    totals = dict(StoredCount.objects.most(counting.CITED)[paging.start : paging.end].values_list("key", "count"))
    said = {int(key): f"cited by {counted(count, 'cable')} held here" for key, count in totals.items()}
    context = {"rows": rows(list(said), said), "paging": paging}
    return render(request, "reader/most_cited.html", context)
