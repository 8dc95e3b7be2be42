import pytest
from django.utils import timezone

from kesher.activity.models import Entry
from kesher.core.owning import acting_for
from kesher.core.refusals import Refused
from kesher.customers import consenting, numbers

SMS, EMAIL = ("sms", "marketing"), ("email", "service")


@pytest.fixture
def ours(world):
    with acting_for(world.ours):
        yield world


def answer(world, answers, how="signed form", number=None):
    return consenting.answer(
        world.customer, answers=answers, how=how, number=number, by=world.staff, now=timezone.now()
    )


def is_given(world, number=None):
    return consenting.is_given(world.customer, channel="sms", purpose="marketing", number=number)


def test_whoever_was_not_asked_has_not_consented(ours):
    assert not is_given(ours)


def test_the_latest_answer_counts_and_the_earlier_ones_stay(ours):
    answer(ours, {SMS: True})
    answer(ours, {SMS: False})

    assert not is_given(ours)
    assert [one.is_given for one in ours.customer.consents.all()] == [False, True]


def test_consent_says_how_it_was_given(ours):
    with pytest.raises(Refused) as refused:
        answer(ours, {SMS: True}, how="")

    assert [problem.code for problem in refused.value.problems] == ["how-missing"]


def test_a_withdrawal_needs_no_reason(ours):
    answer(ours, {SMS: True})

    answer(ours, {SMS: False}, how="")

    assert not is_given(ours)


def test_an_answer_that_stands_is_not_written_again(ours):
    answer(ours, {SMS: True})

    assert answer(ours, {SMS: True}, how="") == []
    assert ours.customer.consents.count() == 1


def test_a_further_number_is_asked_by_itself_about_what_it_can_do(ours):
    number = numbers.add(
        ours.customer, phone="052-1112233", can_whatsapp=False, by=ours.staff, now=timezone.now()
    )
    answer(ours, {SMS: True}, number=number)

    assert is_given(ours, number)
    assert not is_given(ours)
    with pytest.raises(Refused) as refused:
        answer(ours, {("whatsapp", "service"): True}, number=number)
    assert [problem.code for problem in refused.value.problems] == ["channel-unable"]


def test_given_and_withdrawn_are_two_facts(ours):
    answer(ours, {SMS: True, EMAIL: False})

    facts = Entry.objects.about(ours.customer).order_by("-id").values_list("kind", "details")
    assert list(facts[:2]) == [
        (
            "consent.withdrawn",
            {"about": "דוא״ל – הודעות שירות", "asked": ["email/service"], "how": "signed form", "number": ""},
        ),
        (
            "consent.given",
            {"about": "SMS – שיווק", "asked": ["sms/marketing"], "how": "signed form", "number": ""},
        ),
    ]
