"""The diary, meetings, the working calendar, rooms and absences."""

from django.urls import path

from kesher.calendar.models import MeetingState
from kesher.calendar.views import (
    absences,
    bringing_in,
    checking,
    diary,
    feeding,
    meetings,
    moving,
    of_customer,
    placing,
    presetting,
    reminding,
    special_days,
    working_hours,
)

app_name = "calendar"
urlpatterns = [
    path("", diary.diary, name="diary"),
    path("meetings/add/", meetings.add_meeting, name="add_meeting"),
    path("meetings/check/", checking.check_meeting, name="check_meeting"),
    path("meetings/place/", placing.meeting_place, name="meeting_place"),
    path("meetings/<int:meeting_id>/", meetings.meeting, name="meeting"),
    path("meetings/<int:meeting_id>/activity/", meetings.activity_of, name="activity_of_meeting"),
    path("meetings/<int:meeting_id>/change/", meetings.change_meeting, name="change_meeting"),
    path("meetings/<int:meeting_id>/move/", moving.move_meeting, name="move_meeting"),
    path("meetings/<int:meeting_id>/move/undo/", moving.unmove_meeting, name="unmove_meeting"),
    path("meetings/<int:meeting_id>/hold/", moving.set_state, {"state": MeetingState.HELD}, name="hold"),
    path(
        "meetings/<int:meeting_id>/cancel/",
        moving.set_state,
        {"state": MeetingState.CANCELLED},
        name="cancel",
    ),
    path("meetings/<int:meeting_id>/miss/", moving.set_state, {"state": MeetingState.NO_SHOW}, name="miss"),
    path(
        "meetings/<int:meeting_id>/reschedule/",
        moving.set_state,
        {"state": MeetingState.SCHEDULED},
        name="reschedule",
    ),
    path("meetings/<int:meeting_id>/remove/", moving.remove_meeting, name="remove_meeting"),
    path("meetings/<int:meeting_id>/restore/", moving.restore_meeting, name="restore_meeting"),
    path("address/", feeding.feeds, name="feeds"),
    path("address/make/", feeding.make_feed, name="make_feed"),
    path("address/end/", feeding.end_feed, name="end_feed"),
    path("import/", bringing_in.import_meetings, name="import_meetings"),
    path("import/undo/", bringing_in.undo_import, name="undo_import"),
    path("absences/", absences.list_absences, name="absences"),
    path("absences/add/", absences.add_absence, name="add_absence"),
    path("absences/check/", absences.check_absence, name="check_absence"),
    path("absences/<int:absence_id>/change/", absences.change_absence, name="change_absence"),
    path("absences/<int:absence_id>/remove/", absences.remove_absence, name="remove_absence"),
    path("absences/<int:absence_id>/restore/", absences.restore_absence, name="restore_absence"),
    path("hours/", working_hours.working_hours, name="working_hours"),
    path("hours/change/", working_hours.change_hours, name="change_hours"),
    path("hours/follow/", working_hours.follow_business, name="follow_business"),
    path("hours/<int:version_id>/take-back/", working_hours.take_back_hours, name="take_back_hours"),
    path("hours/days/add/", special_days.add_special_day, name="add_special_day"),
    path("hours/days/open/", special_days.settle_holiday, {"way": "open"}, name="open_holiday"),
    path("hours/days/close/", special_days.settle_holiday, {"way": "close"}, name="close_day"),
    path("hours/days/<int:special_day_id>/", special_days.change_special_day, name="change_special_day"),
    path(
        "hours/days/<int:special_day_id>/remove/", special_days.remove_special_day, name="remove_special_day"
    ),
    path("customers/<int:customer_id>/", of_customer.of_customer, name="of_customer"),
    path("reminders/usual/", presetting.reminder_presets, name="reminder_presets"),
    path("reminders/", reminding.reminders, name="reminders"),
    path("reminders/dismiss/", reminding.dismiss_reminders, name="dismiss_reminders"),
    path("reminders/<int:reminder_copy_id>/snooze/", reminding.snooze_reminder, name="snooze_reminder"),
    path("reminders/<int:reminder_copy_id>/dismiss/", reminding.dismiss_reminder, name="dismiss_reminder"),
]
