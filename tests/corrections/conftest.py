"""An archive of a few fictional telegrams, and an administrator at its door."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from selectolax.lexbor import LexborHTMLParser

from reader.models import Cable, Correction
from tests.views.pages import words

LIGHT = """\
VZCZCXRO0007
PP RUEHC
DE RUEHHA #0071/01 0461530
ZNY CCCCC ZZH
P 151530Z FEB 08
FM AMCONSUL HALIFAX
TO RUEHC/SECSTATE WASHDC PRIORITY 0042
C O N F I D E N T I A L HALIFAX 000071

SIPDIS

E.O. 12958: DECL: 02/15/2018
TAGS: SENV, PREL, CA
SUBJECT: THE LIGHTHOUSE IS TO BE PAINTD
REF: HALIFAX 24

1. (C) The keeper wants red and white stripes, and has
wanted them since the spring.

2. (U) The paint has been bought.

2. (C) The keeper also wants a cat.

SPECIMEN
"""

ANSWER = """\
R 181200Z FEB 08
FM SECSTATE WASHDC
TO AMCONSUL HALIFAX
UNCLAS STATE 000400

E.O. 12958: N/A
TAGS: SENV, CA
SUBJECT: STRIPES
REF: HALIFAX 77

1. (U) Stripes are approved.
"""


@pytest.fixture(autouse=True)
def collected_nowhere(settings: Any, tmp_path_factory: pytest.TempPathFactory) -> None:
    settings.STATIC_ROOT = str(tmp_path_factory.mktemp("static"))


class Room:
    """The archive, with the administrator's hands."""

    def __init__(self, admin: Client, folder: Path) -> None:
        self.admin = admin
        self.folder = folder

    def take(self, name: str, text: str, **options: Any) -> None:
        """Ingest one more text."""
        (self.folder / name).write_text(text)
        call_command("ingest", str(self.folder / name), **options)

    def give(self, field: str, value: str, *, cable: str = "08HALIFAX71", p: str = "", **more: str) -> Any:
        """Post the form of a field; its answer."""
        asked = "&".join(f"{k}={v}" for k, v in {"cable": cable, "field": field, "p": p, **more}.items())
        address = f"{reverse('admin:reader_correction_add')}?{asked}"
        return self.admin.post(address, {"value": value, "why": "The carbon copy says so."}, follow=True)

    def set_right(self, field: str, value: str, **where: str) -> Correction:
        """The same, and it must be taken."""
        answer = self.give(field, value, **where)
        assert answer.status_code == 200, errors(answer)
        return Correction.objects.latest("pk")

    def withdraw(self, correction: Correction) -> list[str]:
        """Give a field back; what the administration says."""
        answer = self.admin.post(reverse("admin:reader_correction_withdraw", args=[correction.pk]), follow=True)
        assert answer.status_code == 200
        return [str(message) for message in answer.context["messages"]]

    def page(self, address: str = "/cables/08HALIFAX71/") -> LexborHTMLParser:
        """A reader's page."""
        answer = Client().get(address)
        assert answer.status_code == 200, address
        return LexborHTMLParser(answer.content.decode())

    def json(self, reference_id: str = "08HALIFAX71") -> Any:
        """The cable as data."""
        return Client().get(f"/cables/{reference_id}.json").json()

    @property
    def cable(self) -> Cable:
        """The telegram of the lighthouse, whatever its id."""
        return Cable.objects.get(sources__path__endswith="light.txt")


@pytest.fixture
def room(db: None, admin_client: Client, tmp_path: Path) -> Room:
    room = Room(admin_client, tmp_path)
    room.take("answer.txt", ANSWER)
    room.take("light.txt", LIGHT)
    return room


def errors(answer: Any) -> str:
    """What a refused form says."""
    page = LexborHTMLParser(answer.content.decode())
    return " ".join(words(one) for one in page.css(".errornote"))
