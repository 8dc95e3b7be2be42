"""What a table looks like when it is drawn: labels and series for the browser, most telling first.

1. Drawn are the columns that say so; the labels are those of the first column.
2. Bars and slices beyond a dozen become one, "Others", so that a picture stays readable; a line keeps every point. Shares do
   not add up: of them the largest dozen is drawn.
3. The table stands beside the picture with the same figures.
"""

import json
from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from kesher.reports.tables import Row, Table, told

MOST = 12


def drawn(table: Table) -> str:
    """As JSON for frontend/charts.js; empty when there is nothing to draw."""
    places = [place for place, column in enumerate(table.columns) if column.is_charted]
    rows = [row for row in table.rows if any(row.values[place] for place in places)]
    if not table.chart or not places or not rows:
        return ""
    adds_up = all(table.columns[place].kind != "percent" for place in places)
    shown = list(rows) if table.chart == "line" else gathered(rows, places, adds_up=adds_up)
    return json.dumps(
        {
            "kind": table.chart,
            "labels": [told(row.values[0], table.columns[0].kind) for row in shown],
            "series": [series(table, shown, place) for place in places],
        },
        ensure_ascii=False,
    )


def series(table: Table, rows: Sequence[Row], place: int) -> dict[str, Any]:
    return {"label": str(table.columns[place].label), "values": [row.values[place] or 0 for row in rows]}


def gathered(rows: Sequence[Row], places: Sequence[int], *, adds_up: bool) -> list[Row]:
    """Rule 2."""
    ranked = sorted(rows, key=lambda row: -(row.values[places[0]] or 0))
    if len(ranked) <= MOST:
        return list(rows)
    if not adds_up:
        return ranked[:MOST]
    rest = ranked[MOST - 1 :]
    others = [
        sum(row.values[place] or 0 for row in rest) for place in range(max(places) + 1) if place in places
    ]
    values: list[Any] = [_("Others"), *[None] * max(places)]
    for place, value in zip(places, others, strict=True):
        values[place] = value
    return [*ranked[: MOST - 1], Row(values)]
