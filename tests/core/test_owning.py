import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from kesher.core.owning import ForeignRow, NoBusiness, acting_for
from kesher.customers.models import Customer
from tests import make

pytestmark = pytest.mark.django_db


def test_reading_through_objects_is_refused():
    with pytest.raises(NoBusiness):
        Customer.objects.filter(first_name="Noa")


def test_walking_from_the_business_gives_its_rows_alone(world):
    with acting_for(world.ours):
        assert list(world.ours.customers.all()) == [world.customer]


def test_walking_from_another_business_gives_nothing(world):
    with acting_for(world.ours):
        assert list(world.theirs.customers.all()) == []


def test_walking_without_a_business_is_refused(world):
    with pytest.raises(NoBusiness):
        list(world.ours.customers.all())


def test_saving_a_row_of_another_business_is_refused(world):
    with acting_for(world.theirs), pytest.raises(ForeignRow):
        world.customer.save()


def test_deleting_a_row_of_another_business_is_refused(world):
    with acting_for(world.theirs), pytest.raises(ForeignRow):
        world.customer.delete()


def test_the_database_refuses_a_reference_across_businesses(world):
    with acting_for(None), pytest.raises(IntegrityError), transaction.atomic():
        Customer.objects.across_businesses().filter(pk=world.customer.pk).update(payer=world.foreign_customer)


def test_joins_carry_the_business(world):
    with acting_for(world.ours):
        sql = str(world.ours.customers.select_related("branch").query)

    assert '"businesses_branch"."business_id" = ("customers_customer"."business_id")' in sql


def test_a_saved_row_keeps_its_business(world):
    with acting_for(world.ours):
        world.customer.first_name = "Dana"
        world.customer.save()
        assert world.ours.customers.get().first_name == "Dana"


def test_moving_a_row_to_another_business_is_refused(world):
    row = world.customer
    row.business_id = world.theirs.pk
    with acting_for(world.ours), pytest.raises(ForeignRow):
        row.save()


def test_number_series_has_no_gap_and_no_repeat(world):
    with acting_for(world.ours):
        numbers = [make.customer(world.ours, now=timezone.now()).number for _ in range(3)]

    assert numbers == [2, 3, 4]
