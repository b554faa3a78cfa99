"""THE table of pages that are photographed: a row is a page type. Adding one is adding a row."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import quote, urlencode

Address = str | Callable[[], str | None]


def _search(**asked: str) -> str:
    return f"/search/?{urlencode(asked)}"


def _cable(choose: Callable[[], str | None], then: str = "") -> Callable[[], str | None]:
    """The page of a cable that the archive is asked for; None where it has none."""

    def address() -> str | None:
        found = choose()
        return f"/cables/{found}/{then}" if found else None

    return address


def _real() -> str | None:
    """A cable that is not generated, with portion marks and references."""
    from reader.models import Cable

    real = Cable.objects.exclude(sources__collection__name="demonstration").filter(marked_count__gt=5)
    return real.order_by("-marked_count").values_list("reference_id", flat=True).first()


def _released_real() -> str | None:
    from reader.models import Cable

    real = Cable.objects.exclude(sources__collection__name="demonstration").filter(release__isnull=False)
    return real.order_by("-word_count").values_list("reference_id", flat=True).first()


def _without_text() -> str | None:
    from reader.models import Cable

    return Cable.objects.filter(text_missing=True).values_list("reference_id", flat=True).first()


def _redacted() -> str | None:
    from reader.models import Paragraph

    struck = Paragraph.objects.filter(text__contains="XXXXXX").order_by("cable__reference_id")
    return struck.values_list("cable__reference_id", flat=True).first()


def _many_references() -> str | None:
    from django.db.models import Count

    from reader.models import Cable

    return Cable.objects.annotate(n=Count("references")).order_by("-n").values_list("reference_id", flat=True).first()


def _long() -> str | None:
    from reader.models import Cable

    return Cable.objects.order_by("-word_count").values_list("reference_id", flat=True).first()


def _unnumbered() -> str | None:
    from reader.models import Cable

    unknown = Cable.objects.filter(reference_id__startswith="UNNUMBERED")
    return unknown.values_list("reference_id", flat=True).first()


def _leading(kind: str, model: str, column: str, pattern: str) -> Callable[[], str | None]:
    """The page of what has most cables of its kind."""

    def address() -> str | None:
        from django.apps import apps

        from reader.insight.rankings import ranked

        rows = ranked(kind, apps.get_model("reader", model), 0, 1)
        return pattern.format(quote(str(getattr(rows[0].thing, column)), safe="/")) if rows else None

    return address


def _person(role: str) -> Callable[[], str | None]:
    def address() -> str | None:
        from reader.insight.rankings import people

        rows = people(role, "", 0, 1)
        return f"/people/{quote(rows[0][0], safe='')}/" if rows else None

    return address


STORY = "/cables/08REYKJAVIK41/"
JOINED = "/cables/08HALIFAX71/"
SECTIONED = "/cables/08COPENHAGEN219/"
PASTED = "08REYKJAVIK41, Halifax 58; 08 STATE 22417\nTehran 389, 11 January 1978\n08LONDON9999\nnot a number"

#: Name of the picture, address; a callable asks the archive, and says None where it holds no such thing.
PAGES: tuple[tuple[str, Address], ...] = (
    ("home", "/"),
    ("search-results", _search(q="police corruption")),
    ("search-narrowed", _search(q="police", **{"class": "confidential", "not-tag": "PGOV"})),
    ("search-by-marking", _search(q='s:"lighthouse" OR c:lens')),
    ("search-empty", _search(q="xylophone zeppelin")),
    ("search-bad-query", _search(q='police AND (corruption OR "')),
    ("search-all", "/search/"),
    ("search-print", "/search/print/?q=lighthouse"),
    ("cable", STORY),
    ("cable-sectioned", SECTIONED),
    ("cable-several-sources", JOINED),
    ("cable-released", "/cables/74REYKJAVIK871/"),
    ("cable-released-real", _cable(_released_real)),
    ("cable-real", _cable(_real)),
    ("cable-redacted", _cable(_redacted)),
    ("cable-many-references", _cable(_many_references)),
    ("cable-without-text", _cable(_without_text)),
    ("cable-longest", _cable(_long)),
    ("cable-unnumbered", _cable(_unnumbered)),
    ("cable-in-search", f"{STORY}?{urlencode({'q': 'lighthouse'})}"),
    ("cable-absent", "/cables/08LONDON9999/"),
    ("source", f"{STORY}source/"),
    ("source-released", "/cables/74REYKJAVIK871/source/"),
    ("versions", f"{JOINED}versions/"),
    ("versions-sections", f"{SECTIONED}versions/"),
    ("cite", f"{STORY}cite/"),
    ("cite-paragraph", f"{STORY}cite/?p=3"),
    ("report", f"{STORY}report/"),
    ("like", f"{STORY}like/"),
    ("thread", f"{STORY}thread/"),
    ("thread-large", _cable(_many_references, "thread/")),
    ("threads", "/threads/"),
    ("missing", "/missing/"),
    ("coverage", "/coverage/"),
    ("coverage-post", _leading("sent", "Station", "slug", "/coverage/{}/")),
    ("coverage-year", _leading("sent", "Station", "slug", "/coverage/{}/2008/")),
    ("study", "/study/"),
    ("study-of-search", "/study/?class=confidential&year=2008"),
    ("study-released", "/study/?year=1974"),
    ("study-by-post", "/study/by/post/"),
    ("study-by-year", "/study/by/year/"),
    ("study-cables", "/study/cables/"),
    ("dates", "/dates/"),
    ("dates-year", "/dates/2008/"),
    ("dates-month", "/dates/2008/05/"),
    ("dates-day", "/dates/2008/05/28/"),
    ("dates-undated", "/dates/undated/"),
    ("posts-map", "/posts/"),
    ("post", _leading("sent", "Station", "slug", "/posts/{}/")),
    ("post-received", _leading("received", "Station", "slug", "/posts/{}/?role=received")),
    ("post-narrowed", _leading("sent", "Station", "slug", "/posts/{}/?year=2008&not-class=secret")),
    ("countries", "/countries/"),
    ("country", "/countries/ca/"),
    ("classifications", "/classifications/"),
    ("classification", "/classifications/secret/"),
    ("tags", "/tags/"),
    ("tag", _leading("tag", "Tag", "code", "/tags/{}/")),
    ("agencies", "/agencies/"),
    ("agency", _leading("mentioned", "Agency", "slug", "/agencies/{}/")),
    ("agency-sent", _leading("addressed", "Agency", "slug", "/agencies/{}/?role=sent")),
    ("captions", "/captions/"),
    ("caption", _leading("caption", "Caption", "slug", "/captions/{}/")),
    ("people", "/people/"),
    ("person", _person("signed")),
    ("person-classified", _person("classified")),
    ("collections", "/collections/"),
    ("collection", "/collections/demonstration/"),
    ("most-cited", "/most-cited/"),
    ("lookup", "/lookup/"),
    ("lookup-answered", f"/lookup/?{urlencode({'ids': PASTED})}"),
    ("values", "/search/values/tag/?q=police"),
    ("compare", "/search/compare/"),
    ("guide", "/guide/"),
    ("help", "/help/search/"),
    ("about", "/about/"),
    ("programs", "/api/"),
    ("404", "/no-such-page/"),
    ("404-year", "/dates/1066/"),
)


def chosen(only: str) -> list[tuple[str, str]]:
    """Names and addresses of the pages asked for, those that the archive lacks named as such; Django must be set up."""
    found = [(name, _address(address)) for name, address in PAGES if only in name]
    return [(name, address) for name, address in found if address]


def lacking() -> list[str]:
    """Page types of which this archive has no page."""
    return [name for name, address in PAGES if not _address(address)]


def _address(address: Address) -> str:
    return address if isinstance(address, str) else address() or ""
