"""The query language as trees and messages; what queries find is in contract.py."""

from __future__ import annotations

import pytest
from haystack.query import SQ
from hypothesis import example, given, settings
from hypothesis import strategies as st

from reader.search.language import MOST_ENDINGS, Needle, parse
from reader.search.scanning import DEEPEST, LONGEST, MOST, scan


def said(query: SQ | None) -> str:
    """A tree in short: content:police, (a OR b), NOT a."""
    if query is None:
        return "everything"
    parts = [
        said(child) if isinstance(child, SQ) else f"{child[0].replace('content__content', 'any')}={child[1]}"
        for child in query.children
    ]
    inner = f" {query.connector} ".join(parts)
    inner = f"({inner})" if len(parts) > 1 else inner
    return f"NOT {inner}" if query.negated else inner


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("a b", "(any=a AND any=b)"),
        ("a OR b c", "(any=a OR (any=b AND any=c))"),
        ("a b OR c d", "((any=a AND any=b) OR (any=c AND any=d))"),
        ("a OR b -c", "((any=a OR any=b) AND NOT any=c)"),
        ("-c a OR b", "((any=a OR any=b) AND NOT any=c)"),
        ("a OR -b c", "((any=a OR any=c) AND NOT any=b)"),
        ("a NOT b OR c", "((any=a AND NOT any=b) OR any=c)"),
        ("a OR NOT b", "(any=a OR NOT any=b)"),
        ("a (b OR -c)", "(any=a AND any=b AND NOT any=c)"),
        ("NOT (a OR b)", "NOT (any=a OR any=b)"),
        ("NOT NOT a", "NOT NOT any=a"),
        ("--a", "NOT any=a"),
        ("+a b", "(any=a AND any=b)"),
        ("a and b", "(any=a AND any=and AND any=b)"),
        ("co-operation", "content__exact=co operation"),
        ("sbu:police", "sbu__content=police"),
        ("sbu:(a OR -b)", "(sbu__content=a AND NOT sbu__content=b)"),
        ("SBU:police", "sbu__content=police"),
        ("subject: police", "subject__content=police"),
        ("-tag:PGOV", "NOT tag__exact=PGOV"),
        ("tag:(KTIP OR SMIG)", "(tag__exact=KTIP OR tag__exact=SMIG)"),
        ("title:x", "subject__content=x"),
        ("class:ts", "level__exact=top-secret"),
        ("date:2008-02", "(date__gte=2008-02-01 AND date__lte=2008-02-29 23:59:00)"),
        ("year:..1974", "year__lte=1974"),
        ("year:>1974", "year__gte=1975"),
        ("year:<1974", "year__lte=1973"),
        ("date:>2008-02", "date__gte=2008-03-01"),
        ("date:<2008-02", "date__lte=2008-01-31 23:59:00"),
        ("date:>=2008-02", "date__gte=2008-02-01"),
        ("date:{2008 TO *]", "date__gte=2009-01-01"),
        ("*", "everything"),
        ("!lens", "NOT any=lens"),
        ("a !(b c)", "(any=a AND NOT (any=b AND any=c))"),
        ("lens || telephone", "(any=lens OR any=telephone)"),
        ("lens||telephone", "(any=lens AND any=telephone)"),
        ("lens && telephone", "(any=lens AND any=telephone)"),
        ("sbu:*", "marking__exact=sbu"),
        ("-tag:*", "NOT tag__startswith="),
        ("date:*", "year__gte=1"),
        ("year:2010..2000", "(year__gte=2000 AND year__lte=2010)"),
        ("year:[2010 TO 2000]", "(year__gte=2000 AND year__lte=2010)"),
        ("date:2008-05..2007", "(date__gte=2007-01-01 AND date__lte=2008-05-31 23:59:00)"),
        ("", "everything"),
        ("??? ,, --", "everything"),
    ],
)
def test_trees(typed: str, expected: str) -> None:
    assert said(parse(typed).query) == expected


@pytest.mark.parametrize(
    ("typed", "position", "text"),
    [
        (
            'find "police corruption',
            6,
            "The quote opened at character 6 is not closed; searched for the words instead.",
        ),
        ("police)", 7, "The closing bracket at character 7 has no partner and was left out."),
        ("(police", 1, "The opening bracket at character 1 has no partner and was left out."),
        ("police OR", 8, "OR at character 8 joins nothing and was left out."),
        ("AND police", 1, "AND at character 1 joins nothing and was left out."),
        ("a OR AND b", 3, "OR at character 3 joins nothing and was left out."),
        ("a tag:", 3, "Nothing follows “tag:” at character 3; searched for it as a word."),
        ("po* p*", 5, "“p*” at character 5: a beginning of a word needs at least two letters; left out."),
        ("year:2010..2000", 6, "The range “2010..2000” ends before it begins; read as 2000..2010."),
        ("a||b", 2, "|| at character 2 needs a blank before and after it; read as a blank."),
        ("@", None, "There is no word in “@”; it was left out."),
        ("🙂", None, "There is no word in “🙂”; it was left out."),
        ("#", None, "There is no word in “#”; it was left out."),
        ("-", None, "There is no word in “-”; it was left out."),
        (
            "[2007 TO 2008]",
            1,
            "“[2007 TO 2008]” belongs to no field with ranges; write year:2007..2008 or date:; it was left out.",
        ),
        (
            "subject:*",
            9,
            "“subject:*” at character 9: whether there is anything in that field cannot be asked for; left out.",
        ),
        (
            "against-portions:foo",
            18,
            "“against-portions:foo” at character 18: it is none of above, same, below, unmarked, empty and unstated;"
            " searched for the words instead.",
        ),
        ("tr*ffick", 3, "* at character 3 is read at the end of a single word only."),
        (
            "a date:2008-13",
            8,
            "“date:2008-13” at character 8: it is no date; write 2008, 2008-05, 2008-05-28, or two of them joined by"
            " two points; searched for the words instead.",
        ),
        (
            "year:200x",
            6,
            "“year:200x” at character 6: it is no year; write 2008, or two years joined by two points: 2006..2008;"
            " searched for the words instead.",
        ),
        (
            "class:eyes",
            7,
            "“class:eyes” at character 7: it is no classification; write unclassified, limited-official-use,"
            " restricted, confidential, secret, top-secret or not-stated; searched for the words instead.",
        ),
    ],
)
def test_messages_point_at_the_mistake(typed: str, position: int | None, text: str) -> None:
    messages = parse(typed).messages
    assert (text, position) in [(message.text, message.position) for message in messages]


@pytest.mark.parametrize(
    "typed", ["E.O. 12958: N/A", "http://example.org/a?b=c#d", "Subject matter: visas", "it's U.S.A.", "a & b", "50%"]
)
def test_ordinary_text_needs_no_message(typed: str) -> None:
    parsed = parse(typed)
    assert parsed.messages == ()
    assert parsed.query is not None


@pytest.mark.parametrize(
    ("typed", "expected", "text"),
    [
        ('"the the"~0', "any=the", "“the” stands several times among words near each other; looked for once."),
        ('"go a going"~5', "any=go a", "“going” stands several times among words near each other; looked for once."),
        (
            '"a b c d e f g h"~5',
            "(any=a b c d e f AND any=g AND any=h)",
            "Only 6 words are looked for near each other; “g h” anywhere in the cable.",
        ),
        (
            '"a b c d e f"~5 "h i j k l m"~5 OR "n o"~9',
            "((any=a b c d e f AND any=h i j k l m) OR (any=n AND any=o))",
            "Only 12 words of a query are looked for near each other; “n o” anywhere in the cable.",
        ),
        ('"a b"~500', "any=a b", "Words near each other have at most 100 others between them; searched for that."),
    ],
)  # fmt: skip
def test_words_near_each_other_are_bounded_and_it_is_said(typed: str, expected: str, text: str) -> None:
    parsed = parse(typed)
    assert said(parsed.query) == expected
    assert text in [message.text for message in parsed.messages]


def test_phrases_that_end_in_a_beginning_are_bounded_and_it_is_said() -> None:
    parsed = parse(" ".join(f"the-co{n}*" for n in range(MOST_ENDINGS + 1)))
    assert said(parsed.query).count("content__startswith=the co") == MOST_ENDINGS
    assert said(parsed.query).endswith(f"any=the AND content__startswith=co{MOST_ENDINGS})")
    assert [message.text for message in parsed.messages] == [
        f"Only {MOST_ENDINGS} phrases of a query may end in a star; searched for “the-co{MOST_ENDINGS}*” as words."
    ]


def test_words_near_each_other_that_are_few_need_no_message() -> None:
    assert parse('"police corruption visa"~100 OR "the market"~0').messages == ()


def test_needles_are_what_is_wanted_and_stands_in_the_text() -> None:
    parsed = parse('police "human rights" traffick* -visa NOT salmon sbu:"bad cop" tag:KTIP agency:RCMP subject:x')
    assert parsed.needles == (
        Needle(("police",)),
        Needle(("human", "rights")),
        Needle(("traffick",), prefix=True),
        Needle(("bad", "cop"), index="sbu"),
        Needle(("x",), index="subject"),
    )
    assert parsed.agencies == ("rcmp",)
    assert parse("-(a -b)").needles == (Needle(("b",)),)


def test_limits_are_said() -> None:
    assert "Only the first 2,000 characters" in parse("police " * 1000).messages[0].text
    assert f"Only the first {MOST} parts" in parse("a " * 300).messages[0].text
    assert parse("(" * (DEEPEST + 30) + "a" + ")" * (DEEPEST + 30)).query is not None
    assert len(scan("x" * 5000).text) == LONGEST


PARTS = st.sampled_from(
    ['"', "“", "(", ")", "[", "]", "{", "}", ":", "-", "+", "*", "~", "~3", "^2", "/", "\\", "<", ">=", "..", " ",
     "AND", "OR", "NOT", "TO", "police", "sbu:", "date:", "year:", "tag:", "class:", "ref:", "2008", "2008-05", "é",
     "'", "\t", "nosuch:", "U.S.", "a", "&&", "!", "?", "\n", "\x00", "¶", "ß", "İ"]
)  # fmt: skip


@settings(max_examples=400, deadline=None)
@example('0":0"')  # the grammar sees a field where the quote is out of place
@given(
    st.one_of(
        st.text(max_size=60), st.lists(PARTS, max_size=25).map("".join), st.lists(PARTS, max_size=20).map(" ".join)
    )
)
def test_nothing_raises_and_positions_are_in_the_text(typed: str) -> None:
    parsed = parse(typed)
    assert len(scan(typed).text) == len(typed)
    for message in parsed.messages:
        assert message.text.endswith(".")
        assert message.position is None or 1 <= message.position <= len(typed)
