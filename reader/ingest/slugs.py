"""Short, unique parts of addresses for posts, agencies, captions and concepts."""

from __future__ import annotations

from collections.abc import Container, Iterable

from django.utils.text import slugify

#: Words that begin a station's name and say what it is: the rest is the post (AMEMBASSY LA PAZ is la-paz).
KIND_WORDS = ("AMEMBASSY", "AMCONSUL", "AMCONGEN", "USMISSION", "USOFFICE", "USDEL", "USLO", "USINT")


def post(name: str, reference_place: str, place: str = "") -> str:
    """The slug of a station: toronto, usun-new-york, state; of one without a reference place, its whole name.

    >>> post("AMCONSUL TORONTO", "TORONTO"), post("SECSTATE WASHDC", "STATE"), post("USDAO OTTAWA", "")
    ('toronto', 'state', 'usdao-ottawa')
    """
    if not reference_place:
        return slugify(name)
    first, _, rest = name.partition(" ")
    for spoken in (slugify(rest if first in KIND_WORDS else name), slugify(place)):
        if spoken.replace("-", "") == reference_place.lower():
            return spoken
    return slugify(reference_place)


def unique(wanted: Iterable[str], taken: Container[str], *, longest: int = 80) -> str:
    """The first of `wanted` that is free; else the last one with a number behind it. Never empty."""
    slug = "unnamed"
    for candidate in wanted:
        slug = candidate[:longest].strip("-") or slug
        if slug not in taken:
            return slug
    number = 2
    while (numbered := f"{slug[: longest - 7]}-{number}") in taken:
        number += 1
    return numbered
