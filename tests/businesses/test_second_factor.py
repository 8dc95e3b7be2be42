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
