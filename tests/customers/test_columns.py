from datetime import date

import pytest

from kesher.customers.columns import COLUMNS, field_column
from kesher.customers.filtering import Choice

TODAY = date(2026, 11, 22)


def shown(key, **row):
    return COLUMNS[key].shown(row, TODAY)


def test_a_lead_stands_at_its_stage_and_a_customer_is_one():
    assert shown("status", role="lead", stage__name="New", stage__colour="grey") == ("New", "gray")
    assert shown("status", role="customer", stage__name="New", stage__colour="blue")[1] == "teal"
    assert (
        COLUMNS["status"].told_of({"role": "lead", "stage__name": "New", "stage__colour": ""}, TODAY) == "New"
    )


def test_dates_are_shown_as_text_and_told_as_dates():
    row = {"birthday": date(1985, 3, 2)}

    assert COLUMNS["birthday"].shown(row, TODAY) == "02/03/1985"
    assert COLUMNS["birthday"].told_of(row, TODAY) == date(1985, 3, 2)
    assert (shown("birthday", birthday=None), COLUMNS["birthday"].told_of({"birthday": None}, TODAY)) == (
        "",
        None,
    )


def test_the_age_is_in_whole_years():
    assert shown("age", birthday=date(1985, 11, 23)) == 40
    assert shown("age", birthday=None) == ""


def test_phones_are_shown_in_one_format():
    assert shown("phone", phone="+972542345678") == "054-234-5678"


def test_id_numbers_are_masked_on_screen_and_whole_in_a_sheet():
    row = {"id_number": "123456782"}

    assert COLUMNS["identity"].shown(row, TODAY) == "••••••782"
    assert COLUMNS["identity"].told_of(row, TODAY) == "123456782"
    assert shown("identity", id_number="") == ""


def test_tags_are_joined_in_a_sheet():
    row = {"tags": [("VIP", "orange"), ("New", "grey")]}

    assert COLUMNS["tags"].shown(row, TODAY) == [("VIP", "orange"), ("New", "gray")]
    assert COLUMNS["tags"].told_of(row, TODAY) == "VIP, New"


def test_names_and_words_stand_as_they_are():
    assert shown("manager", account_manager__first_name="Dana", account_manager__last_name=None) == "Dana"
    assert shown("gender", gender="") == ""
    assert shown("branch", branch__name=None) == ""


@pytest.mark.parametrize(
    ("kind", "value", "seen", "told"),
    [
        ("text", "XL", "XL", "XL"),
        ("date", "2026-01-31", "31/01/2026", date(2026, 1, 31)),
        ("date", "soon", "soon", "soon"),
        ("yes-no", "1", "כן", "כן"),
        ("date", None, "", ""),
    ],
)
def test_custom_fields_are_shown_by_their_kind(kind, value, seen, told):
    column = field_column(Choice(7, "Field", kind))
    row = {"fields": [(7, value)] if value else []}

    assert (column.shown(row, TODAY), column.told_of(row, TODAY)) == (seen, told)
