from datetime import UTC, datetime

import pytest

from kesher.activity.models import Entry
from kesher.core.owning import acting_for
from kesher.core.refusals import Refused
from kesher.customers import list_rows
from kesher.customers.models import CustomField, Tag
from tests import make

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.fixture
def ours(world):
    with acting_for(world.ours):
        yield world.ours


@pytest.fixture
def by(world):
    return {"by": world.staff, "now": NOW}


def tag(ours, by, name="VIP", **details):
    return list_rows.add(Tag(business=ours), name=name, **details, **by)


def field(ours, by, **details):
    facts = {"name": "Size", "kind": "text", "choices": [], **details}
    return list_rows.add(CustomField(business=ours), **facts, **by)


def test_a_new_row_is_the_last_one(ours, by):
    assert tag(ours, by).position < tag(ours, by, "Debtor").position


def test_a_row_has_a_name_of_its_own(ours, by):
    tag(ours, by)

    for name, code in (("VIP", "name-taken"), ("", "name-missing")):
        with pytest.raises(Refused, match=code):
            tag(ours, by, name)


def test_a_change_is_recorded(ours, by):
    row = tag(ours, by)
    list_rows.change(row, name="VIP+", **by)
    list_rows.change(row, name="VIP+", **by)

    assert Entry.objects.of(ours).get(kind="list-row.changed").details["changes"] == {"name": ["VIP", "VIP+"]}


def test_a_row_is_retired_and_restored(ours, by):
    row = list_rows.retire(tag(ours, by), **by)
    assert list_rows.retire(row, **by).retired_at == NOW

    assert list_rows.restore(list_rows.restore(row, **by), **by).retired_at is None


def test_a_row_that_nobody_uses_can_be_deleted(ours, by):
    list_rows.remove(tag(ours, by), **by)

    assert not ours.tags.exists()
    assert Entry.objects.of(ours).get(kind="list-row.removed").subject_label == "VIP"


def test_a_row_in_use_is_not_deleted(ours, by, world):
    row = tag(ours, by)
    ours.customer_tags.create(customer=world.customer, tag=row)

    with pytest.raises(Refused, match="row-used"):
        list_rows.remove(row, **by)
    assert ours.tags.get() == row


def test_the_order_is_the_businesss_own(ours, by):
    first, second, third = (tag(ours, by, name) for name in "abc")

    list_rows.move(third, steps=-1, **by)
    list_rows.move(first, steps=9, **by)
    list_rows.move(first, steps=1, **by)

    assert list(ours.tags.all()) == [third, second, first]
    assert Entry.objects.of(ours).filter(kind="list-row.changed").count() == 2


def test_the_kind_of_a_used_field_stays(ours, by, world):
    row = field(ours, by)
    list_rows.change(row, name="Size", kind="number", choices=[], **by)
    ours.field_values.create(customer=world.customer, field=row, value="7")

    with pytest.raises(Refused, match="kind-used"):
        list_rows.change(row, name="Size", kind="text", choices=[], **by)


def test_a_choice_field_has_choices(ours, by):
    with pytest.raises(Refused, match="choices-missing"):
        field(ours, by, kind="choice")

    assert field(ours, by, kind="choice", choices=["S", "M"]).choices == ["S", "M"]


def test_the_last_stage_in_progress_stays(ours, by):
    *others, last = ours.stages.filter(group="in-progress")
    for stage in others:
        list_rows.retire(stage, **by)

    for verb in (list_rows.retire, list_rows.remove):
        with pytest.raises(Refused, match="stage-last"):
            verb(last, **by)
    with pytest.raises(Refused, match="stage-last"):
        list_rows.change(last, name="X", group="lost", **by)


def test_a_stage_may_change_its_group_while_others_are_open(ours, by):
    stage = ours.stages.filter(group="in-progress").first()

    assert list_rows.change(stage, name="X", group="lost", **by).group == "lost"


def test_a_row_of_their_business_is_out_of_reach(world, by):
    with acting_for(world.theirs):
        foreign = world.theirs.stages.first()
    make.customer(world.ours)
    with acting_for(world.ours), pytest.raises(Exception):  # noqa: B017, PT011
        list_rows.retire(foreign, **by)
