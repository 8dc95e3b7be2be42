from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from kesher.core.owning import acting_for
from kesher.inquiries import closing, timing
from kesher.inquiries.views import receipts
from tests import make


@pytest.fixture(autouse=True)
def within(world):
    with acting_for(world.ours):
        yield


def text(response):
    return response.content.decode()


def url(inquiry):
    return f"/b/ours/inquiries/{inquiry.pk}/receipt/"


def test_every_counted_interval_stands_there_with_its_reason(desk, world):
    long_ago = timezone.now() - timedelta(days=20)
    message = make.inquiry(world.ours, by=world.staff, now=long_ago)
    closing.close(message, by=world.staff, now=long_ago + timedelta(days=9))

    page = text(desk.get(url(message)))

    assert page.count('class="receipt"') == 2
    assert page.count("<tr><td") >= 10
    assert str(message.priority) in page


def test_without_a_promise_that_is_said(desk, world):
    task = make.inquiry(world.ours, kind="task", by=world.staff, priority=world.ours.priorities.first())

    assert "empty" in text(desk.get(url(task)))


def test_the_receipt_asks_a_constant_number_of_questions(desk, world):
    def questions(days):
        message = make.inquiry(world.ours, by=world.staff, now=timezone.now() - timedelta(days=days))
        with CaptureQueriesContext(connection) as asked:
            assert desk.get(url(message)).status_code == 200
        return len(asked)

    questions(1)
    assert questions(1) == questions(60) <= 14


def test_the_rows_sum_up_to_the_whole():
    start = timezone.now()
    half = timedelta(seconds=90)
    rows = [timing.Row(start + n * half, start + (n + 1) * half, is_counted=True, why="") for n in range(4)]

    assert [minutes for _row, minutes in receipts.in_minutes(rows)] == [1, 2, 1, 2]
