"""What is asked of the diary: everything stands in the address, so that a reload and a shared link show the same."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from urllib.parse import urlencode

from kesher.businesses.requests import StaffRequest
from kesher.calendar import periods
from kesher.calendar.periods import Period, View
from kesher.core.addresses import address

KEPT = "diary"
"""in the session: how this person looked last"""
MOST = 50
DIGITS = 15
LISTS = ("staff", "rooms", "types")


@dataclass(frozen=True)
class Asked:
    slug: str
    view: str
    day: date
    staff: tuple[int, ...] = ()
    rooms: tuple[int, ...] = ()
    types: tuple[int, ...] = ()
    is_hebrew: bool = False
    """Hebrew dates beside the others"""

    @property
    def period(self) -> Period:
        return periods.period(self.view, self.day)

    def url(self, **changes: Any) -> str:
        asked = replace(self, **changes)
        given: dict[str, Any] = {"view": asked.view, "day": asked.day.isoformat()}
        given |= {name: ",".join(map(str, ids)) for name in LISTS if (ids := getattr(asked, name))}
        given |= {"hebrew": 1} if asked.is_hebrew else {}
        return f"{address('calendar:diary', self.slug)}?{urlencode(given, safe=',')}"

    def toggled(self, name: str, one: int) -> str:
        """The address with one more in the list, or one less."""
        ids = getattr(self, name)
        others = tuple(pk for pk in ids if pk != one)
        return self.url(**{name: others if one in ids else (*ids, one)})


def asked(request: StaffRequest, today: date) -> Asked:
    given, kept = request.GET, request.session.get(KEPT, {})
    view = given.get("view", "") or kept.get("view", "")
    usual = View.DAY if "Mobi" in request.headers.get("User-Agent", "") else View.WEEK
    found = Asked(
        slug=request.business.slug,
        view=view if view in View.values else usual,
        day=day_of(given.get("day", ""), today),
        staff=ids(given.get("staff", "")),
        rooms=ids(given.get("rooms", "")),
        types=ids(given.get("types", "")),
        is_hebrew=given["hebrew"] == "1"
        if "hebrew" in given
        else "view" not in given and kept.get("hebrew", False),
    )
    keep(request, found)
    return found


def keep(request: StaffRequest, found: Asked) -> None:
    """The way of looking, for the next time that the diary is opened without one."""
    how = {"view": found.view, "hebrew": found.is_hebrew}
    if "view" in request.GET and request.session.get(KEPT) != how:
        request.session[KEPT] = how


def day_of(text: str, today: date) -> date:
    try:
        return periods.clamped(date.fromisoformat(text))
    except ValueError:
        return today


def ids(text: str) -> tuple[int, ...]:
    """The numbers of a list such as 3,5."""
    parts = text.split(",")[:MOST]
    return tuple(
        dict.fromkeys(
            int(part) for part in parts if part.isascii() and part.isdigit() and len(part) <= DIGITS
        )
    )
