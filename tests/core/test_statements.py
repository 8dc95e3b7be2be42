import pytest
from django.db.models import Q

from kesher.businesses.models import Business, Staff
from kesher.core.owning import NoBusiness, acting_for
from kesher.core.statements import Unmarked, compiled
from tests import make

pytestmark = pytest.mark.django_db


@compiled
def named(business: Business, name: str, numbers: list[int]):
    return business.customers.filter(Q(first_name=name) | Q(number__in=numbers)).order_by("id")


@compiled
def places(user_id: int):
    return Staff.objects.across_businesses().filter(user=user_id)


def test_it_is_put_together_once_and_asked_with_other_values(world):
    asked = []

    @compiled
    def of_name(business: Business, name: str):
        asked.append(name)
        return business.customers.filter(first_name=name)

    with acting_for(world.ours):
        gil, dana = make.customer(world.ours, first_name="Gil"), make.customer(world.ours, first_name="Dana")
        assert (of_name(world.ours, "Gil"), of_name(world.ours, "Dana")) == ([gil], [dana])

    assert asked == ["mark-2"]


def test_each_shape_is_put_together_by_itself(world):
    @compiled
    def in_order(business: Business, *, order: str):
        return business.customers.order_by(order).values_list("first_name")[:2]

    with acting_for(world.ours):
        make.customer(world.ours, first_name="Aa"), make.customer(world.ours, first_name="Zz")
        first, last = in_order(world.ours, order="first_name"), in_order(world.ours, order="-first_name")

    assert (first[0], last[0]) == (("Aa",), ("Zz",))


def test_lists_of_any_length_are_values(world):
    with acting_for(world.ours):
        people = [make.customer(world.ours, first_name=f"P{number}") for number in range(3)]
        numbers = [one.number for one in people]

        assert named(world.ours, "Nobody", numbers) == people
        assert named(world.ours, "Nobody", numbers[:1]) == people[:1]


def test_business_after_business_each_gets_its_own_rows(world):
    with acting_for(world.ours):
        ours = named(world.ours, world.customer.first_name, [world.customer.number])
    with acting_for(world.theirs):
        theirs = named(world.theirs, world.foreign_customer.first_name, [world.foreign_customer.number])

    assert (ours, theirs) == ([world.customer], [world.foreign_customer])


def test_walking_from_another_business_gives_nothing(world):
    with acting_for(world.theirs):
        named(world.theirs, "Noa", [1])
    with acting_for(world.ours):
        assert named(world.theirs, world.foreign_customer.first_name, [world.foreign_customer.number]) == []


def test_without_a_current_business_it_is_refused(world):
    with acting_for(world.ours):
        named(world.ours, "Noa", [1])

    with pytest.raises(NoBusiness):
        named(world.ours, "Noa", [1])


def test_across_businesses_needs_no_current_one(world):
    assert places(world.staff.user_id) == [world.staff]


def test_what_was_walked_from_is_not_read_again(world, django_assert_num_queries):
    with acting_for(world.ours), django_assert_num_queries(1):
        found = named(world.ours, world.customer.first_name, [world.customer.number])
        assert found[0].business is world.ours


def test_joined_rows_come_along(world, django_assert_num_queries):
    @compiled
    def with_branch(business: Business):
        return business.customers.select_related("branch")

    with acting_for(world.ours):
        branch = make.branch(world.ours)
        make.customer(world.ours, branch=branch)
        with django_assert_num_queries(1):
            assert branch in [one.branch for one in with_branch(world.ours)]


def test_counting_asks_for_the_number_alone(world):
    with acting_for(world.ours):
        assert named.count(world.ours, world.customer.first_name, [world.customer.number]) == 1


def test_a_value_that_would_stay_in_the_statement_is_refused(world):
    @compiled
    def containing(business: Business, text: str):
        return business.customers.filter(first_name__contains=text)

    with acting_for(world.ours), pytest.raises(Unmarked):
        containing(world.ours, "No")


def test_a_statement_that_asks_while_it_is_put_together_is_refused(world):
    @compiled
    def seen(business: Business, staff: Staff):
        return business.customers.visible_to(staff)

    with acting_for(world.ours), pytest.raises(Unmarked):
        seen(world.ours, world.staff)


@pytest.mark.parametrize("value", [None, True, 1.5])
def test_what_is_no_number_text_list_or_row_is_given_by_name(world, value):
    with acting_for(world.ours), pytest.raises(Unmarked):
        named(world.ours, value, [1])


def test_a_value_that_looks_like_a_mark_is_a_value(world):
    with acting_for(world.ours):
        assert named(world.ours, "mark-2", [9_000_000_000_000_000_003]) == []


def test_a_number_that_no_column_holds_finds_nothing(world):
    with acting_for(world.ours):
        assert named(world.ours, "Nobody", [10**30, -(10**30)]) == []
