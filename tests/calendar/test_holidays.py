from datetime import date

from django.utils.translation import override

from kesher.calendar import holidays
from tools.holidays import days


def kinds(*days):
    with override("en"):
        return [holidays.of(date.fromisoformat(day)) for day in days]


def test_public_holidays_and_their_eves():
    assert kinds("2026-09-11", "2026-09-12", "2026-09-13", "2026-09-20", "2026-09-21") == [
        ("eve", "Eve of Rosh Hashanah"), ("holiday", "Rosh Hashanah"), ("holiday", "Rosh Hashanah"),
        ("eve", "Eve of Yom Kippur"), ("holiday", "Yom Kippur"),
    ]  # fmt: skip


def test_remembrance_day_fasts_and_days_between_are_ordinary_days():
    assert kinds("2026-04-21", "2026-04-22", "2026-04-05", "2026-07-23", "2026-03-03") == [
        ("", ""), ("holiday", "Independence Day"), ("", ""), ("", ""), ("", ""),
    ]  # fmt: skip


def test_the_eve_of_the_last_day_of_pesach_is_an_eve():
    assert kinds("2026-04-07") == [("eve", "Eve of Seventh day of Pesach")]


def test_the_list_of_the_year_names_ordinary_days_too():
    with override("he"):
        names = {
            one.day.isoformat(): (one.why, one.name)
            for one in holidays.listed(date(2026, 7, 1), date(2026, 10, 1))
        }

    assert names["2026-07-23"] == ("ordinary", "תשעה באב")
    assert names["2026-09-21"] == ("holiday", "יום כיפור")


def test_the_days_kept_are_those_of_the_library():
    assert days() == holidays.DAYS
