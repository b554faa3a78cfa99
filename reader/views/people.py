"""By person: who signed, classified or drafted cables; names as written, which no one has put together."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from reader.insight import holdings
from reader.insight.rankings import how_many, people
from reader.models import NamedPerson
from reader.views.conditional import archive_page, kept
from reader.views.paging import Paging, asked_for
from reader.views.shelf import Role, shelf_by_role

PER_PAGE = 150
ROLES = (
    (NamedPerson.SIGNED, "Signed"),
    (NamedPerson.CLASSIFIED, "Classified"),
    (NamedPerson.DRAFTED, "Drafted"),
)


@archive_page
@kept
def names(request: HttpRequest) -> HttpResponse:
    """The commonest names of one role, or those that begin with `?find=`.

    Template: reader/people.html. Context: `roles` (name, words, count, chosen), `role`, `people` (name, count),
    `paging`, `find`.
    """
    totals = {role: how_many(role) for role, _ in ROLES}
    asked = request.GET.get("role", "")
    role = asked if asked in totals else next((one for one in totals if totals[one]), NamedPerson.SIGNED)
    find = asked_for(request, "find")
    paging = Paging.of(request, totals[role] if not find else 0, PER_PAGE, ("role",))
    context = {
        "roles": [(one, words, totals[one], one == role) for one, words in ROLES],
        "role": role,
        "people": people(role, find, paging.start, paging.end),
        "paging": paging,
        "find": find,
    }
    return render(request, "reader/people.html", context)


@archive_page
def person(request: HttpRequest, name: str) -> HttpResponse:
    """One name as written. Template: reader/person.html. Context: `name`, and that of `shelf_by_role`."""
    roles = [Role(role, f"{words} by {name}", holdings.named(role, name), words) for role, words in ROLES]
    context = shelf_by_role(request, roles)
    if not any(tab.cables for tab in context["roles"]):
        raise Http404(f"No cable here names {name} as who signed, classified or drafted it.")
    return render(request, "reader/person.html", {"name": name, **context})
