from datetime import date
from io import BytesIO

import pytest
from django.utils.translation import override
from python_calamine import CalamineWorkbook

from kesher.reports import taking
from kesher.reports.tables import Amount, Column, Row, Table

TABLE = Table(
    title="Report",
    columns=[
        Column("name", "Name"), Column("until", "Until", "date"), Column("hours", "Hours", "amount"),
        Column("work", "Work", "minutes"), Column("share", "Share", "percent"),
    ],
    rows=[
        Row(["נועה =1+1", date(2026, 11, 2), Amount(90, is_minutes=True), 135, 33.3333]),
        Row(["Dan", None, Amount(4, is_minutes=False), None, None]),
    ],
    totals=["Total", None, Amount(90, is_minutes=True), 135, None],
)  # fmt: skip


def test_excel_holds_every_value_in_a_cell_of_its_kind():
    with taking.excel(TABLE) as file:
        sheet = CalamineWorkbook.from_filelike(BytesIO(file.read())).get_sheet_by_index(0)

    assert sheet.to_python() == [
        ["Name", "Until", "Hours", "Work", "Share"],
        ["נועה =1+1", date(2026, 11, 2), 1.5, 2.25, 33.3],
        ["Dan", "", 4, "", ""],
        ["Total", "", 1.5, 2.25, ""],
    ]


def test_a_number_that_counts_nothing_is_not_grouped_anywhere():
    table = Table(title="List", columns=[Column("number", "Number", "identifier")], rows=[Row([5066])])

    with taking.excel(table) as file:
        sheet = CalamineWorkbook.from_filelike(BytesIO(file.read())).get_sheet_by_index(0)

    assert sheet.to_python() == [["Number"], [5066]]
    assert taking.written(table, table.rows[0].values) == ["\u20685066\u2069"]


@pytest.mark.parametrize("language", ["he", "en"])
def test_paper_is_made_in_both_directions(world, language):
    with override(language):
        assert taking.paper(world.ours, TABLE)[:5] == b"%PDF-"


def test_paper_writes_each_value_as_it_is_read_apart_from_the_sentence_around_it():
    assert taking.written(TABLE, TABLE.rows[0].values)[2:] == [
        "\u20681:30\u2069", "\u20682:15\u2069", "\u206833%\u2069",
    ]  # fmt: skip
    assert taking.written(TABLE, TABLE.rows[1].values)[2:] == ["\u20684\u2069", "", ""]
