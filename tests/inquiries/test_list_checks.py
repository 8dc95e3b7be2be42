import pytest
from django.utils import timezone

from kesher.core.owning import acting_for
from kesher.core.refusals import Refused
from kesher.inquiries import list_checks
from kesher.inquiries.models import Category, InquiryType, Priority, Status, TreatmentType
from tests import make

NOW = timezone.now()
STATUS = {"name": "Ready", "number": 50, "category": "open", "colour": "grey"}
TYPE = {"name": "Wishes", "kind": "message", "parent": None}


@pytest.fixture(autouse=True)
def ours(world):
    with acting_for(world.ours):
        yield world.ours


@pytest.fixture
def by(world):
    return {"by": world.staff, "now": NOW}


def status(ours, by, **details):
    return list_checks.add(Status(business=ours), **{**STATUS, **details}, **by)


def a_type(ours, by, **details):
    return list_checks.add(InquiryType(business=ours), **{**TYPE, **details}, **by)


def details_of(row, *names, **changed):
    return {name: getattr(row, name) for name in names} | changed


def change_status(row, by, **changed):
    return list_checks.change(row, **details_of(row, *STATUS, **changed), **by)


def change_type(row, by, **changed):
    return list_checks.change(row, **details_of(row, *TYPE, **changed), **by)


def test_status_0_keeps_number_and_category_and_is_never_retired_or_deleted(ours, by):
    closed = ours.statuses.get(number=0)

    for change in ({"number": 9}, {"category": "open"}):
        with pytest.raises(Refused):
            change_status(closed, by, **change)
    with pytest.raises(Refused, match="status-0"):
        list_checks.retire(closed, **by)
    with pytest.raises(Refused, match="row-built-in"):
        list_checks.remove(closed, **by)
    assert change_status(closed, by, name="Done").name == "Done"


def test_a_status_number_stands_once(ours, by):
    with pytest.raises(Refused, match="number-taken"):
        status(ours, by, number=0)


def test_rows_of_the_product_keep_what_the_product_knows_them_by(ours, by):
    waiting, follow_up = ours.statuses.get(key="waiting-parts"), ours.inquiry_types.get(key="follow-up")
    work = ours.treatment_types.get(key="work")

    with pytest.raises(Refused, match="row-built-in"):
        change_status(waiting, by, category="open")
    with pytest.raises(Refused, match="row-built-in"):
        change_type(follow_up, by, kind="message")
    with pytest.raises(Refused, match="row-built-in"):
        list_checks.change(work, **details_of(work, "name", "status", sub_type="parts"), **by)
    with pytest.raises(Refused, match="row-built-in"):
        list_checks.remove(follow_up, **by)


def test_rows_of_the_product_can_be_renamed_and_renumbered(ours, by):
    waiting = ours.statuses.get(key="waiting-parts")

    changed = change_status(waiting, by, name="Parts are coming", number=40)

    assert (changed.name, changed.number) == ("Parts are coming", 40)


def test_what_a_row_in_use_is_stays(ours, by):
    one, kind = status(ours, by), a_type(ours, by)
    make.inquiry(ours, status=one, type=kind)

    with pytest.raises(Refused, match="row-used"):
        change_status(one, by, category="waiting")
    with pytest.raises(Refused, match="row-used"):
        change_type(kind, by, kind="task")


def test_what_an_unused_row_is_can_change(ours, by):
    assert change_status(status(ours, by), by, category="waiting").category == Category.WAITING
    assert change_type(a_type(ours, by), by, kind="task").kind == "task"


def test_a_row_in_use_is_retired_and_not_deleted(ours, by):
    one = status(ours, by)
    inquiry = make.inquiry(ours, status=one)

    with pytest.raises(Refused, match="row-used"):
        list_checks.remove(one, **by)
    list_checks.retire(one, **by)

    inquiry.refresh_from_db()
    assert inquiry.status == one
    with pytest.raises(Refused, match="row-used"):
        list_checks.remove(one, **by)


def test_an_unused_row_of_ones_own_is_deleted(ours, by):
    one = status(ours, by)

    list_checks.remove(one, **by)

    assert not ours.statuses.filter(number=50).exists()


def treatment(ours, by, sub_type, one):
    row = TreatmentType(business=ours)
    return list_checks.add(row, name="New", sub_type=sub_type, status=one, **by)


def test_a_closing_treatment_brings_a_closed_status_and_no_other_does(ours, by):
    closed, at_work = ours.statuses.get(number=0), ours.statuses.get(number=2)

    with pytest.raises(Refused, match="closing-stays-open"):
        treatment(ours, by, "closing", at_work)
    with pytest.raises(Refused, match="open-closes"):
        treatment(ours, by, "work", closed)


def test_closing_accepts_any_closed_status(ours, by):
    gone = status(ours, by, category="closed")

    assert treatment(ours, by, "closing", gone).status == gone


def test_a_treatment_type_brings_no_retired_status(ours, by):
    one = list_checks.retire(status(ours, by), **by)

    with pytest.raises(Refused, match="status-retired"):
        treatment(ours, by, "work", one)


def test_a_status_that_a_treatment_type_brings_is_not_retired(ours, by):
    one = status(ours, by)
    brings = treatment(ours, by, "work", one)

    with pytest.raises(Refused, match="status-brought"):
        list_checks.retire(one, **by)
    list_checks.retire(brings, **by)
    list_checks.retire(one, **by)
    with pytest.raises(Refused, match="status-retired"):
        list_checks.restore(brings, **by)


def test_types_form_a_tree_within_their_kind(ours, by):
    top = a_type(ours, by, name="Wishes")

    assert a_type(ours, by, name="Colour", parent=top).parent == top
    with pytest.raises(Refused, match="parent-of-another-kind"):
        a_type(ours, by, name="Task below", kind="task", parent=top)


def test_types_have_no_circles(ours, by):
    top = a_type(ours, by, name="Top")
    middle = a_type(ours, by, name="Middle", parent=top)
    leaf = a_type(ours, by, name="Leaf", parent=middle)

    for below in (top, middle, leaf):
        with pytest.raises(Refused, match="parent-below"):
            change_type(top, by, parent=below)
    assert change_type(leaf, by, parent=top).parent == top


def test_types_of_two_kinds_may_have_one_name(ours, by):
    a_type(ours, by, name="Other")

    assert a_type(ours, by, name="Other", kind="task").name == "Other"
    with pytest.raises(Refused, match="name-taken"):
        a_type(ours, by, name="Other")


def test_types_are_ordered_within_their_kind(ours, by):
    first = ours.inquiry_types.filter(kind="task").first()

    list_checks.move(first, steps=1, **by)

    assert list(ours.inquiry_types.filter(kind="task"))[1] == first
    untouched = ours.inquiry_types.filter(kind="message").values_list("position", flat=True)
    assert list(untouched) == [0, 1, 2]


def test_the_last_open_status_stays(ours, by):
    opening = ours.statuses.get(key="open")

    with pytest.raises(Refused, match="row-last"):
        list_checks.retire(opening, **by)
    other = status(ours, by)
    list_checks.retire(opening, **by)
    with pytest.raises(Refused, match="row-last"):
        change_status(other, by, category="waiting")
    with pytest.raises(Refused, match="row-last"):
        list_checks.remove(other, **by)


def test_the_last_type_of_a_kind_and_the_last_priority_stay(ours, by):
    for rows in (ours.inquiry_types.filter(kind="documentation"), ours.priorities.all()):
        *others, last = rows
        for one in others:
            list_checks.retire(one, **by)
        with pytest.raises(Refused, match="row-last"):
            list_checks.retire(last, **by)


def test_a_response_is_promised_no_later_than_the_resolution(ours, by):
    row = Priority(business=ours)
    details = {"name": "Soon", "rank": 30, "colour": "red", "response_minutes": 60}

    with pytest.raises(Refused, match="response-late"):
        list_checks.add(row, **details, resolution_minutes=30, **by)
    assert list_checks.add(row, **details, resolution_minutes=None, **by).pk


def test_a_new_business_passes_its_own_checks(ours):
    for row in [
        *ours.statuses.all(),
        *ours.inquiry_types.all(),
        *ours.priorities.all(),
        *ours.treatment_types.all(),
    ]:
        details = {field.name: getattr(row, field.name) for field in row._meta.concrete_fields}
        allowed = [one for one in list_checks.problems(row, details=details) if one.code != "row-last"]
        assert allowed == []
