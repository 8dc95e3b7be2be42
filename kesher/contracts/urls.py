"""Service contracts and what is left of them."""

from django.urls import URLPattern

app_name = "contracts"
urlpatterns: list[URLPattern] = []
