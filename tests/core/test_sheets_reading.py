import io
import subprocess
import sys
import zipfile
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path

import pytest
import xlsxwriter
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from kesher.core.sheets import delimited, encodings, workbook
from kesher.core.sheets.reading import read_table
from kesher.core.sheets.tables import MAX_CELL, Row, Unreadable

FORMATS = Path(__file__).resolve().parents[3] / "shared/data/csv_formats"
HEBREW = 'שם פרטי,שם משפחה,נייד\nנועה,כהן-לוי,050-2345678\n"ז\'אן, ג\'וני","בע""מ",0523334444\n'
HEBREW_ROWS = [("נועה", "כהן-לוי", "050-2345678"), ("ז'אן, ג'וני", 'בע"מ', "0523334444")]


def rows(content: bytes, name: str = "a.csv") -> list[Row]:
    return list(read_table(content, name).rows)


def cells(content: bytes) -> list[tuple[str, ...]]:
    return [row.cells for row in rows(content)]


def excel(*lines: list[object]) -> bytes:
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"default_date_format": "dd/mm/yyyy"})
    sheet = book.add_worksheet()
    for index, line in enumerate(lines):
        sheet.write_row(index, 0, line)
    book.close()
    return stream.getvalue()


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "cp1255", "utf-16", "utf-16-le", "utf-16-be", "cp862", "iso8859-8"]
)
def test_hebrew_is_read_in_any_encoding(encoding: str):
    table = read_table(HEBREW.encode(encoding))

    assert table.header == ("שם פרטי", "שם משפחה", "נייד")
    assert [row.cells for row in table.rows] == HEBREW_ROWS


def test_other_languages_are_told_from_hebrew():
    assert (
        encodings.encoding_of(io.BytesIO("name,town\nJosé,Málaga\nZoë,Köln\n".encode("cp1252"))) == "cp1252"
    )
    assert encodings.encoding_of(io.BytesIO("имя,город\nАнна,Москва\n".encode("cp1251"))) == "cp1251"


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_any_delimiter_and_line_ending_is_read(delimiter: str, ending: str):
    content = ending.join(
        delimiter.join(line)
        for line in (["שם", "נייד", "עיר"], ["נועה", "050", "חיפה, הכרמל" if delimiter != "," else "חיפה"])
    )

    assert cells(content.encode()) == [("נועה", "050", "חיפה, הכרמל" if delimiter != "," else "חיפה")]


def test_excels_line_of_the_delimiter_is_passed_over():
    assert rows("sep=;\nשם;נייד\nנועה;050\n".encode()) == [Row(3, ("נועה", "050"))]


def test_a_quoted_cell_keeps_its_lines():
    assert cells('שם,הערות\nנועה,"שורה\r\nשנייה"\n'.encode()) == [("נועה", "שורה\nשנייה")]


def test_an_unquoted_gershayim_is_a_letter():
    assert cells('שם,חברה\nנועה,גוף בע"מ\nדן,צה"ל\n'.encode()) == [("נועה", 'גוף בע"מ'), ("דן", 'צה"ל')]


def test_a_quote_that_is_never_closed_spoils_its_own_row_only():
    found = rows(('שם,חברה\nנועה,"גוף\n' + "דן,כהן\n" * 300).encode())

    assert found[0].problem
    assert found[0].number == 2
    assert [row.cells for row in found[1:]] == [("דן", "כהן")] * 300


def test_a_quote_left_open_at_the_end_spoils_its_own_row_only():
    found = rows('שם,חברה\nנועה,"גוף\nדן,כהן\n'.encode())

    assert [bool(row.problem) for row in found] == [True, False]


def test_a_short_row_is_filled_and_a_long_one_is_a_problem():
    found = rows("א,ב,ג\n1\n1,2,3,,\n1,2,3,4\n".encode())

    assert [row.cells for row in found] == [("1", "", ""), ("1", "2", "3"), ("1", "2", "3", "4")]
    assert [bool(row.problem) for row in found] == [False, False, True]


def test_titles_above_the_header_and_empty_rows_are_passed_over():
    table = read_table("דוח לקוחות,,\n,,\nשם,נייד,עיר\n\nנועה,050,חיפה\n".encode())

    assert table.header == ("שם", "נייד", "עיר")
    assert list(table.rows) == [Row(5, ("נועה", "050", "חיפה"))]


def test_a_name_of_a_megabyte_is_a_problem_of_its_row():
    found = rows(f"שם,נייד\n{'א' * 2**20},050\nדן,051\n".encode())

    assert "20,000" in found[0].problem
    assert len(found[0].cells[0]) < MAX_CELL
    assert found[1] == Row(3, ("דן", "051"))


def test_nul_and_overrides_of_direction_are_dropped():
    assert cells("שם,נייד\nנו\0עה,\u202e050\u202c\n".encode()) == [("נועה", "050")]


def test_broken_bytes_are_a_problem_of_their_row():
    good = "".join(f"נועה כהן {number},חיפה\n" for number in range(20)).encode()

    found = rows("שם,עיר\n".encode() + good + b"\xd7,x\n")

    assert [bool(row.problem) for row in found] == [False] * 20 + [True]


def test_the_apostrophe_of_our_own_export_is_taken_off():
    assert cells("שם,הערה\nנועה,'=1+1\n'דן,'abc\n".encode()) == [("נועה", "=1+1"), ("'דן", "'abc")]


@pytest.mark.parametrize(
    "content",
    [
        b"", b"\0\0", b" \n", b"%PDF-1.7 x", b"\x89PNG\r\n\x1a\n" + b"\0" * 50, bytes(range(256)) * 9, b"PK\x03\x04junk",
        b"<html><table><tr><td>a</td></tr></table>", b'<?xml version="1.0"?><Workbook/>', b'[1, 2, "vcard"]',
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, (",".join("a" * 501) + "\n").encode(), b'["vcard",' + b"[" * 90000,
    ],
)  # fmt: skip
def test_a_file_that_is_no_table_is_refused_with_a_sentence(content: bytes):
    with pytest.raises(Unreadable) as refused:
        list(read_table(content, "a.xls").rows)

    assert str(refused.value)


def test_a_missing_file_and_too_large_a_file_are_refused(tmp_path: Path):
    large = tmp_path / "large.csv"
    with large.open("wb") as file:
        file.truncate(51 * 2**20)

    for path in (tmp_path / "none.csv", large, tmp_path):
        with pytest.raises(Unreadable):
            read_table(path)


def test_excel_gives_phones_without_a_point_and_dates_in_iso(tmp_path: Path):
    path = tmp_path / "a.xlsx"
    path.write_bytes(
        excel(
            ["שם", "נייד", "לידה", "סכום"],
            ["נועה", 502345678, date(1990, 2, 28), 1.5],
            [],
            ["דן", "050", None, True],
        )
    )

    with read_table(path) as table:
        assert table.header == ("שם", "נייד", "לידה", "סכום")
        assert list(table.rows) == [
            Row(2, ("נועה", "502345678", "1990-02-28", "1.5")),
            Row(4, ("דן", "050", "", "TRUE")),
        ]


def test_excel_content_is_read_from_memory_and_left_half_way():
    with read_table(excel(["a", "b"], *[[str(number), "x"] for number in range(5000)])) as table:
        assert next(table.rows) == Row(2, ("0", "x"))


def test_a_workbook_with_a_cell_at_the_far_corner_harms_nobody():
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream)
    sheet = book.add_worksheet()
    sheet.write(0, 0, "a")
    sheet.write(1048575, 16383, "b")
    book.close()

    with pytest.raises(Unreadable):
        list(read_table(stream.getvalue()).rows)


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


@pytest.mark.parametrize("part", ["xl/sharedStrings.xml", "xl/workbook.xml"])
def test_a_zip_bomb_is_refused_before_it_is_opened(part: str):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<x/>") if part != "xl/workbook.xml" else None
        archive.writestr(part, b"0" * 30_000_000)

    with pytest.raises(Unreadable, match="unpacks"):
        read_table(stream.getvalue())


def test_another_zip_file_and_a_damaged_workbook_are_refused():
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("a.txt", "a")
    for content in (
        stream.getvalue(),
        excel(["a", "b"])[:-40],
        excel(["a", "b"]).replace(b"sheet1.xml", b"sheet9.xml"),
    ):
        with pytest.raises(Unreadable):
            list(read_table(content).rows)


def test_a_cell_is_text_as_a_person_would_type_it():
    values = [
        True,
        5.0,
        1.25,
        1e300,
        date(2026, 11, 22),
        datetime(2026, 11, 22, 9, 5),
        datetime(2026, 11, 22),
        datetime(2026, 1, 1, 9).time(),
        "x",
    ]

    assert [workbook.text(value) for value in values] == [
        "TRUE", "5", "1.25", "1e+300", "2026-11-22", "2026-11-22 09:05", "2026-11-22", "09:00", "x",
    ]  # fmt: skip


def test_the_child_says_what_is_wrong_or_gives_all_rows():
    out = io.StringIO()

    workbook.write(excel(["a", "bcd"]), out, longest=2)
    workbook.write(b"junk", out, longest=2)

    assert out.getvalue() == '["a", "bc"]\n{"end": true}\n{"error": "broken"}\n'


@pytest.mark.parametrize("path", sorted(FORMATS.glob("*.csv")), ids=lambda path: path.name)
def test_real_exports_are_read_without_a_problem(path: Path):
    with read_table(path) as table:
        found = list(table.rows)

    assert [row.number for row in found] == [2, 3, 4]
    assert not any(row.problem for row in found)
    assert found[0].cells[:3] == ("נועה", "", "כהן-לוי")


def test_twenty_thousand_rows_take_little_memory(tmp_path: Path):
    path = tmp_path / "many.csv"
    line = ",".join(["נועה כהן-לוי"] * 20) + "\n"
    path.write_text(line * 20_000, encoding="utf-8")
    program = (
        "import sys,pathlib;from kesher.core.sheets.reading import read_table;"
        "print(sum(1 for _ in read_table(pathlib.Path(sys.argv[1])).rows),"
        "[line.split()[1] for line in open('/proc/self/status') if line.startswith('VmHWM')][0])"
    )

    answer = subprocess.run(
        [sys.executable, "-c", program, str(path)], capture_output=True, text=True, check=True
    )

    count, kilobytes = map(int, answer.stdout.split())
    assert count == 19_999
    assert kilobytes < 100_000


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=300) | st.text("\",;\n\r\t'אב=a\0", max_size=80).map(str.encode))
def test_any_bytes_are_a_table_or_refused(content: bytes):
    if content.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        return
    with suppress(Unreadable):
        list(read_table(content, "a.csv").rows)


@settings(max_examples=200, deadline=None)
@given(st.text("\",\n'אבa \x00", max_size=200))
def test_no_line_is_lost_whatever_the_quotes(text: str):
    letters = [letter for letter in text if letter in "אבa"]

    found = "".join(
        "".join(row.cells) for row in delimited.records(io.BytesIO(f"x,y,z\n{text}".encode()), "utf-8")
    )

    assert [letter for letter in found if letter in "אבa"] == letters
