from datetime import date

import pytest
from django.http import QueryDict

from kesher.reports import asking

TODAY = date(2026, 11, 25)
SPRING = "since=1.3.2026&until=31.5.2026"


def period(query):
    asked = asking.read(QueryDict(query), cuts=[], offered={}, today=TODAY)
    return asked.period, asked.since, asked.until


@pytest.mark.parametrize("query", [SPRING, f"period=&{SPRING}", f"period=month&{SPRING}"])
def test_typed_days_go_before_a_name(query):
    assert period(query) == ("", date(2026, 3, 1), date(2026, 5, 31))


def test_days_that_the_form_showed_already_give_way_to_a_name():
    shown = "shown=2026-03-01.2026-05-31"

    assert period(f"period=month&{SPRING}&{shown}") == ("month", date(2026, 11, 1), TODAY)
    assert period(f"period=&{SPRING}&{shown}") == ("", date(2026, 3, 1), date(2026, 5, 31))
    assert period(f"period=month&since=2.3.2026&until=31.5.2026&{shown}")[:2] == ("", date(2026, 3, 2))


def test_the_first_day_alone_asks_until_today():
    assert period("period=year&since=1.3.2026&until=") == ("", date(2026, 3, 1), TODAY)


@pytest.mark.parametrize("query", ["", "since=&until=", "since=soon&until=never", "period=never"])
def test_what_makes_no_sense_asks_for_the_year(query):
    assert period(query) == ("year", date(2025, 12, 1), TODAY)
