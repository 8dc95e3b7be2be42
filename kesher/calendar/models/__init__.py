from kesher.calendar.models.meeting import (
    Meeting,
    MeetingSeries,
    MeetingState,
    MeetingType,
    Participant,
)
from kesher.calendar.models.reminder import Reminder, ReminderCopy
from kesher.calendar.models.resource import Absence, AbsenceKind, Feed, Resource, ResourceKind
from kesher.calendar.models.working_calendar import CalendarVersion, SpecialDay

__all__ = [
    "Absence",
    "AbsenceKind",
    "CalendarVersion",
    "Feed",
    "Meeting",
    "MeetingSeries",
    "MeetingState",
    "MeetingType",
    "Participant",
    "Reminder",
    "ReminderCopy",
    "Resource",
    "ResourceKind",
    "SpecialDay",
]
