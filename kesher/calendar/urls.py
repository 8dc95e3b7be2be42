"""The diary, meetings, the working calendar, rooms and absences."""

from django.urls import path

from kesher.calendar.views import reminding

app_name = "calendar"
urlpatterns = [
    path("reminders/", reminding.reminders, name="reminders"),
    path("reminders/dismiss/", reminding.dismiss_reminders, name="dismiss_reminders"),
    path("reminders/<int:reminder_copy_id>/snooze/", reminding.snooze_reminder, name="snooze_reminder"),
    path("reminders/<int:reminder_copy_id>/dismiss/", reminding.dismiss_reminder, name="dismiss_reminder"),
]
