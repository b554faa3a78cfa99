"""Every engine finds the same cables and counts the same facets, over a generated archive.

Both engines split and stem words by reader.search.analysis, so that there is no difference to explain; only the order
of equally scored cables is an engine's own; and MORE_NEAR, below.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.fiction import Order, make
from reader.ingest import Options, ingest
from reader.search import Criteria, indexing, search
from reader.search.searching import matching
from tests import factories
from tests.search.cables import make_archive
from tests.search.contract import NEAR, QUERIES
from tests.search.engines import using

#: Words, phrases and the rest over generated cables: their words are those of reader/fiction.
GENERATED = [
    "embassy", "the", "of the", "meeting", "minister", "ministers", "government", "police", "harbour OR harbor",
    "report*", "min*", "co*", "re* -report*", "trad*", "government -minister", "NOT the", "minister OR NOT embassy",
    '"of the"', '"in the"', '"the minister"', '"the government"', '"the embassy"', '"of the government"',
    '"the minister"~5', '"minister the"~5', '"government the"~10', '"embassy of"~3', '"the of"~1',
    "subject:meeting", "subject:the", "heading:comment", "heading:summary", "u:the", "c:the", "s:the", "sbu:the",
    "unmarked:the", "lou:the", 'c:"of the"', "c:min*", "s:(the -of)", "class:confidential", "class:secret",
    "class:(secret OR unclassified)", "original:lou", "highest-portion:c",
    "against-portions:(above OR unmarked)", "year:1973..1976", "year:2008", "year:>=2009", "date:2009-02",
    "date:1974..1975-06", "-date:1900..2100", "tag:P*", "tag:(PREL OR ECON)", "tag:PREL -tag:ECON", "caption:sipdis",
    "caption:noforn", "marking:noforn", "marking:c", "concept:*trade", "country:canada", "post:london OR post:paris",
    "post:embassy", "from:secstate", "to:secstate", "to:secs*", "agency:state", "signed:*", "ref:0*", "ref:7*",
    "the minister embassy class:c year:2006..2010", "(the OR of) (tag:PREL OR tag:PGOV) -class:secret", "u.s.",
    "1970s", "id:09*",
]  # fmt: skip

#: Three words and more near each other: tantivy tries one place of a word that stands near the others twice, and so
#: overlooks some.
MORE_NEAR = ['"government the of"~2', '"minister government said"~12', '"of the and government"~9']


def _answers(queries: list[str]) -> dict[str, tuple[set[int], dict[str, dict[str, int]]]]:
    found = {}
    for query in queries:
        criteria = Criteria(q=query)
        pks = {int(result.pk) for result in matching(criteria)}
        results = search(criteria)
        assert results.available, results.messages
        assert results.total == len(pks)
        found[query] = pks, {f.name: {v.value: v.count for v in f.values} for f in results.facets}
    return found


def _by_both(queries: list[str], tmp_path: Path) -> list[str]:
    """Queries that the engines answer differently; most must find something."""
    with using("whoosh", tmp_path / "whoosh"):
        indexing.rebuild()
        ours, most = _answers(queries), _answers(MORE_NEAR)
    with using("tantivy", tmp_path / "tantivy"):
        indexing.rebuild()
        theirs, some = _answers(queries), _answers(MORE_NEAR)
    assert all(some[query][0] <= most[query][0] for query in MORE_NEAR)
    assert sum(bool(pks) for pks, _ in ours.values()) > 40
    return [query for query in queries if ours[query] != theirs[query]]


@pytest.mark.django_db
def test_engines_agree_on_every_query_of_the_contract(tmp_path: Path) -> None:
    make_archive()
    assert len(QUERIES) >= 40
    assert _by_both([query for query, _ in QUERIES + NEAR], tmp_path) == []


@pytest.mark.django_db(transaction=True)
def test_engines_agree_over_a_generated_archive(tmp_path: Path) -> None:
    factories.ensure_authority()
    make(Order(count=250, seed=5, directory=tmp_path / "cables"))
    with using("whoosh", tmp_path / "first"):
        ingest([str(tmp_path / "cables")], Options())
    assert _by_both(GENERATED, tmp_path) == []
