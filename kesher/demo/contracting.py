"""Service contracts of the technicians: opened, used, renewed, cancelled, expired in the course of the year.

Contracts and the ledger are changed by their own verbs, two weeks at a time; how far a bank is used is planned ahead.
A call takes its visit when it is closed (tale.py), whatever it was planned for.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone

from kesher.contracts import cancelling, clauses, opening, renewing, warning
from kesher.contracts.models import Contract
from kesher.demo import calls
from kesher.demo.book import Book, at
from kesher.demo.clients import Place
from kesher.entitlements import expiring

PLANNED = ("used", "visits")
"""what says in a contract how far it is used"""
MORNING = 9 * 60 + 30
QUARTER, SHORT, LONG = 15, 45, 210


@dataclass
class Planned:
    """A call that will use what a contract gives."""

    at: datetime
    place: Place
    minutes: int = 0
    is_visit: bool = False


@dataclass
class Contracts:
    book: Book
    places: list[list[Place]]
    planned: list[Planned] = field(default_factory=list)
    made: dict[str, Contract] = field(default_factory=dict)

    def proceed(self, first: datetime, until: datetime) -> None:
        """What is due in these days; then the contracts as they are."""
        for moment, what, spec in sorted(self.deeds(first, until), key=lambda one: one[0]):
            getattr(self, what)(spec, moment)
        day = timezone.localdate(first)
        expiring.expire(self.book.business, day=day, now=first)
        warning.note_ended(self.book.business, day=day, now=first)
        self.book.contracts = {}
        for one in self.book.business.contracts.prefetch_related("covers", "versions__clauses"):
            self.book.contracts.setdefault(one.customer_id, []).append(one)

    def deeds(self, first: datetime, until: datetime) -> Iterator[tuple[datetime, str, dict[str, Any]]]:
        for spec in self.book.texts["contracts"]:
            starts = spec["starts"]
            found = [(min(starts, -5), "open")]
            if spec.get("renew"):
                found.append((starts + spec["days"] - 2, "renew"))
            if "cancel" in spec:
                found.append((spec["cancel"] - 10, "cancel"))
            for days, what in found:
                moment = at(self.day(days), MORNING)
                if first <= moment < until:
                    yield moment, what, spec

    def day(self, days: int) -> date:
        return self.book.today + timedelta(days=days)

    def open(self, spec: dict[str, Any], moment: datetime) -> None:
        places = self.places_of(spec)
        starts = self.day(spec["starts"])
        covered = {"site": ("sites", places[0].site), "equipment": ("equipment", places[0].equipment)}
        covers = {name: [row] for key, (name, row) in covered.items() if spec.get("covers") == key}
        contract = opening.open_contract(
            places[0].customer, by=self.book.staff["kobi"], now=moment, name=spec["name"], starts_on=starts,
            ends_on=starts + timedelta(days=spec["days"] - 1) if spec["days"] else None, price=spec["price"],
            renewal=spec["renewal"], is_draft=bool(spec.get("draft")), manager=self.book.staff["nir"],
            clauses=[typed(one) for one in spec["clauses"]], **covers,
        )  # fmt: skip
        self.made[spec["name"]] = contract
        self.plan(contract, spec, places, used=spec.get("used", 0), visits=spec.get("visits", 0))

    def renew(self, spec: dict[str, Any], moment: datetime) -> None:
        old = self.made[spec["name"]]
        contract = renewing.renew(old, by=self.book.staff["kobi"], now=moment, carries_over=True)
        self.plan(contract, spec, self.places_of(spec), used=0.35, visits=1)

    def cancel(self, spec: dict[str, Any], moment: datetime) -> None:
        cancelling.cancel(
            self.made[spec["name"]], cancelled_on=self.day(spec["cancel"]), reason=spec["reason"],
            by=self.book.staff["nir"], now=moment,
        )  # fmt: skip

    def places_of(self, spec: dict[str, Any]) -> list[Place]:
        found = next(one for one in self.places if one[0].customer.full_name == spec["company"])
        is_shared = spec["company"] in {
            one["company"] for one in self.book.texts["contracts"] if one.get("covers")
        }
        return found[:1] if spec.get("covers") else found[1:] if is_shared and len(found) > 1 else found

    def plan(
        self, contract: Contract, spec: dict[str, Any], places: list[Place], *, used: float, visits: int
    ) -> None:
        """Calls over the term until now that use so much."""
        hours = sum(one["terms"]["hours"] for one in spec["clauses"] if one["kind"] == "hour-bank")
        last = min(contract.ends_on or self.book.today, self.book.today - timedelta(days=7)) - timedelta(
            days=5
        )
        span = (last - contract.starts_on).days
        lengths = list(parts(self.book, round(hours * 60 * used / QUARTER) * QUARTER))
        wanted = [*lengths, *[0] * visits]
        for place, minutes in enumerate(wanted):
            day = contract.starts_on + timedelta(days=3 + span * place // max(len(wanted), 1))
            while not self.book.is_working(day):
                day += timedelta(days=1)
            where = self.book.random.choice(places)
            self.planned.append(Planned(self.book.moment(day), where, minutes, is_visit=not minutes))

    def call(self, until: datetime) -> None:
        """The planned ones of these days."""
        service = next(one for one in self.book.texts["calls"] if one["type"] == "טיפול תקופתי")
        due = [one for one in self.planned if one.at < until]
        self.planned = [one for one in self.planned if one.at >= until]
        for one in due:
            case = service if one.is_visit else None
            calls.call(self.book, one.place, at=one.at, length=one.minutes or 90, case=case)


def planned(book: Book) -> set[str]:
    """Who calls only as planned here, so that what is used stays believable."""
    return {one["company"] for one in book.texts["contracts"] if any(one.get(name) for name in PLANNED)}


def typed(clause: dict[str, Any]) -> dict[str, Any]:
    """With what the form would have filled in."""
    return {"text": "", **clause, "terms": {**clauses.defaults(clause["kind"]), **clause.get("terms", {})}}


def parts(book: Book, minutes: int) -> Iterator[int]:
    """Lengths of work that add up to so many minutes."""
    while minutes > 0:
        part = min(minutes, book.random.randrange(SHORT, LONG, QUARTER))
        yield part
        minutes -= part
