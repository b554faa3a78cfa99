"""read() on golden telegrams, on the seed and on the real files beside the checkout."""

import dataclasses
import importlib.util
import json
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from reader.telegram import Document, Hints, read
from reader.telegram.records import REGION_KINDS
from tests.shared import CORPUS, needs_corpus
from tests.telegram.documents import HEADER, codes, hints, kinds, reading

GOLDEN = Path(__file__).parent / "golden"
NAMES = sorted({path.stem for path in GOLDEN.iterdir() if path.suffix in (".txt", ".json")})


@pytest.mark.parametrize("name", NAMES)
def test_golden(name: str, request: pytest.FixtureRequest) -> None:
    text, expected = GOLDEN / f"{name}.txt", GOLDEN / f"{name}.json"
    lines = tuple(text.read_text(encoding="utf-8").split("\n"))
    parsed = read(Document(lines, path=text.name)).to_json()
    if request.config.getoption("--update-golden", default=False):
        expected.write_text(json.dumps(parsed, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    assert expected.is_file(), f"{expected} is missing; --update-golden writes it"
    assert parsed == json.loads(expected.read_text(encoding="utf-8"))


def test_there_are_golden_telegrams() -> None:
    assert len(NAMES) >= 6


def test_regions_cover_every_line_once() -> None:
    telegram = reading(f"{HEADER}\n1. (U) One.\n\n\nTHE LAMP\n\n2. (U) Two.\nHALE\n\nNNNN\n")
    assert [region.lines[0] for region in telegram.regions] == [1] + [r.lines[1] + 1 for r in telegram.regions[:-1]]
    assert telegram.regions[-1].lines[1] == len(
        f"{HEADER}\n1. (U) One.\n\n\nTHE LAMP\n\n2. (U) Two.\nHALE\n\nNNNN\n".split("\n")
    )
    assert {region.kind for region in telegram.regions} <= set(REGION_KINDS)


def test_furniture_of_the_wrapping_is_no_part_of_the_cable() -> None:
    lines = ("SECRET", *HEADER.split("\n"), "1. (U) One.", "", "World Headlines", "2. (U) Buy ice.", "3. (U) Now.")
    telegram = read(Document(lines, furniture=((1, 1), (len(lines) - 2, len(lines)))))
    assert kinds(telegram)[0] == "furniture"
    assert kinds(telegram)[-3:] == ["furniture"] * 3
    assert [p.text for p in telegram.paragraphs] == ["One."]
    assert telegram.classification is not None
    assert telegram.classification.level == "UNCLASSIFIED"


def test_a_cable_on_one_line_reads_like_one_on_many() -> None:
    body = (
        "1. (SBU) SUMMARY: The lamp went for a walk. END SUMMARY.\n\nThe Harbor\n----------\n\n"
        "2. (U) It came back. It is well.\n\n3. (U) Good.\nHALE"
    )
    text = f"{HEADER}\n{body}"
    many, one = reading(text), reading(" ".join(text.split()))
    for field in ("reference_id", "date", "precedence", "captions", "tags", "subject", "signatures", "summary"):
        assert getattr(one, field) == getattr(many, field), field
    assert [(a.routing, a.station, a.serial) for a in one.to + one.info] == [
        (a.routing, a.station, a.serial) for a in many.to + many.info
    ]
    assert [r.reference_id for r in one.references] == [r.reference_id for r in many.references]
    assert [(p.number, p.heading, p.text) for p in one.paragraphs] == [
        (p.number, p.heading, p.text) for p in many.paragraphs
    ]
    assert [(r.kind, r.lines) for r in one.regions] == [("paragraph", (1, 1))] or len(one.regions) == 1
    assert {p.lines for p in one.paragraphs} == {(1, 1)}


def test_a_cable_without_blank_lines() -> None:
    body = (
        "1. (SBU) SUMMARY: The lamp went for a walk. END SUMMARY.\nThe Harbor Master\n2. (U) It came back.\n"
        "3. (U) Good.\nHALE"
    )
    telegram = reading("\n".join(line for line in f"{HEADER}\n{body}".split("\n") if line))
    assert telegram.subject == "LIGHTS OF THE HARBOR"
    assert [(p.number, p.heading) for p in telegram.paragraphs] == [(1, None), (2, "The Harbor Master"), (3, None)]
    assert telegram.signatures == ("HALE",)


QUOTED = """\
UNCLAS HALIFAX 000058

SUBJECT: A TELEGRAM THAT IS QUOTED

1. (U) Post has this telegram:

P 011200Z MAY 05
FM AMEMBASSY QUITO
TO RUEHHA/AMCONSUL HALIFAX
INFO RUEHC/SECSTATE WASHDC
CONFIDENTIAL QUITO 001234
TAGS: ECON
SUBJECT: BANANAS
REF: LIMA 3

1. Bananas are ripe.
HALE

2. (U) It is kept.
THISTLEWOOD
"""


def test_a_telegram_quoted_in_the_text_gives_nothing_to_a_header_without_envelope() -> None:
    telegram = reading(QUOTED, hints=hints(date="2008-03-08"))
    assert (telegram.reference_id, telegram.dtg, telegram.precedence, telegram.originator) == (
        "08HALIFAX58",
        None,
        None,
        None,
    )
    assert (telegram.to, telegram.info, telegram.tags, telegram.references) == ((), (), (), ())
    assert (telegram.subject, telegram.classification and telegram.classification.level) == (
        "A TELEGRAM THAT IS QUOTED",
        "UNCLASSIFIED",
    )
    assert [(p.number, p.heading) for p in telegram.paragraphs] == [(1, None), (2, None)]
    assert telegram.signatures == ("THISTLEWOOD",)
    assert "repeated-header" in codes(telegram)


def test_the_header_of_a_second_section_gives_what_the_first_has_lost() -> None:
    telegram = reading(
        "SUBJECT: LIGHTS\n\n1. (U) One.\n\nP 071530Z MAR 08\nFM AMCONSUL HALIFAX\nTO SECSTATE WASHDC\n"
        "UNCLAS SECTION 02 OF 02 HALIFAX 000058\n\nSUBJECT: LIGHTS\n\n2. (U) Two.\nTHISTLEWOOD"
    )
    assert (telegram.reference_id, telegram.precedence) == ("08HALIFAX58", "PRIORITY")
    assert [p.number for p in telegram.paragraphs] == [1, 2]


def test_non_breaking_blanks_are_blanks() -> None:
    lines = f"{HEADER}\n1. (U) One.\n\nHALIFAX 00000058 002 OF 002\n\nThe Light\n\n2. (U) Two.\n\nTHISTLEWOOD"
    plain, other = reading(lines).to_json(), reading(lines.replace(" ", "\u00a0")).to_json()
    assert {name for name in plain if plain[name] != other[name]} == set()


def test_a_double_spaced_cable_is_read_as_any_other() -> None:
    header = HEADER.replace("LIGHTS OF THE HARBOR", "LIGHTS AND BELLS, AND ALL OTHER THINGS OF\nTHE HARBOR")
    lines = f"{header}\n1. (U) One is a\nsentence.\n\nThe Light\n\n2. (U) Two.\n\nTHISTLEWOOD"
    plain, double = reading(lines).to_json(), reading(lines.replace("\n", "\n\n")).to_json()
    placed = {"lines", "regions", "to", "info", "references", "paragraphs", "warnings"}
    assert {name for name in plain if plain[name] != double[name]} <= placed
    assert [p["text"] for p in double["paragraphs"]] == [p["text"] for p in plain["paragraphs"]]
    assert double["paragraphs"][0]["lines"] == [2 * number - 1 for number in plain["paragraphs"][0]["lines"]]
    assert double["regions"][-1]["lines"][1] == len(lines.replace("\n", "\n\n").split("\n"))


def test_tabs_are_gaps() -> None:
    telegram = reading(
        f"{HEADER}\n1. One:\n\n\tOil\tWick\n1907\t   4\t   2\n\nPAGE 02\tHALIFA\t00058\t071533Z\n\n2. Two."
    )
    assert kinds(telegram).count("page-break") == 1
    assert [p.text for p in telegram.paragraphs] == [
        "One:\n\nOil     Wick\n1907       4       2",
        "Two.",
    ]


def test_a_telegram_repeated_inside_another() -> None:
    outer = HEADER.split("E.O.")[0]
    inner = (
        HEADER.replace("FM AMCONSUL HALIFAX", "FM AMEMBASSY OSLO")
        .split("\n", 4)[4]
        .replace("HALIFAX 000058", "OSLO 1207")
    )
    telegram = reading(
        f"{outer}FOLLOWING REPEAT OSLO 1207 DATED 24 FEB 08\n\nQUOTE\n\n{inner}\n"
        "1. (U) One.\n\n2. (U) Two.\nFALK\n\nUNQUOTE\nHALE"
    )
    assert telegram.reference_id == "08HALIFAX58"
    assert telegram.originator is not None
    assert telegram.originator.station == "AMCONSUL HALIFAX"
    assert telegram.subject == "LIGHTS OF THE HARBOR"
    assert [p.number for p in telegram.paragraphs if p.number] == [1, 2]
    assert telegram.signatures == ("HALE",)


def test_line_ends_inside_lines_are_blanks() -> None:
    telegram = read(Document(("1. (U) One\nand two.", "\x0c", "2. (U)\xa0Three.")))
    assert [p.number for p in telegram.paragraphs] == [1, 2]
    assert telegram.regions[-1].lines[1] == 3


def _seed() -> Document:
    """The seed page with the furniture that its wrapping knows."""
    path = CORPUS / "scoop" / "WL0805-S00153.txt"
    lines = tuple(path.read_text(encoding="utf-8").split("\n"))
    copyright_line = next(number for number, line in enumerate(lines, 1) if line.startswith("©"))
    return Document(
        lines,
        format="scoop",
        furniture=((1, 1), (copyright_line, len(lines))),
        hints=Hints(subject="Ontario and Human Trafficking"),
    )


@needs_corpus
def test_the_seed() -> None:
    telegram = read(_seed())
    assert telegram.reference_id == "08TORONTO165"
    assert telegram.to_json()["date"] == "2008-05-28T19:32:00Z"
    assert telegram.precedence == "ROUTINE"
    assert telegram.executive_order is not None
    assert (telegram.executive_order.order, telegram.executive_order.text) == ("12958", "N/A")
    assert [(r.label, r.reference_id) for r in telegram.references] == [("A", "08TORONTO24"), ("B", "08TORONTO152")]
    assert [p.marking.as_written for p in telegram.paragraphs if p.marking] == [
        f"({mark})" for mark in ("SBU", "U", "U", "U", "U", "U", "SBU", "U", "U", "SBU")
    ]
    assert [p.number for p in telegram.paragraphs] == list(range(1, 11))
    assert len([p for p in telegram.paragraphs if p.heading]) == 5
    seventh, ninth = telegram.paragraphs[6], telegram.paragraphs[8]
    assert len(seventh.page_breaks) == 1
    assert "002 OF 002" not in seventh.text
    assert seventh.text[: seventh.page_breaks[0].offset].endswith("government increase")
    assert ninth.text.endswith("database of TIP")
    assert telegram.summary is not None
    assert telegram.summary.startswith("Over the past year")
    assert telegram.comment is not None
    assert telegram.paragraphs[9].role == "comment"
    assert {"no-subject", "no-tags", "no-addressees", "paragraph-cut"} <= set(codes(telegram))


def _scorer() -> ModuleType | None:
    path = CORPUS.parent.parent / "tools" / "score_parse.py"
    spec = importlib.util.spec_from_file_location("score_parse", path) if path.is_file() else None
    if spec is None or spec.loader is None:
        return None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@needs_corpus
def test_real_files_are_read_right() -> None:
    """At least 98 of 100 fields of the real files, and of no field fewer than 94."""
    from reader.telegram.formats import documents

    scorer = _scorer()
    if scorer is None:
        pytest.skip("NOT CHECKED against the truths: the scoring script is not on this machine")
    truths = [json.loads(line) for line in (CORPUS / "truth.jsonl").read_text(encoding="utf-8").splitlines()]
    right: dict[str, list[bool]] = {}
    for truth in truths:
        found = [
            d for d in documents((CORPUS / truth["file"]).read_bytes(), path=truth["file"]) if isinstance(d, Document)
        ]
        parsed: dict[str, Any] = read(found[0]).to_json()
        for field, (want, got) in scorer.FIELDS.items():
            if scorer.TRUTH_KEY.get(field, field) in truth.get("ambiguous", []) or (
                field in scorer.RELEASE and field not in truth
            ):
                continue
            expected, actual = want(truth) or None, got(parsed) or None
            if field == "headings" and actual:
                optional = {scorer.plain(h) for h in truth.get("headings_optional", [])}
                expected, actual = ([h for h in side or [] if h not in optional] or None for side in (expected, actual))
            right.setdefault(field, []).append(actual == expected)
    shares = {field: sum(hits) / len(hits) for field, hits in right.items()}
    assert min(shares.values()) >= 0.94, shares
    assert sum(map(sum, right.values())) / sum(map(len, right.values())) >= 0.98, shares


def test_reading_changes_nothing_of_the_document() -> None:
    document = Document(tuple(HEADER.split("\n")))
    copy = dataclasses.replace(document)
    read(document)
    assert document == copy
