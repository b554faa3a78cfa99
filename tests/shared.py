"""Real files with hand-made truth that stand beside the checkout on some machines, and never in the repository."""

from pathlib import Path

import pytest

CORPUS = Path(__file__).resolve().parent.parent.parent / "shared" / "corpus" / "dev"

needs_corpus = pytest.mark.skipif(
    not CORPUS.is_dir(), reason=f"NOT CHECKED against real files: {CORPUS} is not on this machine"
)
