"""The E.O. line, the line CLASSIFIED BY, and the dates and reasons in them."""

from __future__ import annotations

import datetime as dt
import re
from functools import lru_cache

from reader.telegram.identifiers import full_year
from reader.telegram.patterns import MONTHS
from reader.telegram.records import ExecutiveOrder

#: Orders that governed classification (10501 of 1953 to 13526 of 2009); others are misprints.
ORDERS = ("10501", "11652", "12065", "12356", "12958", "13292", "13526")

_LABEL = re.compile(r"E ?\.? ?O ?\.?[ :]{0,3}(?P<order>1[\d,.]{3,5}\d|\d{4,6})?[ :;.,\-]{0,4}", re.IGNORECASE)
_NUMERIC = re.compile(r"(?<!\d)(\d{1,2})[/\-.](\d{1,2})[/\-.](\d{4}|\d{2})(?!\d)")
_YEAR_FIRST = re.compile(r"(?<!\d)(\d{4})[/\-.](\d{1,2})[/\-.](\d{1,2})(?!\d)")
_MONTH_FIRST = re.compile(r"\b([A-Z]{3})[A-Z]{0,6}\.? {1,2}(\d{1,2}),? {1,2}(\d{4})\b")
_DAY_FIRST = re.compile(r"(?<!\d)(\d{1,2}) {1,2}([A-Z]{3})[A-Z]{0,6}\.?,? {1,2}(\d{4}|\d{2})\b")
_DECLASSIFY = re.compile(r"DECL|DCL|DEC ?:", re.IGNORECASE)

_REASONS = re.compile(
    r"(?P<section>1 ?\. ?[3-6])"
    r"(?P<letters>(?:[ ,;/&:.\-]{0,3}(?:AND|and|or|OR)?[ ,;/&]{0,3}\(?[a-hA-H]\)?(?:\(\d{1,2}\))?(?![A-Za-z])){1,9})"
)
_LETTER = re.compile(r"(?<![A-Za-z])([a-hA-H])(?![A-Za-z])(?:\)?\((\d{1,2})\))?")
_CLASSIFIED = re.compile(
    r"\(?[A-Z/]{0,4}\)? ?(?:CLASSIFIED|DERIVED|CLASSIFICATION AUTHORITY) ?(?:BY|FROM)?[ :.\-]{0,4}", re.IGNORECASE
)
_NAME_END = re.compile(
    r"[,;.:(\s]{0,4}(?:\b(?:FOR )?(?:THE )?REASONS?\b|\bE\.?O\.? ?\d|\b(?:UNDER |PER )?1 ?\. ?[3-6] ?\(?[A-H]|\bDECL)"
    r"|\.\s{0,3}\Z",
    re.IGNORECASE,
)


@lru_cache(maxsize=128)
def read_order(text: str) -> tuple[ExecutiveOrder, str | None]:
    """The order of an E.O. block (lines joined by a blank), and a written date that cannot be, else None."""
    match = _LABEL.match(text)
    order = re.sub(r"\D", "", match["order"]) if match and match["order"] else None
    rest = text[match.end() :].strip() if match else text.strip()
    date, impossible = _declassification(rest)
    return ExecutiveOrder(order, rest or None, date), impossible


def _declassification(text: str) -> tuple[str | None, str | None]:
    """The date behind DECL, as YYYY-MM-DD, or what was written when it is no date."""
    label = _DECLASSIFY.search(text)
    if not label:
        return None, None
    upper = text[label.end() :].upper()
    for pattern, order in ((_NUMERIC, "mdy"), (_YEAR_FIRST, "ymd"), (_MONTH_FIRST, "mdy"), (_DAY_FIRST, "dmy")):
        if match := pattern.search(upper):
            parts = dict(zip(order, match.groups(), strict=True))
            date = _date(parts["y"], parts["m"], parts["d"])
            return (date, None) if date else (None, match.group())
    return None, None


def _date(year: str, month: str, day: str) -> str | None:
    number = int(month) if month.isdigit() else MONTHS.get(month, 0)
    try:
        return dt.date(int(year) if len(year) == 4 else full_year(int(year)), number, int(day)).isoformat()
    except ValueError:
        return None


def read_classified_by(text: str) -> tuple[str | None, tuple[str, ...]]:
    """Who classified it, as written, and the reasons as codes: 1.4(b)."""
    match = _CLASSIFIED.match(text)
    rest = text[match.end() :] if match else text
    end = _NAME_END.search(rest)
    name = rest[: end.start()] if end else rest
    return name.strip(" ,;.") or None, reasons_in(text)


def reasons_in(text: str) -> tuple[str, ...]:
    """The reasons for classification named in a text: `1.4 (b) and (d)` -> 1.4(b), 1.4(d)."""
    found: list[str] = []
    for match in _REASONS.finditer(text):
        section = match["section"].replace(" ", "")
        for letter, number in _LETTER.findall(match["letters"]):
            found.append(f"{section}({letter.lower()})" + (f"({number})" if number else ""))
    return tuple(dict.fromkeys(found))
