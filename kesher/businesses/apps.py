from django.apps import AppConfig


class BusinessesConfig(AppConfig):
    name = "kesher.businesses"
    label = "businesses"
