import io
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import load_workbook

from kesher.core import words
from kesher.core.sheets import writing
from kesher.core.sheets.reading import read_table
from kesher.core.sheets.writing import Column

NAMES = [Column("שם"), Column("הערה")]


def workbook(columns: list[Column], rows: list[tuple[writing.Value, ...]], title: str = "לקוחות") -> bytes:
    stream = io.BytesIO()
    assert writing.write_excel(stream, title, columns, rows, rtl=True) == len(rows)
    return stream.getvalue()


def test_excel_cells_are_typed():
    columns = [
        Column("מס", "number"),
        Column("סכום", "money"),
        Column("יום", "date"),
        Column("מועד", "moment"),
    ]
    moment = datetime(2026, 11, 22, 9, 5, tzinfo=UTC)

    content = workbook(columns, [(7, 123450, date(2026, 11, 22), moment), (Decimal("1.5"), -5, None, moment)])

    sheet = load_workbook(io.BytesIO(content)).get_sheet_by_index(0)
    assert list(sheet.iter_rows()) == [
        ["מס", "סכום", "יום", "מועד"],
        [7.0, 1234.5, date(2026, 11, 22), moment.replace(tzinfo=None)],
        [1.5, -0.05, "", moment.replace(tzinfo=None)],
    ]


def test_excel_text_is_never_a_formula_a_link_or_a_number():
    texts = ["=1+1", "http://a.example", "0502345678", "{=1}", "+9725", "@x", "9" * 20]

    content = workbook([Column("א")], [(text,) for text in texts])

    sheet = load_workbook(io.BytesIO(content)).get_sheet_by_index(0)
    assert [row[0] for row in sheet.iter_rows()] == ["א", *texts]


def test_excel_stores_what_it_can_of_odd_values():
    odd = [10**30, float("inf"), date(1066, 10, 14), "a\0b\ud800", "x" * 40_000, True, None]

    content = workbook([Column("א", "number")], [(value,) for value in odd], title="a/b:c*?[]" + "x" * 40)

    sheet = load_workbook(io.BytesIO(content)).get_sheet_by_index(0)
    found = [row[0] for row in sheet.iter_rows()][1:]
    assert found[:4] == [str(10**30), "inf", "1066-10-14", "ab"]
    assert len(found[4]) == 32_767
    assert found[5] == "True"


@pytest.mark.parametrize(
    "text", ["=1+1", "+cmd", "-2+3", "@SUM(A1)", "\tx", "\rx", "\nx", " =1", "+972-50-234", "＝1"]
)
def test_csv_formulas_get_an_apostrophe(text: str):
    assert writing.csv_text(text) == "'" + text


@pytest.mark.parametrize("text", ["+972502345678", "-12.50", "050-234-5678", "a=b", "", "a@b.c"])
def test_csv_plain_numbers_and_words_stay(text: str):
    assert writing.csv_text(text) == text


def test_csv_values_are_plain():
    moment = datetime(2026, 11, 22, 9, 5, tzinfo=UTC)
    values = [
        writing.csv_text(-1250, "money"),
        writing.csv_text(None),
        writing.csv_text(moment),
        writing.csv_text(7),
    ]

    assert values == ["-12.50", "", "2026-11-22 09:05", "7"]
    assert writing.csv_text(date(2026, 11, 22), "date") == "2026-11-22"


def test_csv_is_utf8_with_a_mark_line_by_line():
    assert list(writing.write_csv(NAMES, [("נועה", 'א, "ב"')])) == [
        "\ufeffשם,הערה\r\n".encode(),
        'נועה,"א, ""ב"""\r\n'.encode(),
    ]


texts = st.text(st.characters(codec=None), max_size=20) | st.text("=+-@'\t\n\r\0\",; אב1", max_size=12)


@settings(max_examples=300, deadline=None)
@given(texts)
def test_what_was_written_as_csv_is_read_back(text: str):
    content = b"".join(writing.write_csv(NAMES, [("א", text)]))

    clean = words.cleaned_lines(text.encode("utf-8", "replace").decode().replace("\0", ""))
    cell = next(read_table(content).rows).cells[1]

    assert words.cleaned(cell) == words.cleaned(clean)


@settings(max_examples=300)
@given(texts)
def test_no_csv_cell_starts_a_formula(text: str):
    written = writing.csv_text(text).lstrip(" ")

    assert written[:1] not in {"=", "@", "\t", "\r", "\n"}
    assert written[:1] not in {"+", "-"} or written[1:].replace(".", "").isdigit()


@settings(max_examples=200, deadline=None)
@given(st.lists(texts, min_size=1, max_size=5), texts)
def test_any_text_is_written_to_excel(values: list[str], title: str):
    content = workbook([Column(title)], [(value,) for value in values], title=title)

    load_workbook(io.BytesIO(content))
