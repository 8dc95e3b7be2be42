import pytest
from django.utils import timezone

from kesher.core.owning import acting_for
from kesher.inquiries import summing, treating
from tests import make


@pytest.fixture
def call(world):
    with acting_for(world.ours):
        make.contract(world.customer, clauses=[make.bank(hours=1, overage_rate=30000)])
        yield make.inquiry(world.ours, kind="service-call", customer=world.customer)


def added(call, world, sub_type="work", **details):
    kind = call.business.treatment_types.filter(sub_type=sub_type).first()
    return treating.add(call, type=kind, by=world.staff, now=timezone.now(), **details).fresh()


def test_minutes_beyond_the_bank_cost_the_charged_ones_at_the_contracts_rate(world, call):
    line = summing.line(added(call, world, minutes=65, rate=10000))

    assert (line.minutes, line.covered, line.beyond, line.total) == (65, 60, 15, 7500)


def test_parts_cost_quantity_times_price_and_closing_nothing(world, call):
    parts = summing.line(added(call, world, "parts", item="Switch", quantity=3, price=4000))
    closing = summing.line(added(call, world, "closing", resolution="Fixed"))

    assert (parts.total, parts.tab, closing.total, closing.tab) == (12000, "parts", 0, "call")


def test_lines_are_added_up_by_tab(world, call):
    lines = [
        summing.line(added(call, world, minutes=75, rate=10000)),
        summing.line(added(call, world, "parts", item="Switch", quantity=1, price=4000)),
    ]

    assert summing.totals(lines) == {
        "minutes": 75, "covered": 60, "money": 11500, "work": 7500, "parts": 4000, "external": 0,
    }  # fmt: skip
