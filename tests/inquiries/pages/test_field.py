import pytest
from django.utils import timezone

from kesher.core.days import shown_date
from kesher.core.owning import acting_for
from tests import make

DAY = "/b/ours/inquiries/my-day/"


@pytest.fixture(autouse=True)
def within(world):
    with acting_for(world.ours):
        yield


@pytest.fixture
def call(world):
    return make.inquiry(
        world.ours, kind="service-call", customer=world.customer, by=world.staff, staff=[world.staff]
    )


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "tomorrow", "²"])
def test_a_day_outside_the_diary_is_today(desk, day):
    assert shown_date(timezone.localdate()) in desk.get(DAY, {"day": day}).text
