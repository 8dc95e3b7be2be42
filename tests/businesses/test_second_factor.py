import pytest
from allauth.mfa.models import Authenticator

from kesher.businesses import second_factor


def test_an_authenticator_app_counts_and_recovery_codes_alone_do_not(world):
    user = world.staff.user
    Authenticator.objects.create(user=user, type=Authenticator.Type.RECOVERY_CODES, data={})
    assert not second_factor.has_one(user)

    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={})
    assert second_factor.has_one(user)


def test_who_has_one_works_in_a_business_that_requires_it(world, desk):
    world.ours.requires_second_factor = True
    world.ours.save()
    Authenticator.objects.create(user=world.staff.user, type=Authenticator.Type.TOTP, data={})

    assert desk.get("/b/ours/").status_code == 200


@pytest.mark.parametrize(("is_required", "is_gone"), [(True, False), (False, True)])
def test_the_last_one_stays_while_a_business_requires_it(world, is_required, is_gone):
    world.ours.requires_second_factor = is_required
    world.ours.save()
    app = Authenticator.objects.create(user=world.staff.user, type=Authenticator.Type.TOTP, data={})

    assert second_factor.can_go(app) == is_gone


def test_one_of_two_can_go(world):
    world.ours.requires_second_factor = True
    world.ours.save()
    kinds = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
    app, _key = [Authenticator.objects.create(user=world.staff.user, type=kind, data={}) for kind in kinds]

    assert second_factor.can_go(app)
