import pytest

from kesher.core.owning import acting_for
from kesher.customers import portrait
from tests import make

pytestmark = pytest.mark.django_db


def test_a_person_comes_with_what_the_head_shows(world, django_assert_num_queries):
    with acting_for(world.ours):
        branch = make.branch(world.ours)
        person = make.customer(world.ours, branch=branch, account_manager=world.staff)
        assert not world.staff.branch_ids
        with django_assert_num_queries(1):
            found = portrait.seen_by(world.staff, customer_id=person.pk)
            assert (found, found.branch, found.account_manager, found.business) == (
                person, branch, world.staff, world.ours,
            )  # fmt: skip


def test_a_person_of_another_business_is_not_there(world):
    with acting_for(world.ours):
        assert portrait.seen_by(world.staff, customer_id=world.foreign_customer.pk) is None


def test_a_person_of_another_branch_is_not_there(world):
    with acting_for(world.ours):
        ours, theirs = make.branch(world.ours), make.branch(world.ours, name="Haifa")
        limited = make.staff(world.ours, branches=[ours])
        hidden, shown = make.customer(world.ours, branch=theirs), make.customer(world.ours, branch=ours)

        assert portrait.seen_by(limited, customer_id=hidden.pk) is None
        assert portrait.seen_by(limited, customer_id=shown.pk) == shown


def test_tags_stand_in_the_order_of_the_business(world):
    with acting_for(world.ours):
        tags = [world.ours.tags.create(name=name) for name in ("Late", "Early")]
        for place, tag in zip((2, 1), tags, strict=True):
            tag.position = place
            tag.save()
            world.customer.tag_links.create(business=world.ours, tag=tag)
        stranger = make.customer(world.ours)

        assert portrait.tags(world.customer, world.ours) == tags[::-1]
        assert portrait.tags(stranger, world.ours) == []
