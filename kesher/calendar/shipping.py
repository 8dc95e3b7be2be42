"""What a new business finds ready: kinds of meetings in its own language, and a first working calendar."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from kesher.calendar import working
from kesher.calendar.models import MeetingType
from kesher.customers.models import Colour

TYPES = (
    (_("Sales meeting"), Colour.GREEN, 60),
    (_("Site visit"), Colour.ORANGE, 120),
    (_("Phone call"), Colour.BLUE, 30),
    (_("Training"), Colour.PURPLE, 90),
    (_("Team meeting"), Colour.GREY, 60),
)
"""name, colour, usual minutes"""


def ship_lists(business: Any, *, now: datetime) -> None:
    business.meeting_types.bulk_create(
        MeetingType(business=business, name=str(name), colour=colour, minutes=minutes, position=position)
        for position, (name, colour, minutes) in enumerate(TYPES)
    )
    working.ship(business, now=now)
