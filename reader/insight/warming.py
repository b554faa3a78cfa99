"""What pages would make at the first visit after a change, made beforehand: for the end of an ingest."""

from __future__ import annotations

from reader.insight import chains, study_columns


def warm() -> None:
    """The study's columns and the longest chains, read once and left in files for every process."""
    study_columns.columns()
    chains.longest()
