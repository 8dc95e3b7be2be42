"""Notices and devices."""

from django.urls import path

from kesher.messaging.views import devices, line, notices, pulse

app_name = "messaging"
urlpatterns = [
    path("", notices.list_notices, name="list"),
    path("poll/", pulse.poll, name="poll"),
    path("line/", line.line, name="line"),
    path("menu/", notices.menu, name="menu"),
    path("devices/", devices.devices, name="devices"),
    path("devices/subscribe/", devices.subscribe, name="subscribe"),
    path("devices/<int:device_id>/remove/", devices.remove_device, name="remove_device"),
    path("read/", notices.read_all, name="read_all"),
    path("<int:notice_id>/open/", notices.open_notice, name="open"),
]
