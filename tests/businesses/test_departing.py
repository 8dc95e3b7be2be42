from datetime import UTC, datetime

import pytest
from allauth.usersessions.models import UserSession

from kesher.activity.models import Entry
from kesher.businesses import departing, inviting
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
    return make.staff(ours, role="reception", first_name="Dana", last_name="Levi")


def refusal(call, *args, **facts):
    with pytest.raises(Refused) as refused:
        call(*args, **facts, now=NOW)
    return [problem.code for problem in refused.value.problems]


def signed_in(client, user):
    """As allauth signs in: it notes the session."""
    client.force_login(user)
    UserSession.objects.create(
        user=user, session_key=client.session.session_key, ip="127.0.0.1", user_agent=""
    )


def test_the_last_owner_cannot_leave(ours, world):
    assert refusal(departing.leave, world.staff, by=world.staff) == ["last-owner"]


def test_one_of_two_owners_may_leave(ours, world):
    other = make.staff(ours)

    assert not departing.leave(other, by=world.staff, now=NOW).is_active


def test_nobody_leaves_twice(dana, world):
    departing.leave(dana, by=world.staff, now=NOW)

    assert refusal(departing.leave, dana, by=world.staff) == ["staff-left"]


def test_nobody_sends_away_somebody_who_holds_more(ours, dana):
    clerk = make.staff(ours, permissions=[Permission.STAFF_EDIT])

    assert refusal(departing.leave, dana, by=clerk) == ["right-not-held"]


def test_the_successor_is_somebody_else_and_active(ours, dana, world):
    gone = make.staff(ours, left_at=NOW)

    assert refusal(departing.leave, dana, successor=dana, by=world.staff) == ["successor-unfit"]
    assert refusal(departing.leave, dana, successor=gone, by=world.staff) == ["successor-unfit"]


def test_what_was_shown_must_still_hold(ours, dana, world):
    seen = departing.foreseen(dana, successor=None, by=world.staff).fingerprint
    make.customer(ours, account_manager=dana)

    assert refusal(departing.leave, dana, by=world.staff, seen=seen) == ["plan-changed"]


def test_who_has_no_other_place_is_signed_out(ours, dana, world, client):
    signed_in(client, dana.user)

    departing.leave(dana, by=world.staff, now=NOW)

    assert not UserSession.objects.filter(user=dana.user).exists()
    assert client.get("/account/").status_code == 302


def test_who_works_elsewhere_too_loses_only_this_place(ours, dana, world, client):
    with acting_for(world.theirs):
        make.staff(world.theirs, user=dana.user)
    signed_in(client, dana.user)

    departing.leave(dana, by=world.staff, now=NOW)

    assert client.get("/account/").status_code == 200
    assert client.get("/b/ours/").status_code == 404
    assert client.get("/b/theirs/").status_code == 200


def test_open_invitations_end(ours, world):
    dana = make.staff(ours, role="reception", user=None)
    token = inviting.invite(dana, by=world.staff, now=NOW)

    departing.leave(dana, by=world.staff, now=NOW)

    assert inviting.found(token, now=NOW) is None


def test_who_comes_back_has_the_roles_from_before(dana, world):
    departing.leave(dana, by=world.staff, now=NOW)

    back = departing.bring_back(dana, by=world.staff, now=NOW)

    assert (back.is_active, [role.key for role in back.roles.all()]) == (True, ["reception"])


def test_bringing_back_who_is_there_does_nothing(dana, world):
    departing.bring_back(dana, by=world.staff, now=NOW)

    assert not Entry.objects.of(world.ours).filter(kind="staff.returned").exists()


def test_nobody_comes_back_with_an_address_that_a_colleague_has_by_now(ours, world):
    gone = make.staff(ours, email="desk@example.com", left_at=NOW)
    make.staff(ours, email="Desk@example.com")

    assert refusal(departing.bring_back, gone, by=world.staff) == ["email-taken"]
