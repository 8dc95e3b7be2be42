from datetime import timedelta

import pytest
from django.utils import timezone

from kesher.activity.models import Entry
from kesher.core.owning import acting_for
from kesher.core.refusals import Refused
from kesher.inquiries import closing, converting, noting, treating
from kesher.inquiries.kinds import Kind
from kesher.inquiries.models import ClockKind
from tests import make

NOW = timezone.now()


@pytest.fixture(autouse=True)
def within(world):
    with acting_for(world.ours):
        yield


def message(world, **details):
    return make.inquiry(world.ours, customer=world.customer, by=world.staff, now=NOW, **details)


def convert(inquiry, world, kind, *, now=NOW, **details):
    type_of = world.ours.inquiry_types.filter(kind=kind).first()
    return converting.convert(inquiry, kind=kind, type=type_of, by=world.staff, now=now, **details)


def codes(refused):
    return [one.code for one in refused.value.problems]


def test_a_message_becomes_a_task_with_its_number_and_thread(world):
    one = message(world)
    note = noting.add(one, text="Called back", by=world.staff, now=NOW)

    task = convert(one, world, "task")

    assert (task.pk, task.number, task.kind, task.type.kind) == (one.pk, one.number, "task", "task")
    assert list(task.notes.all()) == [note]


def test_a_message_becomes_a_call_that_becomes_a_task_again(world):
    call = convert(message(world), world, "service-call")

    assert call.kind == "service-call"
    assert convert(call, world, "task").kind == "task"


def test_a_documentation_stays_what_it_is(world):
    one = message(world, kind="documentation")

    with pytest.raises(Refused) as refused:
        convert(one, world, "task")

    assert "cannot-become" in codes(refused)
    assert converting.offered(one) == []


def test_a_closed_one_is_reopened_first(world):
    one = closing.close(message(world), by=world.staff, now=NOW)

    with pytest.raises(Refused) as refused:
        convert(one, world, "task")

    assert codes(refused) == ["is-closed"]


def test_a_call_with_treatment_lines_stays_a_call(world):
    call = message(world, kind="service-call", staff=[world.staff])
    parts = world.ours.treatment_types.filter(sub_type="parts").first()
    treating.add(call, type=parts, item="Switch", price=4000, by=world.staff, now=NOW)

    with pytest.raises(Refused) as refused:
        convert(call, world, "task")

    assert codes(refused) == ["has-treatments"]


def test_a_type_of_another_kind_is_refused(world):
    wrong = world.ours.inquiry_types.filter(kind="message").first()

    with pytest.raises(Refused) as refused:
        converting.convert(message(world), kind="task", type=wrong, by=world.staff, now=NOW)

    assert codes(refused) == ["type-of-another-kind"]


def test_a_task_asks_for_the_customer_whom_the_message_did_not_have(world):
    one = make.inquiry(world.ours, contact_name="Noa", now=NOW)

    with pytest.raises(Refused) as refused:
        convert(one, world, "task")
    task = convert(one, world, "task", customer=world.customer)

    assert codes(refused) == ["customer-missing"]
    assert task.customer == world.customer
    assert world.customer.full_name.lower() in task.search_text


def test_a_call_without_anybody_becomes_a_task_of_whom_is_named(world):
    call = make.inquiry(world.ours, kind="service-call", customer=world.customer, now=NOW)

    with pytest.raises(Refused) as refused:
        convert(call, world, "task")
    task = convert(call, world, "task", staff=[world.staff])

    assert codes(refused) == ["staff-missing"]
    assert [one.staff for one in task.assignees.all()] == [world.staff]


def test_a_call_gets_the_valid_contract_and_a_target_from_its_promise(world):
    contract = make.contract(world.customer, clauses=[make.bank(hours=1)])

    call = convert(message(world), world, "service-call")

    assert (call.contract, bool(call.contract_choice)) == (contract, True)
    assert call.target_at == call.clocks.get(kind=ClockKind.RESOLUTION).due_at


def test_running_clocks_go_on_from_the_opening(world):
    one = message(world)
    before = {clock.kind: clock.due_at for clock in one.clocks.all()}

    task = convert(one, world, "task", now=NOW + timedelta(minutes=30))

    assert {clock.kind: clock.due_at for clock in task.clocks.all()} == before
    assert task.clock_spans.count() == 1


def test_a_task_that_becomes_a_call_is_promised_from_then(world):
    task = message(world, kind="task", staff=[world.staff])
    later = NOW + timedelta(hours=3)

    call = convert(task, world, "service-call", now=later)

    assert [span.starts_at for span in call.clock_spans.all()] == [later]
    assert call.clocks.count() == 2


def test_it_is_recorded_with_what_it_was(world):
    one = message(world)
    type_before = str(one.type)

    task = convert(one, world, "task")

    told = Entry.objects.of(world.ours).get(kind=Kind.CONVERTED).details["changes"]
    assert told["type"] == [type_before, str(task.type)]
    assert len(set(told["kind"])) == 2
