import pytest

from kesher.core.owning import acting_for
from tests import make
from tests.make.calendar import at


@pytest.fixture(autouse=True)
def within(world):
    with acting_for(world.ours):
        yield


@pytest.fixture
def meeting(world):
    return make.meeting(
        world.ours, starts_at=at("2026-11-25 10:00"), by=world.staff, staff=[world.staff], subject="Budget",
        customer=world.customer,
    )  # fmt: skip
