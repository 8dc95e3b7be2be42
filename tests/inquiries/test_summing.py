from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.utils import timezone, translation

from kesher.core.owning import acting_for
from kesher.inquiries import summing, treating
from kesher.inquiries.models import ClockKind, ResponseClock
from tests import make

NOW = timezone.now()
HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def ours(world):
    with acting_for(world.ours), translation.override("en"):
        yield world.ours


@pytest.fixture
def line(world, ours):
    make.contract(world.customer, clauses=[make.bank(hours=1, overage_rate=30000)])
    call = make.inquiry(ours, kind="service-call", customer=world.customer)

    def line(sub_type, **details):
        kind = ours.treatment_types.filter(sub_type=sub_type).first()
        made = treating.add(call, type=kind, by=world.staff, now=timezone.now(), **details)
        return summing.line(ours.treatments.select_related("type", "status", "staff").get(pk=made.pk))

    return line


def test_a_line_stands_in_the_tab_of_its_sub_type(line):
    given = [
        line("work", minutes=15),
        line("parts", item="Switch"),
        line("external", supplier="Crane"),
        line("closing", resolution="Fixed"),
    ]

    assert [one.tab for one in given] == ["work", "parts", "external", "call"]


def test_work_costs_its_charged_minutes_beyond_the_bank(line):
    assert line("work", minutes=50).total == 0
    assert line("work", minutes=20).total == 15000


def test_parts_and_outside_work_cost_their_quantity_at_their_price(line):
    assert line("parts", item="Switch", quantity=3, price=4000).total == 12000
    assert line("external", supplier="Crane", price=50000).total == 50000


def test_it_says_the_minutes_beyond_the_bank(line):
    beyond = line("work", minutes=65)

    assert (beyond.minutes, beyond.covered, beyond.beyond) == (65, 60, 15)


def test_closing_costs_nothing(line):
    assert line("closing", resolution="Fixed").total == 0


def test_the_sum_is_what_will_be_billed(ours, line):
    lines = [line("work", minutes=100), line("parts", item="Switch", price=4000)]

    sums = summing.totals(lines)

    assert sums["money"] == sum(one.charge for one in ours.treatments.select_related("type"))
    assert (sums["minutes"], sums["covered"], sums["work"], sums["parts"]) == (100, 60, 22500, 4000)


def bar(**given):
    clock = ResponseClock(
        kind=ClockKind.RESPONSE,
        minutes=60,
        policy="Normal",
        started_at=NOW - HOUR,
        **{"due_at": NOW + HOUR, **given},
    )
    (made,) = summing.bars([clock], now=NOW)
    return made


def test_a_bar_fills_from_the_start_to_the_due_moment():
    assert (bar().percent, bar().tone, bar().label) == (50, "teal", "Response")
    assert bar(due_at=NOW + timedelta(minutes=5)).text == "5 minutes left"
    assert bar(escalated=75).tone == "yellow"


def test_missed_is_full_and_stays_late_when_it_stopped():
    assert (bar(due_at=NOW - HOUR / 2).percent, bar(due_at=NOW - HOUR / 2).tone) == (100, "red")
    late = bar(missed_at=NOW - HOUR / 2, stopped_at=NOW)
    assert (late.percent, late.tone, late.text) == (100, "red", "late")


def test_a_kept_promise_is_green_and_a_paused_one_stands_still():
    assert bar(stopped_at=NOW).tone == "green"
    assert (bar(due_at=None).percent, bar(due_at=None).text) == (50, "paused")


def test_no_lines_no_sums():
    assert summing.totals([]) == {
        "minutes": 0,
        "covered": 0,
        "money": 0,
        "work": 0,
        "parts": 0,
        "external": 0,
    }
    assert summing.bars([SimpleNamespace()][:0], now=NOW) == []
