from datetime import date

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.utils import timezone

from kesher.activity.models import Entry
from kesher.businesses import inviting
from kesher.businesses.permissions import Permission
from kesher.core import identities
from kesher.core.owning import acting_for
from tests import make

S = "/b/ours/settings/staff"


def htmx(client, path, **values):
    return client.post(path, values, headers={"HX-Request": "true"})


@pytest.fixture
def reception(world):
    with acting_for(world.ours):
        return world.ours.roles.get(key="reception")


@pytest.fixture
def dana(world):
    return make.staff(
        world.ours, role="reception", user=None, first_name="Dana", last_name="Levi", email="dana@example.com"
    )


def now_of(world, staff):
    with acting_for(world.ours):
        return world.ours.staff.with_rights().get(pk=staff.pk)


def test_somebody_is_hired_and_changed(desk, world, reception):
    branch = make.branch(world.ours)
    facts = {"first_name": "Dana", "roles": [reception.pk], "branches": [branch.pk], "birthday": "1990-02-03"}

    to = htmx(desk, f"{S}/add/", **facts).headers["HX-Redirect"]
    with acting_for(world.ours):
        dana = world.ours.staff.get(first_name="Dana")
    assert to == f"{S}/{dana.pk}/"
    assert (
        htmx(desk, f"{S}/{dana.pk}/edit/", **{**facts, "first_name": "Dina", "branches": []}).status_code
        == 204
    )

    assert (str(now_of(world, dana)), now_of(world, dana).branch_ids) == ("Dina", frozenset())


def test_a_refusal_shows_the_form_again(desk, dana, reception):
    assert htmx(desk, f"{S}/add/", first_name="Dana").status_code == 422
    assert (
        htmx(desk, f"{S}/add/", first_name="D", roles=[reception.pk], id_number="123456789").status_code
        == 422
    )
    assert (
        htmx(desk, f"{S}/{dana.pk}/edit/", first_name="D", roles=[reception.pk], id_number="1").status_code
        == 422
    )


def test_a_role_of_another_business_is_no_choice(desk, world):
    with acting_for(world.theirs):
        foreign = world.theirs.roles.first()

    assert htmx(desk, f"{S}/add/", first_name="Dana", roles=[foreign.pk]).status_code == 422


def test_the_phone_is_shown_as_people_write_it(desk, world, dana):
    with acting_for(world.ours):
        dana.phone = "+972542345678"
        dana.save()

    assert "054-234-5678" in desk.get(f"{S}/{dana.pk}/edit/").content.decode()


def test_an_invitation_is_sent_where_mail_is_configured(desk, dana, settings):
    settings.IS_MAIL_CONFIGURED = True

    desk.post(f"{S}/{dana.pk}/invite/")

    assert mail.outbox[0].to == ["dana@example.com"]
    assert "/invitation/" in mail.outbox[0].body or "invit" in mail.outbox[0].body


def test_the_link_of_an_invitation_starts_with_our_own_address(desk, dana, settings):
    settings.IS_MAIL_CONFIGURED, settings.BASE_URL = True, "https://kesher.example"

    desk.post(f"{S}/{dana.pk}/invite/", headers={"host": "evil.example"})

    body = mail.outbox[0].body
    assert ("https://kesher.example/" in body, "evil.example" in body) == (True, False)


def test_without_mail_the_link_is_shown_once(desk, dana, settings, world):
    settings.IS_MAIL_CONFIGURED = False

    desk.post(f"{S}/{dana.pk}/invite/")

    first, second = (desk.get(f"{S}/{dana.pk}/").content.decode() for _ in range(2))
    assert f"{world.ours.pk}-" in first
    assert 'name="link"' not in second


def test_when_sending_fails_the_link_and_the_reason_are_shown(desk, dana, world):
    with acting_for(world.ours):
        world.ours.mail_host, world.ours.mail_port, world.ours.mail_security = "localhost", 25, "none"
        world.ours.save()

    desk.post(f"{S}/{dana.pk}/invite/")

    page = desk.get(f"{S}/{dana.pk}/").content.decode()
    assert 'name="link"' in page
    assert "tone-yellow" in page


def test_who_can_sign_in_is_not_invited(desk, world):
    assert desk.post(f"{S}/{make.staff(world.ours).pk}/invite/").status_code == 303
    assert mail.outbox == []


def test_leaving_shows_what_will_happen_and_hands_over(desk, world, dana):
    ruth = make.staff(world.ours, first_name="Ruth", last_name="Bar")
    customer = make.customer(world.ours, account_manager=dana)

    page = desk.get(f"{S}/{dana.pk}/leave/?successor={ruth.pk}").content.decode()
    assert "Ruth Bar" in page.split("notice tone-blue")[1]
    answer = htmx(desk, f"{S}/{dana.pk}/leave/", successor=ruth.pk)

    assert answer.headers["HX-Redirect"] == f"{S}/"
    with acting_for(world.ours):
        assert customer.fresh().account_manager == ruth
    assert htmx(desk, f"{S}/{dana.pk}/bring-back/?undo=1").status_code == 204
    with acting_for(world.ours):
        assert customer.fresh().account_manager == dana


def test_who_comes_back_later_may_get_the_work_back(desk, world, dana):
    ruth = make.staff(world.ours, first_name="Ruth", last_name="Bar")
    htmx(desk, f"{S}/{dana.pk}/leave/", successor=ruth.pk)

    page = desk.get(f"{S}/{dana.pk}/").content.decode()

    assert f"{S}/{dana.pk}/bring-back/?undo=1" in page
    assert f'{S}/{dana.pk}/bring-back/"' in page


def test_when_something_changed_meanwhile_leaving_is_shown_anew(desk, dana):
    assert htmx(desk, f"{S}/{dana.pk}/leave/", seen="another").status_code == 422


def test_the_last_owner_is_told_why_they_stay(desk, world):
    assert desk.get(f"{S}/{world.staff.pk}/leave/").status_code == 200
    assert htmx(desk, f"{S}/{world.staff.pk}/leave/", successor="").status_code == 422


def test_a_successor_of_another_business_is_no_choice(desk, world, dana):
    foreign = make.staff(world.theirs)

    assert htmx(desk, f"{S}/{dana.pk}/leave/", successor=foreign.pk).status_code == 422


def test_staff_without_the_right_see_no_private_details(world, dana, client):
    with acting_for(world.ours):
        dana.id_number = "123456782"
        dana.save()
    client.force_login(make.staff(world.ours, permissions=[Permission.STAFF_VIEW]).user)

    assert "123456782" not in client.get(f"{S}/{dana.pk}/").content.decode()
    assert "/edit/" not in client.get(f"{S}/{dana.pk}/").content.decode()


@pytest.fixture
def with_id(world, dana):
    with acting_for(world.ours):
        dana.id_number = "123456782"
        dana.save()
    return dana


def test_an_id_number_is_masked_until_it_is_asked_for_and_that_is_logged(desk, with_id):
    path = f"{S}/{with_id.pk}/"

    assert "123456782" not in desk.get(path).content.decode() + desk.get(f"{path}edit/").content.decode()
    assert "123456782" in htmx(desk, f"{path}identity/").content.decode()
    assert Entry.objects.filter(kind="staff.identity-read", subject_id=with_id.pk).count() == 1


def test_who_may_not_see_id_numbers_sees_not_a_digit_of_one(world, with_id, client):
    client.force_login(make.staff(world.ours, permissions=["staff.view", "staff.edit"]).user)

    shown = client.get(f"{S}/{with_id.pk}/").content.decode()
    assert ("782" in shown, "•" in shown, "identity-number" in shown) == (False, False, True)


def test_a_masked_id_number_that_is_sent_back_stays(desk, world, with_id, reception):
    masked = identities.masked("123456782")
    htmx(
        desk, f"{S}/{with_id.pk}/edit/", first_name="Dalia", roles=[reception.pk], id_number=masked,
        birthday="1.2.90",
    )  # fmt: skip

    dalia = now_of(world, with_id)
    assert (dalia.first_name, dalia.id_number, dalia.birthday) == ("Dalia", "123456782", date(1990, 2, 1))


def test_without_the_right_to_id_numbers_one_is_neither_shown_nor_taken(client, world, with_id, reception):
    rights = [*reception.permissions, Permission.STAFF_VIEW, Permission.STAFF_EDIT]
    clerk = make.staff(world.ours, permissions=[one for one in rights if one != Permission.CUSTOMER_IDENTITY])
    client.force_login(clerk.user)

    assert htmx(client, f"{S}/{with_id.pk}/identity/").status_code == 403
    assert "/identity/" not in client.get(f"{S}/{with_id.pk}/").content.decode()
    assert 'name="id_number"' not in client.get(f"{S}/{with_id.pk}/edit/").content.decode()
    htmx(client, f"{S}/{with_id.pk}/edit/", first_name="Dana", roles=[reception.pk], id_number="039337423")
    assert now_of(world, with_id).id_number == "123456782"


def test_who_holds_less_cannot_bring_back(world, client):
    gone = make.staff(world.ours, left_at="2026-01-01T00:00:00Z")
    client.force_login(make.staff(world.ours, permissions=[Permission.STAFF_EDIT]).user)

    htmx(client, f"{S}/{gone.pk}/bring-back/")

    assert not now_of(world, gone).is_active


@pytest.mark.parametrize("count", [1, 3])
def test_the_cost_does_not_grow_with_the_staff(desk, world, django_assert_max_num_queries, count):
    for _ in range(count):
        make.staff(world.ours, branches=[make.branch(world.ours)])

    with django_assert_max_num_queries(12):
        desk.get(f"{S}/")


def test_an_open_invitation_is_seen_in_the_list(desk, world, dana):
    with acting_for(world.ours):
        inviting.invite(dana, by=world.staff, now=timezone.now())

    assert "tone-blue" in desk.get(f"{S}/").content.decode()


def test_a_new_sign_in_link_is_shown_once(desk, world):
    joined = make.staff(world.ours)
    desk.post(f"{S}/{joined.pk}/sign-in-link/")

    first, second = (desk.get(f"{S}/{joined.pk}/").content.decode() for _ in range(2))
    assert "/password/reset/key/" in first
    assert 'name="link"' not in second


def test_a_lost_second_factor_is_removed(desk, world):
    joined = make.staff(world.ours)
    Authenticator.objects.create(user=joined.user, type="totp", data={})
    path = f"{S}/{joined.pk}/second-factor/remove/"

    shown = desk.get(f"{S}/{joined.pk}/").content.decode()
    assert "data-word=" in shown.split(f'hx-post="{path}"')[1].split(">")[0]
    assert htmx(desk, path).status_code == 204
    assert path not in desk.get(f"{S}/{joined.pk}/").content.decode()


def test_why_somebody_is_not_helped_in_is_said(desk, world):
    for verb in ("sign-in-link/", "second-factor/remove/"):
        assert desk.post(f"{S}/{world.staff.pk}/{verb}").status_code == 303
        assert "toast" in desk.session
