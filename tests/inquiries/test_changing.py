from datetime import timedelta

import pytest
from django.utils import timezone

from kesher.activity.models import Entry
from kesher.businesses.permissions import Permission
from kesher.core.owning import acting_for
from kesher.core.refusals import Refused
from kesher.customers import archiving
from kesher.inquiries import changing, treating
from kesher.inquiries.kinds import Kind
from tests import make

NOW = timezone.now()


@pytest.fixture(autouse=True)
def ours(world):
    with acting_for(world.ours):
        yield world.ours


@pytest.fixture
def call(world, ours):
    return make.inquiry(ours, kind="service-call", customer=world.customer, now=NOW - timedelta(hours=1))


@pytest.fixture
def clerk(ours):
    return make.staff(ours, permissions=[Permission.INQUIRY_EDIT])


def test_given_fields_change_and_the_others_stay(world, call):
    changed = changing.change(call, title=" New  tap ", by=world.staff, now=NOW)

    assert (changed.title, changed.details, changed.changed_at) == ("New tap", call.details, NOW)


def test_it_takes_the_right_to_work_on_inquiries(ours, call):
    reader = make.staff(ours, permissions=[Permission.INQUIRY_ALL])

    with pytest.raises(Refused, match="right-missing"):
        changing.change(call, title="x", by=reader, now=NOW)


def test_after_a_change_it_still_has_what_its_kind_asks_for(world, call):
    with pytest.raises(Refused, match="details-missing"):
        changing.change(call, details=" ", by=world.staff, now=NOW)
    with pytest.raises(Refused, match="customer-missing"):
        changing.change(call, customer=None, by=world.staff, now=NOW)


def test_a_task_that_lost_its_people_is_given_somebody_first(world, ours):
    task = make.inquiry(ours, kind="task", staff=[world.staff])
    task.assignees.all().delete()

    with pytest.raises(Refused, match="staff-missing"):
        changing.change(task, title="x", by=world.staff, now=NOW)


def test_another_contract_than_the_one_found_takes_a_right_and_says_so(world, ours, clerk):
    contract, other = (
        make.contract(world.customer, name="First"),
        make.contract(world.customer, name="Second"),
    )
    call = make.inquiry(ours, kind="service-call", customer=world.customer, contract=contract)

    with pytest.raises(Refused, match="right-missing"):
        changing.change(call, contract=other, by=clerk, now=NOW)
    changed = changing.change(call, contract=other, by=world.staff, now=NOW)

    assert (changed.contract, bool(changed.contract_choice)) == (other, True)
    entry = Entry.objects.of(ours).get(kind=Kind.CHANGED)
    assert entry.details["changes"]["contract"] == [str(contract), str(other)]


def test_a_call_without_a_contract_gets_one_without_that_right(world, call, clerk):
    contract = make.contract(world.customer)

    assert changing.change(call, contract=contract, by=clerk, now=NOW).contract == contract


def test_a_change_tells_what_was_there_before(world, ours, call):
    urgent = ours.priorities.get(key="urgent")

    changing.change(call, priority=urgent, by=world.staff, now=NOW)

    entry = Entry.objects.of(ours).get(kind=Kind.CHANGED)
    assert entry.details["changes"] == {"priority": [str(call.priority), str(urgent)]}


def test_nothing_changed_nothing_recorded(world, ours, call):
    changed = changing.change(call, details=call.details, title="", by=world.staff, now=NOW)

    assert changed.changed_at == call.changed_at
    assert not Entry.objects.of(ours).filter(kind=Kind.CHANGED).exists()


def test_another_customer_takes_the_first_ones_places_and_contract_off(world, ours, clerk):
    site, contract = make.site(world.customer), make.contract(world.customer)
    call = make.inquiry(
        ours,
        kind="service-call",
        customer=world.customer,
        site=site,
        equipment=make.equipment(world.customer),
    )
    assert call.contract == contract

    other = make.customer(ours)
    changed = changing.change(call, customer=other, by=clerk, now=NOW)

    assert (changed.customer, changed.site, changed.equipment, changed.contract) == (other, None, None, None)
    assert changed.contract_choice == ""


def test_places_given_with_another_customer_stay(world, ours, call):
    other = make.customer(ours)
    site = make.site(other)

    assert changing.change(call, customer=other, site=site, by=world.staff, now=NOW).site == site


def test_a_customer_in_the_archive_gets_nothing(world, ours, call):
    other = make.customer(ours)
    archiving.archive(other, by=world.staff, now=NOW)

    with pytest.raises(Refused, match="person-archived"):
        changing.change(call, customer=other, by=world.staff, now=NOW)


def test_deleted_and_merged_ones_are_not_changed(world, ours, call):
    call.removed_at = NOW
    call.save()

    with pytest.raises(Refused, match="inquiry-removed"):
        changing.change(call, title="x", by=world.staff, now=NOW)


def test_what_is_searched_for_follows(world, ours, call):
    changing.change(call, title="Boiler", by=world.staff, now=NOW)

    assert ours.inquiries.filter(search_text__contains="boiler").get() == call


def test_a_priority_that_promises_nothing_takes_the_clocks_away(world, ours, call):
    calm = ours.priorities.create(name="Calm", rank=99)

    changing.change(call, priority=calm, by=world.staff, now=NOW)

    assert call.clocks.count() == 0


def test_what_was_missed_stays_missed_when_nothing_is_promised_any_more(world, ours):
    call = make.inquiry(ours, kind="service-call", now=NOW - timedelta(days=60))
    calm = ours.priorities.create(name="Calm", rank=99)

    changing.change(call, priority=calm, by=world.staff, now=NOW)

    assert {(clock.missed_at is not None, clock.stopped_at) for clock in call.clocks.all()} == {(True, NOW)}


def test_a_call_that_loses_its_contract_gives_its_hours_back(world, ours):
    contract = make.contract(world.customer, clauses=[make.bank(hours=1)])
    call = make.inquiry(ours, kind="service-call", customer=world.customer, contract=contract, now=NOW)
    work = ours.treatment_types.filter(sub_type="work").first()
    line = treating.add(call, type=work, minutes=60, by=world.staff, now=NOW)

    changing.change(call, contract=None, by=world.staff, now=NOW)

    line.refresh_from_db()
    assert line.covered_minutes == 0
    assert ours.lots.get().balance == 60
