"""Whose birthday it is: today and in the days ahead.

1. Only current people, in the order of the days; on one day by name.
2. Who was born on 29 February has the birthday on 1 March in a common year.
3. Whose year of birth is not known (an import puts 1900 or earlier) has no age.
4. At most MOST are told; one more says that there are others.
5. The index of birthdays answers: each day is asked for in every year a living person may be born in.
"""

from calendar import isleap
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from kesher.core.days import age_on
from kesher.customers.filtering import FIRST_YEAR
from kesher.customers.models.customer import CustomerQuerySet

MOST = 60
FEBRUARY_29, MARCH_1 = (2, 29), (3, 1)


@dataclass(frozen=True)
class Birthday:
    id: int
    name: str
    phone: str
    on: date
    age: int | None
    """how old the person becomes"""


def coming(people: CustomerQuerySet, *, today: date, days: int = 7) -> list[Birthday]:
    """Those of today and of the days after it, `days` in all."""
    ahead = [today + timedelta(days=step) for step in range(days)]
    born = [day for on in ahead for day in births_for(on)]
    rows = people.current().filter(birthday__in=born).values_list("pk", "full_name", "phone", "birthday")
    found = [on_its_day(row, ahead) for row in rows]
    return sorted(found, key=lambda one: (one.on, one.name))[: MOST + 1]


def births_for(on: date) -> list[date]:
    """The days of birth that are celebrated on this day (rules 2 and 5)."""
    days = [
        date(year, on.month, on.day)
        for year in range(FIRST_YEAR, on.year + 1)
        if exists(year, on.month, on.day)
    ]
    if (on.month, on.day) == MARCH_1 and not isleap(on.year):
        days += [date(year, *FEBRUARY_29) for year in range(FIRST_YEAR, on.year) if isleap(year)]
    return days


def exists(year: int, month: int, day: int) -> bool:
    return (month, day) != FEBRUARY_29 or isleap(year)


def on_its_day(row: tuple[int, str, str, Any], ahead: list[date]) -> Birthday:
    pk, name, phone, born = row
    on = next(day for day in ahead if celebrated(born, day.year) == day)
    return Birthday(pk, name, phone, on, age_on(born, on) if born.year > FIRST_YEAR else None)


def celebrated(born: date, year: int) -> date:
    return born.replace(year=year) if exists(year, born.month, born.day) else date(year, *MARCH_1)
