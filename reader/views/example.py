"""The annotated example of the guide: a cable of our own, line by line with what each line says."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Note:
    """Some lines of the example and what they mean."""

    lines: tuple[str, ...]
    title: str
    text: str


EXAMPLE: tuple[Note, ...] = (
    Note(
        ("VZCZCXRO4417",),
        "Transmission id",
        "The number that the network gave this sending. Two sendings of one cable have two of them.",
    ),
    Note(
        ("PP RUEHC RUEHOT", "DE RUEHEX #0042/01 0461530"),
        "Routing",
        "Precedence twice (PP: priority), then where it goes. DE: from the post RUEHEX, its 42nd telegram of the year, "
        "section 1, on day 046 (15 February) at 15:30 Z.",
    ),
    Note(
        ("ZNY CCCCC ZZH",),
        "Security prosign",
        "CCCCC: confidential, to be enciphered. UUUUU would be unclassified, SSSSS secret.",
    ),
    Note(
        ("P 151530Z FEB 08",),
        "Precedence and date-time group",
        "P: PRIORITY. Day 15, 15:30 Zulu (UTC), February 2008. The archive takes the date from here and from nowhere "
        "else while this line is there.",
    ),
    Note(
        ("FM AMEMBASSY EXAMPLE", "TO RUEHC/SECSTATE WASHDC PRIORITY 0917", "INFO RUEHOT/AMEMBASSY SAMPLE 0031"),
        "From, to, for information",
        "TO must act, INFO should know. Behind each: its precedence and the number of the telegram in the series "
        "between the two.",
    ),
    Note(
        ("C O N F I D E N T I A L EXAMPLE 000042",),
        "Classification, post and serial",
        "The whole cable is confidential. Post, year and serial together are its reference id: 08EXAMPLE42.",
    ),
    Note(
        ("SIPDIS",),
        "Caption",
        "Says who may have it or how to treat it. SIPDIS: it may be shared over the network SIPRNet.",
    ),
    Note(
        ("E.O. 12958: DECL: 02/15/2018",),
        "Executive order",
        "The rule under which it was classified, and the day on which it would be declassified by itself.",
    ),
    Note(
        ("TAGS: PREL, EFIS, XX",),
        "TAGS",
        "Subjects (PREL: external political relations, EFIS: fisheries) and countries, in the Department's codes.",
    ),
    Note(
        ("SUBJECT: HARBOR MASTER EXPECTS A QUIET SEASON", "REF: A. SAMPLE 12  B. 07 EXAMPLE 388"),
        "Subject and references",
        "REF names earlier cables by letters. Where no year is written the cable's own year is meant: A is 08SAMPLE12, "
        "B is 07EXAMPLE388.",
    ),
    Note(
        ("CLASSIFIED BY: ECON COUNSELOR A. SPECIMEN, REASONS 1.4 (B) AND (D)",),
        "Who classified it, and why",
        "1.4 (b): information of foreign governments. 1.4 (d): foreign relations.",
    ),
    Note(
        ("1. (C) SUMMARY: The harbor master told Econoff that he", "expects no dispute this season. END SUMMARY."),
        "A paragraph with its portion marking",
        "(C): this paragraph is confidential. Each paragraph has a marking of its own; a cable is as secret as its "
        "most secret part, and may be marked higher.",
    ),
    Note(
        ("2. (U) The season opens on March 1.",),
        "An unclassified paragraph",
        "It stands in a confidential cable and is not secret itself. A paragraph without any marking is called "
        "unmarked here, and nothing is guessed.",
    ),
    Note(
        ("EXAMPLE 00000042  002 OF 002",),
        "Page break",
        "Put in by the transmission, often in the middle of a sentence. The reading shows it as a quiet mark.",
    ),
    Note(
        ("3. (SBU) COMMENT: XXXXXXXXXXXX has been right before (ref A).", "END COMMENT."),
        "Comment, redaction, reference",
        "Comments are the post's own opinion. A run of X is a name that somebody took out before the text came here. "
        "“Ref A” leads to the cable that REF names.",
    ),
    Note(
        ("SPECIMEN",),
        "Signature",
        "The head of the post, or who acts for them; not the author.",
    ),
)
