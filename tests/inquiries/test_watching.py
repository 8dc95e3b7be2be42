import pytest
from django.utils import timezone

from kesher.activity.models import Entry
from kesher.core.owning import acting_for
from kesher.core.refusals import Refused
from kesher.inquiries import announcing, noting, progressing, removing, seeing, watching
from kesher.inquiries.kinds import Kind
from tests import make

NOW = timezone.now()


@pytest.fixture
def call(world):
    with acting_for(world.ours):
        yield make.inquiry(world.ours, kind="service-call", customer=world.customer, by=world.staff, now=NOW)


@pytest.fixture
def colleague(world):
    return make.staff(world.ours, role="technician", first_name="Dana", last_name="Levi")


def changes(world):
    entries = Entry.objects.of(world.ours).filter(kind=Kind.WATCHED).order_by("pk")
    return [entry.details["changes"]["watchers"] for entry in entries]


def test_starting_and_stopping_are_recorded_once(world, call):
    for _time in range(2):
        watching.watch(call, by=world.staff, now=NOW)
    for _time in range(2):
        watching.stop(call, by=world.staff, now=NOW)

    name = str(world.staff)
    assert changes(world) == [[[], [name]], [[name], []]]


def test_a_watcher_is_told_of_another_status(world, call, colleague):
    watching.watch(call, by=colleague, now=NOW)

    progressing.set_status(call, status=world.ours.statuses.get(number=2), by=world.staff, now=NOW)

    assert colleague.notices.filter(kind="watched").count() == 1


def test_who_is_mentioned_is_told_and_watches_and_so_sees_it(world, call, colleague):
    assert not seeing.may_see(call, colleague)

    noting.add(call, text="@Dana Levi please look", by=world.staff, now=NOW)

    assert colleague.notices.filter(kind="mentioned").count() == 1
    assert watching.is_watching(call, colleague)
    assert seeing.may_see(call, colleague)


def test_who_left_does_not_become_a_watcher(world, call, colleague):
    colleague.left_at = NOW
    colleague.save()

    watching.join(call, [colleague], by=world.staff, now=NOW)

    assert announcing.watchers_of(call) == []


def test_a_deleted_one_is_not_watched_anew(world, call):
    gone = removing.remove(call, by=world.staff, now=NOW)

    with pytest.raises(Refused, match="inquiry-removed"):
        watching.watch(gone, by=world.staff, now=NOW)
