"""Tables of the study as templates write them: each number in words, with its share and the list of its cables."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from urllib.parse import quote_plus, urlencode

from django.urls import reverse
from django.utils.safestring import SafeString

from reader import markup
from reader.insight import study
from reader.insight.study import NUMBERS, Breakdown
from reader.insight.study_columns import Columns
from reader.models import Station, Tag
from reader.models.comparing import PORTIONS
from reader.telegram import LEVELS
from reader.views import wording
from reader.views.study_asking import Asked
from reader.views.study_chart import ROLES
from reader.views.study_conditions import PORTION_WORDS
from reader.views.wording import thin


@dataclass(frozen=True, slots=True)
class Cell:
    """A number of cables: as written, the address of their list (empty: none), a share or the like beside it.

    `step` from 1 to 4 says how large a part of its row it is, for the shade behind it; 0: no shade.
    """

    number: int
    address: str = ""
    note: str = ""
    step: int = 0

    @property
    def kind(self) -> str:
        """The class of the style sheet."""
        return f"step-{self.step}" if self.step else "" if self.number else "zero"

    @property
    def words(self) -> str:
        """The number with thin spaces; a dash for none."""
        return thin(self.number) if self.number else "–"


@dataclass(frozen=True, slots=True)
class Row:
    """A row: what it is about (with the address of its page and a colour role, where it has one), and its cells."""

    label: str
    cells: Sequence[Cell]
    address: str = ""
    role: str = ""
    note: str = ""

    @property
    def figures(self) -> SafeString:
        """The cells as HTML."""
        return markup.figures((cell.kind, cell.words, cell.address, cell.note) for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Head:
    """A heading above cells, with a colour role where it names a marking."""

    words: str
    role: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table: headings above its cells, rows, and how many rows there are in all."""

    heads: Sequence[Head]
    rows: Sequence[Row]
    total: int = 0

    @property
    def more(self) -> int:
        """Rows that are not shown."""
        return max(self.total - len(self.rows), 0)


def share(part: int, whole: int) -> str:
    """In per cent, to a tenth near the ends, never 100 for less than all; empty where there is no whole.

    >>> [share(1, 8), share(0, 8), share(1, 2000), share(206, 207), share(1999, 2000), share(8, 8)]
    ['12\u202f%', '0\u202f%', '< 0.1\u202f%', '99.5\u202f%', '99.9\u202f%', '100\u202f%']
    """
    if not whole:
        return ""
    percent = 100 * part / whole
    if 0 < percent < 0.1:
        return "< 0.1\u202f%"
    between = 0 < percent < 9.95 or 99.5 <= percent < 100
    return f"{min(percent, 99.9):.1f}\u202f%" if between else f"{percent:.0f}\u202f%"


@dataclass(frozen=True, slots=True)
class Lister:
    """Addresses of lists of cables, from the conditions that pick them; `start` ends in ? or &."""

    start: str

    @classmethod
    def of(cls, asked: Asked) -> Lister:
        """Of the cables that a page is about."""
        kept = urlencode(asked.kept)
        return cls(f"{reverse('study-cables')}?{kept}{'&' if kept else ''}")

    def __call__(self, **picked: str) -> str:
        """The list of the cables that all these conditions pick."""
        return self.start + urlencode(picked)

    def by(self, value: str) -> Callable[[str], str]:
        """The lists of the counts of one value of a dimension, quickly: a table has hundreds."""
        end = f"&by={quote_plus(value)}"
        return lambda count: f"{self.start}count={count}{end}"


def _step(part: int, whole: int) -> int:
    """0 for none, 1 to 4 for a share."""
    return min(4, 1 + int(4 * part / whole)) if part and whole else 0


def _levels() -> list[tuple[str | None, str]]:
    """Levels with their slugs, least secret first, the unstated last."""
    return [(level, slug) for slug, level in wording.levels_by_slug().items()]


#: Levels that a table leaves out where nothing has them: those that few archives know.
_RARE = ("RESTRICTED", "TOP SECRET", "LIMITED OFFICIAL USE", None)


def against_highest(asked: Asked) -> Table:
    """Level by highest portion level."""
    counts, list_of, levels = study.against_highest(asked.columns), Lister.of(asked), _levels()
    across = [at for at, (level, _) in enumerate(levels) if level not in _RARE or counts[:, at].any()]
    heads = [_head(levels[at][0], "None") for at in across]
    rows = [
        _level_row(
            level,
            [
                _shaded(int(counts[down, at]), list_of(level=slug, highest=levels[at][1]), int(counts[down].sum()))
                for at in across
            ],
            Cell(int(counts[down].sum()), list_of(level=slug)),
        )
        for down, (level, slug) in enumerate(levels)
        if counts[down].any()
    ]
    return Table([*heads, Head("All")], rows, len(rows))


def _head(level: str | None, none: str) -> Head:
    return Head(wording.level_words(level), wording.role(level)) if level else Head(none)


def _level_row(level: str | None, cells: list[Cell], total: Cell) -> Row:
    return Row(wording.level_words(level), [*cells, total], role=wording.role(level))


def _cell(number: int, address: str, whole: int) -> Cell:
    """A number with its part of the row."""
    return Cell(number, address if number else "", share(number, whole) if number else "")


def _shaded(number: int, address: str, whole: int) -> Cell:
    """The same with a shade."""
    return replace(_cell(number, address, whole), step=_step(number, whole))


def inside(asked: Asked) -> Table:
    """Level by what paragraphs count as: cables that have such, and the share of such paragraphs."""
    (cables, paragraphs), list_of = study.inside(asked.columns), Lister.of(asked)
    across = [at for at in range(len(PORTIONS)) if cables[:, at].any()]
    rows = [
        _level_row(
            level,
            [
                _paragraphs(int(cables[down, at]), list_of(level=slug, portion=PORTIONS[at]), paragraphs[down], at)
                for at in across
            ],
            Cell(int(paragraphs[down].sum())),
        )
        for down, (level, slug) in enumerate(_levels())
        if paragraphs[down].any()
    ]
    heads = [Head(PORTION_WORDS[PORTIONS[at]], ROLES[PORTIONS[at]]) for at in across]
    return Table([*heads, Head("Paragraphs")], rows, len(rows))


def _paragraphs(cables: int, address: str, row: Sequence[int], at: int) -> Cell:
    whole = int(sum(row))
    return Cell(cables, address if cables else "", share(int(row[at]), whole) if cables else "")


def releases(asked: Asked) -> Table:
    """Original by current level of released telegrams."""
    counts, list_of, levels = study.releases(asked.columns), Lister.of(asked), _levels()
    ends = [*levels[:-1], ("", "other"), levels[-1]]
    across = [at for at in range(len(ends)) if counts[:, at].any()]
    heads = [Head("Other words") if ends[at][1] == "other" else _head(ends[at][0], "Not stated") for at in across]
    rows = [
        _level_row(
            level,
            [
                _shaded(int(counts[down, at]), list_of(original=slug, current=ends[at][1]), int(counts[down].sum()))
                for at in across
            ],
            Cell(int(counts[down].sum()), list_of(original=slug)),
        )
        for down, (level, slug) in enumerate(levels)
        if counts[down].any()
    ]
    return Table([*heads, Head("All")], rows, len(rows))


def waits(asked: Asked, found: study.Waiting) -> Table:
    """Full years from sending to release by original level."""
    list_of, levels = Lister.of(asked), _levels()
    across = [at for at in range(len(LEVELS) + 1) if len(found.counts) and found.counts[:, at].any()]
    rows = [
        Row(
            wording.counted(year, "year"),
            [
                *(
                    _cell(int(row[at]), list_of(wait=str(year), original=levels[at][1]), int(row.sum()))
                    for at in across
                ),
                Cell(int(row.sum()), list_of(wait=str(year))),
            ],
        )
        for year, row in zip(found.years, found.counts, strict=True)
    ]
    return Table([*(_head(levels[at][0], "Not stated") for at in across), Head("All")], rows, len(rows))


@dataclass(frozen=True, slots=True)
class Column:
    """A column of tables by year, post and the like: a number, and what its share is of; `words` follow the share."""

    name: str
    head: str
    part: str = ""
    whole: str = ""
    words: str = ""


#: Numbers of such a table. Shares are of cables where nothing else is said.
COLUMNS: tuple[Column, ...] = (
    Column("cables", "Cables"),
    Column("above", "Above every portion", "above", "compared"),
    Column("same", "As the highest portion", "same", "compared"),
    Column("below", "Below a portion", "below", "compared"),
    Column("without-marks", "No portion markings", "without-marks", "cables"),
    Column("some-unmarked", "With unmarked paragraphs", "paragraphs-unmarked", "paragraphs", " of paragraphs"),
    Column("classified", "Classified", "classified", "cables"),
    Column(
        "classified-with-u", "Classified, with unclassified paragraphs", "classified-with-u", "classified",
    ),
)  # fmt: skip

#: Dimension -> (title, heading of its first column, what one row is called).
DIMENSIONS: Mapping[str, tuple[str, str, str]] = {
    "year": ("By year", "Year", "year"),
    "post": ("By post", "Post", "post"),
    "tag": ("By TAGS", "TAGS code", "code"),
    "classifier": ("By classifier", "Classified by, as written", "name"),
    "reason": ("By reason", "Reason for classification", "reason"),
}


def by(asked: Asked, dimension: str, found: Breakdown, total: int) -> Table:
    """The rows of a breakdown; `total` says how many there are in all."""
    list_of = Lister.of(asked)
    called = names(dimension, found.keys.tolist(), asked.columns)
    rows = [
        _named(called[key], numbers, list_of.by(f"{dimension}:{called[key].value}"))
        for key, numbers in zip(found.keys.tolist(), found.numbers.tolist(), strict=True)
        if key in called
    ]
    return Table([Head(column.head) for column in COLUMNS], rows, total)


@dataclass(frozen=True, slots=True)
class Name:
    """A value of a dimension: as in addresses, in words, what else is to be said of it, its page."""

    value: str
    label: str
    note: str = ""
    address: str = ""


def _named(name: Name, numbers: Sequence[int], address: Callable[[str], str]) -> Row:
    cells = [_number(column, numbers, address) for column in COLUMNS]
    return Row(name.label, cells, address=name.address, note=name.note)


def _number(column: Column, numbers: Sequence[int], address: Callable[[str], str]) -> Cell:
    number = numbers[_AT[column.name]]
    if not number:
        return Cell(0)
    note = share(numbers[_AT[column.part]], numbers[_AT[column.whole]]) + column.words if column.whole else ""
    return Cell(number, address(column.name), note)


_AT = {name: at for at, name in enumerate(NUMBERS)}


def names(dimension: str, keys: Sequence[int], columns: Columns) -> dict[int, Name]:
    """What the codes of a dimension stand for."""
    return _NAMES[dimension](keys, columns)


def _years(keys: Sequence[int], columns: Columns) -> dict[int, Name]:
    del columns
    return {key: Name(str(key), str(key), address=reverse("year", args=[key])) for key in keys if 1000 <= key <= 9999}


def _posts(keys: Sequence[int], columns: Columns) -> dict[int, Name]:
    del columns
    rows = Station.objects.filter(pk__in=keys).values_list("pk", "slug", "name")
    return {pk: Name(slug, name, address=reverse("post", args=[slug])) for pk, slug, name in rows}


def _tags(keys: Sequence[int], columns: Columns) -> dict[int, Name]:
    del columns
    rows = Tag.objects.filter(pk__in=keys).values_list("pk", "code", "title")
    return {pk: Name(code, code, title, reverse("tag", args=[code])) for pk, code, title in rows}


def _classifiers(keys: Sequence[int], columns: Columns) -> dict[int, Name]:
    return {key: Name(columns.classifiers[key], columns.classifiers[key]) for key in keys}


def _reasons(keys: Sequence[int], columns: Columns) -> dict[int, Name]:
    names = ((key, columns.reason_names[key]) for key in keys)
    return {key: Name(name, name, wording.reason_meaning(name)) for key, name in names}


_NAMES: Mapping[str, Callable[[Sequence[int], Columns], dict[int, Name]]] = {
    "year": _years,
    "post": _posts,
    "tag": _tags,
    "classifier": _classifiers,
    "reason": _reasons,
}


def named_counts(asked: Asked, names: Iterable[tuple[str, str, str, str]]) -> list[Row]:
    """Rows of (label, name of COUNTED, what it is a share of, what that is called)."""
    numbers, list_of = study.totals(asked.columns), Lister.of(asked)
    return [
        Row(
            label,
            [Cell(numbers[name], list_of(count=name) if numbers[name] else "")],
            note=f"{share(numbers[name], numbers[whole])} of {called}" if whole and numbers[whole] else "",
        )
        for label, name, whole, called in names
    ]
