import pytest
from django.utils import timezone

from kesher.activity.models import Entry
from kesher.core.owning import acting_for
from kesher.core.refusals import Refused
from kesher.customers import tagging


@pytest.fixture
def ours(world):
    with acting_for(world.ours):
        world.vip, world.morning = world.ours.tags.create(name="VIP"), world.ours.tags.create(name="Morning")
        yield world


def given(world):
    return {"by": world.staff, "now": timezone.now()}


def tags(world):
    return sorted(tag.name for tag in world.customer.tags.all())


def test_a_tag_is_given_once(ours):
    tagging.tag(ours.customer, tags=[ours.vip], **given(ours))
    tagging.tag(ours.customer, tags=[ours.vip, ours.morning], **given(ours))

    assert tags(ours) == ["Morning", "VIP"]


def test_a_tag_is_taken(ours):
    tagging.tag(ours.customer, tags=[ours.vip, ours.morning], **given(ours))

    tagging.untag(ours.customer, tags=[ours.vip], **given(ours))

    assert tags(ours) == ["Morning"]


def test_a_retired_tag_stays_and_is_not_given(ours):
    tagging.tag(ours.customer, tags=[ours.vip], **given(ours))
    ours.vip.retired_at = ours.morning.retired_at = timezone.now()
    ours.vip.save(), ours.morning.save()

    with pytest.raises(Refused) as refused:
        tagging.tag(ours.customer, tags=[ours.morning], **given(ours))
    assert [problem.code for problem in refused.value.problems] == ["tag-retired"]
    assert tags(ours) == ["VIP"]


def test_what_changed_is_recorded_and_nothing_else(ours):
    tagging.tag(ours.customer, tags=[ours.vip], **given(ours))
    tagging.tag(ours.customer, tags=[ours.vip], **given(ours))
    tagging.untag(ours.customer, tags=[ours.morning], **given(ours))

    facts = (
        Entry.objects.about(ours.customer).filter(kind="customer.tagged").values_list("details", flat=True)
    )
    assert list(facts) == [{"changes": {"tags": ["", "VIP"]}}]
