"""Two businesses side by side, so that a leak between them is visible."""

from dataclasses import dataclass

import pytest

from kesher.businesses.models import Business, Staff
from kesher.core.owning import acting_for
from kesher.customers.models import Customer
from tests import keeping, make


@dataclass
class World:
    ours: Business
    staff: Staff
    """our owner, with every right"""
    customer: Customer
    theirs: Business
    foreign_customer: Customer


@pytest.fixture(scope="session")
def two_businesses(django_db_setup, django_db_blocker) -> keeping.Rows:
    """Made before any test changes what the rules do."""
    with django_db_blocker.unblock():
        return keeping.made(lambda: [make.customer(make.business(slug=slug)) for slug in ("ours", "theirs")])


@pytest.fixture
def world(two_businesses, db) -> World:
    keeping.lay_down(two_businesses)
    ours, theirs = (Business.objects.get(slug=slug) for slug in ("ours", "theirs"))
    return World(
        ours=ours,
        staff=Staff.objects.across_businesses().select_related("user", "business").get(business=ours),
        customer=first_customer(ours),
        theirs=theirs,
        foreign_customer=first_customer(theirs),
    )


def first_customer(business: Business) -> Customer:
    with acting_for(business):
        return business.customers.get()


@pytest.fixture
def desk(world, client):
    """A browser signed in as our owner."""
    client.force_login(world.staff.user)
    return client
