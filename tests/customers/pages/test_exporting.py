import csv
from io import BytesIO, StringIO

import python_calamine

from kesher.activity.models import Entry
from kesher.core.owning import acting_for
from tests import make

URL = "/b/ours/customers/export/"


def lines(response):
    return list(csv.reader(StringIO(b"".join(response.streaming_content).decode("utf-8-sig"))))


def test_csv_is_the_list_as_shown_and_harmless(desk, world):
    make.customer(world.ours, first_name="=SUM(A1)", last_name="", email="a@example.com", role="customer")

    table = lines(desk.get(f"{URL}csv/", {"role": "customer", "columns": "email"}))

    assert table[0][2:] == [table[0][2]]
    assert [row[1:] for row in table[1:]] == [["'=SUM(A1)", "a@example.com"]]


def test_excel_is_the_list_as_shown(desk, world):
    for name in "BA":
        make.customer(world.ours, first_name=name, last_name="", role="customer")

    answer = desk.get(f"{URL}excel/", {"role": "customer", "sort": "-name", "columns": "phone"})
    sheet = python_calamine.load_workbook(BytesIO(b"".join(answer.streaming_content))).get_sheet_by_index(0)

    assert [row[1] for row in sheet.to_python()[1:]] == ["B", "A"]


def test_taking_the_list_away_is_recorded(desk, world):
    desk.get(f"{URL}csv/", {"role": "lead"})

    with acting_for(world.ours):
        assert Entry.objects.of(world.ours).newest_first()[0].kind == "customers.exported"


def test_id_numbers_leave_only_with_the_right(client, world):
    make.customer(world.ours, first_name="A", id_number="123456782")
    staff = make.staff(world.ours, permissions=["customer.view", "customer.export"])
    client.force_login(staff.user)

    assert "123456782" not in str(lines(client.get(f"{URL}csv/", {"columns": "identity"})))


def test_the_log_is_not_told_what_was_typed(desk, world):
    lines(desk.get(f"{URL}csv/", {"q": "kibbutznik", "role": "lead"}))

    entry = Entry.objects.of(world.ours).get(kind="customers.exported")
    assert len(entry.details["filters"]) == 2
    assert "kibbutznik" not in f"{entry.details}{entry.search_text}"
