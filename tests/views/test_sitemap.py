"""What search engines read: robots.txt, and every cable once in files of a bounded size."""

import xml.etree.ElementTree as ElementTree

import pytest
from django.test import Client

from reader.models import Cable
from reader.views import sitemap
from tests import factories

pytestmark = pytest.mark.django_db

ROOT = "http://127.0.0.1:8000"


def addresses(client: Client, address: str) -> list[str]:
    answer = client.get(address)
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "application/xml; charset=utf-8"
    tree = ElementTree.fromstring(b"".join(answer.streaming_content))
    found = [element.text or "" for element in tree.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]
    assert all(one.startswith(f"{ROOT}/") for one in found)
    return [one.removeprefix(ROOT) for one in found]


def test_every_page_that_is_named_is_there(client: Client, archive: list[Cable]) -> None:
    files = addresses(client, "/sitemap.xml")
    pages = [page for file in files for page in addresses(client, file)]
    assert {f"/cables/{cable.reference_id}/" for cable in archive} <= set(pages)
    assert {"/", "/posts/ottawa/", "/tags/PREL/", "/about/"} <= set(pages)
    assert len(pages) == len(set(pages))
    for page in pages:
        assert client.get(page).status_code == 200, page


def test_files_are_bounded_and_have_every_cable_once(
    client: Client, archive: list[Cable], monkeypatch, django_assert_max_num_queries
) -> None:
    factories.make_cable(reference_id="08TORONTO7_b", number="08TORONTO7")
    monkeypatch.setattr(sitemap, "MOST", 2)
    with django_assert_max_num_queries(1):
        files = addresses(client, "/sitemap.xml")
    parts = []
    for file in files[1:]:
        with django_assert_max_num_queries(1):
            parts.append(addresses(client, file))
    assert all(len(part) <= 2 for part in parts)
    pages = [page for part in parts for page in part]
    assert sorted(pages) == sorted(f"/cables/{cable.reference_id}/" for cable in Cable.objects.all())


def test_when_a_cable_changed_is_said(client: Client, archive: list[Cable]) -> None:
    first = archive[0]
    file = b"".join(client.get(f"/sitemap-cables-{(first.pk - 1) // sitemap.MOST + 1}.xml").streaming_content).decode()
    assert f"<lastmod>{first.updated:%Y-%m-%dT%H:%M:%SZ}</lastmod>" in file


def test_an_empty_archive_has_rooms(client: Client, db: None) -> None:
    assert addresses(client, "/sitemap.xml") == ["/sitemap-rooms.xml"]
    assert "/about/" in addresses(client, "/sitemap-rooms.xml")
    assert client.get("/sitemap-cables-0.xml").status_code == 404


def test_robots_are_led_to_the_files_and_kept_from_what_has_no_end(client: Client, db: None) -> None:
    told = client.get("/robots.txt").content.decode().splitlines()
    assert f"Sitemap: {ROOT}/sitemap.xml" in told
    assert {"User-agent: *", "Disallow: /search/", "Disallow: /api/", "Disallow: /admin/"} <= set(told)
