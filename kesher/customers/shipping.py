"""What a new business finds ready: lead stages and sources, in its own language."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from kesher.customers.models import Colour, Source, Stage, StageGroup

STAGES = (
    (_("New"), StageGroup.IN_PROGRESS, Colour.BLUE),
    (_("Contacted"), StageGroup.IN_PROGRESS, Colour.ORANGE),
    (_("Meeting set"), StageGroup.IN_PROGRESS, Colour.PURPLE),
    (_("Joined"), StageGroup.CONVERTED, Colour.GREEN),
    (_("Not interested"), StageGroup.LOST, Colour.GREY),
)
SOURCES = (
    _("Website"),
    _("Phone call"),
    _("Walk-in"),
    _("Recommendation"),
    "Facebook",
    "Instagram",
    "Google",
)


def ship_lists(business: Any) -> None:
    business.stages.bulk_create(
        Stage(business=business, name=str(name), group=group, colour=colour, position=position)
        for position, (name, group, colour) in enumerate(STAGES)
    )
    business.sources.bulk_create(
        Source(business=business, name=str(source), position=position)
        for position, source in enumerate(SOURCES)
    )
