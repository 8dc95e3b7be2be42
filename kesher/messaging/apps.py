from django.apps import AppConfig


class MessagingConfig(AppConfig):
    name = "kesher.messaging"
    label = "messaging"
