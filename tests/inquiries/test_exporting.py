from datetime import timedelta

import pytest
from django.http import QueryDict
from django.utils import timezone, translation

from kesher.activity.models import Entry
from kesher.core.owning import acting_for
from kesher.inquiries import asking, exporting, listing
from kesher.inquiries.kinds import Kind
from tests import make

NOW = timezone.now()


@pytest.fixture(autouse=True)
def ours(world):
    with acting_for(world.ours), translation.override("en"):
        yield world.ours


@pytest.fixture
def taken(world):
    def taken(query):
        wanted, by = asking.wanted(QueryDict(query), {}), world.staff
        found, columns = listing.found(wanted, by=by, now=NOW), listing.columns_of(wanted)
        count = exporting.note(found, columns, filters=["Target: today"], by=by, now=NOW)
        rows = list(exporting.rows(found, columns, sort=wanted.sort, by=by, now=NOW))
        return count, [head.title for head in exporting.heads(columns)], rows

    return taken


def test_the_whole_filtered_list_leaves_in_its_order_with_its_columns(world, ours, taken):
    late = make.inquiry(ours, title="Late", staff=[world.staff], target_at=NOW + timedelta(days=2))
    soon = make.inquiry(ours, title="Soon", staff=[world.staff], target_at=NOW + timedelta(days=1))
    make.inquiry(ours, kind="task", priority=ours.priorities.first(), title="Task", staff=[world.staff])

    count, heads, rows = taken("scope=all&kind=message&columns=status,number")

    assert (count, heads[4:]) == (2, ["Status", "Number"])
    assert [(row[0], row[1], row[2], row[5]) for row in rows] == [
        (soon.number, "Message", "Soon", soon.number), (late.number, "Message", "Late", late.number),
    ]  # fmt: skip


def test_meetings_leave_with_them(world, ours, taken):
    make.meeting(ours, by=world.staff, subject="Visit", starts_at=NOW + timedelta(days=1))

    count, _heads, rows = taken("scope=all")

    assert (count, [row[2] for row in rows]) == (1, ["Visit"])


def test_it_is_recorded_before_it_leaves(ours, taken):
    taken("scope=all&columns=status")

    details = Entry.objects.of(ours).get(kind=Kind.EXPORTED).details
    assert details == {"count": 0, "filters": ["Target: today"], "columns": ["Status"]}


def test_rows_leave_one_after_the_other(world, ours):
    wanted = asking.wanted(QueryDict("scope=all"), {})
    found = listing.found(wanted, by=world.staff, now=NOW)

    rows = exporting.rows(found, listing.columns_of(wanted), sort="", by=world.staff, now=NOW)

    assert iter(rows) is rows
