from django.apps import AppConfig


class ContractsConfig(AppConfig):
    name = "kesher.contracts"
    label = "contracts"
