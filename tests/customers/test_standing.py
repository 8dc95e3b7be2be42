import pytest
from django.db import transaction
from django.utils import timezone

from kesher.core.owning import acting_for
from kesher.core.refusals import Refused
from kesher.customers import standing
from tests import make


@pytest.mark.parametrize(
    ("marks", "code"),
    [(["archived_at"], "person-archived"), (["archived_at", "erased_at"], "person-erased")],
)
def test_who_is_in_the_archive_can_be_read_not_changed(world, marks, code):
    with acting_for(world.ours), transaction.atomic():
        for mark in marks:
            setattr(world.customer, mark, timezone.now())
        world.customer.save()

        with pytest.raises(Refused) as refused:
            standing.held(world.customer)

    assert [problem.code for problem in refused.value.problems] == [code]


def test_who_was_merged_is_worked_on_elsewhere(world):
    with acting_for(world.ours), transaction.atomic():
        world.customer.merged_into = make.customer(world.ours)
        world.customer.save()

        assert [problem.code for problem in standing.problems(world.customer)] == ["person-merged"]


def test_everybody_else_is_held(world):
    with acting_for(world.ours), transaction.atomic():
        assert standing.held(world.customer) == world.customer
