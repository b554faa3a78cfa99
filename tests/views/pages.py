"""A page as a reader has it: its elements, and their words without the blanks of the markup."""

import re

from django.test import Client
from selectolax.lexbor import LexborHTMLParser, LexborNode


def page_of(client: Client, address: str) -> LexborHTMLParser:
    answer = client.get(address)
    assert answer.status_code == 200, f"{address}: {answer.status_code}"
    return LexborHTMLParser(answer.content.decode())


def words(node: LexborNode | None) -> str:
    assert node is not None, "there is no such element"
    return re.sub(r"\s+", " ", node.text(separator=" ")).strip()
