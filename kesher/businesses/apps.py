from django.apps import AppConfig

from kesher.businesses.permissions import Permission
from kesher.core import refusals


class BusinessesConfig(AppConfig):
    name = "kesher.businesses"
    label = "businesses"

    def ready(self) -> None:
        refusals.name_rights(dict(Permission.choices))
