"""The numbers by which a business serves: every one of them is its own to set (AMB-13).

1. Closed inquiries may be reopened within so many days, 0 to 365.
2. Of a response time's percentages, 1 to 500, each is above the one before; the last one is 100 or more, so that a missed time
   is told to somebody.
3. Work without an hour bank is rounded up in one of the steps offered, with one of the minimums offered; a contract's own terms
   come before these.
4. They hold for the whole business. A change is recorded with what was there before; nothing changed, nothing recorded.
5. They stand in the row of the business, which every request has read already.
"""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kesher.businesses import settling
from kesher.businesses.models import Business
from kesher.core.refusals import Problem, refuse_if

PERCENTS = ("first_percent", "second_percent", "third_percent")
FIELDS = ("reopening_days", *PERCENTS, "work_rounding", "work_minimum")
LONGEST, HIGHEST, WHOLE = 365, 500, 100
ROUNDINGS = (1, 5, 6, 10, 15, 20, 30, 60)
MINIMUMS = (0, 5, 6, 10, 15, 20, 30, 45, 60, 90, 120)


def rules_of(business: Business) -> dict[str, int]:
    return {name: getattr(business, name) for name in FIELDS}


def problems(rules: dict[str, int]) -> list[Problem]:
    """Of all the numbers together."""
    found = []
    if not 0 <= rules["reopening_days"] <= LONGEST:
        text = _("Please enter a number of days from 0 to 365.")
        found.append(Problem("days-wrong", text, field="reopening_days"))
    found += percent_problems([rules[name] for name in PERCENTS])
    for name, offered in (("work_rounding", ROUNDINGS), ("work_minimum", MINIMUMS)):
        if rules[name] not in offered:
            text = _("Please choose one of the numbers offered.")
            found.append(Problem("minutes-not-offered", text, field=name))
    return found


def percent_problems(percents: list[int]) -> list[Problem]:
    """Rule 2."""
    for name, percent, before in zip(PERCENTS, percents, [0, *percents], strict=False):
        if not 1 <= percent <= HIGHEST:
            text = _("Please enter a percentage from 1 to 500.")
            return [Problem("percent-wrong", text, field=name)]
        if percent <= before:
            text = _("Each percentage is higher than the one before.")
            return [Problem("percents-fall", text, field=name)]
    if percents[-1] < WHOLE:
        text = _("The last one is 100 or more, so that somebody hears of a missed response time.")
        return [Problem("percent-last", text, field=PERCENTS[-1])]
    return []


@transaction.atomic
def change(business: Business, *, by: Any, now: datetime, **rules: int) -> Business:
    business = settling.locked(business)
    refuse_if(problems(rules_of(business) | rules))
    return settling.saved(business, rules, by=by, now=now)
