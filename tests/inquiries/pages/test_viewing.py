"""Who sees inquiries without working on them: a bookkeeper."""

import re

import pytest

from kesher.businesses.permissions import SHIPPED_ROLES, Permission
from tests import make

I = "/b/ours/inquiries"  # noqa: E741
VERBS = r"/(edit|close|assign|status|notes/add|treatments/add|checklist|files/add|merge|remove|bulk)"
"""watching is not among them: whoever sees an inquiry may watch it (watching.py)"""


@pytest.fixture
def reader(world, client):
    rights = [str(right) for right in SHIPPED_ROLES["bookkeeper"][1]]
    client.force_login(make.staff(world.ours, permissions=rights).user)
    return client


@pytest.fixture
def call(world):
    return make.inquiry(world.ours, kind="service-call", customer=world.customer)


def test_a_bookkeeper_sees_the_list_and_can_take_it_away(reader, call):
    shown = reader.get(f"{I}/?scope=all").content.decode()

    assert f"{I}/{call.pk}/" in shown
    assert "excel" in shown
    assert b"".join(reader.get(f"{I}/export/csv/?scope=all").streaming_content)
    assert reader.get(f"{I}/filter/").status_code == 200


@pytest.mark.parametrize("part", ["", "head/", "work/", "thread/", "around/"])
def test_a_bookkeeper_reads_an_inquiry_without_a_way_to_change_it(reader, call, part):
    answer = reader.get(f"{I}/{call.pk}/{part}")

    assert answer.status_code == 200
    assert re.findall(rf"{I}/{call.pk}{VERBS}[^\"]*", answer.content.decode()) == []


def test_a_bookkeeper_changes_nothing(reader, call):
    for verb in ("edit", "close", "assign", "status", "notes/add", "treatments/add"):
        assert reader.get(f"{I}/{call.pk}/{verb}/").status_code == 403


def test_a_report_leads_its_reader_to_the_inquiry(reader, call):
    rows = reader.get("/b/ours/reports/inquiries/rows/?kind=service-call&period=week").content.decode()

    path = re.search(rf"{I}/\d+/", rows)[0]
    assert reader.get(path).status_code == 200


def test_who_has_neither_right_sees_none(world, client, call):
    client.force_login(make.staff(world.ours, permissions=[Permission.CUSTOMER_VIEW]).user)

    assert client.get(f"{I}/").status_code == 403
