from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.translation import gettext_lazy, override

from kesher.core.owning import acting_for
from kesher.messaging import noticing
from tests import make

NOW = timezone.now()


@pytest.fixture(autouse=True)
def within(world):
    with acting_for(world.ours):
        yield


def texts(staff):
    return [notice.text for notice in noticing.unread(staff)]


def test_a_notice_is_told_once_for_its_key(world):
    make.notice(world.staff, key="inquiry:12:assigned")
    make.notice(world.staff, key="inquiry:12:assigned", text="Again")

    assert texts(world.staff) == ["Inquiry 12 is yours"]


def test_a_notice_keeps_what_it_is_about(world):
    made = make.notice(world.staff, subject=world.customer, customer_id=world.customer.pk)

    assert (made.subject_kind, made.subject_id) == ("customers.customer", world.customer.pk)


def test_who_left_is_not_told(world):
    gone = make.staff(world.ours, left_at=NOW)

    noticing.tell(gone, kind="assigned", text="Yours", path="/", key="one", now=NOW)

    assert gone.notices.count() == 0


def test_nobody_is_told_of_a_person_whom_they_may_not_see(world):
    here, there = make.branch(world.ours), make.branch(world.ours)
    limited = make.staff(world.ours, branches=[here])
    hers = make.customer(world.ours, branch=there)

    noticing.tell(limited, kind="watched", text="Noa", path="/", key="one", customer_id=hers.pk, now=NOW)
    make.notice(limited, key="two", text="Nobody's")

    assert texts(limited) == ["Nobody's"]


def test_a_person_who_moved_to_another_branch_is_no_longer_told_of(world):
    here, there = make.branch(world.ours), make.branch(world.ours)
    limited = make.staff(world.ours, branches=[here])
    hers = make.customer(world.ours, branch=here)
    make.notice(limited, customer_id=hers.pk)

    world.ours.customers.filter(pk=hers.pk).update(branch=there)

    assert texts(limited) == []


def test_a_lazy_text_is_written_in_the_readers_language(world):
    make.notice(world.staff, text=gettext_lazy("Save"))
    world.staff.user.language = "en"
    make.notice(world.staff, key="two", text=lambda: gettext_lazy("Save"))

    with override("he"):
        assert texts(world.staff) == ["Save", "שמירה"]


def test_reading_one_leaves_the_others(world):
    first = make.notice(world.staff)
    make.notice(world.staff, key="two", text="Another")

    noticing.read(world.staff, notice_id=first.pk, now=NOW)

    assert texts(world.staff) == ["Another"]


def test_reading_all_leaves_none(world):
    make.notice(world.staff)
    make.notice(world.staff, key="two")

    assert (noticing.read(world.staff, now=NOW), texts(world.staff)) == (2, [])


def test_an_erased_person_is_not_named_by_any_notice(world):
    make.notice(world.staff, text="Noa called", customer_id=world.customer.pk)

    noticing.blank(world.ours, customer_ids=[world.customer.pk])

    assert texts(world.staff) == ["–"]


def test_who_leaves_has_neither_notices_nor_devices(world):
    make.notice(world.staff)
    make.device(world.staff)

    noticing.end(world.staff, now=NOW)

    assert (texts(world.staff), world.staff.devices.count()) == ([], 0)


def test_old_notices_are_forgotten(world):
    read = make.notice(world.staff)
    noticing.read(world.staff, notice_id=read.pk, now=NOW)
    make.notice(world.staff, key="unread")

    noticing.forget_old(world.ours, now=NOW + timedelta(days=91))
    kept = texts(world.staff)
    noticing.forget_old(world.ours, now=NOW + timedelta(days=366))

    assert (kept, world.staff.notices.count()) == (["Inquiry 12 is yours"], 0)
