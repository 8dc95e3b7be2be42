import pytest
from django.utils.translation import override

from kesher.contracts import clauses
from kesher.contracts.models import ClauseKind


def codes(kind, terms, text=""):
    return [problem.code for problem in clauses.problems(kind, terms, text=text)]


@pytest.mark.parametrize("kind", ClauseKind.values)
def test_every_kind_is_registered_and_its_defaults_are_right(kind):
    terms = {**clauses.defaults(kind), **({"parts_percent": 10} if kind == "discount" else {})}

    assert codes(kind, terms, text="As agreed") == []


def test_terms_are_within_their_limits():
    assert codes("hour-bank", {}) == ["term-missing"]
    assert codes("hour-bank", {"hours": 0}) == ["term-range"]
    assert codes("hour-bank", {"hours": 10**400}) == ["term-range"]
    assert codes("hour-bank", {"hours": 10, "overrun_percent": 51}) == ["term-range"]


def test_resolution_is_not_promised_before_response():
    terms = {"response_minutes": 60, "resolution_minutes": 30}

    assert codes("response-time", terms) == ["resolution-first"]
    by_priority = {"response_minutes": 60, "by_priority": {"1": terms}}
    assert codes("response-time", by_priority) == ["resolution-first"]


def test_a_discount_takes_something_off_and_a_text_says_something():
    assert codes("discount", {}) == ["discount-empty"]
    assert codes("text", {}, " ") == ["clause-text"]
    assert codes("unknown", {}) == ["clause-kind"]


@pytest.mark.parametrize(
    ("minutes", "told"),
    [
        (1, "1 minute"), (45, "45 minutes"), (60, "1 hour"), (90, "1:30 hours"), (120, "2 hours"), (None, "–"),
    ],
)  # fmt: skip
def test_a_duration_of_one_is_singular(minutes, told):
    with override("en"):
        assert clauses.duration(minutes) == told


@pytest.mark.parametrize(("hours", "told"), [(1, "שעה אחת"), (2, "שעתיים"), (1200, "1,200 שעות")])
def test_an_hour_bank_is_told_in_right_hebrew(hours, told):
    with override("he"):
        assert clauses.bank_sentence({"hours": hours}) == told


def test_a_single_visit_is_singular():
    with override("en"):
        assert clauses.visits_sentence({"visits": 1}) == "1 visit included"
