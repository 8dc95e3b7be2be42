import pytest
from django.http import Http404

from kesher.businesses.permissions import Permission
from kesher.core.owning import acting_for
from kesher.reports import registry, taking
from kesher.reports.tables import Column, Row, Table
from tests import make


def test_a_report_is_found_by_those_who_hold_its_right(world):
    clerk = make.staff(world.ours, permissions=[Permission.REPORT_VIEW])
    with acting_for(world.ours):
        assert registry.found("inquiries", clerk).key == "inquiries"
        for key in ("contracts", "nothing"):
            with pytest.raises(Http404):
                registry.found(key, clerk)


def test_minutes_leave_as_hours_that_can_be_added():
    table = Table("Work", [Column("who", "Who"), Column("time", "Time", "minutes")], [Row(["Dana", 90])])

    assert taking.cells(table, table.rows[0].values) == ["Dana", 1.5]
