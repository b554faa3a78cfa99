"""What a page's head tells programs of the cable that it shows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import template
from django.conf import settings

from reader import markup
from reader.models import Cable
from reader.views.described import described

register = template.Library()
register.filter("data_block", markup.data_block)


@register.inclusion_tag("reader/parts/described.html")
def describe(cable: Cable, tags: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """Meta tags and a data block; `tags` are those that the page shows, so that nothing is asked twice."""
    codes = list(dict.fromkeys(row["name"] for row in tags))
    return {"described": described(cable, codes, settings.BASE_URL, settings.ARCHIVE_NAME)}
