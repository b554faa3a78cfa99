"""What tests read of answers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.test import Client


def told(client: Client, address: str) -> dict[str, Any]:
    """The JSON of an answer that is one."""
    answer = client.get(address)
    assert answer.status_code == 200, f"{address}: {answer.status_code} {answer.content[:300]!r}"
    assert answer.headers["Content-Type"].startswith("application/json")
    return answer.json()


def problem(client: Client, address: str, status: int) -> str:
    """The sentence of an answer that is a problem."""
    answer = client.get(address)
    assert answer.status_code == status, f"{address}: {answer.status_code} {answer.content[:300]!r}"
    assert answer.headers["Content-Type"] == "application/problem+json"
    said = answer.json()
    assert said["status"] == status
    assert said["title"]
    return said["detail"]


def parts(client: Client, address: str) -> Iterator[dict[str, Any]]:
    """An answer and all that follow it."""
    following: str | None = address
    while following:
        part = told(client, following)
        yield part
        following = part["next"]


def everything(client: Client, address: str, name: str) -> list[dict[str, Any]]:
    """All rows of a list, part by part."""
    return [row for part in parts(client, address) for row in part[name]]
