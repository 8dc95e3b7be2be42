from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "kesher.reports"
    label = "reports"
