from datetime import date, timedelta

import pytest
from django.utils import timezone

from kesher.core.owning import acting_for
from kesher.customers import listing
from kesher.customers.columns import COLUMNS, DEFAULT
from kesher.customers.filtering import Wanted, choices_of
from tests import make


@pytest.fixture
def ours(world):
    with acting_for(world.ours):
        world.customer.delete()
        yield world.ours


def pages(business, sort, *, by, columns=("phone",)):
    """The names of each page, following the cursor to the end."""
    shown, after = [], ""
    while True:
        one = listing.page_of(
            business.customers.all(),
            [COLUMNS[key] for key in columns],
            sort=sort,
            after=after,
            by=by,
            today=timezone.localdate(),
        )
        shown.append([row.name for row in one.rows])
        after = one.after
        if not after:
            return shown


@pytest.mark.parametrize(
    "sort", ["", "-name", "number", "-number", "added", "-added", "-changed", "birthday", "-birthday"]
)
def test_pages_follow_each_other_without_gap_or_repetition(ours, world, monkeypatch, sort):
    monkeypatch.setattr(listing, "PAGE", 3)
    for number in range(8):
        born = date(1980 + number % 3, 5, 1) if number % 4 else None
        make.customer(ours, first_name=f"A{number % 2}", last_name="B", birthday=born)

    shown = pages(ours, sort, by=world.staff)

    assert [len(page) for page in shown] == [3, 3, 2]
    assert len({name for page in shown for name in page}) == 2


def test_the_order_by_name_is_the_usual_one(ours, world):
    for name in ("C", "A", "B"):
        make.customer(ours, first_name=name, last_name="")

    assert pages(ours, "", by=world.staff) == [["A", "B", "C"]]
    assert pages(ours, "-name", by=world.staff) == [["C", "B", "A"]]
    assert pages(ours, "no such order", by=world.staff) == [["A", "B", "C"]]


def test_the_newest_come_first(ours, world):
    make.customer(ours, first_name="Old", last_name="", now=timezone.now() - timedelta(days=1))
    make.customer(ours, first_name="New", last_name="")

    assert pages(ours, "-added", by=world.staff) == [["New", "Old"]]


def test_a_whole_customer_number_comes_first_and_once(ours, world, monkeypatch):
    monkeypatch.setattr(listing, "PAGE", 3)
    for name in "ABCD":
        make.customer(ours, first_name=name, last_name="", phone="050-2072077")
    last = make.customer(ours, first_name="Z", last_name="")
    ours.customers.filter(pk=last.pk).update(number=207)
    people = ours.customers.filter(first_name__in="ABCDZ")

    def shown(sort="", after=""):
        first = None if sort else 207
        page = listing.page_of(
            people, [], sort=sort, after=after, first=first, by=world.staff, today=timezone.localdate()
        )
        return [row.name for row in page.rows], page.after

    names, after = shown()
    assert (names, shown(after=after)) == (["Z", "A", "B"], (["C", "D"], ""))
    assert shown(sort="name")[0] == ["A", "B", "C"]


@pytest.mark.parametrize("sort", ["birthday", "-birthday"])
def test_unknown_birthdays_come_last(ours, world, sort):
    make.customer(ours, first_name="Unknown", last_name="")
    make.customer(ours, first_name="Known", last_name="", birthday=date(1990, 1, 1))

    assert pages(ours, sort, by=world.staff) == [["Known", "Unknown"]]


@pytest.mark.parametrize("after", ["", "x", "e30", "WzFd", "W251bGwsMV0", "💥", "=" * 9])
def test_a_broken_cursor_is_the_first_page(after):
    assert listing.read_cursor(after, "number") is None


def test_columns_are_those_chosen_in_their_order(ours, world):
    wanted = Wanted(columns=("age", "nonsense", "phone", "field_99"))

    assert [one.key for one in listing.columns_of(wanted, {}, by=world.staff)] == ["age", "phone"]
    assert [one.key for one in listing.columns_of(Wanted(), {}, by=world.staff)] == list(DEFAULT)


def test_id_numbers_are_a_column_only_for_those_who_may_see_them(ours, world):
    plain = make.staff(ours, role="technician")

    assert "identity" in listing.offered_columns({}, by=world.staff)
    assert "identity" not in listing.offered_columns({}, by=plain)


def test_custom_fields_and_tags_come_with_the_rows(ours, world, django_assert_num_queries):
    field = ours.custom_fields.create(name="Size", is_in_list=True)
    tag = ours.tags.create(name="VIP", colour="orange")
    for name in "AB":
        one = make.customer(ours, first_name=name)
        one.field_values.create(business=ours, field=field, value="XL")
        one.tag_links.create(business=ours, tag=tag)
    columns = listing.columns_of(
        Wanted(columns=("tags", f"field_{field.pk}")), choices_of(ours), by=world.staff
    )

    with django_assert_num_queries(3):
        page = listing.page_of(
            ours.customers.all(), columns, sort="", by=world.staff, today=timezone.localdate()
        )

    assert [cell[2] for cell in page.rows[0].cells] == [[("VIP", "orange")], "XL"]


def test_counting_stops_and_filters_count_too(ours, world, monkeypatch):
    for name in "AB":
        make.customer(ours, first_name=name, phone="0541234567")
    today = timezone.localdate()
    queries = [Wanted(), Wanted(text="054"), Wanted(chosen={"role": ("lead",)})]

    assert [listing.people_of(ours, one, by=world.staff, today=today).count for one in queries] == [2, 2, 2]
    monkeypatch.setattr(listing, "MOST", 0)
    assert listing.people_of(ours, Wanted(), by=world.staff, today=today).count == 1
