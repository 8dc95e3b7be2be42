import pytest
from django.utils import timezone
from django.utils.translation import override

from kesher.activity import telling
from kesher.activity.models import Entry
from kesher.core.owning import acting_for
from kesher.core.refusals import Refused
from kesher.customers import consenting, numbers, searching
from tests import make


@pytest.fixture
def ours(world):
    with acting_for(world.ours):
        world.customer = make.customer(world.ours, phone="054-7654321")
        yield world


def add(world, phone="052-1112233", **details):
    return numbers.add(world.customer, phone=phone, by=world.staff, now=timezone.now(), **details)


def change(world, number, **details):
    return numbers.change(number, by=world.staff, now=timezone.now(), **details)


def codes(refused):
    return [problem.code for problem in refused.value.problems]


def test_a_number_has_a_label_and_says_what_it_can_do(ours):
    number = add(ours, label="work", can_sms=False, can_whatsapp=False)

    assert (number.phone, number.label, number.can_call, number.can_sms) == (
        "+972521112233",
        "work",
        True,
        False,
    )


@pytest.mark.parametrize(
    ("phone", "can"),
    [("03-5012345", False), ("077-5012345", False), ("052-1112233", True), ("+44 20 7946 0958", True)],
)
def test_a_landline_here_gets_no_messages_unless_somebody_says_so(ours, phone, can):
    number = add(ours, phone=phone)

    assert (number.can_call, number.can_sms, number.can_whatsapp) == (True, can, can)


def test_a_number_can_do_something(ours):
    with pytest.raises(Refused) as refused:
        add(ours, can_call=False, can_sms=False, can_whatsapp=False)
    assert codes(refused) == ["number-unable"]


def test_a_person_has_each_number_once(ours):
    add(ours)

    for phone in ("052 111 2233", "+972-54-765-4321"):
        with pytest.raises(Refused) as refused:
            add(ours, phone=phone)
        assert codes(refused) == ["phone-known"]


def test_another_person_may_have_the_same_number(ours):
    other = make.customer(ours.ours)
    add(ours)

    assert numbers.add(other, phone="0521112233", by=ours.staff, now=timezone.now()).customer == other


def test_messages_go_to_one_number(ours):
    first = add(ours, is_default_for_messages=True)

    second = add(ours, phone="054-1112244", is_default_for_messages=True)

    assert list(ours.customer.numbers.filter(is_default_for_messages=True)) == [second]
    change(ours, first, is_default_for_messages=True)
    assert list(ours.customer.numbers.filter(is_default_for_messages=True)) == [first]


def test_the_number_for_messages_can_do_messages(ours):
    with pytest.raises(Refused) as refused:
        add(ours, can_sms=False, can_whatsapp=False, is_default_for_messages=True)
    assert codes(refused) == ["number-mute"]


def test_whatsapp_goes_to_the_number_for_messages_that_can_do_it(ours):
    assert numbers.for_whatsapp(ours.customer) == "+972547654321"
    chosen = add(ours, is_default_for_messages=True)
    assert numbers.for_whatsapp(ours.customer.fresh()) == "+972521112233"

    change(ours, chosen, can_whatsapp=False)

    assert numbers.for_whatsapp(ours.customer.fresh()) == "+972547654321"


@pytest.mark.parametrize("phone", ["03-5012345", "*6050", ""])
def test_whatsapp_needs_a_mobile_number(ours, phone):
    assert numbers.for_whatsapp(make.customer(ours.ours, phone=phone)) == ""


def test_an_unknown_number_is_kept_as_dialled(ours):
    assert add(ours, phone="*6050").phone == "*6050"
    with pytest.raises(Refused) as refused:
        add(ours, phone="work")
    assert codes(refused) == ["phone-unreadable"]


def test_a_person_is_found_by_every_number(ours):
    number = add(ours)
    everybody = ours.ours.customers.all()

    assert list(searching.found(everybody, "0521112233", by=ours.staff)) == [ours.customer]
    change(ours, number, phone="052-9998877")
    assert list(searching.found(everybody, "0521112233", by=ours.staff)) == []
    numbers.remove(number, by=ours.staff, now=timezone.now())
    assert list(searching.found(everybody, "0529998877", by=ours.staff)) == []


def test_a_change_is_recorded_and_nothing_else(ours):
    number = add(ours)
    change(ours, number, label="work")
    change(ours, number, label="work")

    facts = Entry.objects.about(ours.customer).order_by("-id").values_list("kind", "details")
    assert list(facts[:2]) == [
        ("number.changed", {"changes": {"label": ["", "work"]}}),
        ("number.added", {"can_call": True, "can_sms": True, "can_whatsapp": True}),
    ]


def test_the_log_tells_of_an_added_number_what_it_can_do_and_that_messages_go_there(ours):
    add(ours, label="work", can_sms=False, is_default_for_messages=True)

    with override("en"):
        told = telling.told(Entry.objects.about(ours.customer).newest_first()[0])
    assert (told.subject, told.facts) == (
        "052-111-2233",
        [("label", "work"), ("calls", "Yes"), ("WhatsApp", "Yes"), ("send messages here", "Yes")],
    )


def test_a_removed_number_takes_its_consent_along_but_not_the_log(ours):
    number = add(ours)
    consenting.answer(
        ours.customer,
        answers={("sms", "marketing"): True},
        how="form",
        number=number,
        by=ours.staff,
        now=timezone.now(),
    )

    numbers.remove(number, by=ours.staff, now=timezone.now())

    assert not ours.customer.consents.exists()
    kinds = Entry.objects.about(ours.customer).order_by("-id").values_list("kind", flat=True)
    assert list(kinds[:2]) == ["number.removed", "consent.given"]


def remove_and_put_back(world, number, between=None):
    package = numbers.remove(number, by=world.staff, now=timezone.now())
    if between:
        between()
    return numbers.restore(world.customer, package, by=world.staff, now=timezone.now())


def test_a_removed_number_comes_back_with_its_answers_about_consent(ours):
    number = add(ours, label="work", can_sms=False, is_default_for_messages=True)
    answers = {("call", "service"): True}
    consenting.answer(
        ours.customer, number=number, answers=answers, how="phone", by=ours.staff, now=timezone.now()
    )

    back = remove_and_put_back(ours, number)

    assert (back.label, back.can_sms, back.is_default_for_messages) == ("work", False, True)
    assert [(one.channel, one.is_given, one.how) for one in back.consents.all()] == [("call", True, "phone")]
    assert Entry.objects.about(ours.customer).newest_first()[0].kind == "number.restored"


def test_a_number_that_comes_back_leaves_messages_to_the_one_chosen_meanwhile(ours):
    number = add(ours, is_default_for_messages=True)

    back = remove_and_put_back(ours, number, lambda: add(ours, "0521112244", is_default_for_messages=True))

    assert not back.is_default_for_messages


def test_a_number_that_was_added_again_does_not_come_back_twice(ours):
    number = add(ours)

    with pytest.raises(Refused) as refused:
        remove_and_put_back(ours, number, lambda: add(ours))
    assert codes(refused) == ["phone-known"]
