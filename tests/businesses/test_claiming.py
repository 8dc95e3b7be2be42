import pytest
from django.utils import timezone

from kesher.businesses import claiming
from kesher.businesses.models import Business, Staff, User
from kesher.core.refusals import Refused
from tests import make

pytestmark = pytest.mark.django_db
PASSWORD = "four quiet green chairs"


@pytest.fixture(autouse=True)
def data_folder(settings, tmp_path):
    settings.DATA = tmp_path


def claim(**changes):
    facts = {
        "given": claiming.token(),
        "business": {"slug": "studio", "name": "Studio"},
        "owner": {
            "username": "orit",
            "first_name": "Orit",
            "last_name": "Cohen",
            "email": "orit@example.com",
        },
        "password": PASSWORD,
    }
    return claiming.claim(**{**facts, **changes}, now=timezone.now())


def test_a_claim_makes_the_owner_and_the_business():
    owner = claim()

    assert owner.check_password(PASSWORD)
    assert Staff.objects.across_businesses().get(user=owner).business.slug == "studio"


def test_a_wrong_token_claims_nothing():
    with pytest.raises(Refused):
        claim(given="guess")

    assert (Business.objects.count(), User.objects.count()) == (0, 0)


def test_a_token_is_used_up():
    token = claiming.token()
    claim()

    with pytest.raises(Refused):
        claim(given=token, business={"slug": "second", "name": "Second"})


def test_there_is_nothing_to_claim_beside_a_business():
    make.business()

    with pytest.raises(Refused):
        claim()


def test_the_token_is_for_its_owner_alone():
    claiming.token()

    assert claiming.token_file().stat().st_mode & 0o777 == 0o600
