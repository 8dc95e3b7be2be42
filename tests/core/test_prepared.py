import pytest
from django.db import connection

from kesher.businesses.models import Business
from kesher.core.owning import acting_for
from kesher.core.statements import compiled, replanned
from tests import make

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite prepares everything by itself"),
]


@compiled
def by_number(business: Business, number: int):
    return business.customers.filter(number=number)


@replanned
def all_of(business: Business):
    return business.customers.order_by("id")


def prepared():
    """How often each statement about customers was asked on this connection as a prepared one."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT statement, generic_plans + custom_plans FROM pg_prepared_statements WHERE statement LIKE %s",
            ['%FROM "customers_customer"%'],
        )
        return dict(cursor.fetchall())


def test_what_finds_rows_by_keys_is_prepared_once_for_all_values(world):
    gil, dana = make.customer(world.ours, first_name="Gil"), make.customer(world.ours, first_name="Dana")
    before = prepared()
    with acting_for(world.ours):
        assert [by_number(world.ours, gil.number), by_number(world.ours, dana.number)] == [[gil], [dana]]

    assert [count for statement, count in prepared().items() if statement not in before] == [2]


def test_what_depends_on_how_many_rows_there_are_is_planned_each_time(world):
    before = prepared()
    with acting_for(world.ours):
        all_of(world.ours)
        list(world.ours.customers.all())

    assert prepared() == before


def test_behind_a_pooler_that_does_not_know_them_nothing_is_prepared(world, settings):
    settings.PREPARED_STATEMENTS = False
    before = prepared()
    with acting_for(world.ours):
        by_number(world.ours, 1)

    assert prepared() == before
