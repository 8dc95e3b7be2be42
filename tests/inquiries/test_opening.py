from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from kesher.activity.models import Entry
from kesher.businesses.permissions import Permission
from kesher.core.owning import acting_for
from kesher.core.refusals import Refused
from kesher.customers import archiving
from kesher.inquiries import opening
from kesher.inquiries.kinds import Kind
from tests import make

NOW = timezone.now()


@pytest.fixture(autouse=True)
def ours(world):
    with acting_for(world.ours):
        yield world.ours


def open_one(world, kind="service-call", **details):
    given = {"details": "It drips", "customer": world.customer, **details}
    given["type"] = given.get("type") or a_type(world.ours, kind)
    if kind in {"message", "task"}:
        given = {"staff": [world.staff], **given}
    return opening.open_inquiry(world.ours, kind=kind, now=NOW, **{"by": world.staff, **given})


def a_type(ours, kind):
    return ours.inquiry_types.filter(kind=kind).first()


def test_opening_takes_the_right(world, ours):
    clerk = make.staff(ours, permissions=[Permission.INQUIRY_EDIT])

    with pytest.raises(Refused, match="right-missing"):
        open_one(world, by=clerk)


def test_the_first_one_named_is_the_main_one(world, ours):
    dana, avi = make.staff(ours), make.staff(ours)

    one = open_one(world, staff=[dana, avi, dana])

    assert [(row.staff, row.is_main) for row in one.assignees.all()] == [(dana, True), (avi, False)]


def test_numbers_are_shared_by_all_kinds_and_by_meetings(world, ours):
    first = open_one(world, "message").number
    meeting = make.meeting(ours, by=world.staff)
    others = [open_one(world, kind).number for kind in ("task", "service-call", "documentation")]

    assert [meeting.number, *others] == list(range(first + 1, first + 5))


def test_a_refused_opening_uses_no_number(world):
    before = open_one(world).number

    with pytest.raises(Refused):
        open_one(world, details=" ")

    assert open_one(world).number == before + 1


def test_it_starts_open_with_the_normal_priority(world):
    one = open_one(world)

    assert (one.status.key, one.priority.key, one.percent, one.closed_at) == ("open", "normal", 0, None)
    assert open_one(world, priority=None).priority.key == "normal"


def test_another_status_and_priority_can_be_chosen(world, ours):
    waiting, urgent = ours.statuses.get(key="waiting-parts"), ours.priorities.get(key="urgent")

    one = open_one(world, status=waiting, priority=urgent)

    assert (one.status, one.priority) == (waiting, urgent)


def test_retired_defaults_are_replaced(world, ours):
    ours.priorities.filter(key="normal").update(retired_at=NOW)
    ours.statuses.filter(key="open").update(retired_at=NOW)
    fresh = ours.statuses.create(number=40, name="New", category="open")

    one = open_one(world)

    assert (one.priority.key, one.status) == ("urgent", fresh)


def test_documentation_is_created_closed_without_priority_and_target(world):
    one = open_one(world, "documentation")

    assert (one.status.number, one.closed_at, one.percent) == (0, NOW, 100)
    assert (one.priority, one.target_at, one.clocks.count()) == (None, None, 0)


def test_a_call_is_not_opened_closed(world, ours):
    with pytest.raises(Refused, match="opened-closed"):
        open_one(world, status=ours.statuses.get(number=0))


def test_a_task_that_was_done_already_is_opened_closed(world, ours):
    one = open_one(world, "task", status=ours.statuses.get(number=0))

    assert (one.closed_at, one.percent) == (NOW, 100)


def test_somebody_in_the_archive_gets_nothing_new(world):
    archiving.archive(world.customer, by=world.staff, now=NOW)

    with pytest.raises(Refused, match="person-archived"):
        open_one(world)


def test_the_branch_is_the_customers_unless_another_is_given(world, ours):
    haifa, eilat = make.branch(ours), make.branch(ours)
    customer = make.customer(ours, branch=haifa)

    assert open_one(world, customer=customer).branch == haifa
    assert open_one(world, customer=customer, branch=eilat).branch == eilat


def test_a_phone_that_sends_twice_opens_once(world, ours):
    assert open_one(world, client_key="x") == open_one(world, client_key="x")
    assert ours.inquiries.count() == 1


def test_who_is_to_handle_it_is_told_but_not_of_what_they_opened_themselves(world, ours):
    dana = make.staff(ours)

    one = open_one(world, staff=[dana, world.staff])

    assert [(row.staff, row.subject_id) for row in ours.notices.all()] == [(dana, one.pk)]


def test_who_left_and_a_retired_team_get_nothing_new(world, ours):
    with pytest.raises(Refused, match="assignee-left"):
        open_one(world, staff=[make.staff(ours, left_at=NOW)])
    team = make.team(ours)
    team.retired_at = NOW
    with pytest.raises(Refused, match="team-retired"):
        open_one(world, team=team)


def test_a_call_gets_the_most_specific_contract_and_keeps_why(world):
    site = make.site(world.customer)
    make.contract(world.customer, name="Whole")
    of_site = make.contract(world.customer, name="Site", sites=[site])

    one = open_one(world, site=site)

    assert one.contract == of_site
    assert one.contract_choice
    assert open_one(world).contract.name == "Whole"


def test_the_contract_that_the_form_suggested_keeps_its_reason_too(world):
    contract = make.contract(world.customer)

    found, suggested = open_one(world), open_one(world, contract=contract)

    assert suggested.contract_choice == found.contract_choice


def test_a_contract_chosen_by_hand_or_none_is_kept(world):
    first, second = make.contract(world.customer), make.contract(world.customer)
    found = open_one(world).contract
    other = second if found == first else first

    assert open_one(world, contract=other).contract == other
    assert open_one(world, contract=None).contract is None


def test_its_clocks_start_and_the_call_gets_the_resolutions_moment_as_target(world):
    one = open_one(world)

    clocks = {clock.kind: clock for clock in one.clocks.all()}
    assert {kind: clock.minutes for kind, clock in clocks.items()} == {"response": 240, "resolution": 1620}
    assert one.target_at == clocks["resolution"].due_at
    assert [(span.starts_at, span.is_paused) for span in one.clock_spans.all()] == [(NOW, False)]
    later = NOW + timedelta(days=30)
    assert open_one(world, target_at=later).target_at == later


def test_a_message_keeps_its_target_empty(world):
    assert open_one(world, "message").target_at is None


def test_watchers_and_checklist_come_along(world, ours):
    dana = make.staff(ours)

    one = open_one(world, watchers=[dana, dana], checklist=["Call", " Drive  there "])

    assert [row.staff for row in one.watchers.all()] == [dana]
    assert [(row.text, row.position) for row in one.checklist.all()] == [("Call", 0), ("Drive there", 1)]


def test_phones_are_kept_in_one_form_and_texts_cleaned(world):
    one = open_one(world, phone="050-1234567", title="  A   leak ", email=" a@example.com ")

    assert (one.phone, one.title, one.email) == ("+972501234567", "A leak", "a@example.com")


def test_the_opening_is_recorded_under_the_customer(world, ours):
    one = open_one(world, staff=[world.staff])

    entry = Entry.objects.of(ours).get(kind=Kind.OPENED)
    assert (entry.subject_id, entry.customer_id, entry.details["staff"]) == (
        one.pk, world.customer.pk, [str(world.staff)],
    )  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "most"), [("message", 13), ("task", 8), ("service-call", 13), ("documentation", 7)]
)
@pytest.mark.parametrize("rows", [1, 3])
def test_opening_asks_few_questions_however_much_there_is(world, kind, most, rows):
    """A call looks for contracts too; savepoints are the test's own."""
    given = {
        "type": a_type(world.ours, kind),
        "priority": world.ours.priorities.first() if kind == "task" else None,
    }
    for _number in range(rows):
        open_one(world, kind, checklist=["a", "b"], **given)

    with CaptureQueriesContext(connection) as asked:
        open_one(world, kind, **given)

    questions = [one for one in asked.captured_queries if "SAVEPOINT" not in one["sql"]]
    assert len(questions) <= most


def test_a_team_is_told_where_nobody_is_named(world):
    with acting_for(world.ours):
        dana, avi, gone = make.staff(world.ours), make.staff(world.ours), make.staff(world.ours)
        team = make.team(world.ours, staff=[dana, avi, gone])
        world.ours.staff.filter(pk=gone.pk).update(left_at=timezone.now())

        make.inquiry(world.ours, team=team, by=avi)
        alone = [row.staff for row in world.ours.notices.all()]
        make.inquiry(world.ours, team=team, staff=[world.staff], by=avi)

        assert (alone, world.ours.notices.latest("id").staff) == ([dana], world.staff)
