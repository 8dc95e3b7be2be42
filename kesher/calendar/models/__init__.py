from kesher.calendar.models.meeting import (
    Meeting,
    MeetingSeries,
    MeetingState,
    MeetingType,
    Participant,
)
from kesher.calendar.models.reminder import BEFORE, PresetSubject, Reminder, ReminderCopy, ReminderPreset
from kesher.calendar.models.resource import Absence, AbsenceKind, Feed, Resource, ResourceKind
from kesher.calendar.models.working_calendar import CalendarVersion, SpecialDay

__all__ = [
    "BEFORE",
    "Absence",
    "AbsenceKind",
    "CalendarVersion",
    "Feed",
    "Meeting",
    "MeetingSeries",
    "MeetingState",
    "MeetingType",
    "Participant",
    "PresetSubject",
    "Reminder",
    "ReminderCopy",
    "ReminderPreset",
    "Resource",
    "ResourceKind",
    "SpecialDay",
]
