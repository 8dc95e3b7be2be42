import pytest
from django.utils import timezone

from kesher.activity.models import Entry
from kesher.core.owning import acting_for
from kesher.core.refusals import Refused
from kesher.inquiries import linking, removing
from kesher.inquiries.kinds import Kind
from tests import make

NOW = timezone.now()


@pytest.fixture
def pair(world):
    with acting_for(world.ours):
        yield [
            make.inquiry(world.ours, customer=world.customer, by=world.staff, now=NOW) for _one in range(2)
        ]


def told(world, kind):
    return {entry.subject_id for entry in Entry.objects.of(world.ours).filter(kind=kind)}


def test_linking_and_unlinking_are_recorded_at_both(world, pair):
    link = linking.link(*pair, by=world.staff, now=NOW)
    linking.unlink(link, by=world.staff, now=NOW)

    both = {one.pk for one in pair}
    assert (told(world, Kind.LINKED), told(world, Kind.UNLINKED)) == (both, both)
    assert not world.ours.inquiry_links.exists()


def test_a_link_that_is_there_already_changes_nothing(world, pair):
    first = linking.link(*pair, by=world.staff, now=NOW)

    assert linking.link(*reversed(pair), by=world.staff, now=NOW) == first
    assert Entry.objects.of(world.ours).filter(kind=Kind.LINKED).count() == 2


def test_none_is_linked_to_itself(world, pair):
    with pytest.raises(Refused, match="link-to-itself"):
        linking.link(pair[0], pair[0], by=world.staff, now=NOW)


def test_two_do_not_block_each_other(world, pair):
    linking.link(*pair, kind="blocks", by=world.staff, now=NOW)

    with pytest.raises(Refused, match="blocks-each-other"):
        linking.link(*reversed(pair), kind="blocks", by=world.staff, now=NOW)
    linking.link(*pair, kind="related", by=world.staff, now=NOW)

    assert world.ours.inquiry_links.count() == 2


def test_deleted_ones_are_not_linked(world, pair):
    removing.remove(pair[1], by=world.staff, now=NOW)

    with pytest.raises(Refused, match="inquiry-removed"):
        linking.link(*pair, by=world.staff, now=NOW)


def test_linking_takes_the_right_to_work_on_inquiries(world, pair):
    with pytest.raises(Refused, match="right-missing"):
        linking.link(*pair, by=make.staff(world.ours, role="bookkeeper"), now=NOW)
