from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone, translation

from kesher.activity import reacting
from kesher.activity.models import Entry
from kesher.activity.reacting import Plan
from kesher.businesses import departing
from kesher.core.owning import acting_for
from kesher.core.refusals import Problem, Refused
from kesher.customers import archiving, converting
from kesher.customers.kinds import Kind
from kesher.customers.models import Role, StageGroup
from tests import make

NOW = timezone.make_aware(datetime(2026, 11, 22, 10))
TODAY = date(2026, 11, 22)
EARLIER = NOW - timedelta(days=30)


@pytest.fixture(autouse=True)
def ours(world):
    with acting_for(world.ours), translation.override("en"):
        yield


@pytest.fixture
def lead(world):
    return make.customer(world.ours, first_name="Dana", now=EARLIER, stage=world.ours.stages.first())


def convert(world, customer, to, **more):
    return converting.convert(customer, to=to, by=world.staff, now=NOW, **more)


def employ(world, customer):
    return convert(world, customer, "staff", roles=[world.ours.roles.get(key="instructor")])


def periods(customer):
    return [(p.role, p.starts_on, p.ends_on) for p in customer.role_periods.order_by("id")]


def rows(customer):
    return (
        list(customer.role_periods.order_by("id").values()),
        customer.fresh().role,
        customer.fresh().stage_id,
    )


def last_entry(customer):
    return Entry.objects.about(customer).newest_first().first()


def test_a_lead_becomes_a_customer_and_was_a_lead_until_today(world, lead):
    customer = convert(world, lead, Role.CUSTOMER)

    assert customer.role == Role.CUSTOMER
    assert periods(customer) == [("lead", EARLIER.date(), TODAY), ("customer", TODAY, None)]
    assert customer.stage.group == StageGroup.CONVERTED


def test_the_log_tells_role_and_stage_before_and_after(world, lead):
    before = str(lead.stage)
    customer = convert(world, lead, Role.CUSTOMER)

    entry = last_entry(customer)
    assert entry.kind == Kind.CONVERTED
    assert entry.details["changes"] == {"role": ["lead", "customer"], "stage": [before, str(customer.stage)]}


def test_a_customer_becomes_a_former_one_and_comes_back(world, lead):
    customer = convert(world, lead, Role.CUSTOMER)
    former = convert(world, customer, Role.FORMER)

    assert (former.role, periods(former)[-1]) == (Role.FORMER, ("customer", TODAY, TODAY))

    back = convert(world, former, Role.CUSTOMER)
    assert periods(back)[1:] == [("customer", TODAY, TODAY), ("customer", TODAY, None)]


def test_a_customer_becomes_a_lead_at_the_first_stage(world, lead):
    customer = convert(world, convert(world, lead, Role.CUSTOMER), Role.LEAD)

    assert customer.role == Role.LEAD
    assert customer.stage == world.ours.stages.filter(group=StageGroup.IN_PROGRESS).first()


def test_a_person_cannot_become_what_it_is(world, lead):
    with pytest.raises(Refused, match="role-same"):
        convert(world, lead, Role.LEAD)


def test_a_lead_was_never_a_customer_to_be_a_former_one(world, lead):
    with pytest.raises(Refused, match="role-same"):
        convert(world, lead, Role.FORMER)


def test_the_archived_are_not_converted(world, lead):
    archiving.archive(lead, by=world.staff, now=NOW)

    with pytest.raises(Refused, match="person-archived"):
        convert(world, lead, Role.CUSTOMER)


def test_a_higher_domain_stands_in_the_way_and_shows_how_to_settle(world, lead, monkeypatch):
    """As memberships or billing will."""

    def planner(customer, by, details):
        if details["role"] != Role.CUSTOMER:
            return Plan()
        return Plan(
            sentences=["A booking is released."], problems=[Problem("debt", "₪50 are owed.", fix_url="/pay/")]
        )

    monkeypatch.setitem(reacting._together, str(Kind.CONVERTED), [planner])

    ahead = converting.foreseen(lead, to=Role.CUSTOMER, by=world.staff)
    assert ahead.sentences[-1] == "A booking is released."
    with pytest.raises(Refused, match="debt"):
        convert(world, lead, Role.CUSTOMER)
    assert lead.fresh().role == Role.LEAD


def test_a_higher_domain_that_refuses_late_undoes_everything(world, lead, monkeypatch):
    def planner(customer, by, details):
        broken = customer.role == Role.CUSTOMER
        return Plan(problems=[Problem("late", "Not now.")] if broken else [])

    monkeypatch.setitem(reacting._together, str(Kind.CONVERTED), [planner])
    before = rows(lead)

    with pytest.raises(Refused, match="late"):
        convert(world, lead, Role.CUSTOMER)
    assert rows(lead) == before


def test_convert_refuses_when_the_plan_has_changed_since_it_was_shown(world, lead):
    seen = converting.foreseen(lead, to=Role.CUSTOMER, by=world.staff).fingerprint
    lead.stage = None
    lead.first_name = "Another"
    lead.save()

    with pytest.raises(Refused, match="plan-changed"):
        convert(world, lead, Role.CUSTOMER, seen=seen)


def test_undo_restores_role_stage_and_periods_exactly(world, lead):
    before = rows(lead)
    convert(world, lead, Role.CUSTOMER)

    converting.undo(lead, by=world.staff, now=NOW + timedelta(days=2))

    assert rows(lead) == before
    assert last_entry(lead).kind == Kind.CONVERSION_UNDONE


def test_undo_goes_back_step_by_step(world, lead):
    before = rows(lead)
    convert(world, lead, Role.CUSTOMER)
    between = rows(lead)
    convert(world, lead, Role.FORMER)

    converting.undo(lead, by=world.staff, now=NOW)
    assert rows(lead) == between
    converting.undo(lead, by=world.staff, now=NOW)
    assert rows(lead) == before


def test_undo_without_a_conversion_is_refused(world, lead):
    with pytest.raises(Refused, match="conversion-none"):
        converting.undo(lead, by=world.staff, now=NOW)


def test_undo_is_refused_when_the_roles_have_changed_otherwise(world, lead):
    convert(world, lead, Role.CUSTOMER)
    lead.role_periods.filter(ends_on=None).update(starts_on=date(2026, 1, 1))

    with pytest.raises(Refused, match="roles-changed"):
        converting.undo(lead, by=world.staff, now=NOW)


def test_undo_of_becoming_staff_ends_the_place_and_leaves_no_period(world, lead):
    before = rows(lead)
    employ(world, lead)

    converting.undo(lead, by=world.staff, now=NOW)

    assert rows(lead) == before
    assert not lead.fresh().staff.is_active


def test_undo_of_becoming_staff_needs_the_right_to_manage_staff(world, lead):
    employ(world, lead)
    clerk = make.staff(
        world.ours,
        permissions=["customer.view", "customer.edit", "customer.convert", "injury.view", "injury.edit"],
    )

    with pytest.raises(Refused) as refused:
        converting.undo(lead, by=clerk, now=NOW)

    assert refused.value.problems[0].code == "staff-right"


def test_undo_of_no_longer_staff_brings_the_place_back(world, lead):
    employ(world, lead)
    between = rows(lead)
    convert(world, lead, "staff-ended")

    converting.undo(lead, by=world.staff, now=NOW)

    assert rows(lead) == between
    assert lead.fresh().staff.is_active


def test_leaving_by_the_staff_settings_cannot_be_undone_as_a_conversion(world, lead):
    employ(world, lead)
    departing.leave(lead.fresh().staff, by=world.staff, now=NOW)

    with pytest.raises(Refused, match="roles-changed"):
        converting.undo(lead, by=world.staff, now=NOW)
