from __future__ import annotations

import json
import multiprocessing
import os
import shutil
import signal
import threading
import time
from array import array
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from haystack import connections
from haystack.exceptions import SearchBackendError
from hypothesis import given
from hypothesis import strategies as st

from reader.models import Cable
from reader.search import Criteria, indexing, search
from reader.search.engines.builds import IndexUnusableError
from reader.search.engines.whoosh_engine import backend, codec, generation, writer
from reader.search.engines.whoosh_engine.store import Store
from reader.search.searching import UNAVAILABLE
from tests import factories
from tests.search.contract import EngineContract


class TestWhoosh(EngineContract):
    """The default engine."""


def document(number: int, text: str = "police report", **more: Any) -> dict[str, Any]:
    return {"django_id": str(number), "reference_id": f"08TORONTO{number}", "u": [text], "stamp": text, **more}


def nothing(before: Any) -> tuple[int, ...]:
    return ()


def total(path: Path, field: str = "content", word: str = "police") -> int:
    found = backend.WhooshBackend("default", PATH=str(path), SILENTLY_FAIL=False)
    return int(found.search(backend.Leaf(field, "content", word), end_offset=10)["hits"])


# Posting lists


@given(st.lists(st.tuples(st.integers(0, 90_000), st.integers(0, 9), st.integers(0, (1 << 27) - 1)), max_size=40))
def test_lists_come_back_as_they_were(places: list[tuple[int, int, int]]) -> None:
    keys = sorted({doc << 32 | field << 27 | position for doc, field, position in places})
    if keys:
        assert codec.unpack(codec.pack(array("q", keys))).tolist() == keys


def test_long_lists_are_compressed() -> None:
    keys = np.arange(0, 50_000, dtype=np.int64) << 32 | 5
    packed = codec.pack(array("q", keys.tobytes()))
    assert len(packed) < 2000
    assert codec.unpack(packed).tolist() == keys.tolist()


def test_words_come_back_in_order_with_their_lists() -> None:
    words, extents = codec.unpack_words(codec.pack_words([(b"polic\0police", 9, 4), (b"a\0a", 0, 9)]))
    assert (words, extents.tolist()) == (["a", "police"], [[0, 9], [9, 4]])
    assert codec.unpack_words(codec.pack_words([]))[0] == []


# Segments, merging, batches


def test_batches_become_segments_and_small_segments_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writer, "COMMIT", 4)
    store = Store(tmp_path)
    assert writer.build(store, [document(n) for n in range(10)]) == 10
    assert len(generation.current(store).segments) == 3
    for number in range(10, 20):
        writer.write(store, [document(number)], nothing)
    assert len(generation.current(store).segments) <= writer.SMALL_SEGMENTS
    assert total(tmp_path) == 20


def test_deleted_documents_do_not_pile_up(tmp_path: Path) -> None:
    store = Store(tmp_path)
    writer.build(store, [document(n) for n in range(50)])
    for edition in range(10):
        writer.write(store, [document(n, f"police report edition{edition}") for n in range(50)], nothing)
    assert total(tmp_path) == 50
    assert total(tmp_path, word="edition9") == 50
    assert total(tmp_path, word="edition8") == 0
    assert generation.current(store).size <= 100
    assert len(list(Path(tmp_path).rglob("*.pst"))) <= 3


def test_a_document_replaces_that_of_its_reference_id_under_another_key(tmp_path: Path) -> None:
    store = Store(tmp_path)
    writer.write(store, [document(1)], nothing)
    writer.write(store, [{**document(2), "reference_id": "08TORONTO1"}], nothing)
    assert total(tmp_path) == 1


# Crashes, locks, damage


def test_what_a_crash_leaves_behind_does_not_stop_the_next_writer(tmp_path: Path) -> None:
    store = Store(tmp_path)
    writer.write(store, [document(1)], nothing)
    child = multiprocessing.get_context("fork").Process(target=_write_until_killed, args=(tmp_path,))
    child.start()
    mark = tmp_path / "writing"
    for _ in range(200):
        if mark.exists():
            break
        time.sleep(0.05)
    os.kill(child.pid, signal.SIGKILL)
    child.join()
    assert (store.current() / "MAIN_WRITELOCK").exists()
    assert total(tmp_path) == 1
    assert writer.write(store, [document(2)], nothing) == 1
    assert total(tmp_path) == 2
    assert len(list(store.current().glob("*.pst"))) == 2


def _write_until_killed(path: Path) -> None:
    def endless() -> Any:
        for number in range(100, 10**9):
            yield document(number)
            if number == 150:
                (path / "writing").touch()

    writer.write(Store(path), endless(), nothing)


def test_a_failing_document_leaves_the_index_as_it_was(tmp_path: Path) -> None:
    store = Store(tmp_path)
    writer.write(store, [document(1)], nothing)
    with pytest.raises(ValueError, match="invalid literal"):
        writer.write(store, [document(2), {**document(3), "django_id": "three"}], nothing)
    assert total(tmp_path) == 1
    writer.write(store, [document(2)], nothing)
    assert total(tmp_path) == 2


def test_a_second_writer_waits_and_then_says_so(tmp_path: Path) -> None:
    store = Store(tmp_path)
    with (
        store.writing(),
        pytest.raises(IndexUnusableError, match="Another process"),
        Store(tmp_path).writing(patience=0.1),
    ):
        pass
    with store.writing(patience=0.1):
        pass


def break_pointer(path: Path) -> None:
    (path / "current.json").write_text("{", encoding="ascii")


def forget_pointer(path: Path) -> None:
    (path / "current.json").unlink()


def lose_build(path: Path) -> None:
    shutil.rmtree(next(path.glob("build-*")))


def lose_contents(path: Path) -> None:
    for toc in path.rglob("*.toc"):
        toc.unlink()


def scramble(pattern: str) -> Any:
    def damage(path: Path) -> None:
        for file in path.rglob(pattern):
            file.write_bytes(b"\x07" * max(10, file.stat().st_size // 2))

    return damage


def lose(pattern: str) -> Any:
    def damage(path: Path) -> None:
        for file in path.rglob(pattern):
            file.unlink()

    return damage


DAMAGES = {
    "pointer broken": break_pointer, "pointer gone": forget_pointer, "build gone": lose_build,
    "contents gone": lose_contents, "contents scrambled": scramble("*.toc"), "terms scrambled": scramble("*.trm"),
    "terms gone": lose("*.trm"), "postings scrambled": scramble("*.pst"), "cards scrambled": scramble("*.col"),
    "cards gone": lose("*.col"), "words gone": lose("*.wrd"),
}  # fmt: skip


# Whoosh leaves a file open when it finds it damaged.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.django_db
@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_damage_is_said_and_mended_by_a_rebuild(damage: Any, index_path: Path) -> None:
    cables = [factories.make_cable(paragraphs=[("(U)", f"police {n} " * 30)]) for n in range(5)]
    indexing.update(cable.pk for cable in cables)
    damage(index_path)
    generation._generations.clear()
    results = search(Criteria(q="police"))
    assert not results.available
    assert [message.text for message in results.messages] == [UNAVAILABLE]
    with pytest.raises(SearchBackendError, match="index --rebuild"):
        indexing.check()
    assert indexing.rebuild() == 5
    assert search(Criteria(q="police")).total == 5


@pytest.mark.django_db
def test_another_version_asks_for_a_rebuild(index_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    cable = factories.make_cable()
    indexing.update([cable.pk])
    pointer = index_path / "current.json"
    pointer.write_text(json.dumps({**json.loads(pointer.read_text()), "version": 0}))
    results = search(Criteria())
    assert not results.available
    assert results.messages[0].text == UNAVAILABLE
    assert "version 0" in caplog.text
    indexing.rebuild()
    assert search(Criteria()).total == 1


@pytest.mark.django_db
def test_a_fresh_archive_has_no_index_and_is_simply_empty(index_path: Path) -> None:
    assert search(Criteria()).available
    assert not (index_path / "current.json").exists()
    factories.make_cable()
    assert "index is empty although" in search(Criteria()).messages[0].text


def test_an_index_of_another_kind_is_not_taken_for_an_empty_one(tmp_path: Path) -> None:
    (tmp_path / "_MAIN_1.toc").touch()
    with pytest.raises(IndexUnusableError, match="damaged"):
        Store(tmp_path).current()


@pytest.mark.django_db
def test_an_unknown_field_is_an_error_and_not_dropped() -> None:
    indexing.update([factories.make_cable().pk])
    with pytest.raises(SearchBackendError, match="no field"):
        connections["default"].get_backend().search(backend.Leaf("colour", "exact", "red"))


# Readers while another process writes


def test_two_readers_during_a_write(tmp_path: Path) -> None:
    store = Store(tmp_path)
    writer.build(store, [document(n) for n in range(40)])
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
        writer.write(Store(path), [document(number), document(number - 40, "police again")], nothing)
        if number == 55:
            writer.build(Store(path), [document(n) for n in range(56)])


def test_a_reader_keeps_its_state_while_files_go(tmp_path: Path) -> None:
    store = Store(tmp_path)
    writer.build(store, [document(n) for n in range(5)])
    held = generation.current(store)
    writer.build(store, [document(n, "minister") for n in range(3)])
    assert len(held.word("police").docs) == 5
    assert len(generation.current(store).word("police").docs) == 0


@pytest.mark.django_db
def test_haystacks_own_calls_work() -> None:
    cable = factories.make_cable(subject="Salmon")
    index = connections["default"].get_unified_index().get_index(Cable)
    index.update_object(cable)
    assert search(Criteria(q="salmon")).total == 1
    index.remove_object(cable)
    assert search(Criteria(q="salmon")).total == 0
    index.reindex()
    assert search(Criteria(q="salmon")).total == 1
