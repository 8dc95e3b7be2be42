from datetime import timedelta

import pytest
from django.utils import timezone

from kesher.businesses.permissions import Permission
from kesher.core.owning import acting_for
from kesher.inquiries import line_checks
from tests import make

NOW = timezone.now()


@pytest.fixture(autouse=True)
def ours(world):
    with acting_for(world.ours):
        yield world.ours


@pytest.fixture
def call(ours):
    return make.inquiry(ours, kind="service-call")


def codes(call, sub_type="work", *, by=None, is_new=True, kind=None, **details):
    kind = kind or call.business.treatment_types.filter(sub_type=sub_type).first()
    given = {
        "type": kind,
        "status": kind.status,
        "performed_at": NOW,
        "quantity": 1,
        "minutes": 20,
        **details,
    }
    return {one.code for one in line_checks.problems(call, details=given, by=by, now=NOW, is_new=is_new)}


def test_only_calls_have_lines(ours):
    assert codes(make.inquiry(ours)) == {"not-a-call"}


def test_a_line_has_a_type_and_a_retired_one_is_not_used_anew(call):
    given = {"type": None, "status": None}
    found = line_checks.problems(call, details=given, by=None, now=NOW, is_new=True)
    assert [one.code for one in found] == ["type-missing"]
    old = call.business.treatment_types.get(key="work")
    old.retired_at = NOW

    assert codes(call, kind=old) == {"type-retired"}
    assert codes(call, kind=old, is_new=False) == set()


@pytest.mark.parametrize(
    ("sub_type", "given", "missing"),
    [
        ("work", {}, "minutes"),
        ("parts", {"item": "Switch"}, "item"),
        ("external", {"supplier": "Crane"}, "supplier"),
        ("external", {"item": "Lifting"}, "supplier"),
        ("external", {"remarks": "Lifted"}, "supplier"),
        ("closing", {"resolution": "Fixed"}, "resolution"),
    ],
)
def test_each_sub_type_asks_for_its_own(call, sub_type, given, missing):
    assert codes(call, sub_type, **given) == set()
    assert codes(call, sub_type, minutes=0) == {f"{missing}-missing"}


def test_another_status_than_the_types_takes_a_right(ours, call):
    technician = make.staff(ours, permissions=[Permission.INQUIRY_EDIT])
    master = make.staff(ours, permissions=[Permission.INQUIRY_EDIT, Permission.INQUIRY_OVERRIDE])
    waiting = ours.statuses.get(key="waiting-parts")

    assert codes(call, by=technician, status=waiting) == {"right-missing"}
    assert codes(call, by=master, status=waiting) == set()


def test_a_closing_line_has_a_closed_status_and_no_other_does(ours, call):
    closed, is_open = ours.statuses.get(number=0), ours.statuses.get(number=1)

    assert codes(call, "work", status=closed) == {"open-line-closes"}
    assert codes(call, "closing", resolution="x", status=is_open) == {"closing-stays-open"}


def test_it_does_not_end_before_it_starts(call):
    assert codes(call, starts_at=NOW, ends_at=NOW - timedelta(minutes=1)) == {"ends-before-start"}


@pytest.mark.parametrize("quantity", [0, -1, None])
def test_there_is_some_quantity(call, quantity):
    assert codes(call, quantity=quantity) == {"quantity-wrong"}


def test_it_was_not_performed_in_the_future_but_a_phones_clock_may_be_ahead(call):
    assert codes(call, performed_at=NOW + timedelta(minutes=59)) == set()
    assert codes(call, performed_at=NOW + timedelta(minutes=61)) == {"performed-ahead"}


def test_lines_take_the_right_to_work_on_inquiries(ours, call):
    reader = make.staff(ours, permissions=[Permission.INQUIRY_ALL])

    assert codes(call, by=reader) == {"right-missing"}
