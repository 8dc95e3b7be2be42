from datetime import timedelta

import pytest
from django.utils import timezone

from kesher.core.owning import acting_for
from kesher.inquiries import requiring
from tests import make

NOW = timezone.now()
WHOLE = {"type": None, "details": "x", "contact_name": "Avi", "priority": None, "customer": None}


@pytest.fixture(autouse=True)
def ours(world):
    with acting_for(world.ours):
        yield world.ours


def codes(kind, *, has_handler=True, **details):
    return {one.code for one in requiring.problems(kind, details, has_handler=has_handler)}


def a_type(ours, kind):
    return ours.inquiry_types.filter(kind=kind).first()


def test_a_message_asks_for_type_addressee_text_and_who_left_it():
    assert codes("message", has_handler=False) == {
        "type-missing", "staff-missing", "details-missing", "contact_name-missing",
    }  # fmt: skip


def test_a_message_of_a_customer_asks_for_no_name(world, ours):
    assert codes("message", type=a_type(ours, "message"), details="x", customer=world.customer) == set()


def test_a_task_asks_for_type_priority_customer_handler_and_details():
    assert codes("task", has_handler=False) == {
        "type-missing", "priority-missing", "customer-missing", "staff-missing", "details-missing",
    }  # fmt: skip


def test_a_call_asks_for_type_customer_and_details():
    assert codes("service-call", has_handler=False) == {"type-missing", "customer-missing", "details-missing"}


def test_a_documentation_asks_for_its_text_and_whom_it_is_about():
    assert codes("documentation", has_handler=False) == {"contact_name-missing", "details-missing"}
    assert codes("documentation", details="x", contact_name=" Avi ") == set()


def test_blanks_are_nothing():
    assert codes("documentation", details=" \n ", contact_name="  ") == {
        "details-missing",
        "contact_name-missing",
    }


def test_a_documentation_has_neither_priority_nor_target(ours):
    urgent = {"details": "x", "contact_name": "Avi"}

    assert codes("documentation", **urgent, priority=ours.priorities.first()) == {"documentation-urgent"}
    assert codes("documentation", **urgent, target_at=NOW) == {"documentation-urgent"}


def test_the_type_is_of_the_kind(ours):
    given = {"details": "x", "contact_name": "Avi"}

    assert codes("message", **given, type=a_type(ours, "task")) == {"type-of-another-kind"}


def test_site_equipment_and_contract_are_the_customers(world, ours):
    other = make.customer(ours)
    given = {"type": a_type(ours, "service-call"), "details": "x", "customer": world.customer}
    places = {"site": make.site, "equipment": make.equipment, "contract": make.contract}

    for name, maker in places.items():
        assert codes("service-call", **given, **{name: maker(world.customer)}) == set()
        assert codes("service-call", **given, **{name: maker(other)}) == {f"{name}-of-another"}


def test_without_a_customer_there_is_no_site(ours):
    site = make.site(make.customer(ours))

    assert codes("documentation", details="x", contact_name="Avi", site=site) == {"site-of-another"}


def test_what_ends_does_not_end_before_it_starts():
    given = {"details": "x", "contact_name": "Avi", "starts_at": NOW}

    assert codes("documentation", **given, ends_at=NOW - timedelta(minutes=1)) == {"ends-before-start"}
    assert codes("documentation", **given, ends_at=NOW) == set()


@pytest.mark.parametrize(
    ("percent", "found"), [(-1, {"percent-wrong"}), (0, set()), (100, set()), (101, {"percent-wrong"})]
)
def test_per_cent_done_is_from_0_to_100(percent, found):
    assert codes("documentation", details="x", contact_name="Avi", percent=percent) == found
