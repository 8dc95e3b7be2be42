from importlib import import_module
from importlib.util import find_spec

from django.apps import AppConfig, apps


class ActivityConfig(AppConfig):
    name = "kesher.activity"
    label = "activity"

    def ready(self) -> None:
        """Loads each app's `kinds`, `reactions` and `actions`, in the order of the stack."""
        import_module("kesher.activity.diagnosing")
        for app in apps.get_app_configs():
            for module in ("kinds", "reactions", "actions"):
                if app.name.startswith("kesher.") and find_spec(f"{app.name}.{module}"):
                    import_module(f"{app.name}.{module}")
