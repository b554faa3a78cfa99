"""Texts of cables are hostile: no page lets one of them be a tag, and no page has anything inline."""

import pytest
from django.test import Client
from selectolax.lexbor import LexborHTMLParser

from reader.models import Cable, CableCaption, Collection, Paragraph, Reference
from tests import factories

pytestmark = pytest.mark.django_db

EVIL = '"><script>alert(1)</script><b style="x" onclick=1>'


@pytest.fixture
def evil() -> Cable:
    """A cable that has EVIL wherever a text can stand."""
    collection = factories.make_collection("evil", title=EVIL, notice=EVIL, fictional=True)
    cable = factories.make_cable(
        reference_id="08TORONTO666",
        station=factories.make_station(EVIL, slug="evil", place=EVIL, country=EVIL),
        subject=EVIL,
        headline=EVIL,
        level="SECRET",
        caveats=[EVIL],
        classification_as_written=EVIL,
        dtg=EVIL[:40],
        transmission_id=EVIL[:40],
        classified_by=EVIL,
        reasons=[EVIL],
        passing=[EVIL],
        signatures=[EVIL],
        executive_order_text=EVIL,
        warnings=[{"code": EVIL, "message": EVIL, "line": 1}],
        paragraphs=[("(U)", f"{EVIL} XXXXXXXX {EVIL}"), EVIL],
        to=[EVIL],
        tags=[EVIL],
        captions=["EVIL"],
        references=["07EVIL1"],
        collection=collection,
        text=EVIL.encode(),
        regions=[{"kind": "furniture", "lines": [1, 1]}],
    )
    CableCaption.objects.update(as_written=EVIL)
    Reference.objects.update(text=EVIL, label=EVIL[:10])
    Paragraph.objects.update(heading=EVIL)
    return cable


@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/dates/2008/05/28/",
        "/posts/",
        "/posts/evil/",
        "/tags/",
        "/agencies/",
        "/classifications/secret/",
        "/about/",
        "/guide/",
        "/help/search/",
        "/nowhere/",
        "/cables/08TORONTO666/",
        "/cables/08TORONTO666/source/",
        "/cables/07EVIL1/",
        '/search/?q="><script>alert(1)</script>&agency-named=<script>&tag=<script>&not-post=<script>',
    ],
)
def test_nothing_hostile_and_nothing_inline(client: Client, evil: Cable, address: str) -> None:
    page = LexborHTMLParser(client.get(address).content.decode())
    assert (
        page.css("style, script:not([src]):not([type='application/ld+json']), b[style], [style], iframe, object, embed")
        == []
    )
    handlers = [name for node in page.css("*") for name in node.attributes if name.lower().startswith("on")]
    assert handlers == []
    elsewhere = [link.attributes["href"] for link in page.css("a[href]")]
    assert [href for href in elsewhere if not (href or "").startswith(("/", "?", "#"))] == []


def test_every_page_names_a_fictional_collection(client: Client, evil: Cable) -> None:
    Collection.objects.filter(name="evil").update(title="Harbor tales", notice="Invented.")
    for address in ("/", "/guide/", "/search/", "/cables/08TORONTO666/", "/cables/08TORONTO666/source/", "/nowhere/"):
        page = client.get(address).content.decode()
        assert "Harbor tales" in page, address
        assert "Fictional" in page, address


def test_the_policy_forbids_what_is_inline(client: Client) -> None:
    policy = client.get("/about/").headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
