import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from kesher.activity.models import Entry
from kesher.businesses.permissions import Permission
from kesher.core.owning import acting_for
from kesher.core.refusals import Refused
from kesher.customers import archiving
from kesher.inquiries import bulk_changing, closing, seeing
from kesher.inquiries.bulk_changing import VERBS
from kesher.inquiries.kinds import Kind
from tests import make

NOW = timezone.now()


@pytest.fixture(autouse=True)
def ours(world):
    with acting_for(world.ours):
        yield world.ours


@pytest.fixture
def three(world, ours):
    return [
        make.inquiry(ours, kind="service-call", staff=[world.staff], by=world.staff) for _number in range(3)
    ]


def seen_by(staff):
    return seeing.seen_by(staff).standing()


def foresee(world, key, value, by=None):
    return bulk_changing.foreseen(VERBS[key], seen_by(by or world.staff), value=value, by=by or world.staff)


def change(world, key, value, *, seen=None):
    plan = foresee(world, key, value)
    return bulk_changing.change(
        VERBS[key], seen_by(world.staff), value=value, seen=plan.fingerprint if seen is None else seen,
        by=world.staff, now=NOW,
    )  # fmt: skip


def values(ours, name):
    return set(ours.inquiries.values_list(name, flat=True))


def test_what_will_happen_is_said_first(world, ours, three):
    urgent = ours.priorities.get(key="urgent")
    ours.inquiries.filter(pk=three[0].pk).update(priority=urgent)
    closing.close(three[1], resolution="x", by=world.staff, now=NOW)

    plan = foresee(world, "priority", urgent)

    assert (plan.ids, plan.unchanged_count, len(plan.sentences)) == ([three[2].pk], 2, 2)
    assert values(ours, "priority") == {urgent.pk, three[1].priority_id}


def test_the_deed_is_what_was_said(world, ours, three):
    urgent = ours.priorities.get(key="urgent")

    before = change(world, "priority", urgent)

    assert set(before) == {one.pk for one in three}
    assert values(ours, "priority") == {urgent.pk}


def test_what_changed_since_the_preview_is_shown_anew(world, ours, three):
    urgent = ours.priorities.get(key="urgent")
    seen = foresee(world, "priority", urgent).fingerprint
    make.inquiry(ours, kind="service-call")

    with pytest.raises(Refused, match="plan-changed"):
        change(world, "priority", urgent, seen=seen)
    assert values(ours, "priority") != {urgent.pk}


def test_one_that_cannot_change_is_named_and_nothing_starts(world, ours, three):
    make.inquiry(ours, kind="message", staff=[world.staff])

    plan = foresee(world, "assign", {"staff": [], "team": None})

    assert [one.code for one in plan.problems] == ["staff-missing"]
    assert str(plan.problems[0].sentence).startswith(f"{three[2].number + 1}: ")
    with pytest.raises(Refused, match="staff-missing"):
        change(world, "assign", {"staff": [], "team": None})
    assert ours.assignees.count() == 4


def test_of_somebody_in_the_archive_nothing_starts(world, ours, three):
    archiving.archive(three[1].customer, by=world.staff, now=NOW)

    with pytest.raises(Refused, match="person-archived"):
        change(world, "target", NOW)
    assert NOW not in values(ours, "target_at")


def test_what_only_the_verb_refuses_undoes_the_others(world, ours, three, monkeypatch):
    verb = VERBS["close"]
    real, count = closing.close, []

    def sometimes(inquiry, **details):
        count.append(inquiry)
        return real(inquiry, **{**details, "resolution": "" if len(count) == 3 else "x"})

    monkeypatch.setattr(closing, "close", sometimes)
    with pytest.raises(Refused, match="resolution-missing") as refused:
        change(world, "close", "x")

    assert str(refused.value.problems[0].sentence).startswith(f"{count[2].number}: ")
    assert (verb.key, values(ours, "closed_at")) == ("close", {None})
    assert not Entry.objects.of(ours).filter(kind=Kind.CLOSED).exists()


def test_each_is_recorded_by_itself(world, ours, three):
    change(world, "status", ours.statuses.get(key="in-treatment"))

    assert Entry.objects.of(ours).filter(kind=Kind.STATUS_CHANGED).count() == 3


def test_only_those_that_are_seen_are_touched(world, ours, three):
    dana = make.staff(ours, permissions=[Permission.INQUIRY_EDIT, Permission.INQUIRY_ASSIGN])
    mine = make.inquiry(ours, kind="service-call", staff=[dana])

    plan = foresee(world, "target", NOW, by=dana)

    assert plan.ids == [mine.pk]


def test_it_takes_the_right_and_a_selection(world, ours, three):
    reader = make.staff(ours, permissions=[Permission.INQUIRY_ALL])

    assert [one.code for one in foresee(world, "target", NOW, by=reader).problems] == ["no-right"]
    nothing = bulk_changing.foreseen(VERBS["target"], ours.inquiries.none(), value=NOW, by=world.staff)
    assert [one.code for one in nothing.problems] == ["nothing"]


def test_no_more_than_the_limit_at_a_time(world, monkeypatch, three):
    monkeypatch.setattr(bulk_changing, "LIMIT", 2)

    assert [one.code for one in foresee(world, "target", NOW).problems] == ["too-many"]


@pytest.mark.parametrize("key", ["assign", "status", "priority", "target"])
def test_a_change_can_be_taken_back(world, ours, three, key):
    team = make.team(ours)
    value = {
        "assign": {"staff": [make.staff(ours)], "team": team},
        "status": ours.statuses.get(key="in-treatment"),
        "priority": ours.priorities.get(key="urgent"),
        "target": NOW,
    }[key]
    names = ("status", "priority", "target_at", "team", "assignees__staff")
    was = list(ours.inquiries.order_by("pk").values_list(*names))
    before = change(world, key, value)
    assert list(ours.inquiries.order_by("pk").values_list(*names)) != was

    count = bulk_changing.take_back(VERBS[key], before=before, by=world.staff, now=NOW)

    assert (count, list(ours.inquiries.order_by("pk").values_list(*names))) == (3, was)


def test_taking_back_takes_the_right_too(world, ours, three):
    before = change(world, "target", NOW)
    reader = make.staff(ours, permissions=[Permission.INQUIRY_ALL])

    assert bulk_changing.take_back(VERBS["target"], before=before, by=reader, now=NOW) == 0


@pytest.mark.parametrize("key", ["assign", "status", "priority", "target", "close"])
def test_the_preview_asks_a_constant_number_of_questions(world, ours, key):
    value = {
        "assign": {"staff": [world.staff], "team": None}, "status": ours.statuses.get(key="in-treatment"),
        "priority": ours.priorities.get(key="urgent"), "target": NOW, "close": "x",
    }[key]  # fmt: skip

    def questions():
        with CaptureQueriesContext(connection) as asked:
            foresee(world, key, value)
        return len(asked)

    make.inquiry(ours, kind="service-call")
    questions()
    one = questions()
    for _number in range(3):
        make.inquiry(ours, kind="service-call", site=None, customer=world.customer)

    assert questions() == one <= 3


@pytest.mark.parametrize("key", ["status", "priority", "assign"])
def test_what_was_deleted_meanwhile_is_not_given_back(world, ours, three, key):
    former = {
        "status": lambda: ours.statuses.create(number=77, name="Odd", category="open"),
        "priority": lambda: ours.priorities.create(name="Odd"),
        "assign": lambda: make.team(ours),
    }[key]()
    before = {
        three[0].pk: [[], former.pk] if key == "assign" else former.pk,
        three[1].pk: [[], None] if key == "assign" else None,
    }
    former.delete()

    with pytest.raises(Refused) as refused:
        bulk_changing.take_back(VERBS[key], before=before, by=world.staff, now=NOW)

    assert [one.code for one in refused.value.problems] == ["undo-gone"]
