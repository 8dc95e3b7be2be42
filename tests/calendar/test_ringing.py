from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from kesher.calendar import reminding, ringing, tasks
from kesher.core import days
from kesher.core.owning import acting_for
from kesher.messaging import pushing
from tests import make

NOW = timezone.now()


@pytest.fixture(autouse=True)
def within(world, settings):
    settings.IS_MAIL_CONFIGURED = True
    with acting_for(world.ours):
        yield


def waiting():
    return [job.task_path.rsplit(".", 1)[-1] for job in DBTaskResult.objects.order_by("enqueued_at")]


def test_the_copies_of_one_time_go_out_once(world):
    make.device(world.staff)
    make.reminder(world.customer, world.staff, at=NOW, by_email=True)

    assert (ringing.ring(now=NOW), ringing.ring(now=NOW)) == (1, 0)
    assert sorted(waiting()) == ["email_reminder", "push_reminder"]


def test_before_its_time_nothing_goes_out(world):
    make.reminder(world.customer, world.staff, at=NOW + timedelta(minutes=1), by_email=True)

    assert ringing.ring(now=NOW) == 0


def test_snoozing_sends_anew_at_the_other_time(world):
    made = make.reminder(world.customer, world.staff, at=NOW, by_email=True)
    ringing.ring(now=NOW)
    later = NOW + timedelta(minutes=5)

    reminding.snooze(made.copies.get(), until=later, by=world.staff, now=NOW)

    assert (ringing.ring(now=NOW), ringing.ring(now=later)) == (0, 1)


def test_what_was_not_asked_for_is_not_sent(world):
    make.device(world.staff)
    make.reminder(world.customer, world.staff, at=NOW, by_push=False)

    ringing.ring(now=NOW)

    assert waiting() == []


def test_what_has_been_due_for_days_is_only_shown(world):
    make.reminder(world.customer, world.staff, at=NOW - timedelta(days=2), by_email=True, now=NOW)

    assert ringing.ring(now=NOW) == 0


def test_marking_and_handing_over_are_one(world, monkeypatch):
    make.reminder(world.customer, world.staff, at=NOW, by_email=True)
    monkeypatch.setattr(ringing, "EMAIL", "kesher.calendar.tasks.gone")
    with pytest.raises(ImportError):
        ringing.ring(now=NOW)
    monkeypatch.undo()

    assert ringing.ring(now=NOW) == 1


def test_the_reminders_of_every_business_ring(world):
    make.reminder(world.customer, world.staff, at=NOW)
    make.reminder(
        world.foreign_customer,
        world.theirs.staff.model.objects.across_businesses().get(business=world.theirs),
        at=NOW,
    )

    assert ringing.ring(now=NOW) == 2


def test_mail_names_what_and_leads_there(world, settings):
    settings.BASE_URL = "https://kesher.example"
    about = {"text": "Offer the yearly plan", "customer_id": world.customer.pk}
    copy = make.reminder(world.customer, world.staff, **about).copies.get()

    tasks.email_reminder.call(business_id=world.ours.pk, copy_id=copy.pk)

    lines = mail.outbox[0].body.splitlines()
    assert mail.outbox[0].subject == f"Call back · {world.ours}"
    assert lines[:2] == ["Call back", "Offer the yearly plan"]
    assert str(world.customer) in lines[2]
    assert days.shown_moment(timezone.localtime(copy.due_at)) in lines[3]
    assert lines[-1] == "https://kesher.example/b/ours/"


def test_push_reaches_the_browser(world, service):
    device = pushing.subscribe(world.staff, **service.subscription, name="", shows_details=True, now=NOW)
    copy = make.reminder(world.customer, world.staff).copies.get()

    tasks.push_reminder.call(business_id=world.ours.pk, copy_id=copy.pk, device_id=device.pk)

    assert (service.messages[0]["line"], service.messages[0]["tag"]) == ("Call back", f"reminder-{copy.pk}")


def test_what_was_dismissed_meanwhile_is_not_sent(world):
    copy = make.reminder(world.customer, world.staff).copies.get()
    reminding.dismiss(copy, by=world.staff, now=NOW)

    tasks.email_reminder.call(business_id=world.ours.pk, copy_id=copy.pk)

    assert mail.outbox == []


def test_every_minute_the_due_ones_ring(world):
    make.reminder(world.customer, world.staff, by_email=True)

    tasks.ring_reminders.call()

    assert waiting() == ["email_reminder"]
