from datetime import UTC, datetime

import pytest
from allauth.mfa.models import Authenticator
from django.core.files.base import ContentFile

from kesher.activity.models import Entry
from kesher.businesses import settling
from kesher.core.owning import acting_for
from kesher.core.refusals import Refused

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.fixture
def ours(world):
    with acting_for(world.ours):
        yield world.ours


def test_a_change_is_recorded_with_before_and_after(ours, world):
    business = settling.change(
        ours, by=world.staff, now=NOW, name="Studio", phone="03-7466300", tax_number="12345-6782"
    )

    assert (business.phone, business.tax_number) == ("+97237466300", "123456782")
    entry = Entry.objects.of(ours).get(kind="business.changed")
    assert entry.details["changes"]["name"] == ["ours", "Studio"]


def test_nothing_changed_nothing_recorded(ours, world):
    settling.change(ours, by=world.staff, now=NOW, name="ours")

    assert not Entry.objects.of(ours).filter(kind="business.changed").exists()


@pytest.mark.parametrize(
    ("details", "code"),
    [
        ({"name": ""}, "name-missing"),
        ({"tax_number": "123456789"}, "tax-number-wrong"),
        ({"opening_hours": {"0": [["9", "8"]]}}, "hours-wrong"),
    ],
)
def test_wrong_details_are_refused(ours, world, details, code):
    with pytest.raises(Refused, match=code):
        settling.change(ours, by=world.staff, now=NOW, **details)


def test_who_asks_all_for_a_second_factor_has_one(ours, world):
    with pytest.raises(Refused, match="second-factor-missing"):
        settling.require_second_factor(ours, is_required=True, by=world.staff, now=NOW)

    Authenticator.objects.create(user=world.staff.user, type=Authenticator.Type.TOTP, data={})
    assert settling.require_second_factor(
        ours, is_required=True, by=world.staff, now=NOW
    ).requires_second_factor
    assert not settling.require_second_factor(
        ours, is_required=False, by=world.staff, now=NOW
    ).requires_second_factor


def test_a_new_logo_replaces_the_old_file(ours, world, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        first = settling.set_logo(
            ours, content=ContentFile(b"1", "logo.png"), by=world.staff, now=NOW
        ).logo.name
        second = settling.set_logo(ours, content=ContentFile(b"2", "logo.png"), by=world.staff, now=NOW)

    assert not second.logo.storage.exists(first)
    with second.logo.open() as logo:
        assert logo.read() == b"2"
