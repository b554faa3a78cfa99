"""An agency or post typed into the field beside the results: which one is meant, and in which role."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q

from reader.models import Addressee, Agency, Cable, Station
from reader.search import Criteria
from reader.views.wording import country_words

#: How many agencies, and how many posts, are offered when a name fits several.
OFFERED = 12


@dataclass(frozen=True, slots=True)
class Choice:
    """What may be meant: in words, with the search that it gives."""

    text: str
    note: str
    address: str


@dataclass(frozen=True, slots=True)
class Named:
    """What was typed, and what may be meant by it; nothing of that name has no choices."""

    text: str
    choices: list[Choice]
    certain: bool  # one agency, and nothing else, has this name

    @property
    def leads_to(self) -> str:
        """The search to go to at once; empty where there is a choice."""
        return self.choices[0].address if self.certain else ""


def agency_named(criteria: Criteria, text: str) -> Named | None:
    """What may be meant by a name under these criteria; None where none was typed."""
    if not text:
        return None
    exact = list(Agency.objects.filter(Q(acronym__iexact=text) | Q(slug=text.lower()))[:OFFERED])
    agencies = exact or list(Agency.objects.filter(name__icontains=text)[:OFFERED])
    stations = [] if exact else _stations(text)
    choices = [_of_agency(criteria, agency) for agency in agencies]
    choices += [choice for station in stations for choice in _of_station(criteria, station)]
    return Named(text, choices, len(agencies) == 1 and not stations)


def _stations(text: str) -> list[Station]:
    """Posts that sent or received a cable held here: the one of this name, else those whose name has these words."""
    sent, received = Cable.objects.filter(station=OuterRef("pk")), Addressee.objects.filter(station=OuterRef("pk"))
    here = Station.objects.filter(Exists(sent) | Exists(received))
    exact = list(here.filter(Q(name__iexact=text) | Q(slug=text.lower()) | Q(routing_indicator__iexact=text)))
    words = Q()
    for word in text.split():
        words &= Q(name__icontains=word)
    return exact or list(here.filter(words)[:OFFERED])


def _of_agency(criteria: Criteria, agency: Agency) -> Choice:
    country = country_words(agency.country_code) if agency.country_code else ""
    return Choice(str(agency), country, criteria.adding("agency", agency.slug).address())


def _of_station(criteria: Criteria, station: Station) -> list[Choice]:
    """Every role of a post, then each."""
    name = station.name.replace('"', " ")
    return [
        Choice(f"Sent by, addressed to or naming {station}", "", _also(criteria, f'agency:"{name}"')),
        Choice(f"Sent by {station}", "", criteria.adding("post", station.slug).address()),
        Choice(f"Addressed to {station}", "", _also(criteria, f'to:"{name}"')),
    ]


def _also(criteria: Criteria, condition: str) -> str:
    """The search with one more condition among its words."""
    words = f"({criteria.q})" if "OR" in criteria.q.split() else criteria.q
    return criteria.asking(f"{words} {condition}").address()
