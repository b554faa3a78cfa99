"""THE table of pages that are measured: a row is a kind of page. Adding one is adding a row."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar
from urllib.parse import quote

#: Addresses of one kind at most.
MOST = 12

Values = Callable[[], Sequence[str]]
Thing = TypeVar("Thing")


def _once() -> Sequence[str]:
    return [""]


def _leading(kind: str, model: str, column: str) -> Values:
    """Of the things with most cables: the largest, and others by their rank."""

    def found() -> Sequence[str]:
        from django.apps import apps

        from reader.insight.rankings import ranked

        rows = ranked(kind, apps.get_model("reader", model), 0, 400)
        return [quote(str(getattr(row.thing, column)), safe="/") for row in _spread(rows)]

    return found


def _days(form: str) -> Values:
    def found() -> Sequence[str]:
        from reader.models import Cable

        days = Cable.objects.exclude(day=None).order_by("-day").values_list("day", flat=True).distinct()
        return list(dict.fromkeys(f"{day:{form}}" for day in _spread(list(days[:3000]))))

    return found


def _cables() -> Sequence[str]:
    """Those that most others refer to, and others from all over the archive."""
    from reader.models import Cable

    cited = _leading("cited", "Cable", "reference_id")()
    ids = Cable.objects.order_by("pk").values_list("reference_id", flat=True)
    count = Cable.objects.count()
    return [*cited[: MOST // 2], *(ids[at] for at in range(0, count, max(1, count // (MOST // 2))))][:MOST]


def _countries() -> Sequence[str]:
    from reader.insight.rankings import by_country

    return [code for code, *_ in _spread(sorted(by_country(), key=lambda row: -row[3]))]


def _people() -> Sequence[str]:
    from reader.insight.rankings import people

    return [quote(name, safe="/") for name, _ in _spread(people("signed", "", 0, 200))]


def _spread(rows: Sequence[Thing]) -> Sequence[Thing]:
    """The first, and others as far apart as their number asks."""
    return rows[:: max(1, len(rows) // MOST)][:MOST]


#: Name, address with {} for a value, where its values come from, milliseconds asked for.
PAGES: tuple[tuple[str, str, Values, int], ...] = (
    ("home", "/", _once, 10),
    ("landing: dates", "/dates/", _once, 10),
    ("landing: posts", "/posts/", _once, 10),
    ("landing: countries", "/countries/", _once, 10),
    ("landing: classifications", "/classifications/", _once, 10),
    ("landing: TAGS", "/tags/", _once, 10),
    ("landing: captions", "/captions/", _once, 10),
    ("landing: agencies", "/agencies/", _once, 10),
    ("landing: persons", "/people/", _once, 10),
    ("landing: collections", "/collections/", _once, 10),
    ("landing: coverage", "/coverage/", _once, 10),
    ("landing: missing", "/missing/", _once, 10),
    ("landing: threads", "/threads/", _once, 10),
    ("most cited", "/most-cited/", _once, 30),
    ("year", "/dates/{}/", _days("%Y"), 30),
    ("month", "/dates/{}/", _days("%Y/%m"), 30),
    ("day", "/dates/{}/", _days("%Y/%m/%d"), 30),
    ("post", "/posts/{}/", _leading("sent", "Station", "slug"), 30),
    ("post, received", "/posts/{}/?role=received", _leading("received", "Station", "slug"), 30),
    ("post, deep page, newest first", "/posts/{}/?page=40&sort=-date", _leading("sent", "Station", "slug"), 30),
    ("post, a year without secret", "/posts/{}/?year=2008&not-class=secret", _leading("sent", "Station", "slug"), 30),
    ("country", "/countries/{}/", _countries, 30),
    ("classification", "/classifications/{}/", lambda: ["unclassified", "confidential", "secret"], 30),
    ("TAGS", "/tags/{}/", _leading("tag", "Tag", "code"), 30),
    ("TAGS, deep page", "/tags/{}/?page=100", _leading("tag", "Tag", "code"), 30),
    ("TAGS, without a post and a code", "/tags/{}/?not-post=ankara&not-tag=PGOV", _leading("tag", "Tag", "code"), 30),
    ("caption", "/captions/{}/", _leading("caption", "Caption", "slug"), 30),
    ("agency", "/agencies/{}/?role=mentioned", _leading("mentioned", "Agency", "slug"), 30),
    ("collection", "/collections/{}/", _leading("collection", "Collection", "name"), 30),
    ("person", "/people/{}/", _people, 30),
    ("cable", "/cables/{}/", _cables, 30),
    ("cable as transmitted", "/cables/{}/source/", _cables, 30),
    ("thread", "/cables/{}/thread/", _cables, 30),
    ("coverage of a post", "/coverage/{}/", _leading("sent", "Station", "slug"), 30),
    ("coverage of a post and year", "/coverage/{}/2008/", _leading("sent", "Station", "slug"), 30),
    ("wanted list of a post", "/missing/?post={}", _leading("sent", "Station", "slug"), 30),
    ("threads, second page", "/threads/?page=2", _once, 30),
    ("citations of a cable", "/cables/{}/cite/", _cables, 30),
    ("versions of a cable", "/cables/{}/versions/", _cables, 30),
    ("study", "/study/", _once, 30),
    ("study by", "/study/by/{}/", lambda: ["year", "post", "tag", "classifier", "reason"], 30),
    ("study of a year", "/study/?year={}", _days("%Y"), 30),
    ("study, cables behind a number", "/study/cables/?count={}", lambda: ["above", "below", "same"], 30),
    ("about", "/about/", _once, 10),
)
