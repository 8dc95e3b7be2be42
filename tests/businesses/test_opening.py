import pytest
from django.utils import timezone

from kesher.businesses import opening
from kesher.businesses.models import Business
from kesher.businesses.permissions import SHIPPED_ROLES, Permission
from kesher.core.owning import acting_for
from kesher.core.refusals import Refused
from tests import make

pytestmark = pytest.mark.django_db


def open_studio(slug="studio"):
    return opening.open_business(slug=slug, name="Studio", owner=make.user(), now=timezone.now())


def test_a_new_business_has_the_shipped_roles_and_an_owner_with_every_right():
    business = open_studio()

    with acting_for(business):
        assert set(business.roles.values_list("key", flat=True)) == set(SHIPPED_ROLES)
        assert business.staff.get().permissions == {str(permission) for permission in Permission}


def test_higher_apps_bring_their_lists_in_the_same_transaction():
    business = open_studio()

    with acting_for(business):
        assert business.stages.exists()
        assert business.sources.exists()


@pytest.mark.parametrize("slug", ["Studio", "סטודיו", "a b", "-a", "admin", ""])
def test_an_address_that_cannot_stand_in_a_link_is_refused(slug):
    with pytest.raises(Refused):
        open_studio(slug)


def test_an_address_belongs_to_one_business():
    open_studio()

    with pytest.raises(Refused):
        open_studio()
    assert Business.objects.count() == 1
