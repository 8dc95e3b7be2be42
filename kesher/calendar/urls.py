"""The diary, meetings, the working calendar, rooms and absences."""

from django.urls import URLPattern

app_name = "calendar"
urlpatterns: list[URLPattern] = []
