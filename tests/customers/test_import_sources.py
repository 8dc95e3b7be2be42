from datetime import date
from pathlib import Path

import pytest

from kesher.businesses.permissions import Permission
from kesher.core.owning import acting_for
from kesher.core.refusals import Refused
from kesher.customers import import_sources
from kesher.customers.import_fields import Lists
from tests import make


def written(tmp_path, text, name="people.csv"):
    path = tmp_path / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def refusal(path):
    with pytest.raises(Refused) as refused:
        import_sources.survey(path, path.name)
    return [problem.code for problem in refused.value.problems]


def test_columns_are_recognised_by_their_names():
    header = ["שם פרטי", "Last Name", 'דוא"ל', "Shoe size", "Phone 1 - Label"]

    assert import_sources.proposed(header, Lists()) == {0: "first_name", 1: "last_name", 2: "email"}


def test_column_called_like_a_field_of_the_business_holds_it(world):
    with acting_for(world.ours):
        field = world.ours.custom_fields.create(name="Shoe size")
        lists = import_sources.lists_of(world.ours, world.staff)

        assert import_sources.proposed(["shoe  SIZE"], lists) == {0: f"field:{field.pk}"}


def test_column_can_be_kept_in_the_note(tmp_path):
    path = written(tmp_path, "name,colour\nNoa,red\n")

    rows = import_sources.readings(
        path,
        path.name,
        {0: "full_name", 1: "remark"},
        lists=Lists(),
        today=date(2026, 11, 22),
        month_first=False,
    )

    assert [row.note for row in rows] == ["colour: red"]


def test_id_numbers_need_their_right(world):
    staff = make.staff(world.ours, permissions=[Permission.CUSTOMER_IMPORT])
    with acting_for(world.ours):
        lists = import_sources.lists_of(world.ours, staff)

        assert import_sources.proposed(["First name", "ID number"], lists) == {0: "first_name"}
        assert "id_number" not in import_sources.allowed(lists)


def test_some_column_names_or_reaches_a_person():
    assert import_sources.problems({0: "phone"}) == []
    assert [one.code for one in import_sources.problems({0: "town"})] == ["columns-unknown"]


def test_survey_shows_a_few_values_and_counts_rows(tmp_path):
    survey = import_sources.survey(
        written(tmp_path, "name,dob\n" + "Noa,12/31/1990\nDan,01/02/1990\n" * 3), "people.csv"
    )

    assert (survey.header, survey.samples, survey.count) == (
        ["name", "dob"], [["Noa", "Dan"], ["12/31/1990", "01/02/1990"]], 6,
    )  # fmt: skip
    assert survey.month_first


def test_staff_limited_to_branches_see_their_branches_alone(world):
    place = make.branch(world.ours, name="North")
    make.branch(world.ours, name="South")
    staff = make.staff(world.ours, branches=[place])
    with acting_for(world.ours):
        assert import_sources.lists_of(world.ours, staff).ids["branch"] == {"north": place.pk}


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"", "a.csv"), (b"name,phone\n", "a.csv"), (b"%PDF-1.4 x", "a.csv"), (b"PK\x03\x04 broken", "a.xlsx"),
        (b"\x89PNG\r\n", "a.xlsx"), (b"<html><body>x", "a.xls"), (b"hello", "a.vcf"), (b"\0" * 2000, "a.csv"),
    ],
)  # fmt: skip
def test_what_is_no_table_is_refused_with_a_sentence(tmp_path, content, name):
    assert refusal(written(tmp_path, content, name)) in (["file-unreadable"], ["file-empty"])


def test_file_that_is_not_there_is_refused():
    assert refusal(Path("/nowhere/people.csv")) == ["file-unreadable"]
