from kesher.core.owning import acting_for
from kesher.customers.bulk_verbs import VERBS, rows_for
from tests import make


def test_staff_limited_to_branches_give_only_these(world):
    with acting_for(world.ours):
        here, _there = make.branch(world.ours), make.branch(world.ours)
        limited = make.staff(world.ours, branches=[here])

        assert list(rows_for(VERBS["branch"], limited)) == [here]


def test_what_is_not_in_use_any_more_is_not_chosen(world):
    with acting_for(world.ours):
        tag = world.ours.tags.create(name="Old", retired_at=world.staff.business.created_at)

        assert tag not in rows_for(VERBS["tag"], world.staff)
