"""Two owners send each other away at the same moment: one of them stays."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection, connections
from django.utils import timezone

from kesher.businesses import departing
from kesher.core.owning import acting_for
from kesher.core.refusals import Refused
from tests import make


@pytest.mark.django_db(transaction=True)
def test_one_of_two_owners_stays():
    if connection.vendor != "postgresql":
        pytest.skip(
            "SQLite's test database lives in one connection; writing transactions begin IMMEDIATE there"
        )
    shop = make.business(slug="shop")
    make.staff(shop)
    with acting_for(shop):
        first, second = shop.staff.with_rights()
    start = Barrier(2)

    def send_away(leaver, by):
        with acting_for(shop):
            start.wait(10)
            try:
                departing.leave(leaver, by=by, now=timezone.now())
            except Refused as refused:
                return [problem.code for problem in refused.problems]
            finally:
                connections.close_all()
        return "left"

    with acting_for(shop):
        assert (first.permissions, second.permissions) == (first.permissions, first.permissions)
    with ThreadPoolExecutor(2) as pool:
        answers = [pool.submit(send_away, first, second), pool.submit(send_away, second, first)]

    assert sorted(map(str, (answer.result() for answer in answers))) == ["['last-owner']", "left"]
