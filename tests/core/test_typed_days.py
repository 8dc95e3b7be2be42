from contextlib import suppress
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from django.utils.translation import override
from hypothesis import given, settings
from hypothesis import strategies as st

from kesher.core import days, typed_days
from kesher.core.typed_days import Birthday, UnclearDay

SUNDAY = date(2026, 11, 22)
JERUSALEM = ZoneInfo("Asia/Jerusalem")
NOON = datetime(2026, 11, 22, 12, tzinfo=JERUSALEM)


def local(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=JERUSALEM)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("22/11", SUNDAY), ("21/11", date(2027, 11, 21)), ("22.11.2026", SUNDAY), ("22-11-26", SUNDAY),
        ("2026-11-22", SUNDAY), ("20261122", SUNDAY), ("22 nov 2026", SUNDAY), ("22 בנובמבר", SUNDAY),
        ("12/31/1985", date(1985, 12, 31)), ("29/2", date(2028, 2, 29)), ("1st january 2027", date(2027, 1, 1)),
        ("היום", SUNDAY), ("מחר", date(2026, 11, 23)), ("Tomorrow", date(2026, 11, 23)),
        ("מחרתיים", date(2026, 11, 24)), ("אתמול", date(2026, 11, 21)), ("+3d", date(2026, 11, 25)),
        ("+2w", date(2026, 12, 6)), ("+1m", date(2026, 12, 22)), ("-1y", date(2025, 11, 22)),
        ("בעוד 3 ימים", date(2026, 11, 25)), ("בעוד שבוע", date(2026, 11, 29)), ("in 2 weeks", date(2026, 12, 6)),
        ("יום ראשון", date(2026, 11, 29)), ("יום ב'", date(2026, 11, 23)), ("ביום שישי", date(2026, 11, 27)),
        ("yom rishon", date(2026, 11, 29)), ("Friday", date(2026, 11, 27)), ("next sunday", date(2026, 11, 29)),
        ("\u200f22/11/2026", SUNDAY),
    ],
)  # fmt: skip
def test_a_date_is_typed_in_many_ways(text: str, day: date):
    assert typed_days.day_from(text, today=SUNDAY) == day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("22/11", SUNDAY), ("23/11", date(2025, 11, 23)), ("28/2/90", date(1990, 2, 28)), ("1/1/26", date(2026, 1, 1)),
        ("sunday", date(2026, 11, 15)), ("saturday", date(2026, 11, 21)),
    ],
)  # fmt: skip
def test_in_the_past_the_last_such_day_is_meant(text: str, day: date):
    assert typed_days.day_from(text, today=SUNDAY, past=True) == day


@pytest.mark.parametrize(
    "text", ["", "32/1", "30/2/2026", "0/0/00", "אתמולל", "1/2/3/4", "+99999d", "+9999y", "x" * 900]
)
def test_an_unclear_date_is_refused_with_a_sentence(text: str):
    with pytest.raises(UnclearDay) as refused:
        typed_days.day_from(text, today=SUNDAY)

    assert str(refused.value)


@pytest.mark.parametrize("text", ["31/2/1990", "30/2", "2026-02-30", "31 apr 2026"])
def test_a_day_that_does_not_exist_is_said_to_be_none(text: str):
    with override("en"), pytest.raises(UnclearDay, match="There is no such day in the calendar"):
        typed_days.day_from(text, today=SUNDAY)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("מחר 9:00", local(2026, 11, 23, 9)), ("tomorrow at 9am", local(2026, 11, 23, 9)),
        ("9:30 מחר", local(2026, 11, 23, 9, 30)), ("22/11/2026 בשעה 18:15", local(2026, 11, 22, 18, 15)),
        ("17:30", local(2026, 11, 22, 17, 30)), ("9:00", local(2026, 11, 23, 9)),
        ("+3d", local(2026, 11, 25, 9)), ("2026-11-22T18:15", local(2026, 11, 22, 18, 15)),
        ("12 am tomorrow", local(2026, 11, 23)), ("מחר ב-14:00", local(2026, 11, 23, 14)),
        ("27/3/2026 2:30", local(2026, 3, 27, 3, 30)),
    ],
)  # fmt: skip
def test_a_moment_is_a_day_and_a_time(text: str, moment: datetime):
    assert typed_days.moment_from(text, now=NOON) == moment


@pytest.mark.parametrize("text", ["25:00", "מחר 9:99", "13pm", "never", "31/12/9999 23:59 x"])
def test_an_unclear_moment_is_refused(text: str):
    with pytest.raises(UnclearDay):
        typed_days.moment_from(text, now=NOON)


def test_a_birthday_may_lack_its_year():
    assert typed_days.birthday_from("--02-29", today=SUNDAY) == Birthday(None, 2, 29)
    assert typed_days.birthday_from("--0203", today=SUNDAY) == Birthday(None, 2, 3)
    assert typed_days.birthday_from("28/02/1990", today=SUNDAY) == Birthday(1990, 2, 28)


def test_a_birthday_cannot_lie_ahead():
    with pytest.raises(UnclearDay):
        typed_days.birthday_from("23/11/2026", today=SUNDAY)


def test_a_column_of_american_dates_is_recognised():
    assert typed_days.is_month_first(["2/3/1990", "12/31/1985", ""])
    assert not typed_days.is_month_first(["2/3/1990", "31/12/1985", "12/31/1985"])
    assert typed_days.day_from("2/3/1990", today=SUNDAY, month_first=True) == date(1990, 2, 3)


@settings(max_examples=300)
@given(
    st.text(st.characters(codec=None), max_size=30)
    | st.text("0123456789/.-: +dwmyאבמחריום", max_size=20)
    | st.from_regex(r"\d{1,2}[/.-]\d{1,2}([/.-]\d{2,4})?( \d{1,2}:\d\d)?", fullmatch=True)
)
def test_any_text_is_a_day_or_refused(text: str):
    for read in (
        lambda: typed_days.day_from(text, today=SUNDAY),
        lambda: typed_days.day_from(text, today=SUNDAY, past=True, month_first=True),
        lambda: typed_days.moment_from(text, now=NOON),
        lambda: typed_days.birthday_from(text, today=SUNDAY),
    ):
        with suppress(UnclearDay):
            read()


@settings(max_examples=200)
@given(st.dates(typed_days.FIRST, typed_days.LAST), st.times())
def test_a_shown_moment_is_read_back(day: date, at: time):
    assert typed_days.day_from(days.shown_date(day), today=SUNDAY) == day
    assert typed_days.day_from(day.isoformat(), today=SUNDAY) == day
    shown = f"{days.shown_date(SUNDAY)} {at:%H:%M}"
    assert typed_days.moment_from(shown, now=NOON).time() == at.replace(second=0, microsecond=0, fold=0)


@pytest.mark.parametrize(
    "text", ["01/01/0001", "9999-12-31", "31/12/1899", "1/1/2101", "+500y", "1 jan 9999"]
)
def test_days_lie_between_the_first_and_the_last_year(text: str):
    with override("en"):
        for read in (
            lambda: typed_days.day_from(text, today=SUNDAY),
            lambda: typed_days.moment_from(f"{text} 9:00", now=NOON),
        ):
            with pytest.raises(UnclearDay, match="between 1900 and 2100"):
                read()


@pytest.mark.parametrize("text", ["1/1/1900", "31/12/2100"])
def test_the_first_and_the_last_day_count(text: str):
    assert typed_days.day_from(text, today=SUNDAY) in {typed_days.FIRST, typed_days.LAST}


@pytest.mark.parametrize("text", ["9999-12-31", "0001-01-01", "22/11/2026", "x", ""])
def test_an_address_names_a_day_within_the_bounds_or_none(text: str):
    assert typed_days.day_in(text) is None
    assert typed_days.day_in("2026-11-22") == SUNDAY
