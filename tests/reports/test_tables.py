from datetime import date

import pytest
from django.utils.translation import override

from kesher.reports import tables
from kesher.reports.tables import Column, Row


@pytest.mark.parametrize(
    ("value", "kind", "shown"),
    [
        (None, "number", "–"), ("", "text", "–"), (0, "number", "0"), (1234, "number", "1,234"), (135, "minutes", "2:15"),
        (-5, "minutes", "-0:05"), (66.6, "percent", "67%"), (123450, "money", "₪1,234.50"),
        (date(2026, 11, 2), "date", "02/11/2026"), (5066, "identifier", "5066"),
    ],
)  # fmt: skip
def test_a_value_is_shown_by_its_kind(value, kind, shown):
    with override("en"):
        assert tables.told(value, kind) == shown


def test_totals_add_what_can_be_added():
    columns = [Column("a", "A"), Column("b", "B", "number"), Column("c", "C", "percent")]

    assert tables.totalled(columns, [Row(["x", 1, 50]), Row(["y", None, 70])], "Total") == ["Total", 1, None]


def test_a_share_of_nothing_does_not_exist():
    assert tables.share(1, 0) is None
    assert tables.share(1, 4) == 25
