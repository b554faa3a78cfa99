"""An Atom feed of a search: the cables that came into the archive last, among those that answer it."""

from __future__ import annotations

import datetime as dt
import heapq
import re
from typing import Any

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from haystack.exceptions import SearchBackendError

from reader.models import Cable
from reader.search import Criteria
from reader.search.found import find
from reader.views.exports import telling
from reader.views.exports.cables import ROWS, in_chunks
from reader.views.exports.downloads import unavailable

#: Entries of a feed.
ENTRIES = 50

#: What XML 1.0 has no way to write.
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class SearchFeed(Feed):  # type: ignore[type-arg]
    """`/search/feed.atom` with the parameters of a search. What is new is what was ingested last, of whatever date.

    Ids are made from BASE_URL and the reference id, so that they stay the same however the feed is reached.
    """

    feed_type = Atom1Feed

    def __call__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The feed; 503 with a sentence when the engine cannot answer."""
        try:
            return super().__call__(request, *args, **kwargs)
        except SearchBackendError:
            return unavailable(request)

    def get_object(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Criteria:
        """What is asked."""
        del args, kwargs
        return Criteria.from_params(request.GET).on_page(1)

    def title(self, criteria: Criteria) -> str:
        """The search in words."""
        return _xml(f"{criteria.sentence()} · {settings.ARCHIVE_NAME}")

    def subtitle(self, criteria: Criteria) -> str:
        """What the feed has, and in which order."""
        del criteria
        return f"The {ENTRIES} cables that came into the archive last, newest arrival first"

    def link(self, criteria: Criteria) -> str:
        """The result page."""
        return criteria.address()

    def feed_url(self, criteria: Criteria) -> str:
        """The feed's own address."""
        return criteria.address(reverse("search-feed"))

    def feed_guid(self, criteria: Criteria) -> str:
        """The feed's id."""
        return f"{settings.BASE_URL}{criteria.address(reverse('search-feed'))}"

    def items(self, criteria: Criteria) -> list[Cable]:
        """The last to arrive: primary keys are given in the order of arrival and never again."""
        return list(in_chunks(heapq.nlargest(ENTRIES, find(criteria).pks.tolist()), ROWS))

    def item_title(self, item: Cable) -> str:
        """The id and the subject."""
        return _xml(f"{item.reference_id}: {telling.title_of(item) or 'no subject stated'}")

    def item_description(self, item: Cable) -> str:
        """Classification, sender, date and markings; escaped, because Atom's summary is read as HTML."""
        said = (
            telling.classification_of(item),
            telling.sender_of(item) or "sender not stated",
            telling.date_of(item) or "date not stated",
            telling.markings_of(item),
            "fictional" if item.source and item.source.collection.fictional else "",
        )
        return escape(_xml(" · ".join(part for part in said if part)))

    def item_link(self, item: Cable) -> str:
        """The cable's page."""
        return item.get_absolute_url()

    def item_guid(self, item: Cable) -> str:
        """The cable's id."""
        return f"{settings.BASE_URL}{item.get_absolute_url()}"

    def item_author_name(self, item: Cable) -> str:
        """The post that sent it; Atom asks for an author."""
        return _xml(telling.sender_of(item)) or "sender not stated"

    def item_categories(self, item: Cable) -> list[str]:
        """TAGS."""
        return [_xml(code) for code in telling.tags_of(item)]

    def item_pubdate(self, item: Cable) -> dt.datetime:
        """When it came into the archive."""
        return item.created

    def item_updateddate(self, item: Cable) -> dt.datetime:
        """When its reading changed last."""
        return item.updated


def _xml(text: str) -> str:
    return _NOT_XML.sub("\ufffd", text)
