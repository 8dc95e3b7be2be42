from django.apps import AppConfig


class OfficeConfig(AppConfig):
    name = "kesher.office"
    label = "office"
