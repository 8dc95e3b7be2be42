"""Settings of a business."""

from django.urls import path

from kesher.businesses.views import activation, overview

app_name = "businesses"
urlpatterns = [
    path("", overview.settings, name="settings"),
    path("activation/", activation.activation, name="activation"),
]
