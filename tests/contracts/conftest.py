import pytest
from django.utils import timezone

from kesher.core.owning import acting_for


@pytest.fixture
def ours(world):
    with acting_for(world.ours):
        yield world


@pytest.fixture
def today():
    return timezone.localdate()
