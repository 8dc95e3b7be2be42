from datetime import timedelta

import pytest
from django.http import QueryDict
from django.utils import timezone, translation

from kesher.core.owning import acting_for
from kesher.inquiries import asking, closing, filtering, listing
from tests import make

NOW = timezone.now()
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def ours(world):
    with acting_for(world.ours), translation.override("en"):
        yield world.ours


@pytest.fixture
def listed(world, ours):
    def listed(query="scope=all", *, by=None, after=""):
        by, given = by or world.staff, QueryDict(query)
        wanted = asking.wanted(given, filtering.choices_of(ours, given, by=by))
        found = listing.found(wanted, by=by, now=NOW)
        page = listing.page_of(
            found, listing.columns_of(wanted), sort=wanted.sort, after=after, by=by, now=NOW
        )
        return found, page

    return listed


def ids(listed, *query, **options):
    return [row.id for row in listed(*query, **options)[1].rows]


def call(ours, **details):
    return make.inquiry(ours, kind="service-call", **{"now": NOW, **details})


def test_columns_are_chosen_and_unknown_ones_left_out():
    wanted = asking.wanted(QueryDict("columns=number,elephant,status"), {})

    assert [column.key for column in listing.columns_of(wanted)] == ["number", "status"]
    assert listing.columns_of(asking.wanted(QueryDict("columns=elephant"), {}))[0].key == "customer"


@pytest.mark.parametrize(
    ("contact", "main", "reached"),
    [
        ("050-1111111", "052-2222222", ("+972501111111", "972501111111")),
        ("04-8111111", "052-2222222", ("+97248111111", "972522222222")),
        ("", "052-2222222", ("+972522222222", "972522222222")),
        ("", "04-8222222", ("+97248222222", "")),
        ("", "", ("", "")),
    ],
)
def test_the_contact_of_the_inquiry_is_reached_before_the_customer(ours, listed, contact, main, reached):
    call(ours, customer=make.customer(ours, phone=main), phone=contact)

    row = listed()[1].rows[0]

    assert (row.phone, row.chat) == reached


def test_what_it_is_comes_first(ours, listed):
    titled = call(ours, title="Boiler")
    untitled = call(ours, details="It drips " * 20, target_at=NOW + 99 * DAY)

    rows = listed("scope=all&columns=number")[1].rows

    assert [(row.id, row.kind, row.name) for row in rows] == [
        (titled.pk, "service-call", "Boiler"), (untitled.pk, "service-call", untitled.details[:80]),
    ]  # fmt: skip


def test_the_next_target_comes_first_and_none_last(ours, listed):
    none = make.inquiry(ours)
    later, soon = call(ours, target_at=NOW + 2 * DAY), call(ours, target_at=NOW + DAY)

    assert ids(listed) == [soon.pk, later.pk, none.pk]


@pytest.mark.parametrize(
    ("sort", "order"),
    [("number", [0, 1, 2]), ("-number", [2, 1, 0]), ("priority", [1, 0, 2]), ("-opened", [0, 2, 1])],
)
def test_another_order_can_be_asked_for(ours, listed, sort, order):
    opened = {0: NOW, 1: NOW - 2 * DAY, 2: NOW - DAY}
    keys = {0: "normal", 1: "urgent", 2: "low"}
    made = [call(ours, now=opened[one], priority=ours.priorities.get(key=keys[one])) for one in range(3)]

    assert ids(listed, f"scope=all&sort={sort}") == [made[one].pk for one in order]


@pytest.mark.parametrize("sort", ["", "-target", "number", "-number", "priority", "-changed", "opened"])
def test_pages_follow_one_another_without_gap_or_double(world, ours, listed, monkeypatch, sort):
    monkeypatch.setattr(listing, "PAGE", 2)
    monkeypatch.setattr(listing.merged, "__kwdefaults__", {"most": 3})
    made = {("i", call(ours, target_at=NOW + (number % 3) * DAY).pk) for number in range(5)}
    made |= {
        ("m", make.meeting(ours, by=world.staff, starts_at=NOW + (number % 3) * DAY).pk)
        for number in range(4)
    }

    seen, after = [], ""
    for _page in range(9):
        page = listed(f"scope=all&sort={sort}", after=after)[1]
        seen += [("m" if row.is_meeting else "i", row.id) for row in page.rows]
        after = page.after
        if not after:
            break

    assert (len(seen), set(seen)) == (9, made)


def test_at_equal_keys_inquiries_stand_before_meetings(world, ours, listed):
    meeting, one = make.meeting(ours, by=world.staff, starts_at=NOW + DAY), call(ours, target_at=NOW + DAY)

    assert [(row.id, row.is_meeting) for row in listed()[1].rows] == [(one.pk, False), (meeting.pk, True)]


def test_counting_stops(ours, listed, monkeypatch):
    monkeypatch.setattr(listing, "MOST", 2)
    for _number in range(5):
        call(ours)

    assert listed()[0].count == 3


def test_a_search_holds_for_both_kinds_and_tries_the_other_layout(world, ours, listed):
    tap = call(ours, title="Boiler")
    meeting = make.meeting(ours, by=world.staff, subject="Boiler visit", starts_at=NOW + DAY)
    call(ours)

    assert {row.id for row in listed("scope=all&q=boiler")[1].rows} == {tap.pk, meeting.pk}
    hebrew = call(ours, title="שלום")
    assert ids(listed, "scope=all&q=akuo") == [hebrew.pk]
    assert ids(listed, "scope=all&q=elephant") == []


def test_a_branch_limits_the_list_and_the_names_in_it(ours, listed):
    haifa, eilat = make.branch(ours), make.branch(ours)
    limited = make.staff(ours, branches=[haifa])
    call(ours, branch=haifa, customer=make.customer(ours, branch=eilat))
    here = call(ours, branch=haifa)

    assert ids(listed, by=limited) == [here.pk]


def test_all_rows_leave_in_the_lists_order(world, ours, listed):
    made = [call(ours, target_at=NOW + number * DAY) for number in range(3)]
    found = listed()[0]

    rows = listing.all_rows(
        found, listing.columns_of(asking.wanted(QueryDict(""), {})), sort="", by=world.staff, now=NOW
    )

    assert [row["pk"] for row in rows] == [one.pk for one in made]


def test_closed_ones_can_stand_with_the_last_closed_first(world, ours, listed):
    first, second = call(ours), call(ours)
    for number, one in enumerate((first, second)):
        closing.close(one, resolution="x", by=world.staff, now=NOW + number * DAY)

    assert ids(listed, "scope=closed&sort=-closed") == [second.pk, first.pk]
