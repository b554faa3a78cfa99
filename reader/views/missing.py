"""The wanted list as a page and as files."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.core.validators import slug_re
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from reader.insight import missing as insight
from reader.insight.missing import PER_PAGE, Wanted
from reader.insight.places import Post, Posts
from reader.models.series import MissingCableQuerySet
from reader.views import tables, wording
from reader.views.conditional import archive_page, kept
from reader.views.coverage_drawing import day_words
from reader.views.listing import shown_pages

#: Numbers that an address can name.
NAMED = 200
_TITLE = "Cables that are cited here and not held: what is known of each"


@archive_page
@kept
def missing(request: HttpRequest) -> HttpResponse:
    """The cables most cited here and not held. Template: reader/missing.html.

    Context: `wanted` (see insight.missing.Wanted), `page`, `pages`, `query`, `post`, `year`, `chosen`. `?post=`,
    `?year=`, `?number=` (repeatable), `?page=`.
    """
    posts = Posts()
    post, year, rows = _asked(request, posts)
    page = Paginator(rows.with_neighbours(), PER_PAGE)
    page.count = rows.count()  # without the neighbours: nobody need count those
    shown = page.get_page(request.GET.get("page"))
    chosen = [(name, value) for name in ("post", "year", "number") for value in request.GET.getlist(name) if value]
    query = urlencode(chosen)
    context = {
        "wanted": insight.described(shown, posts),
        "page": shown,
        "pages": shown_pages(shown.number, shown.paginator.num_pages),
        "query": f"{query}&" if query else "",
        "narrowed": f"?{query}" if query else "",
        "post": post,
        "year": year,
        "chosen": bool(chosen),
    }
    return render(request, "reader/missing.html", context)


@require_safe
def missing_file(request: HttpRequest, ending: str) -> HttpResponseBase:
    """The whole list, or a post's or year's, as CSV, JSON lines or text."""
    posts = Posts()
    post, year, rows = _asked(request, posts)
    name = "-".join(["missing", *([post.slug] if post else []), *([str(year)] if year else [])])
    found = insight.everything(rows, posts)
    root = request.build_absolute_uri("/")
    if ending == "csv":
        return tables.as_csv(request, name, (insight.as_row(one, root) for one in found))
    if ending == "jsonl":
        return tables.as_json_lines(request, name, (insight.as_row(one, root) for one in found))
    if ending == "txt":
        return tables.as_text(request, name, _TITLE, (_in_words(number, one) for number, one in enumerate(found, 1)))
    raise Http404(f"The list cannot be had as .{ending}, but as csv, jsonl, txt.")


def _asked(request: HttpRequest, posts: Posts) -> tuple[Post | None, int | None, MissingCableQuerySet]:
    """The post and year asked for, and their rows."""
    slug, written = request.GET.get("post", ""), request.GET.get("year", "")
    post = posts.at(slug.lower()) if slug_re.match(slug) else None
    year = int(written) if written.isascii() and written.isdigit() and len(written) == 4 else None
    numbers = request.GET.getlist("number")[:NAMED]
    return post, year, insight.wanted(posts, post.place if post else "", year, numbers)


def _in_words(position: int, one: Wanted) -> str:
    """An entry as a letter to an archive would have it."""
    return "\n".join([f"{position}. {one.number}", *(f"   {line}" for line in _lines(one))])


def _lines(one: Wanted) -> Iterator[str]:
    country = f" ({one.post.country})" if one.post.country else ""
    yield f"{one.kind.capitalize()} {one.serial} of {one.year} from {one.post.name}{country}"
    yield sent_words(one)
    if one.registers:
        yield f"Known from: {', '.join(one.registers)}"
    yield f"Cited here by {wording.counted(one.citing, 'cable')}:".replace("\u202f", " ")
    for citation in one.citations:
        day = f", {day_words(citation.cable.day)}" if citation.cable.day else ""
        yield f"- {citation.cable.reference_id}{day}, {citation.cable.title}: as “{citation.as_written}”"
        if citation.sentence:
            yield f"  “{citation.sentence}”"


def sent_words(one: Wanted) -> str:
    """When it was sent, as far as can be told, and from what that is told.

    Sent about 6 May 2008: an estimate from 08TORONTO10 of 1 May 2008 and 08TORONTO20 of 11 May 2008.
    """
    around = " and ".join(f"{number} of {day_words(day)}" for number, day in one.around)
    known = f"; cited here already on {day_words(one.known_by)}" if one.known_by else ""
    if not around:
        return f"Sent in {one.year}; no cable near it is held{known}"
    if one.doubtful and one.known_by:
        return (
            f"Cited on {day_words(one.known_by)}, before cables around its serial ({around}): the number may be a slip"
        )
    return f"Sent {_when(one)}: an estimate from {around}{known}"


def _when(one: Wanted) -> str:
    """about 6 May 2008; between 1 and 11 May 2008; by 11 May 2008."""
    if one.day:
        return f"about {day_words(one.day)}"
    if one.estimate.before:
        return f"between {day_words(one.estimate.first)} and {day_words(one.last)}"
    return f"by {day_words(one.last)}"
