from datetime import UTC, datetime

import pytest
from allauth.mfa.models import Authenticator

from kesher.activity.models import Entry
from kesher.businesses import recovering
from kesher.core.jobs import working
from kesher.core.owning import acting_for
from kesher.core.refusals import Refused
from tests import make

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
PASSWORD = "four quiet green chairs"


@pytest.fixture(autouse=True)
def ours(world):
    with acting_for(world.ours):
        yield world.ours


@pytest.fixture
def dana(ours):
    return make.staff(ours, role="reception")


@pytest.fixture
def secured(dana):
    Authenticator.objects.create(user=dana.user, type="totp", data={})
    Authenticator.objects.create(user=dana.user, type="recovery_codes", data={})
    return dana


def works_elsewhere(world, dana):
    make.staff(world.theirs, user=dana.user)


def kinds(ours):
    return list(Entry.objects.of(ours).filter(kind__startswith="staff.").values_list("kind", flat=True))


def test_the_link_opens_the_account_once_and_is_recorded(world, ours, dana, client):
    link = recovering.renew(dana, by=world.staff, now=NOW)
    path = "/" + link.split("/", 3)[3]
    form = client.get(path, follow=True).redirect_chain[-1][0]
    client.post(form, {"password1": PASSWORD, "password2": PASSWORD})

    dana.user.refresh_from_db()
    assert dana.user.check_password(PASSWORD)
    assert 'name="password1"' not in client.get(path, follow=True).content.decode()
    assert kinds(ours) == ["staff.sign-in-renewed"]


def test_the_person_is_told_without_the_link(world, dana, mailoutbox, settings):
    settings.IS_MAIL_CONFIGURED = True
    recovering.renew(dana, by=world.staff, now=NOW)
    working.drain()

    assert [message.to for message in mailoutbox] == [[dana.user.email]]
    assert "/password/" not in mailoutbox[0].body


def test_who_works_elsewhere_too_gets_the_link_by_mail_alone(world, dana, mailoutbox, settings):
    settings.IS_MAIL_CONFIGURED = True
    works_elsewhere(world, dana)

    assert recovering.renew(dana, by=world.staff, now=NOW) == ""
    working.drain()
    assert "/password/reset/key/" in mailoutbox[0].body


def test_without_mail_nobody_opens_an_account_that_works_elsewhere_too(world, ours, dana):
    ours.mail_host = "mail.example.com"
    ours.save()
    works_elsewhere(world, dana)

    with pytest.raises(Refused, match="staff-elsewhere"):
        recovering.renew(dana, by=world.staff, now=NOW)


def test_the_second_factor_and_its_codes_go(world, ours, secured):
    recovering.remove_second_factor(secured, by=world.staff, now=NOW)

    assert not Authenticator.objects.exists()
    assert kinds(ours) == ["staff.second-factor-removed"]


def test_the_person_is_told_that_the_second_factor_is_gone(world, secured, mailoutbox, settings):
    settings.IS_MAIL_CONFIGURED = True
    recovering.remove_second_factor(secured, by=world.staff, now=NOW)
    working.drain()

    assert [message.to for message in mailoutbox] == [[secured.user.email]]


def test_the_second_factor_of_who_works_elsewhere_too_stays(world, secured):
    works_elsewhere(world, secured)

    with pytest.raises(Refused, match="staff-elsewhere"):
        recovering.remove_second_factor(secured, by=world.staff, now=NOW)


@pytest.mark.parametrize("verb", [recovering.renew, recovering.remove_second_factor])
def test_who_holds_less_helps_nobody_in(ours, dana, verb):
    clerk = make.staff(ours, permissions=["staff.edit"])

    with pytest.raises(Refused, match="right-not-held"):
        verb(dana, by=clerk, now=NOW)


@pytest.mark.parametrize("verb", [recovering.renew, recovering.remove_second_factor])
def test_another_owner_does_not_open_who_is_entrusted_with_the_installation(world, ours, verb):
    with pytest.raises(Refused, match="staff-entrusted"):
        verb(world.staff, by=make.staff(ours), now=NOW)


@pytest.mark.parametrize("changes", [{"user": None}, {"left_at": NOW}])
def test_who_does_not_sign_in_here_is_not_helped_in(world, ours, changes):
    with pytest.raises(Refused, match="staff-outside"):
        recovering.renew(make.staff(ours, **changes), by=world.staff, now=NOW)


def test_one_s_own_sign_in_is_not_changed_here(world):
    with pytest.raises(Refused, match="staff-self"):
        recovering.remove_second_factor(world.staff, by=world.staff, now=NOW)
