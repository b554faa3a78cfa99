"""The text of a fictional cable: paragraphs, markings, headings, a summary, a comment, and some oddities."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from random import Random

from reader.fiction import names
from reader.fiction.records import Body, Paragraph
from reader.fiction.register import Slot
from reader.fiction.sentences import Talk
from reader.fiction.vocabulary import Topic

#: Every cable says that it is fictional, in its first paragraph.
STATEMENTS = (
    "This is a fictional telegram of an exercise; every person and event in it is invented.",
    "EXERCISE CABLE: the contents are fictional and were written by a program.",
    "The following is fictional and serves as exercise traffic only.",
    "Addressees should note that this exercise telegram is fictional throughout.",
)

REDACTION = "XXXXXXXXXXXX"

_MARKINGS = {
    "SENSITIVE": (("SBU", "U", "SBU/NF"), (70, 28, 2)),
    "LIMITED OFFICIAL USE": (("LOU", "U"), (8, 2)),
    "CONFIDENTIAL": (("C", "U", "SBU", "C/NF", "C//NF", "C/REL TO USA, FVEY"), (78, 9, 7, 3, 2, 1)),
    "SECRET": (("S", "S/NF", "S//NF", "C", "U", "S/REL NATO"), (52, 19, 12, 10, 5, 2)),
}

_HEADINGS = (
    "The {noun} Question", "{adjective} {noun}, {adjective2} {noun2}", "{noun} and {noun2}", "What Happens Next?",
    "Why the {noun} Matters", "A {adjective} {noun2}", "Next Steps", "Background", "The View from {town}",
    "No {noun} Without {noun2}", "{noun2}: A {adjective} Outlook", "On the {noun} Front",
)  # fmt: skip

#: Headings that are too long for a line.
_LONG_HEADING = "What the {adjective} {noun} of {town} Means for the {adjective2} {noun2} and for Those Who Wait"


@dataclass(slots=True)
class Draft:
    """A body while it is being written."""

    slot: Slot
    talk: Talk
    topic: Topic
    marks: tuple[Sequence[str | None], Sequence[int]]
    false_marks: list[str] = field(default_factory=list)
    remarks: int = 0
    stray_captions: int = 0
    number: int = 1  # of the paragraph that is being written
    last: bool = False  # whether it is the last one

    @property
    def rng(self) -> Random:
        """The source of chance."""
        return self.talk.rng

    def sentences(self, size: int) -> str:
        """Sentences of about so many characters."""
        found, length = [], 0
        while length < size:
            sentence = self.talk.sentence()
            found.append(sentence)
            length += len(sentence) + 1
        return " ".join(found)

    def marking(self) -> str | None:
        """A marking of the cable's kind."""
        return self.rng.choices(*self.marks)[0] if self.marks[0] else None

    def heading(self) -> str:
        """A heading of the topic."""
        draw = self.rng.random()
        words = {
            "noun": self.topic.nouns.one(self.rng),
            "noun2": self.topic.nouns.one(self.rng),
            "adjective": self.topic.adjectives.one(self.rng),
            "adjective2": self.topic.adjectives.one(self.rng),
        }
        form = _LONG_HEADING if draw < 0.04 else self.rng.choice(_HEADINGS)
        text = form.format(
            town=self.rng.choice(self.talk.cast.towns), **{key: word.title() for key, word in words.items()}
        )
        return text.upper() if draw > 0.6 else text


def marks_for(
    level: str, *, sensitive: bool, released: bool, rng: Random
) -> tuple[Sequence[str | None], Sequence[int]]:
    """The markings that a cable of this level uses, and their shares; a few cables have none at all."""
    if released or rng.random() < 0.03 or (level == "UNCLASSIFIED" and not sensitive and rng.random() < 0.3):
        return ((), ())
    if level == "UNCLASSIFIED":
        return _MARKINGS["SENSITIVE"] if sensitive else (("U",), (1,))
    return _MARKINGS[level]


def write(draft: Draft, size: int, bodies: Sequence[tuple[str, str]], *, headings: bool, lead_heading: bool) -> Body:
    """A body of about `size` characters. `headings`: whether it may have any; `lead_heading`: before paragraph 1."""
    rng = draft.rng
    count = max(2, round(size / 640))
    summary = rng.random() < 0.7
    comment = count > 2 and rng.random() < 0.6
    paragraphs = [_opening(draft, size / count, summary, headed=headings and lead_heading)]
    for number in range(2, count + (0 if comment else 1)):
        draft.number, draft.last = number, number == count
        paragraphs.append(_middle(draft, size / count, headings=headings, bodies=bodies))
    if comment:
        paragraphs.append(_comment(draft, count, size / count, headed=headings))
    return Body(
        tuple(paragraphs),
        summary,
        comment,
        tuple(draft.false_marks),
        draft.remarks,
        draft.stray_captions,
        tuple(bodies),
    )


def _opening(draft: Draft, size: float, summary: bool, *, headed: bool) -> Paragraph:
    """Paragraph 1: the statement, often as a summary, which may lack its closing words."""
    rng = draft.rng
    text = f"{rng.choice(STATEMENTS)} {draft.sentences(int(size) - 60)}"
    if not summary:
        return Paragraph(1, draft.marking(), text)
    closing = rng.choice((" END SUMMARY.", " End summary.", " End Summary.", ""))
    if headed and rng.random() < 0.35:
        return Paragraph(1, draft.marking(), text + closing, rng.choice(("SUMMARY", "Summary")))
    return Paragraph(1, draft.marking(), rng.choice(("SUMMARY: ", "Summary: ", "SUMMARY. ")) + text + closing)


def _middle(draft: Draft, size: float, *, headings: bool, bodies: Sequence[tuple[str, str]]) -> Paragraph:
    """A paragraph between summary and comment."""
    rng = draft.rng
    text = draft.sentences(int(size * (0.4 + 1.2 * rng.random())))
    if bodies and draft.number == 2:
        text = f"The {bodies[0][0]} ({bodies[0][1]}) was founded last year. {text}"
    draw = rng.random()
    for limit, oddity in _ODDITIES:
        if draw < limit:
            text = oddity(draft, text)
            break
    heading = draft.heading() if headings and rng.random() < 0.35 else None
    return Paragraph(draft.number, draft.marking(), text, heading)


def _comment(draft: Draft, number: int, size: float, *, headed: bool) -> Paragraph:
    """The comment, with a heading or a label."""
    rng = draft.rng
    text = draft.sentences(int(size))
    if headed and rng.random() < 0.4:
        closing = rng.choice((" End comment.", ""))
        return Paragraph(number, draft.marking(), text + closing, rng.choice(("COMMENT", "Comment")))
    closing = rng.choice((" END COMMENT.", " End comment.", ""))
    return Paragraph(number, draft.marking(), rng.choice(("COMMENT: ", "Comment: ")) + text + closing)


def _wrapped_number(draft: Draft, text: str) -> str:
    """A sentence that ends in a number, which stands first on its line: no paragraph begins there."""
    if draft.last:
        return text
    false = draft.number + 2 + int(draft.rng.random() * 20)
    draft.false_marks.append(f"{false}.")
    return f"{text} The talks have gone on since the evening of June\n{false}. {draft.sentences(60)}"


def _points(draft: Draft, text: str) -> str:
    """Points under letters, dashes or small figures, each on lines of its own."""
    labels = draft.rng.choice((("-- ",) * 4, ("a. ", "b. ", "c. ", "d. "), ("(i) ", "(ii) ", "(iii) ", "(iv) ")))
    count = draft.rng.randint(2, 4)
    points = "\n".join(f"   {label}{draft.talk.clause()}." for label in labels[:count])
    return f"{text} Points raised were:\n{points}"


def _table(draft: Draft, text: str) -> str:
    """A small table, set as it is."""
    rows = [("Area", "Tons", "Share")]
    rows += [
        (names.place(draft.rng), str(int(draft.rng.random() * 9_000)), f"{draft.rng.random():.2f}") for _ in range(3)
    ]
    table = "\n".join(f"     {a:<18}{b:>8}{c:>8}" for a, b, c in rows)
    return f"{text} The figures are these:\n{table}"


def _redacted(draft: Draft, text: str) -> str:
    return f"{text} {draft.talk.clause().capitalize()} ({REDACTION}, please protect)."


def _stray_caption(draft: Draft, text: str) -> str:
    """SIPDIS as transmission noise in the middle of a sentence."""
    draft.stray_captions += 1
    return f"{text} Their answer came by letter and\nSIPDIS\nwas short."


def _bracketed(draft: Draft, text: str) -> str:
    draft.remarks += 1
    return f"{text} (Comment: {draft.sentences(60)} End comment.)"


def _counted(draft: Draft, text: str) -> str:
    clauses = (draft.talk.clause() for _ in range(3))
    return f"{text} Three things follow: " + "; ".join(f"({n}) {clause}" for n, clause in enumerate(clauses, 1)) + "."


def _reftel(draft: Draft, text: str) -> str:
    return f"{text} The rest is as in ref A, paragraph {1 + int(draft.rng.random() * 9)}, and in reftel."


def _quoted(draft: Draft, text: str) -> str:
    return f'{text} "{draft.sentences(50)}" was all that he would say; in 1.5 hours he said it twice.'


#: Oddities of a paragraph, with the upper ends of their shares.
_ODDITIES = (
    (0.015, _wrapped_number),
    (0.055, _points),
    (0.070, _table),
    (0.085, _redacted),
    (0.088, _stray_caption),
    (0.100, _bracketed),
    (0.115, _counted),
    (0.160, _reftel),
    (0.180, _quoted),
)
