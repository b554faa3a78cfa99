"""The fixed list of searches: of every kind, over the words of generated cables."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Asked:
    """One search: its kind, what is typed, parameters of the address, and the same for engines that know words only.

    `plain`: words that must all be there, or one phrase in quotation marks; None: such an engine has nothing like it.
    """

    kind: str
    q: str
    more: str = ""
    plain: str | None = None


def _same(kind: str, *queries: str) -> list[Asked]:
    return [Asked(kind, q, plain=q) for q in queries]


QUERIES: tuple[Asked, ...] = (
    *_same("common word", "government", "the", "officials", "meeting"),
    *_same("middling word", "deputies", "influence", "bankers", "commitment"),
    *_same("rare word", "transshipment", "homicides", "photographers", "amphibious", "nosuchwordanywhere"),
    *_same("words", "minister proposal", "government officials ministry", "coal warehouse", "clergy arrested border"),
    Asked("or", "coal OR uranium"), Asked("or", "government OR ministry OR officials"),
    Asked("or", "(clergy OR activists) (arrested OR stranded)"),
    Asked("not", "minister -government"), Asked("not", "meeting NOT (summary OR deputies)"),
    Asked("not", "-government"),
    *_same("phrase", '"deputy minister"', '"same time"', '"of the"', '"long standing"', '"exercise telegram"'),
    Asked("near", '"minister proposal"~10'), Asked("near", '"government support"~5'),
    Asked("prefix", "min*"), Asked("prefix", "transship*"), Asked("prefix", "co*"),
    Asked("field", "subject:minister"), Asked("field", "tag:PREL"), Asked("field", "post:ankara"),
    Asked("field", "agency:usaid"), Asked("field", "class:secret meeting"), Asked("field", "from:secstate"),
    Asked("marking", "c:minister"), Asked("marking", 'sbu:"deputy minister"'), Asked("marking", "s:(arms OR border)"),
    Asked("date", "date:2008-05"), Asked("date", "year:2005..2008 minister"),
    Asked("date", "date:2007-03-01..2009-06"),
    Asked("facet", "government", "class=confidential"), Asked("facet", "meeting", "tag=PREL&tag=ETRD"),
    Asked("facet", "", "country=TR&year=2008&year=2009"),
    Asked("facet", "minister", "not-class=unclassified&not-tag=ECON"),
    Asked("sorted", "officials", "sort=-date"), Asked("sorted", "minister", "sort=date"),
    Asked("deep page", "government", "page=40"), Asked("all", ""), Asked("all", "", "sort=date&page=3"),
)  # fmt: skip
