"""`python -m tools.fuzz TARGET`: coverage-guided fuzzing of the reader, with checks that go beyond "does not raise".

Needs atheris, which is not among the pinned packages since only this needs it: `pip install atheris==3.0.0`.
Without it findings can still be replayed and shrunk.

Everything is kept under build/fuzz/TARGET: `seeds` (made from fictional cables), `corpus` (what reached new code, taken
up again by the next run) and `findings` (the smallest input for each failure).
"""
