from datetime import date, datetime, timedelta

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.translation import override

from kesher.core.owning import acting_for
from kesher.reports import asking, inquiry_report, narrowing
from kesher.reports.cuts import CUTS
from tests import make
from tests.make.reports import counted_inquiry, promise

NOW = datetime(2026, 11, 25, 12, tzinfo=timezone.get_default_timezone())


def question(staff, query):
    asked = QueryDict(query)
    with acting_for(staff.business):
        offered = narrowing.offered(staff, asked)
    return asking.read(asked, cuts=list(CUTS), offered=offered, today=NOW.date())


def report(staff, query, part="table", **limits):
    with acting_for(staff.business), override("en"):
        return getattr(inquiry_report, part)(staff, question(staff, query), now=NOW, **limits)


def figures(table):
    """{group: (opened, open, overdue, closed)}"""
    return {row.values[0]: tuple(row.values[1:5]) for row in table.rows}


@pytest.fixture
def desk_of(world):
    """Two tasks and a message over three months; one closed, one overdue."""
    hour = timedelta(hours=1)
    counted_inquiry(world.ours, created_at=NOW - hour, assignee=world.staff, target_at=NOW - hour / 2)
    counted_inquiry(
        world.ours,
        created_at=NOW - 30 * 24 * hour,
        closed_at=NOW - 28 * 24 * hour,
        customer=world.customer,
        outcome="kept",
    )
    counted_inquiry(world.ours, created_at=NOW - 60 * 24 * hour, kind="message", outcome="missed")
    return world.staff


def test_inquiries_are_counted_by_kind(desk_of):
    assert figures(report(desk_of, "cut=kind")) == {"Task": (2, 1, 1, 1), "Message": (1, 1, 0, 0)}


def test_months_stand_in_order_of_time(desk_of):
    table = report(desk_of, "cut=month")

    assert [row.values[0] for row in table.rows] == ["09/2026", "10/2026", "11/2026"]
    assert table.chart == "line"


def test_a_month_without_any_stands_between_those_that_have_some(world):
    for days in (0, 60):
        counted_inquiry(world.ours, created_at=NOW - timedelta(days=days))

    assert figures(report(world.staff, "cut=month")) == {
        "09/2026": (1, 1, 0, 0), "10/2026": (0, 0, 0, 0), "11/2026": (1, 1, 0, 0),
    }  # fmt: skip


def test_an_inquiry_without_the_thing_is_counted_as_none(desk_of):
    assert figures(report(desk_of, "cut=assignee")) == {"None": (2, 1, 0, 1), "Orit ours": (1, 1, 1, 0)}


@pytest.mark.parametrize("part", ["table", "listed"])
def test_the_screen_shows_some_rows_and_says_so_and_what_is_taken_away_all(desk_of, part):
    some, every = (report(desk_of, "cut=month", part, most=most) for most in (2, None))

    assert (len(some.rows), len(every.rows)) == (2, 3)
    assert (bool(some.note), bool(every.note)) == (True, False)


@pytest.mark.parametrize("cut", ["kind", "customer", "response"])
def test_totals_are_of_all_groups_however_many_are_shown(desk_of, cut):
    some, every = (report(desk_of, f"cut={cut}", most=most) for most in (1, None))

    assert (len(some.rows), some.totals[:5]) == (1, every.totals[:5])
    assert some.totals[5] == pytest.approx(every.totals[5])


@pytest.mark.parametrize("cut", list(CUTS))
def test_every_cut_counts_every_inquiry_once(desk_of, cut):
    table = report(desk_of, f"cut={cut}")

    assert sum(row.values[1] for row in table.rows) == 3
    assert table.totals[1] == 3


@pytest.mark.parametrize("cut", list(CUTS))
def test_a_row_leads_to_exactly_its_inquiries(desk_of, cut):
    table = report(desk_of, f"cut={cut}")

    assert [len(report(desk_of, row.query, "listed").rows) for row in table.rows] == [
        row.values[1] for row in table.rows
    ]


def test_the_average_time_until_closing_is_told(desk_of):
    (closed,) = report(desk_of, "cut=state&state=closed&cut=kind").rows

    assert closed.values[5] == 48 * 60


@pytest.mark.parametrize("cut", list(CUTS))
def test_the_average_in_total_is_the_same_by_every_cut(world, cut):
    at = NOW - timedelta(days=9)
    for kind, hours, channel in (("task", 2, "phone"), ("task", 8, "email"), ("documentation", 1, "phone")):
        counted_inquiry(
            world.ours, kind=kind, channel=channel, created_at=at, closed_at=at + timedelta(hours=hours)
        )

    assert report(world.staff, f"cut={cut}").totals[5] == 5 * 60


@pytest.mark.parametrize("most", [1, None])
@pytest.mark.parametrize("cut", list(CUTS))
def test_the_share_of_kept_response_times_has_a_total_by_every_cut(world, cut, most):
    outcomes = (("task", "kept"), ("task", "kept"), ("task", "missed"), ("message", "kept"), ("message", ""))
    for kind, outcome in outcomes:
        counted_inquiry(world.ours, kind=kind, created_at=NOW, outcome=outcome)

    assert report(world.staff, f"cut={cut}", most=most).totals[6] == 75


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"title": "Leak", "details": "Under the sink"}, "Leak"),
        ({"details": "Water\nunder the sink"}, "Water under the sink"),
        ({}, "Leaks"),
    ],
)
def test_the_list_names_an_inquiry_as_other_lists_do(world, fields, told):
    with acting_for(world.ours):
        kind = world.ours.inquiry_types.create(kind="task", name="Leaks")
    counted_inquiry(world.ours, created_at=NOW, type=kind, **fields)

    assert [row.values[5] for row in report(world.staff, "", "listed").rows] == [told]


def test_the_list_names_everybody_who_handles_the_main_one_first(world):
    with acting_for(world.ours):
        other = make.staff(world.ours, first_name="Gil", last_name="Tal")
    made = counted_inquiry(world.ours, created_at=NOW)
    with acting_for(world.ours):
        world.ours.assignees.create(inquiry=made, staff=other)
        world.ours.assignees.create(inquiry=made, staff=world.staff, is_main=True)

    assert [row.values[6] for row in report(world.staff, "", "listed").rows] == ["Orit ours, Gil Tal"]


def test_however_many_handle_them_the_list_asks_as_often(world):
    def asked():
        with CaptureQueriesContext(connection) as queries:
            report(world.staff, "", "listed")
        return len(queries)

    counted_inquiry(world.ours, created_at=NOW, assignee=world.staff)
    _first, once = asked(), asked()
    for _turn in range(3):
        counted_inquiry(world.ours, created_at=NOW, assignee=world.staff)

    assert asked() == once


def test_the_share_of_kept_response_times_counts_promised_ones(desk_of):
    table = report(desk_of, "cut=kind")

    assert {row.values[0]: row.values[6] for row in table.rows} == {"Task": 100, "Message": 0}


def test_a_response_time_that_still_runs_is_neither_kept_nor_missed(world):
    running = counted_inquiry(world.ours, created_at=NOW, outcome="running")
    assert [row.values[6] for row in report(world.staff, "cut=kind").rows] == [None]
    counted_inquiry(world.ours, created_at=NOW, outcome="kept")

    assert [row.values[6] for row in report(world.staff, "cut=kind").rows] == [100]
    assert figures(report(world.staff, "cut=response")) == {
        "Kept": (1, 1, 0, 0), "Still running": (1, 1, 0, 0),
    }  # fmt: skip
    rows = report(world.staff, "response=running", "listed").rows
    assert [row.values[0] for row in rows] == [running.number]


@pytest.mark.parametrize(("minutes", "outcome"), [(-1, "Missed"), (1, "Still running")])
def test_what_ran_out_is_missed_even_before_anybody_noticed(world, minutes, outcome):
    made = counted_inquiry(world.ours, created_at=NOW)
    promise(made, "running", due_at=NOW + timedelta(minutes=minutes))

    assert [*figures(report(world.staff, "cut=response"))] == [outcome]


@pytest.mark.parametrize(
    ("outcome", "told"), [("kept", "Kept"), ("missed", "Missed"), ("running", "Still running")]
)
def test_the_resolution_time_is_a_cut_of_its_own(world, outcome, told):
    both = counted_inquiry(world.ours, created_at=NOW, outcome="kept")
    promise(both, outcome, kind="resolution")
    counted_inquiry(world.ours, created_at=NOW, outcome="missed")

    assert figures(report(world.staff, "cut=resolution")) == {
        told: (1, 1, 0, 0), "Nothing promised": (1, 1, 0, 0),
    }  # fmt: skip
    rows = report(world.staff, f"cut=resolution&resolution={outcome}&response=kept", "listed").rows
    assert [row.values[0] for row in rows] == [both.number]


@pytest.fixture
def typed(world):
    """Three inquiries in a tree of types, one in a type beside it, one without a type."""
    with acting_for(world.ours):
        types = world.ours.inquiry_types
        top = types.create(kind="task", name="Boiler")
        leaf = types.create(kind="task", name="Burner", parent=top)
        beside = types.create(kind="task", name="Tank")
    for one in (top, leaf, leaf, beside, None):
        counted_inquiry(world.ours, created_at=NOW, type=one)
    return {"Boiler": top, "Burner": leaf, "Tank": beside}


def test_types_are_counted_each_or_by_the_one_at_the_top_of_their_branch(world, typed):
    assert {name: row[0] for name, row in figures(report(world.staff, "cut=type")).items()} == {
        "Burner": 2, "Boiler": 1, "Tank": 1, "None": 1,
    }  # fmt: skip
    assert {name: row[0] for name, row in figures(report(world.staff, "cut=top_type")).items()} == {
        "Boiler": 3, "Tank": 1, "None": 1,
    }  # fmt: skip


def test_the_filter_by_a_type_takes_in_those_below_it(world, typed):
    asked = f"cut=kind&type={typed['Boiler'].pk}"

    assert report(world.staff, asked).totals[1] == 3
    assert len(report(world.staff, asked, "listed").rows) == 3
    assert report(world.staff, f"{asked}&type=none").totals[1] == 4


@pytest.mark.parametrize("cut", ["type", "top_type"])
@pytest.mark.parametrize("narrower", ["", "&type={Boiler}", "&type={Burner}"])
def test_a_row_of_a_type_leads_to_exactly_what_it_counted(world, typed, cut, narrower):
    kept = narrower.format(**{name: one.pk for name, one in typed.items()})
    table = report(world.staff, f"cut={cut}{kept}")

    assert [len(report(world.staff, row.query, "listed").rows) for row in table.rows] == [
        row.values[1] for row in table.rows
    ]


def test_types_are_offered_by_their_path(world, typed):
    with acting_for(world.ours):
        labels = [label for _key, label in narrowing.offered(world.staff, QueryDict())["type"]]

    assert labels[labels.index("Boiler") + 1] == "Boiler › Burner"


def test_filters_hold_together_and_values_are_alternatives(desk_of):
    assert figures(report(desk_of, "cut=kind&kind=task&kind=message&response=missed")) == {
        "Message": (1, 1, 0, 0)
    }


def test_overdue_is_open_and_past_its_target(desk_of):
    assert figures(report(desk_of, "cut=kind&state=overdue")) == {"Task": (1, 1, 1, 0)}


def test_only_the_period_is_counted(desk_of):
    assert figures(report(desk_of, "cut=kind&period=month")) == {"Task": (1, 1, 1, 0)}


def test_nothing_of_another_business_is_counted(desk_of, world):
    counted_inquiry(world.theirs, created_at=NOW)

    assert report(desk_of, "cut=kind").totals[1] == 3


@pytest.mark.parametrize("name", ["customer", "branch", "state", "response", "span"])
def test_a_value_of_another_business_or_of_nothing_is_nobody_s(desk_of, world, name):
    asked = f"{name}={world.foreign_customer.pk + 900}"

    assert report(desk_of, f"cut=kind&{asked}").rows == []
    assert asked in question(desk_of, f"{asked}&cut=nonsense").query()


def test_a_customer_of_another_branch_is_not_named(world):
    with acting_for(world.ours):
        here, there = make.branch(world.ours), make.branch(world.ours)
    clerk = make.staff(world.ours, branches=[here])
    hidden = make.customer(world.ours, branch=there)

    assert question(clerk, f"customer={hidden.pk}").chosen == {}


@pytest.mark.parametrize(
    ("period", "since", "until"),
    [
        ("period=week", date(2026, 11, 19), date(2026, 11, 25)),
        ("period=last-month", date(2026, 10, 1), date(2026, 10, 31)),
        ("period=this-year", date(2026, 1, 1), date(2026, 11, 25)),
        ("since=1/3/2026&until=5/2/2026", date(2026, 2, 5), date(2026, 3, 1)),
        ("since=nonsense&until=5/2/2026", date(2025, 12, 1), date(2026, 11, 25)),
    ],
)
def test_a_period_is_named_or_typed(world, period, since, until):
    asked = question(world.staff, period)

    assert (asked.since, asked.until) == (since, until)


def test_the_address_of_a_question_asks_the_same(world):
    asked = question(world.staff, "cut=month&kind=task&kind=message&since=1/2/2026&until=3/2/2026")

    assert question(world.staff, asked.query()) == asked


@pytest.mark.parametrize("cut", ["month", "week", "kind"])
def test_days_beyond_every_calendar_count_as_the_first_and_the_last(desk_of, cut):
    query = "since=0001-01-01&until=9999-12-31"
    assert report(desk_of, f"cut={cut}&{query}").totals[1] == 3
    assert len(report(desk_of, f"cut={cut}&{query}", "listed").rows) == 3


@pytest.mark.parametrize("cut", ["week", "month"])
def test_what_is_older_than_all_spans_is_one_row_that_leads_to_it(world, cut):
    counted_inquiry(world.ours, created_at=NOW)
    old = counted_inquiry(world.ours, created_at=NOW.replace(year=2012))

    table = report(world.staff, f"cut={cut}&period=all")
    (earlier,) = [row for row in table.rows if row.values[0] == "Earlier"]

    assert table.rows[0] is earlier
    assert [row.values[0] for row in report(world.staff, earlier.query, "listed").rows] == [old.number]
