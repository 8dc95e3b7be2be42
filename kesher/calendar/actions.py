"""What can be done about meetings with a person."""

from django.utils.translation import gettext_lazy as _

from kesher.businesses.permissions import Permission
from kesher.core.actions import Action, Section, Tab, register, register_tab
from kesher.core.addresses import address

register(
    Action(
        key="new-meeting",
        label=_("New meeting"),
        icon="calendar-plus",
        section=Section.PROFILE,
        permission=Permission.DIARY_EDIT,
        url=lambda one: f"{address('calendar:add_meeting', one.business.slug)}?customer={one.pk}",
        is_shown=lambda one, _staff: one.is_current,
        position=25,
        in_rows=35,
    )
)
register_tab(
    Tab(
        "meetings", _("Meetings"), "calendar", "calendar:of_customer", Permission.DIARY_VIEW,
        (Section.NOTES, Section.PROFILE), position=32,
    )
)  # fmt: skip
