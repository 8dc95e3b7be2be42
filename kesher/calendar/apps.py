from django.apps import AppConfig


class CalendarConfig(AppConfig):
    name = "kesher.calendar"
    label = "calendar"
