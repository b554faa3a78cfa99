"""Summaries and comments: which paragraphs they are, and what of their words is only a label."""

import pytest

from tests.telegram.documents import with_body

COMMENTS = {
    "a paragraph": ("1. (U) He left.\n\n2. (U) Comment: He will be back. End comment.", "He will be back."),
    "inside, in brackets": ("1. (U) He left. (Comment: At last. End comment.) It rained.", "At last."),
    "inside, in square brackets": ("1. (U) He left. [Embassy comment: At last.] It rained.", "At last."),
    "inside, closed": ("1. (U) They number 2. Comment: One is the surveyor. End comment.", "One is the surveyor."),
    "inside, closed by the last words": ("1. HE LEFT. COMMENT: HE PAYS. END COMMENT\nTHISTLEWOOD", "HE PAYS."),
    "inside, never closed": ("1. (U) He left. Comment: He will be back.\n\n2. (U) It rained.", "He will be back."),
    "two inside": (
        "1. (U) He left. Comment: So? End comment.\n\n2. (U) It rained. (Comment: Again.)",
        "So?\nAgain.",
    ),
    "of the ambassador": ("1. (U) It rained.\n\n2. (U) Ambassador's comment: One seal lives.", "One seal lives."),
    "of the drafter": ("1. (U) It rained.\n\n2. (U) DRAFTING OFFICER'S COMMENT: SEALS.", "SEALS."),
    "of the country team": ("1. (U) It rained.\n\n2. (U) Country team comment: Seals.", "Seals."),
    "a heading": ("1. (U) It rained.\n\nCOMMENT\n\n2. (U) Seals.", "Seals."),
    "a heading with more words": ("1. (U) It rained.\n\nComment: A Coin\n\n2. (U) It falls.", "It falls."),
    "a heading behind a dash": ("1. (U) It rained.\n\nCOMMENT - WHAT NEXT?\n\n2. (U) Seals.", "Seals."),
    "with the summary": ("1. (U) SUMMARY AND COMMENT: Pipes. END SUMMARY AND COMMENT.\n\n2. (U) It rained.", "Pipes."),
    "with the summary, headed": ("SUMMARY AND COMMENT\n\n1. (U) Pipes. End summary and comment.", "Pipes."),
    "marked behind the label": ("1. (U) It rained.\n\n2. COMMENT: (C) Seals. END COMMENT.", "Seals."),
    "none": ("1. (U) It rained. He would not comment.\n\n2. (U) No comment: he left.", None),
    "of the press": ("1. (U) Press comment: the daily wrote of seals.", None),
}


@pytest.mark.parametrize(("body", "comment"), COMMENTS.values(), ids=COMMENTS)
def test_comments(body: str, comment: str | None) -> None:
    assert with_body(body).comment == comment


SUMMARIES = {
    "a paragraph": ("1. (U) Summary: It rained. End summary.\n\n2. (U) Hard.", "It rained."),
    "without a number": ("SUMMARY: IT RAINED. END SUMMARY.\n\n1. IT RAINED HARD.", "IT RAINED."),
    "with a marking behind the label": ("1. SUMMARY: (C) It rained. END SUMMARY.\n\n2. (C) Hard.", "It rained."),
    "without a number, marked": ("SUMMARY: (C) IT RAINED. END SUMMARY.\n\n1. IT RAINED HARD.", "IT RAINED."),
    "above a rule": ("SUMMARY: IT RAINED. END SUMMARY.\n\n-----\n1. HARD\n-----\n\n2. IT DID.", "IT RAINED."),
    "with a marking in the label": ("1. SUMMARY (SBU): It rained. END SUMMARY.\n\n2. (SBU) Hard.", "It rained."),
    "with a comment": ("1. (U) SUMMARY AND COMMENT: Pipes. END SUMMARY AND COMMENT.", "Pipes."),
    "a heading": ("SUMMARY\n\n1. (U) It rained.\n\nTHE RAIN\n\n2. (U) Hard.", "It rained."),
    "a heading with more words": ("Summary: A Wet Day\n\n1. (U) It rained.\n\nThe Rain\n\n2. (U) Hard.", "It rained."),
}


@pytest.mark.parametrize(("body", "summary"), SUMMARIES.values(), ids=SUMMARIES)
def test_summaries(body: str, summary: str) -> None:
    assert with_body(body).summary == summary


@pytest.mark.parametrize("label", ["SUMMARY: (C)", "Summary. (C)", "COMMENT: (C)", "SUMMARY (C):", "Comment (C) -"])
def test_a_marking_behind_the_label_is_the_paragraphs(label: str) -> None:
    telegram = with_body(f"1. {label} It rained.\n\n2. (U) Hard.")
    assert [p.marking and p.marking.as_written for p in telegram.paragraphs] == ["(C)", "(U)"]
    assert telegram.paragraphs[0].text == f"{label} It rained."


def test_a_letter_of_a_list_behind_the_label_is_no_marking() -> None:
    telegram = with_body("1. (U) Summary: (A) rain (B) snow.\n\n2. SUMMARY: (Iran) rain.")
    assert [p.marking and p.marking.as_written for p in telegram.paragraphs] == ["(U)", None]
