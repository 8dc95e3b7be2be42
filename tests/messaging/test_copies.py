import pytest
from django.core import mail
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from kesher.core.owning import acting_for
from kesher.messaging import copies, noticing, pushing, tasks
from tests import make

NOW = timezone.now()


@pytest.fixture(autouse=True)
def within(world, settings):
    settings.IS_MAIL_CONFIGURED = True
    with acting_for(world.ours):
        yield


def waiting():
    return [
        (job.task_path.rsplit(".", 1)[-1], job.args_kwargs["kwargs"])
        for job in DBTaskResult.objects.order_by("enqueued_at")
    ]


def test_a_notice_without_copies_hands_nothing_to_the_worker(world):
    make.notice(world.staff)

    assert waiting() == []


def test_telling_again_hands_nothing_to_the_worker_again(world):
    make.notice(world.staff, by_email=True, by_push=True)
    make.notice(world.staff, by_email=True, by_push=True)

    assert [(name, given["way"]) for name, given in waiting()] == [
        ("send_notice", "push"),
        ("send_notice", "email"),
    ]


def test_mail_leads_to_the_page(world, settings):
    settings.BASE_URL = "https://kesher.example"
    notice = make.notice(world.staff)

    tasks.send_notice.call(business_id=world.ours.pk, notice_id=notice.pk, way="email")

    [message] = mail.outbox
    assert message.body == "Inquiry 12 is yours\n\nhttps://kesher.example/b/ours/"
    assert message.to == [world.staff.user.email]


def test_without_a_mail_server_no_copy_is_sent(world, settings):
    settings.IS_MAIL_CONFIGURED = False

    copies.email(world.staff, title="Notice", text="One", path="/")

    assert mail.outbox == []


def test_a_mail_that_was_not_taken_is_tried_again(world, monkeypatch):
    monkeypatch.setattr("kesher.businesses.mailing.send", lambda *_given, **_rest: "The server hung up.")

    with pytest.raises(copies.MailFailed):
        copies.email(world.staff, title="Notice", text="One", path="/")


def test_each_browser_is_reached_by_a_job_of_its_own(world):
    notice = make.notice(world.staff)
    devices = [make.device(world.staff, endpoint=f"http://localhost:9/{number}") for number in range(2)]

    tasks.send_notice.call(business_id=world.ours.pk, notice_id=notice.pk, way="push")

    assert [given["device_id"] for _name, given in waiting()] == [device.pk for device in devices]


def test_a_notice_is_pushed_until_it_is_read(world, service):
    device = pushing.subscribe(world.staff, **service.subscription, name="", shows_details=True, now=NOW)
    notice = make.notice(world.staff)
    about = {"business_id": world.ours.pk, "notice_id": notice.pk, "device_id": device.pk}

    tasks.push_notice.call(**about)
    noticing.read(world.staff, now=NOW)
    tasks.push_notice.call(**about)

    assert [told["line"] for told in service.messages] == ["Inquiry 12 is yours"]


def test_no_copy_goes_to_who_may_no_longer_see_the_person(world):
    here = make.branch(world.ours)
    limited = make.staff(world.ours, branches=[here])
    noa = make.customer(world.ours, branch=here)
    notice = make.notice(limited, customer_id=noa.pk)
    world.ours.customers.filter(pk=noa.pk).update(branch=make.branch(world.ours))

    tasks.send_notice.call(business_id=world.ours.pk, notice_id=notice.pk, way="email")

    assert mail.outbox == []


def test_old_notices_are_forgotten_at_night(world):
    notice = make.notice(world.staff)
    world.staff.notices.filter(pk=notice.pk).update(read_at=NOW - noticing.READ_KEPT - noticing.READ_KEPT)

    tasks.forget_old_notices.call()

    assert world.staff.notices.count() == 0
