"""The table of what can be odd in a document: code -> sentence. docs/formats.md lists every code."""

from __future__ import annotations

from reader.telegram.records import ReadingWarning

#: Braces are filled by `warn`.
SENTENCES: dict[str, str] = {
    # what is missing
    "no-cable": "Nothing here reads like a cable.",
    "no-reference-id": "No reference id is stated, and none could be derived.",
    "no-date": "No date-time group was found.",
    "no-originator": "No FM line was found.",
    "no-addressees": "No addressees were found.",
    "no-classification": "No classification line was found.",
    "no-tags": "No TAGS line was found.",
    "no-subject": "No subject line was found.",
    "no-text": "No text was found below the header.",
    "text-missing": "The archive says that the text of this telegram was lost.",
    "partial": "The source calls itself a partial extract of the cable.",
    "truncated": "The text ends in the middle of a sentence, and no signature follows.",
    "paragraph-cut": "Paragraph {number} ends in the middle of a sentence.",
    "sections-missing": "This is section {section} of {sections}; the others are not here.",
    # what is damaged
    "impossible-date": "The date-time group {written} is no possible date.",
    "incomplete-date": "The date-time group {written} lacks its {part}; no date was made of it.",
    "date-without-year": "The date-time group {written} has no year; {year} was taken from the wrapping.",
    "impossible-declassification-date": "{written} is no possible date of declassification.",
    "unusual-order": "Executive order {order} is not one that governs classification; perhaps a misprint.",
    "fused-tags": "The TAGS {tag} are run together.",
    "unknown-tag": "{tag} is in no list of TAGS.",
    "corrected": "This is a corrected copy.",
    "stray-caption": "A caption stands in the middle of the text; it is noise of transmission and was taken out.",
    "repeated-header": "A second header stands in the text; the fields are those of the first.",
    "unread-line": "This line of the header could not be read.",
    # what does not agree
    "julian-date-differs": "The DE line says day {julian}, the date-time group day {day} of the year.",
    "reference-id-differs": "{source} says {other}, but {chosen} was taken.",
    "date-differs": "The wrapping says {hint}, the date-time group {date}.",
    "classification-differs": "{source} says {hint}, the cable's own line {level}.",
    "origin-differs": "The wrapping says {hint}, the cable comes from {station}.",
    "paragraph-skipped": "Paragraph {number} follows paragraph {before}.",
    "paragraph-repeated": "Paragraph {number} comes again after paragraph {before}.",
    "portion-above-classification": "Paragraph {number} is marked {marking}, above the cable's {level}.",
    "classification-above-portions": "The cable is {level}, but no portion is marked higher than {highest}.",
    "undecided-agency": "{acronym} has several meanings, and nothing here decides between them.",
}


def warn(code: str, line: int | None = None, **words: object) -> ReadingWarning:
    """The warning of a code with its sentence filled in; KeyError for a code that is not in the table."""
    return ReadingWarning(code, SENTENCES[code].format(**words), line)
