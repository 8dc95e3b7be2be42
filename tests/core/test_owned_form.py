from datetime import datetime, timedelta

import pytest
from django import forms
from django.utils import timezone
from django.utils.translation import override

from kesher.core.days import shown_moment
from kesher.core.moment_field import MomentField
from kesher.core.owned_form import OwnedForm
from kesher.core.refusals import Problem, Refused
from kesher.core.templates import jinja

SHOWN = timezone.make_aware(datetime(2026, 11, 25, 10, 0, 41, 123))


class PlainForm(OwnedForm):
    at = MomentField()


def sent(moment: datetime) -> datetime:
    form = PlainForm({"at": shown_moment(moment)}, initial={"at": SHOWN}, business=None)
    assert form.is_valid()
    return form.cleaned_data["at"]


def test_a_moment_left_as_shown_keeps_its_seconds():
    assert sent(SHOWN) == SHOWN


def test_a_moment_that_was_changed_begins_with_the_minute():
    assert sent(SHOWN + timedelta(minutes=1)) == SHOWN.replace(minute=1, second=0, microsecond=0)


class BoundForm(OwnedForm):
    days = forms.IntegerField(min_value=1, max_value=30)
    name = forms.CharField(max_length=3)
    own = forms.IntegerField(min_value=1, error_messages={"min_value": "Its own"})


@pytest.mark.parametrize(
    ("typed", "sentences"),
    [
        ({"days": "0", "name": "abcd", "own": "0"}, ["Please enter 1 or more.", "Please shorten this to 3 characters; there are 4.", "Its own"]),
        ({"days": "31", "name": "", "own": "1"}, ["Please enter 30 or less."]),
    ],
)  # fmt: skip
def test_what_is_out_of_bounds_is_said_plainly(typed, sentences):
    with override("en"):
        errors = BoundForm(typed, business=None).errors

        assert [one for name in typed for one in errors.get(name, []) if typed[name]] == sentences


PLAIN = Problem("plain", "Only a sentence")
FIXED = Problem("fixed", "With a fix", fix_url="/there/", fix_label="Go there")
HELD = Problem("held", "With a right", field="days", override="customer.merge")


def drawn(*problems):
    form = BoundForm({"days": "1", "name": "a", "own": "1"}, business=None)
    with override("en"):
        form.is_valid()
        form.explain(Refused(problems))
        return jinja().from_string("{{ ui.summary(form) }}").render(form=form)


def test_a_refusal_in_a_form_shows_its_fix():
    summary = drawn(FIXED)

    assert 'href="/there/"' in summary
    assert summary.count("With a fix") == 1


def test_a_refusal_in_a_form_says_which_right_may_go_on():
    assert "“Merge duplicates”" in drawn(HELD)


def test_what_has_no_way_out_stays_one_notice():
    assert drawn(PLAIN).count("notice") == 1
    assert "Only a sentence" in drawn(PLAIN, FIXED)
