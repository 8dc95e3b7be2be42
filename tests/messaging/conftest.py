import pytest

from tests.messaging import push_service


@pytest.fixture
def service(settings):
    """A push service on this machine, which the installation knows."""
    settings.PUSH_HOSTS = ["localhost"]
    with push_service.running() as one:
        yield one
