"""Pages saved as HTML and MHTML: the news site's and the mirror's."""

from __future__ import annotations

import binascii
from html import escape
from random import Random

from reader.fiction.layout import lay_out
from reader.fiction.records import Cable, File
from reader.fiction.truth import truth
from reader.fiction.wrappings import mirror, news

#: Lines of furniture are counted in the extracted text, which is the reader's own affair.
_AMBIGUOUS = ["furniture_lines", "metadata_lines"]

_NEWS = """<!DOCTYPE html>
<html><head><meta charset="utf-8"><title>{headline} | Exercise Media</title>
<link rel="canonical" href="http://www.exercise.example/stories/{address}.htm"></head>
<body><div id="header"><h1>Exercise Media</h1>
<ul><li><a href="/">Top</a></li><li><a href="/archive">Archive</a></li></ul></div>
<div id="article"><h1>{headline}</h1>
<p>{text}</p>
<p>&copy; Exercise Media</p></div>
<div id="headlines"><h2>World Headlines</h2>
<p>Weather: Fog Expected Over the Invented Straits</p></div>
</body></html>
"""

_MIRROR = """<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-strict.dtd">
<html xmlns="http://www.w3.org/1999/xhtml"><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8" />
<title>Cable {id}</title></head>
<body><div class="sidebar"><h3>Browse by classification</h3>
<p><a href="/classification/1.html">CONFIDENTIAL</a> <a href="/classification/4.html">SECRET//NOFORN</a></p></div>
<div class="main"><h3>Viewing cable {id}, {subject}</h3>
<table class="cable">
<tr><th>Reference ID</th><th>Created</th><th>Released</th><th>Classification</th><th>Origin</th></tr>
<tr><td><a href="/cable/{id}.html">{id}</a></td><td><a href="/date/1.html">{created}</a></td><td>{released}</td>
<td><a href="/classification/0.html">{classification}</a></td><td><a href="/origin/0.html">{origin}</a></td></tr>
</table>
<pre>{header}</pre>
<pre>{body}</pre>
</div></body></html>
"""

_MHTML = """From: <Saved by an exercise>
Subject: {headline}
MIME-Version: 1.0
Content-Type: multipart/related; type="text/html"; boundary="----exercise-{address}"

------exercise-{address}
Content-Type: text/html; charset="utf-8"
Content-Transfer-Encoding: quoted-printable
Content-Location: http://www.exercise.example/stories/{address}.htm

{page}
------exercise-{address}--
"""


def news_html(cable: Cable, rng: Random) -> list[File]:
    """The news site's page: lines of the telegram with line breaks between them."""
    page, row = _news_page(cable, rng)
    return [File(page.encode(), row, "html")]


def news_mhtml(cable: Cable, rng: Random) -> list[File]:
    """The same, saved by a browser in one file, quoted-printable."""
    page, row = _news_page(cable, rng)
    quoted = binascii.b2a_qp(page.encode(), istext=True).decode("ascii")
    text = _MHTML.format(headline=news.headline(cable), address=_address(cable), page=quoted)
    return [File(text.replace("\n", "\r\n").encode(), row, "mhtml")]


def mirror_html(cable: Cable, rng: Random) -> list[File]:
    """The mirror's viewer page: metadata table, header and body in `<pre>`, pilcrows as links."""
    layout = lay_out(cable, rng)
    body = escape("\n".join((*layout.header(), *mirror.with_pilcrows(layout), *layout.tail)), quote=False)
    page = _MIRROR.format(
        id=cable.slot.reference_id,
        subject=escape(cable.subject),
        created=f"{cable.slot.moment:%Y-%m-%d %H:%M}",
        released=mirror.released_on(cable),
        classification=cable.overall,
        origin=cable.slot.post.origin,
        header=escape("\n".join(layout.envelope), quote=False),
        body=body.replace("¶", '<a class="par" href="#par">&#182;</a>'),
    )
    changes = {"overall_classification": cable.overall, "ambiguous": _AMBIGUOUS}
    return [File(page.encode(), truth(cable, layout, changes), "html")]


def _news_page(cable: Cable, rng: Random) -> tuple[str, dict[str, object]]:
    layout = lay_out(cable, rng)
    text = escape("\n".join(layout.whole()), quote=False).replace("\n", "<br />\n")
    page = _NEWS.format(headline=escape(news.headline(cable)), address=_address(cable), text=text)
    return page, truth(cable, layout, {"ambiguous": _AMBIGUOUS})


def _address(cable: Cable) -> str:
    return f"WL{cable.slot.moment:%y%m}/S{cable.slot.serial:05d}"
