"""A frozen search read back from its file: every part checked, every fault named in a sentence."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from reader.search.criteria import Criteria, Filters
from reader.search.fields import FACETS, SORTS
from reader.search.fingerprints import canonical
from reader.search.frozen import FORMAT

_SHA256 = re.compile(r"[0-9a-f]{64}")
_DIGEST = re.compile(r"[0-9a-f]{16}")
_ID = re.compile(r"[^\x00-\x20/]{1,80}")
_CONTROL = re.compile(r"[\x00-\x1f]")
#: Values of one filter, and characters of one of them.
_MOST_VALUES, _LONGEST_VALUE = 200, 200


class NotFrozenError(ValueError):
    """The text is no frozen search; the message is a sentence that names what is wrong."""


@dataclass(frozen=True, slots=True)
class Frozen:
    """A frozen search as its file states it; `cables` are (header digest, text digest) by reference id, in order."""

    criteria: Criteria
    cables: Mapping[str, tuple[str, str]]
    archive: Mapping[str, Any]
    sentence: str
    frozen: str
    stated: str
    computed: str

    @property
    def intact(self) -> bool:
        """Whether the digest in the file is that of its contents."""
        return self.stated == self.computed


def read(data: bytes) -> Frozen:
    """The frozen search in these bytes. Raises NotFrozenError, with a sentence, when they hold none."""
    whole = _parsed(data)
    _require(whole.get("format") == FORMAT, _about_format(whole.get("format")))
    search, archive = _object(whole, "search"), _object(whole, "archive")
    stated = _typed(whole, "sha256", str)
    _require(bool(_SHA256.fullmatch(stated)), "“sha256” is not 64 hexadecimal digits in small letters.")
    cables = _cables(_typed(whole, "cables", list))
    counted = _object(whole, "counts").get("cables")
    _require(counted == len(cables), f"“counts” says {counted} cables, and the file lists {len(cables)}.")
    return Frozen(
        criteria=_criteria(search),
        cables=cables,
        archive=archive,
        sentence=_typed(search, "sentence", str, "search."),
        frozen=_typed(whole, "frozen", str),
        stated=stated,
        computed=_computed(whole),
    )


def _computed(whole: Mapping[str, Any]) -> str:
    text = canonical({name: value for name, value in whole.items() if name != "sha256"})
    return hashlib.sha256(text.encode()).hexdigest()


def _parsed(data: bytes) -> dict[str, Any]:
    _require(bool(data.strip()), "The file is empty.")
    try:
        text = data.decode("utf-8-sig")
        whole = json.loads(text, object_pairs_hook=_once, parse_constant=_refused, parse_float=_refused)
        canonical(whole).encode()  # a lone surrogate is no text
    except UnicodeError:
        raise NotFrozenError("The file is not text in UTF-8.") from None
    except json.JSONDecodeError as error:
        raise NotFrozenError(f"The file is not JSON: {error.msg} in line {error.lineno}.") from None
    except RecursionError:
        raise NotFrozenError("The file is nested too deeply to be a frozen search.") from None
    except NotFrozenError:
        raise
    except ValueError:
        raise NotFrozenError("The file has a number that no frozen search has.") from None
    _require(isinstance(whole, dict), "The file is JSON, but not an object.")
    return dict(whole)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise NotFrozenError(f"“{twice[:60]}” is given twice.")
    return found


def _refused(text: str) -> Any:
    raise NotFrozenError(f"The number {text[:20]} has no place in a frozen search.")


def _criteria(search: Mapping[str, Any]) -> Criteria:
    sort = _typed(search, "sort", str, "search.")
    _require(sort in {value for value, _, _ in SORTS}, f"“search.sort” is “{sort[:60]}”, which is no order.")
    return Criteria(
        q=_typed(search, "q", str, "search.").replace("\x00", " "),
        sort=sort,
        filters=_filters(search, "filters"),
        excluded=_filters(search, "excluded"),
    )


def _filters(search: Mapping[str, Any], name: str) -> Filters:
    given = _typed(search, name, dict, "search.")
    for facet, values in given.items():
        _require(facet in FACETS, f"“search.{name}” has “{facet[:60]}”, which is no filter.")
        fit = isinstance(values, list) and values and all(isinstance(value, str) for value in values)
        _require(bool(fit), f"“search.{name}.{facet}” is not a list of texts.")
        _require(len(values) <= _MOST_VALUES, f"“search.{name}.{facet}” has more than {_MOST_VALUES} values.")
        fit = all(0 < len(value) <= _LONGEST_VALUE and not _CONTROL.search(value) for value in values)
        _require(fit, f"“search.{name}.{facet}” has a value that no cable can have.")
    return {facet: tuple(values) for facet, values in given.items()}


def _cables(rows: list[Any]) -> dict[str, tuple[str, str]]:
    cables: dict[str, tuple[str, str]] = {}
    for number, row in enumerate(rows, start=1):
        fit = isinstance(row, list) and len(row) == 3 and all(isinstance(part, str) for part in row)
        fit = fit and bool(_ID.fullmatch(row[0])) and all(map(_DIGEST.fullmatch, row[1:]))
        _require(fit, _about_row(number))
        _require(row[0] not in cables, f"Cable {number}, {row[0]}, is listed twice.")
        cables[row[0]] = (row[1], row[2])
    return cables


def _about_row(number: int) -> str:
    return f"Cable {number} is not a reference id with two digests of 16 hexadecimal digits."


def _about_format(given: Any) -> str:
    if isinstance(given, str) and given.startswith(FORMAT.rstrip("0123456789")):
        return f"The file is of the format “{given[:60]}”; this archive reads “{FORMAT}”."
    return f"The file is JSON, but no frozen search: its “format” is not “{FORMAT}”."


def _object(whole: Mapping[str, Any], name: str) -> dict[str, Any]:
    return dict(_typed(whole, name, dict))


def _typed(whole: Mapping[str, Any], name: str, kind: Callable[..., Any], within: str = "") -> Any:
    _require(name in whole, f"“{within}{name}” is missing.")
    _require(isinstance(whole[name], kind), f"“{within}{name}” is not {_KINDS[kind]}.")  # type: ignore[arg-type]
    return whole[name]


_KINDS: Mapping[Callable[..., Any], str] = {str: "a text", dict: "an object", list: "a list"}


def _require(condition: bool, sentence: str) -> None:
    if not condition:
        raise NotFrozenError(sentence)
