"""Two businesses side by side, so that a leak between them is visible."""

from dataclasses import dataclass

import pytest

from kesher.businesses.models import Business, Staff
from kesher.customers.models import Customer
from tests import make


@dataclass
class World:
    ours: Business
    staff: Staff
    """our owner, with every right"""
    customer: Customer
    theirs: Business
    foreign_customer: Customer


@pytest.fixture
def world(db) -> World:
    ours, theirs = make.business(slug="ours"), make.business(slug="theirs")
    return World(
        ours=ours,
        staff=Staff.objects.across_businesses().select_related("user", "business").get(business=ours),
        customer=make.customer(ours),
        theirs=theirs,
        foreign_customer=make.customer(theirs),
    )


@pytest.fixture
def desk(world, client):
    """A browser signed in as our owner."""
    client.force_login(world.staff.user)
    return client
