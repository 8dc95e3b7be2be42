import pytest
from django.db import transaction
from django.utils import timezone

from kesher.businesses.permissions import Permission
from kesher.core.owning import acting_for
from kesher.core.refusals import Refused
from kesher.customers import archiving
from kesher.inquiries import holding, merging, removing
from tests import make

NOW = timezone.now()


@pytest.fixture(autouse=True)
def ours(world):
    with acting_for(world.ours), transaction.atomic():
        yield


def codes(inquiry):
    return [one.code for one in holding.problems(inquiry.fresh())]


def test_what_is_held_is_the_row_as_it_is_now(world):
    inquiry = make.inquiry(world.ours, title="Tap")
    world.ours.inquiries.filter(pk=inquiry.pk).update(title="Boiler")

    assert holding.held(inquiry).title == "Boiler"


def test_the_customer_is_held_before_the_inquiry(world, django_assert_num_queries):
    inquiry = make.inquiry(world.ours, customer=world.customer)
    inquiry = world.ours.inquiries.select_related("customer", "business").get(pk=inquiry.pk)

    with django_assert_num_queries(2) as asked:
        held = holding.held(inquiry)

    assert [one["sql"].split(" FROM ")[1].split()[0].strip('"') for one in asked] == [
        "customers_customer", "inquiries_inquiry",
    ]  # fmt: skip
    assert held.customer == world.customer


def test_a_deleted_one_is_not_changed(world):
    inquiry = make.inquiry(world.ours)
    removing.remove(inquiry, by=world.staff, now=NOW)

    assert codes(inquiry) == ["inquiry-removed"]
    with pytest.raises(Refused, match="inquiry-removed"):
        holding.held(inquiry)


def test_one_that_was_merged_into_another_is_not_changed(world):
    survivor, merged = (make.inquiry(world.ours, customer=world.customer) for _side in range(2))
    merging.merge(survivor, merged, by=world.staff, now=NOW)

    assert codes(merged) == ["inquiry-merged"]
    with pytest.raises(Refused, match="inquiry-merged"):
        holding.together(survivor, merged)


def test_one_of_a_person_in_the_archive_is_not_changed(world):
    inquiry = make.inquiry(world.ours, customer=world.customer)
    archiving.archive(world.customer, by=world.staff, now=NOW)

    assert codes(inquiry) == ["person-archived"]


def test_two_are_given_back_in_the_order_in_which_they_were_asked_for(world):
    first, second = (make.inquiry(world.ours) for _side in range(2))

    assert holding.together(second, first) == (second, first)


def test_the_right_is_asked_of_people_and_not_of_jobs(world):
    without = make.staff(world.ours, permissions=[Permission.INQUIRY_VIEW])

    found = {
        one and one.pk: [problem.code for problem in holding.lacking(one, Permission.INQUIRY_EDIT, "No.")]
        for one in (without, world.staff, None)
    }

    assert found == {without.pk: ["right-missing"], world.staff.pk: [], None: []}
