import json
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kesher.core.sheets.reading import read_table
from kesher.core.sheets.tables import Row, Unreadable

CARDS = Path(__file__).resolve().parents[3] / "shared/data/vcard"
with_cards = pytest.mark.skipif(not CARDS.exists(), reason="the shared cards are not beside the project")


def read(text: str | bytes) -> list[tuple[dict[str, str], str]]:
    table = read_table(text if isinstance(text, bytes) else text.encode(), "a.vcf")
    return [(values(table.header, row), row.problem) for row in table.rows]


def values(header: tuple[str, ...], row: Row) -> dict[str, str]:
    return {field: cell for field, cell in zip(header, row.cells, strict=True) if cell}


def card(*lines: str) -> str:
    return "\r\n".join(["BEGIN:VCARD", "VERSION:3.0", *lines, "END:VCARD", ""])


@pytest.mark.parametrize(
    ("name", "count"),
    [("John_Doe_ANDROID.vcf", 6), ("fullcontact.vcf", 1), ("gmail-single.vcf", 1), ("jcard-example.json", 1),
     ("John_Doe_EVOLUTION.vcf", 1), ("John_Doe_IPHONE.vcf", 1), ("John_Doe_MAC_ADDRESS_BOOK.vcf", 1),
     ("outlook-2007.vcf", 1), ("rfc6350-example.vcf", 1)],
)  # fmt: skip
@with_cards
def test_cards_of_real_clients_are_read_without_a_problem(name: str, count: int):
    with read_table(CARDS / name) as table:
        found = list(table.rows)

    assert len(found) == count
    assert not any(row.problem for row in found)


@with_cards
def test_an_outlook_card_gives_everything():
    with read_table(CARDS / "outlook-2007.vcf") as table:
        found = values(table.header, next(table.rows))

    assert found.pop("notes").startswith("This is the NOTE field\nI assume")
    assert found == {
        "first_name": "Michael", "last_name": "Angstadt", "full_name": "Mr. Michael Angstadt Jr.",
        "phone": "(111) 555-4444", "phone_2": "(111) 555-1111", "phone_3": "(111) 555-2222",
        "phone_label": "Mobile", "phone_2_label": "Work", "phone_3_label": "Home",
        "email": "mike.angstadt@gmail.com", "company": "TheCompany", "job_title": "TheJobTitle",
        "birthday": "1922-03-10", "street": "222 Broadway, TheOffice", "town": "New York", "postal_code": "99999",
        "country": "USA",
    }  # fmt: skip


@with_cards
def test_the_rfcs_card_and_jcard_give_the_same():
    with read_table(CARDS / "rfc6350-example.vcf") as text, read_table(CARDS / "jcard-example.json") as jcard:
        assert next(text.rows) == next(jcard.rows)


def test_quoted_printable_hebrew_in_its_own_charset():
    line = "N;CHARSET=windows-1255;ENCODING=QUOTED-PRINTABLE:=EB=E4=EF;=F0=E5=\r\n=F2=E4;;;"

    assert read(card(line)) == [({"last_name": "כהן", "first_name": "נועה"}, "")]


def test_what_is_beyond_the_places_stands_in_the_last_one():
    numbers = [f"TEL;TYPE=HOME:03-501234{digit}" for digit in range(4)] + ["TEL;TYPE=FAX:03-5099999"]

    found, _problem = read(card("FN:א", *numbers, "TEL;TYPE=CELL:0502345678"))[0]

    assert [found["phone"], found["phone_2"], found["phone_3"]] == [
        "0502345678", "03-5012340", "03-5012341 ::: 03-5012342 ::: 03-5012343",
    ]  # fmt: skip
    assert found["phone_3_label"] == "Home ::: Home ::: Home"


@pytest.mark.parametrize(
    ("lines", "label"),
    [(["TEL;TYPE=WORK,VOICE:03-5012340"], "Work"), (["TEL;CELL;PREF:03-5012340"], "Mobile"), (["TEL:03-5012340"], ""),
     (["item1.TEL;type=pref:03-5012340", "item1.X-ABLabel:Sister Dana"], "Sister Dana"),
     (["item1.TEL:03-5012340", "item1.X-ABLabel:_$!<Main>!$_"], "Main"), (["TEL;X-אמא:03-5012340"], "אמא")],
)  # fmt: skip
def test_a_number_keeps_its_label(lines: list[str], label: str):
    found, _problem = read(card("FN:א", *lines))[0]

    assert found.get("phone_label", "") == label


@pytest.mark.parametrize("line", ["BDAY:--0203", "BDAY:--02-03", "BDAY;X-APPLE-OMIT-YEAR=1604:1604-02-03"])
def test_a_birthday_may_lack_its_year(line: str):
    assert read(card("FN:א", line))[0][0]["birthday"] == "--02-03"


def test_escapes_and_folded_lines_are_resolved():
    found, _problem = read(card(r"N:Cohen\, Levi;No", r" a;;;", r"NOTE:a\nb\;c\\d"))[0]

    assert found == {"last_name": "Cohen, Levi", "first_name": "Noa", "notes": "a\nb;c\\d"}


def test_an_agent_inside_a_card_is_passed_over():
    found = read(card("FN:א", "AGENT:", "BEGIN:VCARD", "FN:ב", "END:VCARD", "TITLE:ג"))

    assert found == [({"full_name": "א", "job_title": "ג"}, "")]


@pytest.mark.parametrize(
    "text",
    ["BEGIN:VCARD\nFN:א\n", "BEGIN:VCARD\nFN:א\n" + card("FN:ב"), card("FN:א", "junk"), card(), card("FN:א", "KIND:group"),
     card("FN:" + "א" * 2**20)],
)  # fmt: skip
def test_a_broken_card_is_a_problem_row(text: str):
    assert read(text)[0][1]


@pytest.mark.parametrize("text", ["x", "[]vcard", '["vcard"', '{"vcard": 1}', '["vcard", 5]'])
def test_a_file_without_cards_is_refused(text: str):
    with pytest.raises(Unreadable):
        read(text)


@settings(max_examples=300, deadline=None)
@given(
    st.lists(
        st.sampled_from(["BEGIN:VCARD", "END:VCARD", "VERSION:2.1", "N:", "TEL;", "AGENT:", "BDAY:", "ADR;TYPE=", " x", "PHOTO:", "=", "KIND:group"])
        | st.text(':;,=\\"\nאa1-', max_size=20)
        | st.builds("N;ENCODING=QUOTED-PRINTABLE;CHARSET={}:{}".format, st.sampled_from(["x", "rot13", "hex", "utf-16"]), st.text("=AF9 ;", max_size=9)),
        max_size=12,
    )
)  # fmt: skip
def test_any_card_is_rows_or_refused(lines: list[str]):
    with suppress(Unreadable):
        read("BEGIN:VCARD\n" + "\n".join(lines))


json_values = st.recursive(
    st.none() | st.integers() | st.sampled_from(["vcard", "tel", "n", "adr", "bday", "x"]),
    lambda inner: (
        st.lists(inner, max_size=5) | st.dictionaries(st.sampled_from(["type", "pref"]), inner, max_size=2)
    ),
    max_leaves=20,
)


@settings(max_examples=200, deadline=None)
@given(json_values, json_values)
def test_any_jcard_is_rows_or_refused(first: object, second: object):
    with suppress(Unreadable):
        read_table(
            json.dumps(["vcard", [["tel", {}, "text", first], second, ["n", {}, "text", second]]]).encode()
        )
    with suppress(Unreadable):
        list(read_table(json.dumps([first, ["vcard", second]]).encode()).rows)
