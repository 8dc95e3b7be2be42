from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kesher.customers.import_fields import LABELS, Lists
from kesher.customers.models import CustomField, FieldKind
from kesher.customers.reading_rows import read

TODAY = date(2026, 11, 22)


def reading(*, lists=None, month_first=False, **values):
    return read(2, values, lists=lists or Lists(), today=TODAY, month_first=month_first)


@pytest.fixture(autouse=True)
def english(settings):
    from django.utils import translation  # noqa: PLC0415

    with translation.override("en"):
        yield


def test_wrong_id_number_goes_to_the_note_and_the_person_lands():
    found = reading(first_name="Noa", id_number="123456789")

    assert "id_number" not in found.details
    assert found.note == "ID number: ••••••789"
    assert found.warnings == ["The ID number is not right: its check digit does not fit."]
    assert found.problem == ""


def test_wrong_email_goes_to_the_note():
    found = reading(first_name="Noa", email="noa at example")

    assert (found.details.get("email"), found.note) == (None, "E-mail: noa at example")
    assert found.warnings == ["“noa at example” is no e-mail address."]


def test_second_email_is_noted_without_a_warning():
    found = reading(first_name="Noa", email="A@example.com", email_2="b@example.com")

    assert (found.details["email"], found.note, found.warnings) == (
        "a@example.com",
        "E-mail 2: b@example.com",
        [],
    )


def test_text_that_is_no_phone_goes_to_the_note():
    found = reading(first_name="Noa", phone="ask her")

    assert (found.phones, found.note, len(found.warnings)) == ([], "Phone: ask her", 1)


def test_unknown_stage_is_warned_of():
    found = reading(first_name="Noa", stage="Moon")

    assert found.note == "Stage: Moon"
    assert found.warnings == ["Stage “Moon” is not in the business's list."]


def test_known_stage_source_and_branch_are_found_in_any_spelling():
    lists = Lists(ids={"stage": {"new": 1}, "source": {"google": 2}, "branch": {"תל אביב": 3}})

    found = reading(first_name="Noa", stage="NEW", source="Google", branch="תל־אביב", lists=lists)

    assert [found.details[name] for name in ("stage_id", "source_id", "branch_id")] == [1, 2, 3]


def test_long_name_is_cut_and_stands_whole_in_the_note():
    found = reading(first_name="a" * 90)

    assert (len(found.details["first_name"]), found.note) == (80, f"First name: {'a' * 90}")
    assert found.warnings == ["First name is too long and was cut."]


def test_company_stands_in_for_a_name():
    found = reading(company="Oranim")

    assert (found.details["first_name"], found.details["is_company"]) == ("Oranim", True)


def test_email_then_phone_stand_in_for_a_name():
    assert reading(email="a@example.com", phone="0502345678").details["first_name"] == "a@example.com"
    assert reading(phone="0502345678").details["first_name"] == "050-234-5678"


def test_row_without_anything_to_call_it_by_is_a_problem():
    assert reading(town="Haifa").problem == "The row has no name, company, e-mail or phone."


def test_full_name_of_a_company_stays_whole():
    details = reading(full_name='אורנים בע"מ').details

    assert (details["first_name"], details["is_company"]) == ('אורנים בע"מ', True)


def test_further_phones_are_further_numbers():
    found = reading(first_name="Noa", phone="050-2345678", phone_2="03-5012345", phone_3="0502345678")

    assert (found.details["phone"], found.numbers) == ("+972502345678", ["+97235012345"])


@pytest.mark.parametrize("text", ["123", "0501", "12345"])
def test_number_too_short_to_reach_anybody_is_a_remark(text):
    found = reading(phone=text)

    assert (found.phones, found.warnings) == ([], [f"“{text}” is no telephone number."])
    assert text in found.note


def test_short_code_is_a_telephone_number():
    assert reading(phone="*6050").phones == ["*6050"]


def test_unknown_number_is_kept_as_dialled_with_a_warning():
    found = reading(first_name="Noa", phone="050-1234567")

    assert found.phones == ["+972501234567"]
    assert found.warnings == ["The numbering plan does not know the phone \u2068050-1234567\u2069."]


def test_star_number_is_kept_without_a_warning():
    assert (
        reading(first_name="Noa", phone="*6050").phones,
        reading(first_name="Noa", phone="*6050").warnings,
    ) == (["*6050"], [])


@pytest.mark.parametrize("text", ["--02-28", "28/2"])
def test_birthday_without_year_goes_to_the_note(text):
    found = reading(first_name="Noa", birthday=text)

    assert ("birthday" in found.details, found.note) == (False, "Birthday: 28/2")


def test_american_column_is_read_month_first():
    assert reading(first_name="Noa", birthday="02/03/1990", month_first=True).details["birthday"] == date(
        1990, 2, 3
    )
    assert reading(first_name="Noa", birthday="02/03/1990").details["birthday"] == date(1990, 3, 2)


def test_birthday_ahead_is_warned_of():
    assert reading(first_name="Noa", birthday="1/1/2030").note == "Birthday: 1/1/2030"


def test_role_may_stand_where_the_stage_does():
    assert [reading(first_name="Noa", stage=text).role for text in ("מתעניין", "customer", "")] == [
        "lead",
        "customer",
        "",
    ]


def test_company_with_its_number_is_who_the_invoice_is_for():
    details = reading(first_name="Noa", company="Oranim", company_number="514111111").details

    assert (details.get("invoice_name"), details.get("invoice_tax_number")) in {
        ("Oranim", "514111111"),
        (None, None),
    }


def test_company_without_number_is_noted():
    assert reading(first_name="Noa", company="Oranim").note == "Company: Oranim"


def test_house_number_is_parted_from_the_street():
    assert reading(first_name="Noa", street="הרצל 12", town="חיפה").address == {
        "street": "הרצל",
        "house": "12",
        "town": "חיפה",
    }


def test_postal_code_alone_is_noted():
    found = reading(first_name="Noa", postal_code="6701012")

    assert (found.address, found.note) == ({}, "Postal code: 6701012")


def test_own_fields_are_read_by_their_kind():
    lists = Lists(fields={7: CustomField(pk=7, name="Shoe", kind=FieldKind.NUMBER)})

    assert reading(first_name="Noa", lists=lists, **{"field:7": "42.0"}).fields == {7: "42"}
    assert reading(first_name="Noa", lists=lists, **{"field:7": "big"}).note == "Shoe: big"


def test_tags_are_told_apart_once():
    assert reading(first_name="Noa", tags="VIP, vip; ותיק").tags in (["vip", "ותיק"], ["VIP", "ותיק"])


def test_id_number_is_passed_over_without_the_right():
    found = reading(first_name="Noa", id_number="000000018", lists=Lists(has_identity=False))

    assert ("id_number" in found.details, found.note) == (False, "")


@given(st.dictionaries(st.sampled_from(sorted(LABELS)), st.text(max_size=300)))
def test_any_row_is_read_and_nothing_is_lost(values):
    found = read(1, values, lists=Lists(), today=TODAY)

    assert found.problem or found.details["first_name"]
    assert all(len(str(found.details.get(name, ""))) <= 80 for name in ("first_name", "last_name"))
