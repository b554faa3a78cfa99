from __future__ import annotations

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from reader.models import Cable
from reader.search import Criteria, search
from tests import factories

pytestmark = pytest.mark.django_db


def run(*options: str) -> tuple[str, str]:
    out, errors = StringIO(), StringIO()
    call_command("index", *options, stdout=out, stderr=errors)
    return out.getvalue(), errors.getvalue()


def test_it_indexes_what_is_missing_and_says_so() -> None:
    factories.make_cable()
    assert "1 were not indexed" in run()[0]
    assert search(Criteria()).total == 1
    assert "Nothing to mend" in run()[0]


def test_verify_names_the_differences_and_mends_them() -> None:
    gone, changed = factories.make_cable(), factories.make_cable()
    run("--rebuild")
    gone.delete()
    Cable.objects.filter(pk=changed.pk).update(subject="Changed")
    missing = factories.make_cable()
    said, _ = run("--verify")
    assert f"not indexed: {missing.reference_id}" in said
    assert f"changed since: {changed.reference_id}" in said
    assert "no longer in the archive: number" in said
    assert "All mended" in said
    assert "Nothing to mend" in run("--verify")[0]


def test_a_damaged_index_is_built_anew(index_path: Path) -> None:
    factories.make_cable()
    run("--rebuild")
    for file in index_path.rglob("*.pst"):
        file.write_bytes(b"\x09" * 7)
    said, errors = run("--verify")
    assert "damaged" in errors
    assert "Built the search index anew: 1 cable." in said
    assert search(Criteria(q="lake")).total == 1


def test_an_index_that_cannot_be_written_is_an_error(index_path: Path) -> None:
    index_path.write_text("a file stands in the way", encoding="ascii")
    with pytest.raises(CommandError, match="cannot be written"):
        run("--rebuild")
