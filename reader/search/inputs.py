"""Haystack input types of our own: what SQ objects carry where Haystack has no word for it."""

from __future__ import annotations

from haystack.inputs import BaseInput


class Near(BaseInput):  # type: ignore[misc]
    """Words that stand near each other, in any order, with at most `slop` other words between them."""

    input_type_name = "near"

    def __init__(self, query_string: str, slop: int) -> None:
        super().__init__(query_string)
        self.slop = slop
