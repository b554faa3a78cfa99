"""DATABASE_URL: what each form gives, and what is said of one that is wrong."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from cablearchive import databases, environment


def test_a_server_with_all_its_parts() -> None:
    found = databases.parse("postgres://reader:a%2Fb%40c@db.example:5433/the%20archive?sslmode=require")
    assert {name: found[name] for name in ("ENGINE", "NAME", "USER", "PASSWORD", "HOST", "PORT", "OPTIONS")} == {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": "the archive",
        "USER": "reader",
        "PASSWORD": "a/b@c",
        "HOST": "db.example",
        "PORT": "5433",
        "OPTIONS": {"sslmode": "require"},
    }


def test_a_socket_in_a_directory() -> None:
    found = databases.parse("postgresql:///cables?host=/run/postgresql&user=archive")
    assert (found["HOST"], found["USER"], found["NAME"], found["OPTIONS"]) == (
        "/run/postgresql",
        "archive",
        "cables",
        {},
    )


def test_a_file() -> None:
    assert databases.parse("sqlite:///srv/my%20archive.sqlite3")["NAME"] == "/srv/my archive.sqlite3"


def test_the_default_lies_in_the_archives_directory_whatever_its_name(tmp_path, monkeypatch) -> None:
    monkeypatch.delenv("DATABASE_URL", raising=False)
    directory = tmp_path / "100% of #1?"
    assert environment.database(directory)["NAME"] == str(directory / "cables.sqlite3")


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("mysql://reader:secret@db/cables", r"mysql://reader:\*\*\*@db/cables' names no database known here"),
        ("cables.sqlite3", "names no database known here"),
        ("sqlite://cables.sqlite3", "names no file"),
        ("sqlite:///", "names no file"),
        ("postgresql://db", "names a server, but no database"),
        ("postgresql://reader:not/secret@db/cables", "has a port that is no number"),
        ("postgresql://[db/cables", "is no address"),
    ],
)
def test_a_wrong_address_is_said_in_a_sentence_without_the_password(url: str, says: str) -> None:
    with pytest.raises(ImproperlyConfigured, match=says) as caught:
        databases.parse(url)
    assert "secret" not in str(caught.value)


def test_a_missing_driver_is_said(monkeypatch) -> None:
    monkeypatch.setattr(databases, "find_spec", lambda name: None)
    with pytest.raises(ImproperlyConfigured, match="driver is not installed"):
        databases.parse("postgresql://db/cables")
