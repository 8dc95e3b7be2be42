import pytest

from kesher.core.owning import acting_for
from tests import make


def rows(response):
    return response.content.decode().count("<tr data-row")


def test_the_list_shows_the_business_own_people(desk, world):
    response = desk.get("/b/ours/customers/")

    assert rows(response) == 1
    assert str(world.customer) in response.content.decode()
    assert str(world.foreign_customer) not in response.content.decode()
