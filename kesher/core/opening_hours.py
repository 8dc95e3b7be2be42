"""Opening hours: for each weekday (Sunday is 0) the ranges in which the place is open; a day without any is closed.

1. A range ends after it starts; 24:00 is the end of the day.
2. The ranges of a day do not overlap; they are kept in order.
"""

import re
from itertools import pairwise
from typing import Any

from django.utils.translation import gettext_lazy as _

from kesher.core.refusals import Problem

Hours = dict[str, list[list[str]]]
DAYS = [_("Sunday"), _("Monday"), _("Tuesday"), _("Wednesday"), _("Thursday"), _("Friday"), _("Saturday")]
CLOCK = re.compile(r"^(?:[01]\d|2[0-3]):[0-5]\d$|^24:00$", re.ASCII)
MOST = 4
"""ranges a day"""


def problems(hours: Hours) -> list[Problem]:
    for day, ranges in hours.items():
        if reason := wrong(ranges):
            sentence = _("%(day)s: %(reason)s") % {"day": DAYS[int(day)], "reason": reason}
            return [Problem("hours-wrong", sentence, field="opening_hours")]
    return []


def wrong(ranges: list[list[str]]) -> Any:
    if any(not CLOCK.match(start) or not CLOCK.match(end) for start, end in ranges):
        return _("a time is written like 9:00.")
    if any(start >= end for start, end in ranges):
        return _("the closing time comes after the opening time.")
    pairs = sorted(ranges)
    if any(later[0] < earlier[1] for earlier, later in pairwise(pairs)):
        return _("two of the times overlap.")
    return None


def normalised(hours: Hours) -> Hours:
    """Days in order, ranges in order, closed days left out."""
    return {day: sorted(hours[day]) for day in sorted(hours) if hours[day]}


def typed(text: str) -> str:
    """9, 9:00, 0900 and 9.00 as 09:00; what is no time stays as typed."""
    found = re.fullmatch(r"(\d{1,2})[:.]?(\d{2})?", text.strip(), re.ASCII)
    return f"{int(found[1]):02d}:{found[2] or '00'}" if found else text.strip()
