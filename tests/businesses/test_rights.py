import pytest

from kesher.businesses import activating
from kesher.businesses.models import Business, Staff, rights, role
from kesher.businesses.permissions import Module, Permission
from kesher.core.owning import acting_for
from tests import make


@pytest.fixture
def manager(world):
    tel_aviv = make.branch(world.ours)
    staff = make.staff(world.ours, role="manager", branches=[tel_aviv])
    with acting_for(world.ours):
        world.ours.staff_roles.create(staff=staff, role=world.ours.roles.get(key="bookkeeper"))
    return staff


def fresh(staff):
    return Staff.objects.across_businesses().select_related("business").get(pk=staff.pk)


def test_one_statement_reads_what_the_rows_say(manager, django_assert_num_queries):
    one, other = fresh(manager), fresh(manager)

    with django_assert_num_queries(1):
        rights.settle(one)

    with acting_for(one.business):
        assert (one.permissions, one.branch_ids) == (other.permissions, other.branch_ids)
        assert activating.last_days(one.business) == activating.last_days(
            Business.objects.get(pk=one.business_id)
        )


def test_a_retired_role_gives_no_rights(manager, world):
    with acting_for(world.ours):
        world.ours.roles.update(retired_at="2026-01-01T00:00Z")

    one = fresh(manager)
    rights.settle(one)

    assert one.permissions == frozenset()


def test_another_business_opens_nothing_here(manager, world):
    with acting_for(world.ours):
        world.ours.activations.all().delete()

    one = fresh(manager)
    rights.settle(one)

    assert activating.state_of(one.business, Module.CUSTOMER_RELATIONS) == activating.State.LOCKED


def test_who_may_work_on_inquiries_may_see_them(world):
    one = fresh(make.staff(world.ours, permissions=[Permission.INQUIRY_EDIT]))
    rights.settle(one)

    assert one.permissions == {Permission.INQUIRY_EDIT, Permission.INQUIRY_VIEW}
    assert {*role.INCLUDED, *role.INCLUDED.values()} <= set(Permission)
