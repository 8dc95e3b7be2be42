"""A process of its own that throws verbs at customers others change too: run by test_lock_order.

python -m tests.activity.crossing prepare                  the business and its people
python -m tests.activity.crossing VERBS SEED ROUNDS COUNT   changes them, once so many processes are there; prints the
                                                            errors' names
"""

import os
import random
import sys
import time
from contextlib import suppress
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kesher.config.settings")
django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import OperationalError, transaction  # noqa: E402
from django.utils import timezone  # noqa: E402

from kesher.businesses import departing, numbering, opening  # noqa: E402
from kesher.businesses.models import Business, User  # noqa: E402
from kesher.core.owning import acting_for  # noqa: E402
from kesher.core.refusals import Refused  # noqa: E402
from kesher.customers import adding, noting  # noqa: E402

NOW = timezone.now()
PEOPLE = 4


def prepare() -> None:
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    owner = User.objects.create(username="owner", email="owner@example.com")
    business = opening.open_business(slug="crossing", name="Crossing", owner=owner, now=NOW)
    with acting_for(business):
        manager = business.staff.create(first_name="Manager")
        for number in range(PEOPLE):
            adding.add(business, by=None, now=NOW, first_name=f"Noa{number}", account_manager=manager)


def manager_of(business):
    return business.staff.get(first_name="Manager")


def change(business, people, seed):
    adding.change(random.choice(people), by=None, now=NOW, first_name=f"Noa{seed}{random.random()}")


def note(business, people, seed):
    noting.add(random.choice(people), text=f"note {seed}", by=manager_of(business), now=NOW)


def add(business, people, seed):
    adding.add(business, by=None, now=NOW, first_name=f"New{seed}")


def join(business, people, seed):
    """As a merge: two people, locked in the order of their keys, then a number."""
    one, other = sorted(random.sample(people, 2), key=lambda person: person.pk)
    with transaction.atomic():
        one.locked()
        other.locked()
        adding.change(other, by=None, now=NOW, last_name=f"{seed}{random.random()}")
        numbering.next_number(business, "customer")
        adding.change(one, by=None, now=NOW, last_name=f"{seed}{random.random()}")


def leave(business, people, seed):
    """Who manages all these people, and writes notes about them, leaves and comes back."""
    with suppress(Refused):
        departing.leave(manager_of(business), by=None, now=NOW)
    departing.bring_back(manager_of(business), by=None, now=NOW, is_undo=True)


def cross(business, people, seed):
    """The mistake: each process takes the two people in its own order."""
    ends = people[:2] if seed % 2 else people[1::-1]
    with transaction.atomic():
        ends[0].locked()
        time.sleep(0.05)
        ends[1].locked()


VERBS = {"change": change, "note": note, "add": add, "join": join, "leave": leave, "cross": cross}


def meet(place: Path, seed: int, count: int) -> None:
    """Waits until all are there: a slow start would leave each alone."""
    place.mkdir(exist_ok=True)
    (place / str(seed)).touch()
    until = time.monotonic() + 60
    while len(list(place.iterdir())) < count and time.monotonic() < until:
        time.sleep(0.005)


def throw(verbs: list[str], seed: int, rounds: int, count: int) -> None:
    random.seed(seed)
    business = Business.objects.get(slug="crossing")
    with acting_for(business):
        people = list(business.customers.order_by("pk")[:PEOPLE])
        meet(Path(os.environ["KESHER_DATA"]) / "-".join(verbs), seed, count)
        for _round in range(rounds):
            verb = random.choice(verbs)
            try:
                VERBS[verb](business, people, seed)
            except OperationalError as error:
                print(f"{verb}: {type(error.__cause__).__name__} {str(error).splitlines()[0]}")


if __name__ == "__main__":
    if sys.argv[1] == "prepare":
        prepare()
    else:
        throw(sys.argv[1].split(","), *map(int, sys.argv[2:]))
