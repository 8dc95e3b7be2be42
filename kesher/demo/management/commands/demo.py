from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import timezone

from kesher.businesses.models import Business
from kesher.demo import furnishing, studio, technicians


class Command(BaseCommand):
    help = "Loads the demo businesses, once."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--address", default=settings.BASE_URL, help="what the links begin with")
        parser.add_argument("--count", type=int, default=360, help="how many people in the studio (360)")

    def handle(self, *, address: str, count: int, **options: Any) -> None:  # noqa: ARG002
        now = timezone.now()
        if not Business.objects.filter(slug=studio.SLUG).exists():
            studio.load(count=count, now=now, with_desk=True)
        if not Business.objects.filter(slug=technicians.SLUG).exists():
            technicians.load(now=now)
        self.stdout.write(f"\nPassword for everybody: {furnishing.PASSWORD}")
        for business in (studio, technicians):
            self.stdout.write(f"\nDemo: {address}/b/{business.SLUG}/")
            for role, username, *_rest in business.TEAM:
                self.stdout.write(f"  {username:10} {role}")
