from django.apps import AppConfig


class EntitlementsConfig(AppConfig):
    name = "kesher.entitlements"
    label = "entitlements"
