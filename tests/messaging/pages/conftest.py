import pytest

from kesher.core.owning import acting_for


@pytest.fixture(autouse=True)
def within(world):
    with acting_for(world.ours):
        yield
