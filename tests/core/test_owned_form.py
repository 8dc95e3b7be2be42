from datetime import datetime, timedelta

from django.utils import timezone

from kesher.core.days import shown_moment
from kesher.core.moment_field import MomentField
from kesher.core.owned_form import OwnedForm

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
