from django.apps import AppConfig


class InquiriesConfig(AppConfig):
    name = "kesher.inquiries"
    label = "inquiries"
