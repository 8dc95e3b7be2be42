from datetime import UTC, datetime, timedelta

import pytest

from kesher.businesses import inviting
from kesher.businesses.models import User
from kesher.businesses.permissions import Permission
from kesher.core.owning import acting_for
from kesher.core.refusals import Refused
from tests import make

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.fixture
def ours(world):
    with acting_for(world.ours):
        yield world.ours


@pytest.fixture
def dana(ours):
    return make.staff(
        ours, role="reception", user=None, first_name="Dana", last_name="Levi", email="dana@example.com"
    )


def refusal(call, *args, now=NOW, **facts):
    with pytest.raises(Refused) as refused:
        call(*args, **facts, now=now)
    return [problem.code for problem in refused.value.problems]


def test_only_the_hash_is_kept(dana, world):
    token = inviting.invite(dana, by=world.staff, now=NOW)

    invitation = dana.invitations.get()
    assert token not in invitation.token_hash
    assert inviting.found(token, now=NOW) == invitation


def test_an_invitation_ends_after_seven_days(dana, world):
    token = inviting.invite(dana, by=world.staff, now=NOW)

    assert inviting.found(token, now=NOW + timedelta(days=7)) is None
    assert refusal(inviting.accept, token, user=make.user(), now=NOW + timedelta(days=8)) == [
        "invitation-gone"
    ]


def test_a_new_invitation_ends_the_older_one(dana, world):
    first = inviting.invite(dana, by=world.staff, now=NOW)
    second = inviting.invite(dana, by=world.staff, now=NOW)

    assert inviting.found(first, now=NOW) is None
    assert inviting.found(second, now=NOW) is not None


@pytest.mark.parametrize("token", ["", "x", "1", "-", "99999-abc", "1-abc", "٣-abc", "9" * 30 + "-a"])
def test_a_made_up_token_finds_nothing(world, token):
    assert inviting.found(token, now=NOW) is None


def test_a_token_of_one_business_finds_nothing_in_another(dana, world):
    token = inviting.invite(dana, by=world.staff, now=NOW)
    secret = token.partition("-")[2]

    assert inviting.found(f"{world.theirs.pk}-{secret}", now=NOW) is None


def test_accept_works_once(dana, world):
    token = inviting.invite(dana, by=world.staff, now=NOW)
    user = make.user()

    assert inviting.accept(token, user=user, now=NOW).user == user
    assert refusal(inviting.accept, token, user=make.user()) == ["invitation-gone"]


def test_accept_needs_no_current_business(dana, world):
    token = inviting.invite(dana, by=world.staff, now=NOW)

    with acting_for(None):
        assert inviting.accept(token, user=make.user(), now=NOW) == dana


def test_one_person_has_one_place_in_a_business(dana, world):
    token = inviting.invite(dana, by=world.staff, now=NOW)

    assert refusal(inviting.accept, token, user=world.staff.user) == ["place-taken"]


def test_who_can_sign_in_or_has_left_is_not_invited(ours, dana, world):
    joined = make.staff(ours)
    dana.left_at = NOW
    dana.save()

    assert refusal(inviting.invite, joined, by=world.staff) == ["staff-joined"]
    assert refusal(inviting.invite, dana, by=world.staff) == ["staff-left"]


def test_nobody_invites_somebody_who_holds_more(ours, dana):
    clerk = make.staff(ours, permissions=[Permission.STAFF_EDIT])

    assert refusal(inviting.invite, dana, by=clerk) == ["right-not-held"]


def test_join_makes_a_sign_in(dana, world):
    token = inviting.invite(dana, by=world.staff, now=NOW)

    staff = inviting.join(token, username="Dana.Levi", password=make.businesses.PASSWORD, now=NOW)

    assert (staff.user.username, staff.user.email) == ("dana.levi", "dana@example.com")
    assert staff.user.check_password(make.businesses.PASSWORD)


def test_join_leaves_an_address_that_another_sign_in_has(dana, world):
    make.user(email="DANA@example.com")
    token = inviting.invite(dana, by=world.staff, now=NOW)

    assert inviting.join(token, username="dana2", password=make.businesses.PASSWORD, now=NOW).user.email == ""


def test_a_refused_join_leaves_no_user_behind(world):
    assert refusal(inviting.join, "1-x", username="dana.levi", password="p") == ["invitation-gone"]
    assert not User.objects.filter(username="dana.levi").exists()


def test_taken_reserved_and_malformed_names_are_answered_alike(dana, world):
    make.user(username="taken")
    token = inviting.invite(dana, by=world.staff, now=NOW)

    for name in ("taken", "TAKEN", "admin", "ab", "דנה", "a b"):
        assert refusal(inviting.join, token, username=name, password="p") == ["name-unusable"]


def test_the_suggested_name_can_be_had(dana, world):
    assert inviting.name_problems(inviting.suggested("Dana Levi!")) == []
    assert inviting.name_problems(inviting.suggested("דנה")) == []
