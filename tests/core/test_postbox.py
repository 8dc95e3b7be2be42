import pytest

from kesher.core import postbox


@pytest.mark.parametrize(
    "address",
    [
        "169.254.169.254",
        "127.0.0.1",
        "::1",
        "0.0.0.0",
        "224.0.0.1",
        "fe80::1%eth0",
        "::ffff:169.254.169.254",
        "fd00:ec2::254",
    ],
)
def test_the_machines_surroundings_are_refused(address):
    assert postbox.is_forbidden(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "192.168.1.10", "2a00:1450:4001::1"])
def test_servers_are_not(address):
    assert not postbox.is_forbidden(address)


def test_this_machine_is_allowed_while_developing(settings):
    settings.DEBUG = True

    assert not postbox.is_forbidden("127.0.0.1")


def test_a_name_that_leads_to_a_forbidden_address_is_refused():
    with pytest.raises(postbox.ForbiddenAddress):
        postbox.address_of("localhost", 25)
