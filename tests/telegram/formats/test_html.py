"""Pages saved as HTML and MHTML: their text keeps its lines, and what is around it is furniture."""

import base64
import quopri

import pytest

from reader.telegram.formats.markup_text import extract
from tests.telegram.formats.samples import (
    BODY,
    CABLE,
    ENVELOPE,
    PREAMBLE,
    cable_lines,
    furniture_lines,
    one,
    text_lines,
)


def broken(text):
    """A text as HTML of the time: a `<br>` at the end of each line, paragraphs in `<p>`."""
    return "\n".join(f"<p>{block.strip().replace(chr(10), '<br />' + chr(10))}</p>" for block in text.split("\n\n"))


NEWS = f"""<!DOCTYPE html>
<html><head><title>Cablegate: Bees of the Upper Valley | Sample News</title>
<link rel="canonical" href="http://news.example/stories/WL0802/S00001.htm?a=1&amp;b=2">
<style>p {{ color: red }}</style><script>var a = "<p>SECRET</p>";</script></head>
<body><nav><ul><li><a href="/">Home</a></li><li><a href="/secret">SECRET</a></li></ul></nav>
<h1>Cablegate: Bees of
  the Upper Valley</h1>
{broken(CABLE)}
<p>&copy; Sample Media</p><h2>World Headlines</h2><p>Honey Harvest. <a href="/more">More&gt;&gt;</a></p>
<footer>Contact</footer></body></html>"""

MIRROR = f"""<html><head><title>Cable Viewer</title></head><body>
<div>Browse by classification</div><div><a href="/c">CONFIDENTIAL</a> <a href="/s">SECRET</a></div>
<h3>Viewing cable 08EXAMPLE123, BEES OF THE UPPER VALLEY</h3>
<table class='cable'>
<tr><th>Reference ID</th><th>Created</th><th>Released</th><th>Classification</th><th>Origin</th></tr>
<tr><td><a href='/cable/08EXAMPLE123.html'>08EXAMPLE123</a></td><td><a href='/date/2008-02'>2008-02-15 15:03</a></td>
<td>2010-12-01 12:12</td><td><a href='/c'>UNCLASSIFIED</a></td><td>Embassy Example</td></tr></table>
<pre><code>{ENVELOPE}
</code></pre><pre><code>{PREAMBLE}
{BODY.replace("1. (SBU)", "<a id='par1' href='#par1'>&para;</a>1. (SBU)")}</code></pre>
<div id="foot">Mirrors and donations</div></body></html>"""


def test_news_page():
    document = one(NEWS)
    assert document.format == "news-html"
    assert document.hints.subject == "Bees of the Upper Valley"
    assert document.hints.address == "http://news.example/stories/WL0802/S00001.htm?a=1&b=2"
    assert cable_lines(document) == text_lines(CABLE)
    assert document.raw == NEWS.encode()


def test_mirror_page():
    document = one(MIRROR)
    assert document.format == "mirror-html"
    hints = document.hints
    assert (hints.reference_id, hints.date, hints.classification, hints.origin, hints.subject) == (
        "08EXAMPLE123", "2008-02-15T15:03Z", "UNCLASSIFIED", "Embassy Example", "BEES OF THE UPPER VALLEY",
    )  # fmt: skip
    assert cable_lines(document) == text_lines(CABLE.replace("1. (SBU)", "¶1. (SBU)"))
    assert "Mirrors and donations" in furniture_lines(document)


def test_any_page_with_the_cable_preformatted():
    page = f"<html><body><h1>My collection</h1><p>Found in a drawer.</p><pre>{CABLE}</pre><p>Bye.</p></body></html>"
    document = one(page)
    assert document.format == "html"
    assert cable_lines(document) == text_lines(CABLE)


def test_any_other_page():
    document = one(f"<html><title>Bees</title><body><p>Home SECRET</p>{broken(CABLE)}</body></html>")
    assert document.hints.subject == "Bees"
    assert cable_lines(document) == text_lines(CABLE)


def test_a_page_laid_out_by_tables():
    page = f"<html><body><table><tr><td>Home</td><td>{broken(CABLE)}</td></tr></table></body></html>"
    assert cable_lines(one(page)) == text_lines(CABLE)


def test_lines_of_the_source_are_kept_where_nothing_else_parts_them():
    page = f"<html><body><div>{CABLE}</div></body></html>"
    assert cable_lines(one(page)) == text_lines(CABLE)


def test_a_page_without_end_tags():
    assert cable_lines(one(f"<html><body><pre>{CABLE}")) == text_lines(CABLE)


@pytest.mark.parametrize(
    ("html", "lines"),
    [
        ("<p>a &amp; b&nbsp;c<p>d", ["a & b\xa0c", "", "d"]),
        ("a<br>b<br><br>c", ["a", "b", "", "c"]),
        ("<pre>\n a  b\n\n  c</pre>", [" a  b", "", "  c"]),
        ("<table><tr><th>A<th>B<tr><td>1<td>2</table>", ["A\tB", "1\t2"]),
        ("<h1>two\n words</h1>x", ["two words", "", "x"]),
        ("<p>a <b>bold</b> word</p>", ["a bold word"]),
        ("<div>\n\t\t<p>\n\t\tindented</p>\n\t</div>", ["indented"]),
        ("<p>Area<br>\n  Lower    6199   0.36<br></p>", ["Area", "Lower    6199   0.36"]),
        ("<script>x</script><p>y</p><!-- z --><style>w</style>", ["y"]),
        ("<p>a</p>\n\n\n<p>b</p>", ["a", "", "b"]),
    ],
)
def test_the_text_of_markup(html, lines):
    assert [line.text for line in extract(f"<body>{html}</body>")[0]] == lines


def test_depth_is_no_trouble():
    lines, _ = extract("<html><body>" + "<div>" * 2000 + "deep")
    assert [line.text for line in lines] == ["deep"]


def test_depth_without_end_is_no_page():
    assert one("<html><body>" + "<div>" * 200_000 + CABLE).format == "raw"


def test_markup_in_a_cable_makes_no_page():
    assert one(CABLE.replace("Nobody", "<b>Nobody</b> <p>")).format == "raw"


def message(body, encoding, kind="text/html; charset=utf-8"):
    """A page saved by a browser."""
    return (
        "From: <Saved by a browser>\r\nSnapshot-Content-Location: http://news.example/stories/1\r\n"
        "Subject: Cablegate\r\nDate: Thu, 1 Sep 2011 10:00:00 -0000\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/related; type="text/html"; boundary="----x"\r\n\r\n------x\r\n'
        f"Content-Type: {kind}\r\nContent-Transfer-Encoding: {encoding}\r\n\r\n{body}\r\n------x\r\n"
        "Content-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n------x--\r\n"
    )


@pytest.mark.parametrize("encoding", ["quoted-printable", "base64"])
def test_mhtml(encoding):
    encode = quopri.encodestring if encoding == "quoted-printable" else base64.encodebytes
    data = message(encode(NEWS.encode()).decode(), encoding)
    document = one(data)
    assert document.format == "news-html"
    assert document.hints.address == "http://news.example/stories/1"
    assert document.hints.captured == "2011-09-01T10:00:00"
    assert cable_lines(document) == text_lines(CABLE)
    assert document.raw == data.encode()


def test_mhtml_cut_off():
    data = message(quopri.encodestring(NEWS.encode()).decode(), "quoted-printable")
    document = one(data[: data.index("SPECIMEN")])
    assert cable_lines(document)[0] == "VZCZCXRO1234"


def test_mhtml_without_a_page():
    data = message("iVBORw0KGgo=", "base64", kind="image/png")
    assert one(data).format == "raw"


@pytest.mark.parametrize(
    "first",
    [
        "PAGE 01        EXAMPL  00123  201212Z",
        "C O N F I D E N T I A L SECTION 01 OF 02 EXAMPLE 000123",
        "UNCLAS EXAMPLE 000123",
        "This record is a partial extract of the original cable.",
    ],
)
@pytest.mark.parametrize(
    "page", ["<html><body><h1>SECRET</h1><pre>{}</pre></body>", "<html><body>SECRET<p>{}</p></body>"]
)
def test_the_cable_on_a_page_begins_with_its_first_line(first, page):
    document = one(page.format(f"{first}\n<br>E.O. 12958: N/A\n<br>SUBJECT: BEES"))
    assert cable_lines(document) == [first, "E.O. 12958: N/A", "SUBJECT: BEES"]
