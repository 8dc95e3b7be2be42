"""What stands around the diary: its tools, the small month, the filters. Plain values for the templates."""

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from kesher.businesses.models import Staff
from kesher.businesses.permissions import Permission
from kesher.calendar import periods
from kesher.calendar.periods import View
from kesher.calendar.views import naming
from kesher.calendar.views.asking import Asked
from kesher.core.addresses import address

KEYS = {View.DAY: "D", View.WEEK: "W", View.MONTH: "M", View.AGENDA: "A", View.STAFF: "S", View.ROOMS: "R"}


def side(asked: Asked, lists: dict[str, list[Any]], today: date, staff: Staff) -> dict[str, Any]:
    return {
        "title": naming.title(asked),
        "hebrew_title": naming.hebrew(asked.day) if asked.is_hebrew and len(asked.period.days) == 1 else "",
        "views": views(asked, lists),
        "back_url": asked.url(day=periods.moved(asked.view, asked.day, -1)),
        "on_url": asked.url(day=periods.moved(asked.view, asked.day, 1)),
        "today_url": asked.url(day=today),
        "is_now": today in asked.period.days,
        "mini": small_month(asked, today),
        "filters": filters(asked, lists),
        "own_url": asked.url(staff=() if asked.staff == (staff.pk,) else (staff.pk,)),
        "is_own": asked.staff == (staff.pk,),
        "filter_count": len(asked.staff) + len(asked.rooms) + len(asked.types),
        "clear_url": asked.url(staff=(), rooms=(), types=()),
        "more": more(asked.slug, staff),
        "hebrew_url": asked.url(is_hebrew=not asked.is_hebrew),
    }


def views(asked: Asked, lists: dict[str, list[Any]]) -> list[dict[str, Any]]:
    offered = [one for one in View if one != View.ROOMS or lists["rooms"] or asked.view == one]
    return [
        {
            "label": one.label,
            "url": asked.url(view=one.value),
            "is_active": one == asked.view,
            "key": KEYS[one],
        }
        for one in offered
    ]


MORE = (
    ("calendar:absences", _("Absences"), "beach", Permission.DIARY_VIEW),
    ("calendar:feeds", _("Diary in other programs"), "link", Permission.DIARY_VIEW),
    ("calendar:import_meetings", _("Import a calendar file"), "file-import", Permission.DIARY_EDIT),
    ("calendar:working_hours", _("Working calendar"), "calendar-time", Permission.CALENDAR_EDIT),
)


def more(slug: str, staff: Staff) -> list[dict[str, Any]]:
    """What else belongs to the diary."""
    return [
        {"label": label, "url": address(name, slug), "icon": icon}
        for name, label, icon, right in MORE
        if staff.may(right)
    ]


def small_month(asked: Asked, today: date) -> dict[str, Any]:
    shown = periods.month(asked.day)
    inside = set(asked.period.days)
    days = [
        {
            "number": day.day,
            "name": naming.long_day(day),
            "url": asked.url(day=day),
            "is_other": day.month != asked.day.month,
            "is_today": day == today,
            "is_shown": day in inside and asked.view != View.MONTH,
        }
        for day in shown.days
    ]
    return {
        "title": naming.month_name(asked.day),
        "back_url": asked.url(day=periods.moved(View.MONTH, asked.day, -1)),
        "on_url": asked.url(day=periods.moved(View.MONTH, asked.day, 1)),
        "weekdays": [naming.narrow_weekday(day) for day in shown.days[: periods.DAYS]],
        "weeks": [days[at : at + periods.DAYS] for at in range(0, len(days), periods.DAYS)],
    }


def filters(asked: Asked, lists: dict[str, list[Any]]) -> dict[str, list[dict[str, Any]]]:
    return {
        name: [
            {
                "label": str(row),
                "url": asked.toggled(name, row.pk),
                "is_active": row.pk in getattr(asked, name),
                "tone": getattr(row, "colour", "").replace("grey", "gray"),
            }
            for row in rows
        ]
        for name, rows in lists.items()
    }
