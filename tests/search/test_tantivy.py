from __future__ import annotations

import multiprocessing
import os
import shutil
import signal
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from haystack import connections
from haystack.exceptions import SearchBackendError

from reader.search import Criteria, indexing, search
from reader.search.capabilities import capabilities
from reader.search.engines.builds import IndexUnusableError
from reader.search.engines.tantivy_engine import backend, counting, store, writer
from reader.search.engines.tantivy_engine.schema import told
from reader.search.engines.tantivy_engine.store import Store
from reader.search.engines.tree import Branch, Leaf
from tests import factories
from tests.search.contract import EngineContract, every
from tests.search.engines import using


@pytest.fixture(autouse=True)
def tantivy_engine(index_path: Path) -> Iterator[None]:
    with using("tantivy", index_path):
        yield


class TestTantivy(EngineContract):
    """The engine for whole archives."""


class TestTantivyReadingFacetsFromTerms(EngineContract):
    """The same where facets of many values are read from the terms."""

    @pytest.fixture(autouse=True)
    def few_are_many(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(counting, "MANY_HITS", 0)


def document(number: int, text: str = "police report", **more: Any) -> dict[str, Any]:
    return {"django_id": str(number), "reference_id": f"08TORONTO{number}", "u": [text], "stamp": text, **more}


def write(to: Store, documents: list[dict[str, Any]]) -> int:
    return writer.write(to, map(told, documents))


def build(to: Store, documents: list[dict[str, Any]]) -> int:
    return writer.build(to, map(told, documents))


def total(path: Path, field: str = "content", word: str = "police") -> int:
    found = backend.TantivyBackend("default", PATH=str(path), SILENTLY_FAIL=False)
    return int(found.search(Leaf(field, "content", word), end_offset=10)["hits"])


class TestCandidates:
    """Of a field with many values, only candidates are counted where the commonest are wanted: with the same counts."""

    #: Agencies by number of cables: a few in many, many in few.
    OFTEN = (40, 31, 30, 22, 9, 8, 5, 3, 3, 2, 2, *[1] * 30)

    @pytest.fixture(autouse=True)
    def little_is_much(self, monkeypatch: pytest.MonkeyPatch) -> None:
        for name, value in {"FEW": 10, "CUT_HITS": 0, "LEAST": 4, "MOST": 20, "SHARE": 10}.items():
            monkeypatch.setattr(counting, name, value)
        monkeypatch.setattr(backend, "FEW", 10)
        monkeypatch.setattr(backend, "MOST", 20)

    @pytest.fixture
    def engine(self, tmp_path: Path) -> backend.TantivyBackend:
        agencies = [
            [f"a{at:02}" for at, often in enumerate(self.OFTEN) if (n * 7 + at) % 60 < often] for n in range(60)
        ]
        words = [f"police {'border' if n % 3 else ''} {'visa' if n < 5 else ''}" for n in range(60)]
        build(Store(tmp_path), [document(n, words[n], agency=agencies[n]) for n in range(60)])
        return backend.TantivyBackend("default", PATH=str(tmp_path), SILENTLY_FAIL=False)

    def top(self, engine: backend.TantivyBackend, asked: Any, most: int | None) -> tuple[list[tuple[str, int]], bool]:
        facets = engine.search(asked, end_offset=1, facets={"agency": {"commonest": most}})["facets"]
        rows = sorted(facets["fields"]["agency"], key=lambda row: (-row[1], row[0]))
        return rows[:most], "agency" in facets["cut"]

    @pytest.mark.parametrize("asked", ["police", "border", "visa", '"police border"', "bord*", "nothing", ""])
    @pytest.mark.parametrize("most", [1, 3, 4, 12, 30])
    def test_counts_are_those_of_all_values(self, engine: backend.TantivyBackend, asked: str, most: int) -> None:
        lookup = "exact" if '"' in asked else "startswith" if "*" in asked else "content"
        tree = Leaf("content", lookup, asked.strip('"*')) if asked else Branch("AND", ())
        every, cut = self.top(engine, tree, None)
        assert not cut
        assert self.top(engine, tree, most)[0] == every[:most]

    def test_candidates_do_where_others_are_too_rare(self, engine: backend.TantivyBackend) -> None:
        police = Leaf("content", "content", "police")
        assert self.top(engine, police, 3)[1]
        assert not self.top(engine, police, 12)[1]
        assert self.top(engine, Branch("AND", ()), 3)[1]

    @pytest.mark.django_db
    def test_a_filter_that_is_no_candidate_is_counted(self) -> None:
        made = [factories.make_cable(mentions={f"A{n:02}": 1, "RCMP": 1, "CBSA": 1}) for n in range(30)]
        indexing.update(cable.pk for cable in made)
        facet = next(f for f in search(Criteria(filters={"agency": ("a29",)})).facets if f.name == "agency")
        assert [(v.value, v.count) for v in facet.values if v.selected] == [("a29", 1)]


def test_it_says_what_it_can() -> None:
    assert {"phrase", "prefix", "near"} <= {capability.name for capability in capabilities() if capability.can}


# Writing


def test_commits_on_the_way_keep_every_document(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writer, "COMMIT", 4)
    monkeypatch.setattr(writer, "FEW", 5)
    assert build(Store(tmp_path), [document(n) for n in range(10)]) == 10
    assert write(Store(tmp_path), [document(n) for n in range(5, 20)]) == 15
    assert total(tmp_path) == 20


def test_a_document_replaces_that_of_its_key_or_its_reference_id(tmp_path: Path) -> None:
    write(Store(tmp_path), [document(1)])
    write(Store(tmp_path), [{**document(2), "reference_id": "08TORONTO1"}])
    assert total(tmp_path) == 1
    write(Store(tmp_path), [{**document(2, "minister"), "reference_id": "08TORONTO9"}])
    assert (total(tmp_path), total(tmp_path, word="minister")) == (0, 1)


def test_a_failing_document_leaves_the_index_as_it_was(tmp_path: Path) -> None:
    write(Store(tmp_path), [document(1)])
    with pytest.raises(ValueError, match="invalid literal"):
        write(Store(tmp_path), [document(2), {**document(3), "django_id": "three"}])
    assert total(tmp_path) == 1
    write(Store(tmp_path), [document(2)])
    assert total(tmp_path) == 2


def test_many_updates_leave_no_files_behind(tmp_path: Path) -> None:
    build(Store(tmp_path), [document(n) for n in range(50)])
    for edition in range(60):
        write(Store(tmp_path), [document(n, f"police edition{edition}") for n in range(5)])
        assert total(tmp_path) == 50
    assert total(tmp_path, word="edition59") == 5
    held = {path.name.partition(".")[0] for path in next(tmp_path.glob("build-*")).glob("*.idx")}
    assert len(held) <= 12


def test_what_a_crash_leaves_behind_does_not_stop_the_next_writer(tmp_path: Path) -> None:
    write(Store(tmp_path), [document(1)])
    child = multiprocessing.get_context("fork").Process(target=_write_until_killed, args=(tmp_path,))
    child.start()
    for _ in range(600):
        if (tmp_path / "writing").exists():
            break
        time.sleep(0.05)
    os.kill(child.pid, signal.SIGKILL)
    child.join()
    assert total(tmp_path) == 1
    assert write(Store(tmp_path), [document(2)]) == 1
    assert total(tmp_path) == 2


def _write_until_killed(path: Path) -> None:
    def endless() -> Iterator[dict[str, Any]]:
        for number in range(100, 10**9):
            yield document(number)
            if number == 1500:
                (path / "writing").touch()

    write(Store(path), endless())


# Damage


def scramble(pattern: str) -> Any:
    def damage(path: Path) -> None:
        for file in path.rglob(pattern):
            file.write_bytes(b"\x07" * max(10, file.stat().st_size // 2))

    return damage


def lose(pattern: str) -> Any:
    def damage(path: Path) -> None:
        for file in path.rglob(pattern):
            shutil.rmtree(file) if file.is_dir() else file.unlink()

    return damage


DAMAGES = {
    "pointer broken": scramble("current.json"), "pointer gone": lose("current.json"), "build gone": lose("build-*"),
    "contents gone": lose("meta.json"), "contents scrambled": scramble("meta.json"),
    "terms scrambled": scramble("*.term"), "terms gone": lose("*.term"), "postings scrambled": scramble("*.idx"),
    "positions scrambled": scramble("*.pos"), "columns scrambled": scramble("*.fast"), "rows gone": lose("*.store"),
}  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_damage_is_said_and_mended_by_a_rebuild(damage: Any, index_path: Path) -> None:
    cables = [factories.make_cable(paragraphs=[("(U)", f"police {n} " * 30)]) for n in range(5)]
    indexing.update(cable.pk for cable in cables)
    store.forget()
    damage(index_path)
    assert not search(Criteria(q="police")).available
    with pytest.raises(SearchBackendError, match="index --rebuild"):
        indexing.check()
    assert indexing.rebuild() == 5
    assert search(Criteria(q="police")).total == 5
    indexing.check()


@pytest.mark.django_db
def test_one_changed_byte_is_found(index_path: Path) -> None:
    indexing.update([factories.make_cable(paragraphs=[("(U)", "police " * 300)]).pk])
    file = next(index_path.rglob("*.pos"))
    data = bytearray(file.read_bytes())
    data[0] ^= 1
    file.write_bytes(data)
    with pytest.raises(SearchBackendError, match="not as it was written"):
        indexing.check()


@pytest.mark.django_db
def test_an_index_of_the_other_engine_is_told_apart(index_path: Path) -> None:
    indexing.update([factories.make_cable().pk])
    with using("whoosh", index_path):
        assert not search(Criteria()).available
        with pytest.raises(SearchBackendError, match="is one of tantivy"):
            indexing.check()
        indexing.rebuild()
        assert search(Criteria()).total == 1


# Reading


@pytest.mark.django_db
def test_an_unknown_field_is_an_error_and_not_dropped() -> None:
    indexing.update([factories.make_cable().pk])
    with pytest.raises(SearchBackendError, match="no field"):
        connections["default"].get_backend().search(Branch("AND", (Leaf("colour", "exact", "red"),)))


@pytest.mark.django_db
def test_words_are_not_near_each_other_across_paragraphs() -> None:
    cable = factories.make_cable(paragraphs=[("(U)", "The calm salmon"), ("(U)", "fishing begins")])
    indexing.update([cable.pk])
    assert every('"salmon fishing"~500') == []
    assert every('"salmon calm"~500') == [cable.reference_id]


def test_two_readers_during_a_write(tmp_path: Path) -> None:
    build(Store(tmp_path), [document(n) for n in range(40)])
    child = multiprocessing.get_context("fork").Process(target=_write_much, args=(tmp_path,))
    seen: list[int] = []
    failed: list[Exception] = []
    done = threading.Event()

    def read() -> None:
        while not done.is_set():
            try:
                seen.append(total(tmp_path))
            except Exception as error:
                failed.append(error)
            time.sleep(0.001)

    readers = [threading.Thread(target=read) for _ in range(2)]
    child.start()
    for reader in readers:
        reader.start()
    child.join()
    done.set()
    for reader in readers:
        reader.join()
    assert child.exitcode == 0
    assert failed == []
    assert set(seen) <= set(range(40, 71))
    assert total(tmp_path) == 70


def _write_much(path: Path) -> None:
    for number in range(40, 70):
        # Replaced ones keep the count: a reader sees a state before or after, never between.
        write(Store(path), [document(number), document(number - 40, "police again")])
        if number == 55:
            build(Store(path), [document(n) for n in range(56)])


def test_a_second_writer_waits_and_then_says_so(tmp_path: Path) -> None:
    with (
        Store(tmp_path).writing(),
        pytest.raises(IndexUnusableError, match="Another process"),
        Store(tmp_path).writing(patience=0.1),
    ):
        pass
