"""The benchmark's own people: names by how common they are, streets of the public list, always the same."""

from datetime import datetime, timedelta
from random import Random
from typing import Any

from django.db import transaction
from django.utils import timezone

from kesher.activity.models import Entry
from kesher.businesses import numbering
from kesher.businesses.models import Business
from kesher.core import knowledge
from kesher.core.owning import acting_for
from kesher.core.phones import parsed
from kesher.customers import searching
from kesher.customers.models import Address, Customer, CustomerTag, Note, Role, RolePeriod
from kesher.demo import people, studio

BATCH = 2000
FIRST = 50
"""come with the demo"""


def generate(count: int, now: datetime) -> Business:
    """The demo business, grown to `count` people with addresses, notes, tags and log entries."""
    business = studio.load(count=FIRST, now=now)
    random = Random(7)
    with acting_for(business):
        parts = Parts(business)
        for start in range(FIRST, count, BATCH):
            add_batch(business, parts, random, numbers=range(start, min(start + BATCH, count)), now=now)
            if start == FIRST:
                knowledge.renew(Customer)
    return business


class Parts:
    """What every person points at, read once."""

    def __init__(self, business: Business) -> None:
        self.branches = list(business.branches.all())
        self.stages = list(business.stages.all())
        self.sources = list(business.sources.all())
        self.tags = list(business.tags.all())
        self.staff = list(business.staff.all())


@transaction.atomic
def add_batch(business: Business, parts: Parts, random: Random, *, numbers: range, now: datetime) -> None:
    given = numbering.reserve(business, "customer", count=len(numbers))
    made = [
        customer(business, parts, random, number=number, seed=seed, now=now)
        for number, seed in zip(given, numbers, strict=True)
    ]
    Customer.objects.bulk_create(made)
    today = timezone.localdate(now)
    RolePeriod.objects.bulk_create(
        [RolePeriod(business=business, customer=one, role=one.role, starts_on=today) for one in made]
    )
    surround(business, parts, random, made, now=now)


def customer(
    business: Business, parts: Parts, random: Random, *, number: int, seed: int, now: datetime
) -> Customer:
    someone = people.person(random, number=seed, today=now.date())
    phone = parsed(someone.phone)
    row = Customer(
        business=business, number=number, role=random.choice([Role.CUSTOMER, Role.LEAD]),
        first_name=someone.first_name, last_name=someone.last_name, gender=someone.gender,
        full_name=f"{someone.first_name} {someone.last_name}", phone=phone.e164 if phone else "",
        email=someone.email, birthday=someone.birthday, id_number=someone.id_number,
        branch=random.choice(parts.branches), stage=random.choice(parts.stages), source=random.choice(parts.sources),
        account_manager=random.choice(parts.staff), created_at=now - timedelta(minutes=seed),
    )  # fmt: skip
    row.search_text = searching.text_of(row)
    return row


def surround(
    business: Business, parts: Parts, random: Random, made: list[Customer], *, now: datetime
) -> None:
    """A tag, an address, a note and two log entries each."""

    def rows(model: Any, **facts: Any) -> list[Any]:
        return [model(business=business, customer=one, **facts) for one in made]

    CustomerTag.objects.bulk_create(rows(CustomerTag, tag=random.choice(parts.tags)))
    town, street = random.choice(studio.PLACES)
    Address.objects.bulk_create(rows(Address, town=town, street=street, house="7", is_main=True))
    Note.objects.bulk_create(
        rows(Note, text=random.choice(studio.NOTES), author=parts.staff[0], created_at=now)
    )
    Entry.objects.bulk_create(
        [entry(one, kind, now) for one in made for kind in ("customer.added", "note.added")]
    )


def entry(one: Customer, kind: str, now: datetime) -> Entry:
    return Entry(
        business_id=one.business_id, at=now, kind=kind, subject_kind="customers.customer", subject_id=one.pk,
        subject_label=one.full_name, customer_id=one.pk, search_text=one.search_text,
    )  # fmt: skip
