"""A small archive read from texts of our own, in the shape of a page whose cable has lost its header lines."""

from pathlib import Path

import pytest

from reader.ingest import Options, ingest
from reader.models import Collection

PAGE = """\
Cablegate: Halifax Counts Its Gulls: A Beginning

DE RUEHHA #0123/01 1491932
R 281932Z MAY 08




E.O. 12958: N/A

Ref: (A) Halifax 24 (B) Ottawa 152

Sensitive But Unclassified - Please Protect Accordingly.

1. (SBU) SUMMARY: The Halifax Bird Office (HBO) counts gulls more
carefully than it did last year. END SUMMARY.

How The Counting Goes

2. (U) Volunteers stand on the pier at dawn. The count was begun in
2007 (ref A).

3. The harbor master, XXXXXXXXXXXX, thinks the figures too low and
says that they have been too low since the ferry

HALIFAX 00000123 002 OF 002

changed its hours. The RCMP has no opinion on gulls.

Comment

4. (SBU) COMMENT: Gulls do not keep office hours, as Ottawa
reported (ref B). END COMMENT.

SPECIMEN


© Harbor Media

World Headlines

A headline about something else entirely
"""

ANSWER = """\
VZCZCXRO0001
PP RUEHC
DE RUEHHA #0024/01 0461530
ZNY CCCCC ZZH
P 151530Z FEB 08
FM AMCONSUL HALIFAX
TO RUEHC/SECSTATE WASHDC PRIORITY 0042
INFO RUEHOT/AMEMBASSY OTTAWA 0007
C O N F I D E N T I A L HALIFAX 000024

SIPDIS

E.O. 12958: DECL: 02/15/2018
TAGS: SENV, PREL, CA
SUBJECT: GULLS TO BE COUNTED
REF: 07 HALIFAX 900

CLASSIFIED BY: CONSUL GENERAL A. SPECIMEN, REASONS 1.4 (B) AND (D)

1. (C) A count of gulls will begin in spring.

2. (C/NF) The figures are not to be shared with the gulls.

SPECIMEN
"""


@pytest.fixture(autouse=True)
def collected_nowhere(settings, tmp_path: Path) -> None:
    """Static files are found where they lie; WhiteNoise warns of a directory that is not there."""
    settings.STATIC_ROOT = str(tmp_path)


@pytest.fixture
def gulls(db: None, tmp_path: Path) -> None:
    """08HALIFAX123 (a page without header) and 08HALIFAX24 (a whole telegram), both fictional."""
    texts = tmp_path / "texts"
    texts.mkdir()
    (texts / "page.txt").write_text(PAGE, encoding="utf-8")
    (texts / "telegram.txt").write_text(ANSWER, encoding="utf-8")
    Collection.objects.update_or_create(
        name="demonstration",
        defaults={"title": "Demonstration", "fictional": True, "notice": "Every gull here is invented."},
    )
    report = ingest([str(texts)], Options(collection="demonstration"))
    assert report.exit_status == 0, report
