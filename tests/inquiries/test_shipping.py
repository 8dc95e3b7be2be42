import pytest

from kesher.core.owning import acting_for
from kesher.inquiries.models import Category, InquiryKind, TreatmentSubType


@pytest.fixture(autouse=True)
def ours(world):
    with acting_for(world.ours):
        yield world.ours


def test_a_new_business_has_types_of_each_kind(ours):
    assert set(ours.inquiry_types.values_list("kind", flat=True)) == set(InquiryKind.values)
    assert ours.inquiry_types.filter(kind="message").count() == 3
    assert ours.inquiry_types.filter(key="follow-up", kind="task").count() == 1


def test_status_0_is_closed_and_the_others_are_open_in_their_ways(ours):
    categories = dict(ours.statuses.values_list("number", "category"))

    assert categories.pop(0) == Category.CLOSED
    assert set(categories.values()) == {Category.OPEN, Category.IN_PROGRESS, Category.WAITING}


def test_priorities_promise_response_times_the_more_urgent_the_sooner(ours):
    rows = list(ours.priorities.order_by("rank"))

    assert [row.key for row in rows] == ["urgent", "high", "normal", "low"]
    assert [row.response_minutes for row in rows] == sorted(row.response_minutes for row in rows)


def test_each_sub_type_has_a_treatment_type_and_closing_brings_status_0(ours):
    assert set(ours.treatment_types.values_list("sub_type", flat=True)) == set(TreatmentSubType.values)
    assert ours.treatment_types.get(sub_type="closing").status.number == 0


def test_saved_answers_come_along(ours):
    assert ours.saved_answers.count() == 3
