import pytest
from django.utils import timezone

from kesher.activity.models import Entry
from kesher.businesses.permissions import Permission
from kesher.core.owning import acting_for
from kesher.core.refusals import Refused
from kesher.inquiries import billing_status, treating
from kesher.inquiries.kinds import Kind
from tests import make

NOW = timezone.now()


@pytest.fixture(autouse=True)
def ours(world):
    with acting_for(world.ours):
        yield world.ours


@pytest.fixture
def by(world):
    return {"by": world.staff, "now": NOW}


@pytest.fixture
def call(ours):
    return make.inquiry(ours, kind="service-call", now=NOW)


def parts(call, by, price=4000):
    kind = call.business.treatment_types.get(key="parts")
    return treating.add(call, type=kind, item="Switch", price=price, **by)


def status(call):
    call.refresh_from_db()
    return call.billing_status


def test_a_call_with_something_to_charge_is_to_be_billed(call, by):
    assert status(call) == "none"
    line = parts(call, by)
    assert status(call) == "unbilled"

    treating.remove(line, **by)

    assert status(call) == "none"


def test_a_call_with_nothing_to_charge_has_nothing_to_bill(call, by):
    parts(call, by, price=0)

    assert status(call) == "none"


def test_by_hand_it_is_not_billable_with_a_reason_and_stays_so(ours, call, by):
    parts(call, by)

    with pytest.raises(Refused, match="reason-missing"):
        billing_status.set_not_billable(call, reason=" ", **by)
    billing_status.set_not_billable(call, reason=" Warranty ", **by)
    parts(call, by)

    assert (status(call), call.billing_reason) == ("not-billable", "Warranty")


def test_taken_back_it_is_what_its_lines_say(call, by):
    parts(call, by)
    billing_status.set_not_billable(call, reason="Warranty", **by)

    billing_status.set_billable(call, **by)

    assert (status(call), call.billing_reason) == ("unbilled", "")


@pytest.mark.parametrize("value", ["drafted", "billed"])
def test_what_a_document_stands_for_stays(call, by, value):
    call.billing_status = value
    call.save()

    for verb in (
        lambda: billing_status.set_not_billable(call, reason="x", **by),
        lambda: billing_status.set_billable(call, **by),
    ):
        with pytest.raises(Refused, match="has-document"):
            verb()
    parts(call, by)
    assert status(call) == value


def test_only_calls_are_billed_and_by_who_works_on_them(ours, call, by):
    with pytest.raises(Refused, match="not-a-call"):
        billing_status.set_not_billable(make.inquiry(ours), reason="x", **by)
    reader = make.staff(ours, permissions=[Permission.INQUIRY_ALL])
    with pytest.raises(Refused, match="right-missing"):
        billing_status.set_not_billable(call, reason="x", by=reader, now=NOW)


def test_a_change_is_recorded_once(ours, call, by):
    for _time in range(2):
        billing_status.set_not_billable(call, reason="Warranty", **by)

    (entry,) = Entry.objects.of(ours).filter(kind=Kind.BILLING_CHANGED)
    assert entry.details["changes"]["billing_status"] == ["none", "not-billable"]
