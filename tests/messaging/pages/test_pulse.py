import time

from django.conf import settings

from tests import make

POLL = "/b/ours/notices/poll/"


def known(answer):
    told = answer.json()
    return {"since": told["since"], "told": told["newest"], "known": told["state"]}


def test_nothing_new_is_204(desk):
    first = desk.get(POLL)

    assert desk.get(POLL, known(first)).status_code == 204


def test_what_rings_is_told(world, desk):
    make.notice(world.staff)
    copy = make.reminder(world.customer, world.staff).copies.get()

    told = desk.get(POLL).json()

    assert (told["unread"], told["due"]) == (1, [copy.pk])


def test_what_nobody_could_have_sent_is_ignored(desk):
    assert desk.get(POLL, {"since": "x", "told": "-5", "known": "y" * 99}).status_code == 200


def test_the_poll_does_not_keep_a_session_alive(desk):
    session = desk.session
    session["since"] = session["seen"] = time.time() - settings.SESSION_IDLE_MINUTES * 60 + 120
    session.save()

    desk.get(POLL, headers={"X-Unattended": "poll"})
    unattended = desk.session["seen"]
    desk.get(POLL)

    assert unattended == session["seen"] < desk.session["seen"]


def test_a_poll_takes_as_many_queries_with_many_rows(world, desk, django_assert_max_num_queries):
    for number in range(5):
        make.notice(world.staff, key=str(number))
        make.reminder(make.customer(world.ours), world.staff)
    first = desk.get(POLL)

    with django_assert_max_num_queries(8):
        desk.get(POLL, known(first))
