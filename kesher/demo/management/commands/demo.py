from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import timezone

from kesher.businesses.models import Business
from kesher.demo import studio


class Command(BaseCommand):
    help = "Loads the demo business, once."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--count", type=int, default=360, help="how many people (360)")

    def handle(self, *, count: int, **options: Any) -> None:  # noqa: ARG002
        if not Business.objects.filter(slug=studio.SLUG).exists():
            studio.load(count=count, now=timezone.now())
        self.stdout.write(
            f"\nDemo: {settings.BASE_URL}/b/{studio.SLUG}/\nPassword for everybody: {studio.PASSWORD}"
        )
        for role, username, *_rest in studio.TEAM:
            self.stdout.write(f"  {username:10} {role}")
