"""Inquiries: the handling screen, the five kinds, the technician's day."""

from django.urls import URLPattern

app_name = "inquiries"
urlpatterns: list[URLPattern] = []
