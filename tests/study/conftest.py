"""An archive in which every state of a cable, every kind of paragraph and every way to be released occurs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from itertools import cycle

import pytest
from django.db import transaction

from reader.models import Cable, Release, counting
from reader.search import indexing
from tests import factories

#: (level, markings of its paragraphs; "" unmarked, None a heading without text)
KINDS: list[tuple[str | None, list[str | None]]] = [
    ("SECRET", ["(C)", "(U)"]),
    ("SECRET", ["(C)", "(U)", ""]),
    ("SECRET", ["(S)", "(SBU)", "(C)"]),
    ("CONFIDENTIAL", ["(C)", "(U)", "(U)"]),
    ("CONFIDENTIAL", ["(C)", "(S//NF)"]),
    ("CONFIDENTIAL", ["", ""]),
    ("CONFIDENTIAL", ["(NF)", "(U)"]),
    ("UNCLASSIFIED", ["(U)", "(SBU)", "(FOUO)"]),
    ("UNCLASSIFIED", ["(U)", "(LOU)"]),
    ("UNCLASSIFIED", []),
    ("LIMITED OFFICIAL USE", ["", "", None]),
    ("LIMITED OFFICIAL USE", ["(U)"]),
    ("TOP SECRET", ["(TS)", "(S)", None]),
    ("SECRET", ["(NF)"]),
    (None, ["(C)"]),
    (None, []),
]
_POSTS = ("AMCONSUL TORONTO", "AMEMBASSY OTTAWA", "AMEMBASSY QUITO")
_YEARS = (2008, 2008, 2007, 1974, None)
_TAGS = (["PREL", "PGOV"], ["PREL"], [], ["KTIP", "PREL", "SENV"])
_NAMES = ("Ambassador Jane Sample", "", "DCM John  Specimen")
_REASONS = (["1.4(b)", "1.4(d)"], [], ["1.4(b)"])
#: (original, current, day of release)
_RELEASES = (
    ("SECRET", "UNCLASSIFIED", dt.date(2005, 6, 30)),
    ("LIMITED OFFICIAL USE", "UNCLASSIFIED", dt.date(2006, 5, 4)),
    (None, "", None),
    ("CONFIDENTIAL", "Confidential", dt.date(2006, 5, 4)),
    ("CONFIDENTIAL", "SEE REVIEW", dt.date(2006, 5, 4)),
)


@pytest.fixture(scope="module")
def rows(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[None]:
    """48 cables, stored and counted once for all tests of a module, in a transaction that is taken back."""
    with django_db_blocker.unblock(), transaction.atomic():  # type: ignore[attr-defined]
        _make_all()
        yield
        transaction.set_rollback(True)


@pytest.fixture
def studied(rows: None, db: None) -> list[Cable]:
    """The cables of `rows`."""
    return list(Cable.objects.order_by("pk"))


@pytest.fixture
def indexed(studied: list[Cable]) -> list[Cable]:
    """The same, and the search finds them."""
    indexing.update([cable.pk for cable in studied])
    return studied


def _make_all() -> None:
    kinds = zip(
        KINDS * 3, cycle(_POSTS), cycle(_YEARS), cycle(_TAGS), cycle(_NAMES), cycle(_REASONS), strict=False
    )  # fmt: skip
    cables = [_make(number, *row) for number, row in enumerate(kinds)]
    seventies = [cable for cable in cables if cable.year == 1974]
    for number, (cable, said) in enumerate(zip(seventies, cycle(_RELEASES), strict=False)):
        original, current, day = said
        Release.objects.create(
            cable=cable, document_number=f"1974SAMPLE{number}", original_classification=original,
            current_classification=current, released=day,
        )  # fmt: skip
    counting.rebuild()


def _make(
    number: int,
    kind: tuple[str | None, list[str | None]],
    post: str,
    year: int | None,
    tags: list[str],
    name: str,
    reasons: list[str],
) -> Cable:
    level, markings = kind
    texts = [(mark, "Police wait." if number % 2 else "The lake is calm.") for mark in markings if mark is not None]
    cable = factories.make_cable(
        reference_id=f"08SAMPLE{number + 1}",
        level=level,
        level_source="hint" if number % 7 == 0 else "cable" if level else "",
        paragraphs=[text if mark == "" else (mark, text) for mark, text in texts],
        station=post,
        date=dt.datetime(year, 1 + number % 12, 1, 12, tzinfo=dt.UTC) if year else None,
        tags=tags,
        classified_by=name,
        reasons=reasons,
        partial=number % 5 == 0,
        text_missing=not markings,
    )
    if None in markings:
        cable.paragraphs.create(position=99, anchor="at99", heading="AN END", text="", first_line=99, last_line=99)
        cable.paragraph_count += 1
        cable.save()
    return cable
