"""What every engine must do: inherited by one test class an engine. Queries run through the door of search."""

from __future__ import annotations

import datetime as dt
import itertools
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.http import QueryDict
from haystack import connections

from reader.models import Cable
from reader.search import Criteria, Results, indexing, search
from reader.search.fields import FACETS
from reader.search.keys import keys
from reader.search.producing import produced
from reader.search.searching import months
from reader.search.spelling import corrections
from reader.search.vocabulary import vocabulary, words_starting
from tests import factories
from tests.search.cables import make_archive

#: (query, short names of the cables that it finds, in any order)
QUERIES: list[tuple[str, str]] = [
    # words, stemmed, anywhere in the cable
    ("police", "traffic bribes lake undated"),
    ("POLICE", "traffic bribes lake undated"),
    ("trafficking", "traffic"),
    ("traffickers", "traffic"),
    ("minister", "traffic bribes old"),
    ("sanctions nuclear", "sao"),
    ("police minister", "traffic bribes"),
    ("sao", "sao"),
    ("São", "sao"),
    ("winter", "undated"),
    ("ferries", "lake"),
    ("nowhere", ""),
    ("08TORONTO165", "traffic"),
    ("1974OTTAWA00001", "old"),
    # phrases never cross a paragraph
    ('"police corruption"', "traffic"),
    ('"corruption of the police"', "bribes"),
    ('"salmon fishing"', ""),
    ('"human trafficking"', "traffic"),
    ('"nuclear sanctions"', "sao"),
    ('"sanctions nuclear"', "sao"),
    ("U.S.", ""),
    # prefixes are of words as written
    ("traffick*", "traffic"),
    ("traffickin*", "traffic"),
    ("fisher*", "old"),
    ("fish*", "lake old"),
    ("minist*", "traffic bribes old"),
    ("happ*", ""),
    # AND, blank, OR, NOT, minus, brackets
    ("police AND visa", "bribes lake"),
    ("salmon OR sanctions", "lake sao old"),
    ("salmon OR police minister", "lake old traffic bribes"),
    ("police NOT visa", "traffic undated"),
    ("police -visa", "traffic undated"),
    ("police OR salmon -visa", "traffic undated old"),
    ("police OR (salmon -visa)", "traffic bribes lake undated old"),
    ("(police OR salmon) NOT (visa OR market)", "traffic old"),
    ("salmon OR NOT police", "lake old sao empty"),
    ("-police", "sao old empty"),
    ("NOT police", "sao old empty"),
    ("", "traffic bribes lake sao old undated empty"),
    ("*", "traffic bribes lake sao old undated empty"),
    # fields
    ("subject:police", ""),
    ("subject:trafficking", "traffic"),
    ("subject:winter", "undated"),
    ('subject:"lake levels"', "lake"),
    ("heading:ferries", "lake"),
    ("id:08TORONTO165", "traffic"),
    ("class:confidential", "bribes"),
    ("class:u", "traffic lake empty"),
    ('class:"limited official use"', "old"),
    ("class:(secret OR confidential)", "bribes sao"),
    ("original:lou", "old"),
    ("highest-portion:u", "traffic lake"),
    ("highest-portion:(secret OR ts)", "bribes sao"),
    ("highest-portion:not-stated", "old undated empty"),
    ("against-portions:below", "bribes sao"),
    ("against-portions:same", "traffic lake"),
    ("against-portions:above", ""),
    ("against-portions:(unmarked OR empty)", "old empty"),
    ("against-portions:unstated", "undated"),
    ("class:secret highest-portion:ts", "sao"),
    ("post:toronto", "traffic lake undated empty"),
    ('post:"sao paulo"', "sao"),
    ("post:quito", "bribes"),
    ("from:RUEHQT", "bribes"),
    ("to:secstate", "traffic bribes lake sao old undated empty"),
    ("to:rcmp", "bribes"),
    ("country:canada", "traffic lake old undated empty"),
    ("country:EC", "bribes"),
    ("agency:RCMP", "traffic bribes"),
    ("agency:secstate", "traffic bribes lake sao old undated empty"),
    ('agency:"AMCONSUL TORONTO" -tag:KTIP', "lake undated empty"),
    ('agency:"AMEMBASSY OTTAWA"', "old"),
    ('agency:"royal canadian mounted police"', "traffic bribes"),
    ("tag:KTIP", "traffic bribes"),
    ("tag:ktip -tag:PGOV", "traffic"),
    ("tag:K*", "traffic bribes"),
    ("tag:(SENV OR EFIS)", "lake old"),
    ("caption:sipdis", "traffic"),
    ("caption:noforn", "bribes"),
    ("marking:noforn", "bribes"),
    ("marking:sbu", "traffic"),
    ("concept:fisheries", "old"),
    ("collection:main", "traffic bribes lake sao old undated empty"),
    ("ref:08TORONTO165", "bribes"),
    ('ref:"08 Toronto 165"', "bribes"),
    ("ref:08TORONTO1*", "bribes"),
    ("signed:specimen", "lake"),
    ("classified-by:sample", "sao"),
    ("drafter:jqsample", "old"),
    ("office:EUR", "old"),
    # dates and years
    ("date:2008-05", "traffic"),
    ("date:2008-05-28", "traffic"),
    ("date:2008", "traffic bribes"),
    ("date:2007-12-31..2008-02-01", "bribes lake"),
    ("date:..1974", "old"),
    ("date:2008-03..", "traffic"),
    ("date:[2006-01-01 TO 2007-12-31]", "lake sao"),
    ("year:2006..2007", "lake sao"),
    ("year:2008", "traffic bribes"),
    ("year:<=1974", "old"),
    ("-year:1900..2100", "undated"),
    # inside paragraphs of one marking
    ("u:police", "traffic lake"),
    ("sbu:police", "traffic"),
    ('sbu:"police corruption"', "traffic"),
    ('u:"police corruption"', ""),
    ("c:corruption", "bribes"),
    ("s:source", "bribes"),
    ("s:(nuclear OR visa)", "sao bribes"),
    ("ts:some", "sao"),
    ("s:some", ""),
    ("unmarked:salmon", "old"),
    ("u:visa*", "lake"),
    ("sbu:police u:humans", "traffic"),
    # mistakes give a best effort
    ('"police corruption', "traffic bribes"),
    ("police)", "traffic bribes lake undated"),
    ("((police", "traffic bribes lake undated"),
    ("AND police OR", "traffic bribes lake undated"),
    ("lakes: calm", "lake"),
    ("class:nonsense", ""),
    ("class:not-stated", "undated"),
    ("-class:not-stated police", "traffic bribes lake"),
]

NEAR: list[tuple[str, str]] = [
    ("tag:*", "traffic bribes lake sao old"),
    ("-tag:*", "undated empty"),
    ("post:* -tag:*", "undated empty"),
    ("sbu:*", "traffic"),
    ("ts:*", "sao"),
    ("class:* -tag:*", "empty"),
    ("concept:*", "old"),
    ("-date:*", "undated"),
    ('"police ministers"~3', "traffic"),
    ('"ministers police"~3', "traffic"),
    ('"police humans"~3', ""),
    ('"corruption story"~9', "bribes"),
    ('"salmon fishing"~20', ""),
]

FILTERS: list[tuple[str, str]] = [
    ("class=secret", "sao"),
    ("class=secret&class=confidential", "sao bribes"),
    ("not-class=unclassified", "bribes sao old undated"),
    ("class=not-stated", "undated"),
    ("class=not-stated&class=secret", "undated sao"),
    ("not-class=not-stated", "traffic bribes lake sao old empty"),
    ("not-class=not-stated&not-class=unclassified", "bribes sao old"),
    ("year=2008", "traffic bribes"),
    ("year=2008&year=2007", "traffic bribes lake"),
    ("country=EC", "bribes"),
    ("post={toronto}", "traffic lake undated empty"),
    ("tag=KTIP", "traffic bribes"),
    ("tag=KTIP&tag=SMIG", "traffic"),
    ("tag=KTIP&not-tag=SMIG", "bribes"),
    ("caption=sipdis", "traffic"),
    ("marking=sbu", "traffic"),
    ("marking=s", "bribes sao"),
    ("marking=unmarked", "old undated"),
    ("concept=fisheries", "old"),
    ("collection=main&q=salmon", "lake old"),
    ("q=police&not-post={toronto}", "bribes"),
    ("year=1999", ""),
]


def asked(address: str, **changes: Any) -> Results:
    return search(Criteria.from_params(QueryDict(address)))


def every(query: str, sort: str = "relevance") -> list[str]:
    """Reference ids of everything found, page by page to the last."""
    first = search(Criteria(q=query, sort=sort))
    assert first.available, first.messages
    found = [hit.cable.reference_id for hit in first.hits]
    for page in range(2, first.pages + 1):
        found += [hit.cable.reference_id for hit in search(Criteria(q=query, sort=sort, page=page)).hits]
    assert len(found) == first.total
    return found


def rebuild_until_interrupted(pks: list[int]) -> None:
    """Leave behind what a rebuild that is killed after these cables does."""
    backend = connections["default"].get_backend()
    with backend.rebuilding() as building:
        building.fill([one for batch in produced(pks, {}, backend.told) for one in batch.told], ())
        raise KeyboardInterrupt


@pytest.mark.django_db
class EngineContract:
    """Inherit, and give fixtures that make the engine the default one."""

    #: Whether the engine finds words near each other.
    near = True

    @pytest.fixture
    def cables(self) -> dict[str, Cable]:
        cables = make_archive()
        indexing.update(cable.pk for cable in cables.values())
        return cables

    def test_queries(self, cables: dict[str, Cable]) -> None:
        table = QUERIES + (NEAR if self.near else [])
        names = {cable.reference_id: name for name, cable in cables.items()}
        got = {query: {names[i] for i in every(query)} for query, _ in table}
        assert [(q, got[q], set(expected.split())) for q, expected in table if got[q] != set(expected.split())] == []

    def test_a_value_that_no_cable_has_is_named(self, cables: dict[str, Cable]) -> None:
        expected = {
            "tag:ZZZZ": "“ZZZZ” is no value of “TAGS” here.",
            "country:atlantis police": "“atlantis” is no value of “Country” here.",
            "post:nowhereville": "No post is called “nowhereville” here.",
        }
        assert {query: search(Criteria(q=query)).messages[0].text for query in expected} == expected

    def test_filters(self, cables: dict[str, Cable]) -> None:
        names = {cable.reference_id: name for name, cable in cables.items()}
        slug = cables["lake"].station.slug
        got = {a: {names[hit.cable.reference_id] for hit in asked(a.format(toronto=slug)).hits} for a, _ in FILTERS}
        assert [(a, got[a], set(expected.split())) for a, expected in FILTERS if got[a] != set(expected.split())] == []

    def test_keys_are_those_of_the_whole_result(self, cables: dict[str, Cable]) -> None:
        names = {cable.pk: name for name, cable in cables.items()}
        for query, expected in QUERIES:
            found = keys(Criteria(q=query)).tolist()
            assert sorted(names[pk] for pk in found) == sorted(expected.split()), query

    def test_agency_filter_says_which(self, cables: dict[str, Cable]) -> None:
        slug = factories.make_agency("RCMP").slug
        said = {hit.cable.reference_id: hit.roles for hit in asked(f"agency={slug}").hits}
        assert said == {"08TORONTO165": ["RCMP mentioned in ¶1"], "08QUITO300": ["addressed to RCMP"]}

    def test_a_post_typed_for_an_agency_says_which(self, cables: dict[str, Cable]) -> None:
        said = {hit.cable.reference_id: hit.roles for hit in asked("q=agency:(ottawa)").hits}
        assert said["74OTTAWA1"] == ["sent by AMEMBASSY OTTAWA"]
        assert said["08QUITO300"] == ["addressed to RCMP OTTAWA"]

    def test_any_boolean_expression_is_what_sets_say(self, cables: dict[str, Cable]) -> None:
        chance = random.Random(7)
        words = ["police", "salmon", "minister", "visa", "nuclear", "market", "lake"]
        sets = {word: set(every(word)) for word in words}
        universe = {cable.reference_id for cable in cables.values()}

        def expression(depth: int) -> tuple[str, set[str]]:
            if depth == 0 or chance.random() < 0.2:
                word = chance.choice(words)
                return word, sets[word]
            (left, a), (right, b) = expression(depth - 1), expression(depth - 1)
            kind = chance.choice(["AND", "OR", "NOT", "blank", "minus"])
            table: dict[str, Callable[[], tuple[str, set[str]]]] = {
                "AND": lambda: (f"({left}) AND ({right})", a & b),
                "OR": lambda: (f"({left}) OR ({right})", a | b),
                "NOT": lambda: (f"({left}) AND NOT ({right})", a - b),
                "blank": lambda: (f"({left}) ({right})", a & b),
                "minus": lambda: (f"(NOT ({left}) OR -({right}))", (universe - a) - b),
            }
            return table[kind]()

        for _ in range(60):
            query, expected = expression(3)
            assert set(every(query)) == expected, query

    def test_facet_counts_are_those_of_the_database(self, cables: dict[str, Cable]) -> None:
        slow = {
            "class": lambda c, v: (c.level or "NOT STATED").lower().replace(" ", "-") == v,
            "year": lambda c, v: str(c.year) == v,
            "country": lambda c, v: c.station.country_code == v,
            "post": lambda c, v: c.station.slug == v,
            "tag": lambda c, v: c.tags.filter(code=v).exists(),
            "agency": lambda c, v: (
                Cable.objects.filter(pk=c.pk).filter(mentions__agency__slug=v).exists()
                or c.addressees.filter(station__agency__slug=v).exists()
                or (c.station.agency is not None and c.station.agency.slug == v)
            ),
            "caption": lambda c, v: c.captions.filter(slug=v).exists(),
            "concept": lambda c, v: c.release.concepts.filter(slug=v).exists() if hasattr(c, "release") else False,
            "collection": lambda c, v: c.sources.filter(collection__name=v).exists(),
        }
        for query in ("", "police", "salmon OR police -visa", "tag:KTIP"):
            ids = every(query)
            found = list(Cable.objects.filter(reference_id__in=ids))
            facets = {facet.name: facet for facet in search(Criteria(q=query)).facets}
            for name, has in slow.items():
                values = {value.value: value.count for value in facets[name].values} if name in facets else {}
                assert values == {v: sum(has(c, v) for c in found) for v in values}, (query, name)
                assert all(values.values())
            assert sum(v.count for v in facets["year"].values) == sum(c.year is not None for c in found)

    def test_choosing_a_value_gives_as_many_as_it_said(self, cables: dict[str, Cable]) -> None:
        for start in (Criteria(), Criteria(q="police"), Criteria(filters={"tag": ("KTIP",)})):
            total = search(start).total
            for facet, value in ((f, v) for f in search(start).facets for v in f.values if not v.selected):
                assert search(value.add).total == value.count, (start, facet.name, value.value)
                assert search(value.exclude).total == total - value.count

    def test_alternatives_are_counted_as_if_alone(self, cables: dict[str, Cable]) -> None:
        facet = next(f for f in asked("class=secret").facets if f.name == "class")
        assert {v.value: (v.count, v.selected) for v in facet.values} == {
            "unclassified": (3, False), "limited-official-use": (1, False), "confidential": (1, False),
            "secret": (1, True), "not-stated": (1, False),
        }  # fmt: skip

    def test_long_facets_list_the_commonest_and_what_was_chosen(self) -> None:
        cables = [factories.make_cable(tags=["COMMON", f"T{n:02}"]) for n in range(40)]
        indexing.update(cable.pk for cable in cables)
        facet = next(f for f in asked("not-tag=T39&tag=COMMON").facets if f.name == "tag")
        assert (facet.values[0].value, facet.values[0].count, facet.values[0].selected) == ("COMMON", 39, True)
        assert (facet.values[-1].value, facet.values[-1].count, facet.values[-1].excluded) == ("T39", 0, True)
        assert (len(facet.values), facet.total) == (13, 40)

    def test_sorting(self, cables: dict[str, Cable]) -> None:
        dated = ["74OTTAWA1", "75OTTAWA2", "06SAOPAULO9", "07TORONTO12", "08QUITO300", "08TORONTO165"]
        assert every("", "date") == [*dated, "09TORONTO3"]
        assert every("", "-date") == [*reversed(dated), "09TORONTO3"]
        assert every("trafficking OR lake")[0] in ("08TORONTO165", "07TORONTO12")

    def test_relevance_prefers_the_subject_and_repeated_words(self) -> None:
        filler = "one two three four five six seven eight nine ten"
        plain = factories.make_cable(subject="Other", paragraphs=[("(U)", f"zebra {filler}")])
        often = factories.make_cable(subject="Other", paragraphs=[("(C)", f"zebra zebra zebra {filler}")])
        titled = factories.make_cable(subject="Zebra", paragraphs=[("(U)", f"zebra {filler}")])
        indexing.update([plain.pk, often.pk, titled.pk])
        assert every("zebra") == [titled.reference_id, often.reference_id, plain.reference_id]

    def test_paging_reaches_the_last_page_and_no_further(self) -> None:
        made = [factories.make_cable(reference_id=f"08TORONTO{n}") for n in range(1, 46)]
        indexing.update(cable.pk for cable in made)
        assert search(Criteria(q="lake")).pages == 3
        assert len(search(Criteria(q="lake", page=3)).hits) == 5
        beyond = search(Criteria(q="lake", page=99))
        assert (beyond.criteria.page, len(beyond.hits)) == (3, 5)
        ids = every("lake")
        assert len(set(ids)) == 45

    def test_update_replaces_and_remove_removes(self, cables: dict[str, Cable]) -> None:
        cable = cables["lake"]
        cable.subject = "Ponds"
        cable.save()
        assert indexing.update([cable.pk, cable.pk]) == 1
        assert every("ponds") == ["07TORONTO12"]
        assert every("subject:lake") == []
        assert len(every("")) == 7
        assert indexing.remove(["07TORONTO12", "99NOWHERE1"]) == 1
        assert every("ponds") == []
        assert len(every("")) == 6
        assert indexing.update([]) == 0
        assert indexing.update([10**9]) == 0

    def test_many_small_updates_keep_every_cable_once(self, cables: dict[str, Cable]) -> None:
        order = list(itertools.islice(itertools.cycle(cables.values()), 30))
        for number, cable in enumerate(order):
            cable.subject = f"Edition {number}"
            cable.save()
            indexing.update([cable.pk])
        assert len(every("")) == 7
        assert len(every("edition")) == 7
        assert every('subject:"edition 29"') == [order[29].reference_id]
        assert every('"police corruption"') == ["08TORONTO165"]

    def test_an_interrupted_rebuild_is_gone_on_with(
        self, cables: dict[str, Cable], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        backend = connections["default"].get_backend()
        pks = sorted(cable.pk for cable in cables.values())
        with pytest.raises(KeyboardInterrupt):
            rebuild_until_interrupted(pks[:4])
        assert indexing.unfinished() == 4
        assert search(Criteria()).total == 7
        gone, changed = Cable.objects.get(pk=pks[0]), Cable.objects.get(pk=pks[1])
        gone.delete()
        changed.subject = "Volcanoes"
        changed.save()
        written: list[int] = []
        tell = type(backend).told
        monkeypatch.setattr(
            type(backend), "told", staticmethod(lambda one: written.append(int(one["django_id"])) or tell(one))
        )
        assert indexing.rebuild() == 6
        assert sorted(written) == [pks[1], *pks[4:]]
        assert (indexing.unfinished(), search(Criteria()).total) == (0, 6)
        assert search(Criteria(q="volcanoes")).total == 1
        assert indexing.verify().differences == 0

    def test_an_interrupted_rebuild_that_is_damaged_begins_anew(
        self, cables: dict[str, Cable], index_path: Path, caplog: pytest.LogCaptureFixture
    ) -> None:
        pks = sorted(cable.pk for cable in cables.values())
        with pytest.raises(KeyboardInterrupt):
            rebuild_until_interrupted(pks[:4])
        unfinished = next(index_path.glob("build-*/unfinished.json")).parent
        for file in unfinished.iterdir():
            if file.suffix in (".pst", ".idx"):
                file.write_bytes(b"\x09" * 7)
        assert indexing.rebuild() == 7
        assert "beginning anew" in caplog.text
        assert indexing.verify().differences == 0

    def test_a_first_rebuild_that_was_interrupted_is_no_damage(self, db: None, index_path: Path) -> None:
        factories.make_cable(subject="Glaciers")
        with pytest.raises(KeyboardInterrupt):
            rebuild_until_interrupted([])
        assert search(Criteria(q="glaciers")).available
        indexing.update(Cable.objects.values_list("pk", flat=True))
        assert search(Criteria(q="glaciers")).total == 1
        assert indexing.rebuild() == 1
        assert len(list(index_path.glob("build-*"))) == 1

    def test_cables_are_taken_out_by_reference_id(self, cables: dict[str, Cable]) -> None:
        assert indexing.remove(["08TORONTO165", "08TORONTO165", "00NOWHERE1", "74OTTAWA1"]) == 2
        assert search(Criteria()).total == 5
        assert indexing.remove([]) == 0

    def test_rebuild_and_clear(self, cables: dict[str, Cable]) -> None:
        seen: list[tuple[int, int]] = []
        indexing.clear()
        assert search(Criteria()).total == 0
        assert indexing.rebuild(lambda done, of: seen.append((done, of))) == 7
        assert seen[-1] == (7, 7)
        assert len(every("")) == 7

    def test_verify_finds_and_repairs_differences(self, cables: dict[str, Cable]) -> None:
        assert indexing.verify().differences == 0
        missing = factories.make_cable(subject="Unindexed")
        Cable.objects.filter(pk=cables["lake"].pk).update(subject="Changed behind its back")
        gone = cables["old"].pk
        cables["old"].delete()
        found = indexing.verify()
        assert (found.missing, found.gone, found.changed) == ((missing.pk,), (gone,), (cables["lake"].pk,))
        indexing.repair(found)
        assert indexing.verify().differences == 0
        assert every("unindexed") == [missing.reference_id]
        assert every("subject:changed") == ["07TORONTO12"]

    def test_months_of_a_year(self, cables: dict[str, Cable]) -> None:
        made = [factories.make_cable(date=dt.datetime(*day, tzinfo=dt.UTC)) for day in
                ((2009, 1, 1), (2009, 2, 28, 23, 59), (2009, 3, 1), (2009, 12, 31, 23, 59), (2010, 1, 1))]  # fmt: skip
        indexing.update(cable.pk for cable in made)
        assert months(Criteria(), 2009) == [1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 1]
        assert months(Criteria(q="police"), 2008) == [0, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0]
        assert months(Criteria(filters={"tag": ("SENV",)}), 2007) == [*[0] * 11, 1]

    def test_words_of_the_index_with_about_how_many_cables(self, cables: dict[str, Cable]) -> None:
        exact = {"police": 4, "minister": 1, "ministers": 2, "traffickers": 1, "trafficking": 1, "sao": 1}
        for prefix in ("pol", "minist", "traffick", "sao"):
            wanted = {word: count for word, count in exact.items() if word.startswith(prefix)}
            found = {word: count for word, count in vocabulary(prefix) if count}
            assert set(found) == set(wanted)
            # An engine that keeps counts by field may say those of the commonest field.
            assert all(0 < count <= wanted[word] for word, count in found.items())
            assert words_starting(prefix) == sorted(wanted)
        assert vocabulary("zz") == words_starting("zz") == []
        indexing.clear()
        assert vocabulary("pol") == words_starting("pol") == []

    @pytest.mark.parametrize(
        ("typed", "meant"),
        [
            ("polcie", "police"),
            ("traficking", "trafficking"),
            ("SALMMON fishing", "salmon fishing"),
            ("oplice", "police"),
            ('"polise corruption"', '"police corruption"'),
            ("sanctoins nuclaer", "sanctions nuclear"),
            ("QUIOT bribes", "post:quito bribes"),
            ("police post:toronot", "police post:toronto"),
            ("country:ecuadro", "country:ecuador"),
        ],
    )
    def test_slips_are_told(self, cables: dict[str, Cable], typed: str, meant: str) -> None:
        asked = Criteria(q=typed)
        found = corrections(asked, search(asked).total)
        assert found[0].criteria.q == meant
        assert found[0].total == search(found[0].criteria).total > 0

    @pytest.mark.parametrize("typed", ["police", "zzzzzz", "lake polic*", "", "tag:KTIB", "traffickers", "cal"])
    def test_no_slip_no_word(self, cables: dict[str, Cable], typed: str) -> None:
        asked = Criteria(q=typed)
        assert corrections(asked, search(asked).total) == []

    def test_what_is_offered_keeps_the_filters_and_finds_something(self, cables: dict[str, Cable]) -> None:
        asked = Criteria(q="polcie", filters={"year": ("2007",)})
        assert [(one.criteria.filters, one.total) for one in corrections(asked, 0)] == [({"year": ("2007",)}, 1)]
        assert corrections(Criteria(q="polcie", filters={"year": ("1974",)}), 0) == []

    def test_every_facet_is_given(self, cables: dict[str, Cable]) -> None:
        assert {facet.name for facet in search(Criteria()).facets} == set(FACETS)

    def test_nothing_in_an_empty_archive(self) -> None:
        assert keys(Criteria(q="police")).tolist() == []
        results = search(Criteria(q="police"))
        assert (results.available, results.total, results.hits) == (True, 0, [])
        assert [message.text for message in results.messages] == ["The archive holds no cables yet."]
