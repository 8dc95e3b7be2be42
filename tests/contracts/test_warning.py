from datetime import timedelta

from django.utils import timezone

from kesher.activity import delivering
from kesher.activity.models import Delivery, Entry
from kesher.contracts import filling, tasks, warning
from kesher.entitlements import spending
from kesher.messaging.models import Notice
from tests import make


def told(business):
    return list(Notice.objects.across_businesses().filter(business=business).values_list("kind", "staff_id"))


def use(customer, minutes, key):
    spending.consume(
        customer, unit="minutes", quantity=minutes, subject=customer, facts={}, day=timezone.localdate(), by=None,
        now=timezone.now(), key=key,
    )  # fmt: skip


def test_an_end_within_the_warning_days_is_told_once_to_the_manager(ours, today):
    manager = make.staff(ours.ours)
    make.contract(ours.customer, ends_on=today + timedelta(days=9), manager=manager)

    for _night in range(2):
        warning.warn(ours.ours, day=today, now=timezone.now())

    assert told(ours.ours) == [("contract.ends-soon", manager.pk)]


def test_without_a_manager_the_owner_is_told(ours, today):
    make.contract(ours.customer, ends_on=today + timedelta(days=9))

    warning.warn(ours.ours, day=today, now=timezone.now())

    assert told(ours.ours) == [("contract.ends-soon", ours.staff.pk)]


def test_an_hour_bank_is_told_at_eighty_and_at_a_hundred_percent(ours, today):
    make.contract(ours.customer)
    counts = []
    for key, minutes in (("a", 479), ("b", 1), ("c", 60), ("d", 60)):
        use(ours.customer, minutes, key)
        warning.warn(ours.ours, day=today, now=timezone.now())
        counts.append(len(told(ours.ours)))

    assert counts == [0, 1, 1, 2]


def deliver():
    for one in Delivery.objects.filter(state="waiting"):
        delivering.deliver(one.pk, business_id=one.business_id, now=timezone.now())


def test_a_use_that_reaches_a_percentage_is_told_at_once_and_the_night_adds_nothing(ours, today):
    manager = make.staff(ours.ours)
    make.contract(ours.customer, manager=manager)
    counts = []
    for key, minutes in (("a", 479), ("b", 1), ("c", 60)):
        use(ours.customer, minutes, key)
        deliver()
        counts.append(len(told(ours.ours)))
    warning.warn(ours.ours, day=today, now=timezone.now())

    assert counts == [0, 1, 1]
    assert told(ours.ours) == [("contract.hours-used", manager.pk)]


def test_hours_without_a_contract_warn_nobody(ours):
    make.lot(ours.customer, quantity=60)
    use(ours.customer, 60, "a")
    deliver()

    assert not told(ours.ours)


def test_the_nightly_job_renews_grants_and_records_what_ended(ours, today):
    later = make.contract(ours.customer, starts_on=today + timedelta(days=1))
    ours.ours.contracts.filter(pk=later.pk).update(starts_on=today)
    ours.ours.contract_versions.filter(contract=later).update(starts_on=today)
    over = make.contract(ours.customer, ends_on=today - timedelta(days=1))

    for _night in range(2):
        tasks.turn_contracts.call()

    assert filling.lots_of(later).get().balance == 600
    assert Entry.objects.of(ours.ours).filter(kind="contract.ended", subject_id=over.pk).count() == 1
