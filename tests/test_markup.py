"""Text -> safe HTML: nothing of a cable becomes a tag, and links stand where they belong."""

import re

import pytest

from reader import markup
from reader.markup import Break, Span

HOSTILE = '<script>alert("x")</script> & <img src=x onerror=y>'


def tags(html: str) -> list[str]:
    return re.findall(r"<\s*/?\s*([a-zA-Z!][\w-]*)", html)


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("One line.", "<p>One line.</p>"),
        ("One.\nTwo.", "<p>One.</p><p>Two.</p>"),
        ("One.\n\nTwo.", "<p>One.</p><p>Two.</p>"),
        ("List:\n-- first\n-- second", '<p>List:</p><p class="item">-- first</p><p class="item">-- second</p>'),
        ("a. first", '<p class="item">a. first</p>'),
        ("(i) first", '<p class="item">(i) first</p>'),
        ("A & B", "<p>A &amp; B</p>"),
        ("", ""),
    ],
)
def test_blocks(text: str, html: str) -> None:
    assert markup.paragraph(text) == html


def test_a_table_keeps_its_columns() -> None:
    html = markup.paragraph("Figures:\nYear     Gulls\n2007       900\nThat is all.")
    assert "Year     Gulls\n2007       900</pre>" in html
    assert html.endswith("<p>That is all.</p>")


@pytest.mark.parametrize("text", [HOSTILE, f"a. {HOSTILE}", f"Year     {HOSTILE}", f"XXXXXXXX {HOSTILE}"])
def test_nothing_of_a_text_becomes_a_tag(text: str) -> None:
    spans = [Span(0, 4, "held", HOSTILE, f"/cables/{HOSTILE}/")]
    html = markup.paragraph(text, spans, [Break(3, 7, f"/x/{HOSTILE}")])
    assert set(tags(html)) <= {"p", "pre", "a", "span"}
    assert "<script" not in html
    assert 'onerror=y>"' not in html.replace("&quot;", "'")


def test_a_span_with_an_address_is_a_link() -> None:
    html = markup.paragraph("See Halifax 24.", [Span(4, 14, "held", "08HALIFAX24: Gulls", "/cables/08HALIFAX24/")])
    assert '<a href="/cables/08HALIFAX24/" class="held" data-tip="08HALIFAX24: Gulls">Halifax 24</a>.' in html


def test_a_span_without_an_address_says_what_it_is() -> None:
    html = markup.paragraph("See Halifax 24.", [Span(4, 14, "absent", "not in this archive")])
    assert '<span tabindex="0" class="absent" data-tip="not in this archive">Halifax 24</span>' in html


def test_of_overlapping_spans_the_first_wins_and_no_letter_is_lost() -> None:
    html = markup.paragraph("0123456789", [Span(2, 6, "a", "a"), Span(4, 9, "b", "b"), Span(20, 30, "c", "c")])
    assert re.sub(r"<[^>]+>", "", html) == "0123456789"
    assert 'class="b"' not in html


@pytest.mark.parametrize("offset", [0, 4, 8, 10, 99])
def test_a_page_break_stands_at_its_offset_and_no_letter_is_lost(offset: int) -> None:
    html = markup.paragraph("0123456789", [Span(4, 8, "held", "t", "/c/")], [Break(offset, 69, "/s/#L69")])
    assert re.sub(r"<[^>]+>", "", html) == "0123456789"
    assert html.count('class="page-break" href="/s/#L69"') == 1
    before = re.sub(r"<[^>]+>", "", html.split('<a class="page-break"')[0])
    assert before == "0123456789"[:offset]


def test_a_page_break_inside_a_span_follows_it() -> None:
    html = markup.paragraph("0123456789", [Span(4, 8, "held", "t", "/c/")], [Break(6, 69, "/s/")])
    assert re.sub(r"<[^>]+>", "", html.split('<a class="page-break"')[0]) == "01234567"


@pytest.mark.parametrize(
    ("text", "redacted"),
    [
        ("met XXXXXXXXXXXX today", "XXXXXXXXXXXX"),
        ("met XXXXXXXXXXXX XXXXXXXX today", "XXXXXXXXXXXX XXXXXXXX"),
        ("met X X X X X today", "X X X X X"),
        ("Pius XXX", None),
        ("VZCZCXXXXX", None),
        ("XXXXl", None),
    ],
)
def test_redactions(text: str, redacted: str | None) -> None:
    html = markup.paragraph(text)
    assert ('class="redaction"' in html) is (redacted is not None)
    if redacted:
        assert f">{redacted}</span>" in html


def test_no_letter_of_a_long_hostile_text_is_lost() -> None:
    text = "X " * 20_000 + "   " * 20_000 + "(i" * 20_000
    assert re.sub(r"<[^>]+>", "", markup.paragraph(text)) == text


def test_a_notice_keeps_a_few_tags_and_no_script() -> None:
    html = markup.notice('<b>Made up.</b> <a href="https://example.org/" onclick="x">why</a><script>1</script>')
    assert '<b>Made up.</b> <a href="https://example.org/">why</a>' in html
    assert "<script" not in html
    assert "onclick" not in html


def test_a_notice_leads_to_no_script_address() -> None:
    assert "javascript" not in markup.notice('<a href="javascript:alert(1)">x</a>')


def test_marked_segments() -> None:
    assert markup.marked([("the ", False), ("<gull>", True)]) == "the <mark>&lt;gull&gt;</mark>"
