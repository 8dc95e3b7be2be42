import json

import pytest
from django.utils.translation import override

from kesher.reports import charts
from kesher.reports.tables import Column, Row, Table


@pytest.fixture(autouse=True)
def english():
    with override("en"):
        yield


def table(rows, chart="bar", kind="number"):
    columns = [
        Column("name", "Name"),
        Column("count", "Count", kind, is_charted=True),
        Column("sum", "Sum", "number"),
    ]
    return Table("Table", columns, rows, chart=chart)


def test_charted_columns_become_series():
    drawn = json.loads(charts.drawn(table([Row(["A", 2, 7]), Row(["B", 3, 8])])))

    assert drawn == {"kind": "bar", "labels": ["A", "B"], "series": [{"label": "Count", "values": [2, 3]}]}


def test_bars_beyond_a_dozen_become_one():
    drawn = json.loads(charts.drawn(table([Row([f"{n}", n, 0]) for n in range(1, 21)])))

    assert drawn["labels"] == [*(f"{n}" for n in range(20, 9, -1)), "Others"]
    assert drawn["series"][0]["values"][-1] == sum(range(1, 10))


def test_shares_are_not_added_up():
    drawn = json.loads(charts.drawn(table([Row([f"{n}", n, 0]) for n in range(1, 21)], kind="percent")))

    assert drawn["labels"] == [f"{n}" for n in range(20, 8, -1)]


def test_a_line_keeps_every_point():
    drawn = json.loads(charts.drawn(table([Row([f"{n}", n, 0]) for n in range(1, 21)], "line")))

    assert len(drawn["labels"]) == 20


def test_nothing_is_drawn_of_nothing():
    assert charts.drawn(table([])) == ""
    assert charts.drawn(table([Row(["A", 0, 5])])) == ""
