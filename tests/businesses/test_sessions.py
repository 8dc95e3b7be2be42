from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone

from kesher.businesses.sessions import SessionStore

pytestmark = pytest.mark.django_db


def kept_session():
    session = SessionStore()
    session["since"] = 5
    session.save()
    return session.session_key


def test_a_session_is_read_as_it_was_kept():
    assert SessionStore(kept_session())["since"] == 5


def test_an_unknown_session_is_empty_and_gets_another_key():
    session = SessionStore("a" * 32)

    assert (session.get("since"), session.session_key) == (None, None)


def test_a_session_that_ran_out_is_empty():
    key = kept_session()
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))

    assert SessionStore(key).get("since") is None


def test_each_session_is_its_own(django_assert_num_queries):
    first, second = kept_session(), kept_session()
    other = SessionStore(second)
    other["since"] = 6
    other.save()

    with django_assert_num_queries(2):
        assert (SessionStore(first)["since"], SessionStore(second)["since"]) == (5, 6)
