import json
import re
from html import unescape
from io import BytesIO

import pytest
from python_calamine import CalamineWorkbook

from kesher.activity.models import Entry
from kesher.businesses.permissions import Permission
from kesher.core import vanished
from tests import make
from tests.make.reports import counted_inquiry

R = "/b/ours/reports"


def test_the_reports_are_listed_to_those_who_may_see_them(world, client):
    client.force_login(make.staff(world.ours, permissions=[Permission.REPORT_VIEW]).user)
    page = client.get(f"{R}/").content.decode()

    assert f"{R}/inquiries/" in page
    assert f"{R}/contracts/" not in page
    assert client.get(f"{R}/contracts/").status_code == 404


@pytest.mark.parametrize("report", ["inquiries", "contracts", "workload"])
def test_an_empty_report_says_so_or_shows_zeros(desk, report):
    assert desk.get(f"{R}/{report}/").status_code == 200


def test_a_row_leads_to_its_records_and_these_to_the_inquiry(desk, world):
    made = counted_inquiry(world.ours, title="No water")

    assert f"{R}/inquiries/rows/?" in desk.get(f"{R}/inquiries/").content.decode()
    assert f"/b/ours/inquiries/{made.pk}/" in desk.get(f"{R}/inquiries/rows/?kind=task").content.decode()


def test_the_picture_is_handed_over_as_data(desk, world):
    counted_inquiry(world.ours)

    assert "data-chart=" in desk.get(f"{R}/inquiries/").content.decode()


def test_filters_are_offered_in_a_drawer_and_shown_as_sentences(desk):
    assert desk.get(f"{R}/inquiries/filters/", headers={"HX-Request": "true"}).status_code == 200
    assert "משימה" in desk.get(f"{R}/inquiries/?kind=task").content.decode()


def test_a_filter_that_is_gone_is_said_and_can_be_taken_away(desk):
    content = desk.get("/b/ours/reports/inquiries/?cut=kind&branch=999").content.decode()

    assert "branch=999" in content
    assert str(vanished.NOT_AVAILABLE) in content


def test_the_drawer_keeps_what_it_does_not_ask_for(desk, world):
    contract = make.contract(world.customer)
    asked = f"customer={world.customer.pk}&contract={contract.pk}&span=2026-11-01.month&cut=status"

    shown = desk.get(f"{R}/inquiries/filters/?{asked}", headers={"HX-Request": "true"}).content.decode()

    for pair in asked.split("&"):
        name, value = pair.split("=")
        assert f'<input type="hidden" name="{name}" value="{value}">' in shown


def test_excel_holds_the_same_rows_and_is_recorded(desk, world):
    counted_inquiry(world.ours)

    answer = desk.get(f"{R}/inquiries/excel/?cut=kind")

    book = CalamineWorkbook.from_filelike(BytesIO(b"".join(answer.streaming_content)))
    assert book.get_sheet_by_index(0).to_python()[1][:2] == ["משימה", 1]
    assert Entry.objects.get(kind="report.exported").details["count"] == 1


def test_excel_holds_more_rows_than_the_screen(desk, world, monkeypatch):
    monkeypatch.setattr("kesher.reports.inquiry_report.table.__kwdefaults__", {"most": 1})
    monkeypatch.setattr("kesher.reports.inquiry_report.listed.__kwdefaults__", {"most": 1})
    for _number in range(3):
        counted_inquiry(world.ours)

    assert desk.get(f"{R}/inquiries/rows/").content.decode().count("<tr data-row") == 1
    answer = desk.get(f"{R}/inquiries/excel/?rows=1")

    book = CalamineWorkbook.from_filelike(BytesIO(b"".join(answer.streaming_content)))
    assert len(book.get_sheet_by_index(0).to_python()) == 4


@pytest.mark.parametrize("way", ["excel", "pdf"])
def test_the_records_are_taken_away_by_who_may_export_inquiries(world, client, way):
    counted_inquiry(world.ours)
    client.force_login(
        make.staff(world.ours, permissions=[Permission.REPORT_VIEW, Permission.INQUIRY_ALL]).user
    )

    assert f"/{way}/" in client.get(f"{R}/inquiries/").content.decode()
    assert client.get(f"{R}/inquiries/{way}/").getvalue()
    assert f"/{way}/" not in client.get(f"{R}/inquiries/rows/").content.decode()
    assert client.get(f"{R}/inquiries/{way}/?rows=1").status_code == 403


@pytest.mark.parametrize("query", ["cut=response&response=running", "cut=resolution", "cut=top_type"])
def test_picture_table_and_excel_tell_the_same(desk, world, query):
    for outcome in ("running", "kept"):
        counted_inquiry(world.ours, outcome=outcome)

    page = desk.get(f"{R}/inquiries/?{query}").content.decode()
    answer = desk.get(f"{R}/inquiries/excel/?{query}")

    book = CalamineWorkbook.from_filelike(BytesIO(b"".join(answer.streaming_content)))
    told = [(line[0], line[1]) for line in book.get_sheet_by_index(0).to_python()[1:-1]]
    drawn = json.loads(unescape(re.search(r"data-chart=([\"'])(.*?)\1", page).group(2)))
    assert list(zip(drawn["labels"], drawn["series"][0]["values"], strict=True)) == told
    for name, _count in told:
        assert name in page.split("data-chart=")[1]


def test_a_pdf_is_made_in_the_readers_language(desk, world):
    counted_inquiry(world.ours, title="=1+1 @#*/ נזילה")

    answer = desk.get(f"{R}/inquiries/pdf/?rows=1")

    assert (answer.status_code, answer.content[:5]) == (200, b"%PDF-")


@pytest.mark.parametrize("path", ["inquiries/", "inquiries/rows/", "workload/"])
def test_a_report_asks_a_constant_number_of_questions(desk, world, django_assert_max_num_queries, path):
    for _turn in range(3):
        counted_inquiry(world.ours, assignee=world.staff, customer=world.customer)

    with django_assert_max_num_queries(12):
        desk.get(f"{R}/{path}")
