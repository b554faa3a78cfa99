"""The study of an archive without cables, and of one that says nothing."""

from __future__ import annotations

import numpy as np
from django.test import Client

from reader.insight import study
from reader.insight.study_columns import columns
from reader.models import counting
from tests import factories


def test_an_empty_archive(db: None) -> None:
    found = columns()
    assert len(found) == 0
    assert set(study.totals(found).values()) == {0}
    assert len(found.places(np.array([1, 2]))) == 0
    assert [len(study.breakdown(found, name)) for name in study.DIMENSIONS] == [0] * 5
    assert study.waiting(found).days is None
    assert study.inside(found)[0].sum() == study.against_highest(found).sum() == 0


def test_a_cable_without_anything(db: None) -> None:
    factories.make_cable(level=None, date=None, paragraphs=[])
    counting.rebuild()
    assert study.totals(columns())["unstated"] == 1
    assert len(study.breakdown(columns(), "year")) == 0


def test_an_empty_archive_and_an_empty_result_teach(client: Client, db: None) -> None:
    assert "no cable that has been counted" in client.get("/study/").content.decode()
    assert "nothing to count" in client.get("/study/?q=nosuchword").content.decode()
    assert client.get("/study/cables/?count=above").status_code == 200
    assert client.get("/study/by/tag/").status_code == 200
    assert client.get("/study/by/moon/").status_code == 404
