import pytest
from django.utils import timezone, translation

from kesher.activity.models import Entry
from kesher.businesses.permissions import Permission
from kesher.core.owning import acting_for
from kesher.core.refusals import Refused
from kesher.customers import archiving, pairing
from kesher.customers.kinds import Kind
from tests import make

NOW = timezone.now()


@pytest.fixture(autouse=True)
def ours(world):
    with acting_for(world.ours), translation.override("en"):
        yield


def told(world, by=None):
    found = pairing.report(world.ours, by=by or world.staff).pairs
    return [(one.first, one.second, one.score, [str(reason) for reason in one.reasons]) for one in found]


def person(world, first_name="Dana", last_name="", **details):
    return make.customer(
        world.ours, first_name=first_name, last_name=last_name or f"x{timezone.now():%f}", **details
    )


def test_who_shares_a_phone_an_email_an_id_number_or_a_name_is_a_pair(world):
    a, b = person(world, "Ron", "Gil", phone="0502345678"), person(world, "Avi", "Bar", phone="0502345678")
    c, d = (
        person(world, "Uri", "Lev", email="u@example.com"),
        person(world, "Tal", "Oz", email="u@example.com"),
    )
    e, f = (
        person(world, "Gad", "Paz", id_number="123456782"),
        person(world, "Ben", "Zur", id_number="123456782"),
    )
    g, h = person(world, "Ziv", "Tal"), person(world, "Ziv", "Tal")

    assert told(world) == [
        (e, f, 100, ["Same ID number"]),
        (a, b, 60, ["Same phone"]),
        (c, d, 60, ["Same e-mail"]),
        (g, h, 40, ["Same name"]),
    ]


def test_signs_add_up(world):
    a = person(world, "Dana", "Levi", phone="0502345678")
    b = person(world, "Dana", "Levy", phone="0502345678")

    assert told(world) == [(a, b, 90, ["Same phone", "Similar name"])]


def test_a_further_number_counts(world):
    a, b = person(world, "Ron", "Gil", phone="0502345678"), person(world, "Avi", "Bar")
    b.numbers.create(business=world.ours, phone="+972502345678")

    assert told(world) == [(a, b, 60, ["Same phone"])]


def test_a_number_of_many_is_no_duplicate(world):
    for count in range(13):
        person(world, f"N{count}", f"M{count}", phone="035012345")

    assert told(world) == []


def test_the_report_says_when_it_is_not_whole(world, monkeypatch):
    monkeypatch.setattr(pairing, "MOST_GROUPS", 1)
    for phone in ("0502345678", "0502345679"):
        person(world, "Ron", phone=phone)
        person(world, "Avi", phone=phone)

    report = pairing.report(world.ours, by=world.staff)
    assert (len(report.pairs), report.is_whole) == (1, False)


def test_a_dismissed_pair_is_not_shown_again(world):
    a, b = person(world, "Ron", "Gil", phone="0502345678"), person(world, "Avi", "Bar", phone="0502345678")

    pairing.dismiss(b, a, by=world.staff, now=NOW)
    pairing.dismiss(a, b, by=world.staff, now=NOW)

    assert told(world) == []
    assert Entry.objects.about(a).filter(kind=Kind.PAIR_DISMISSED).count() == 1


def test_a_dismissed_pair_is_shown_again_when_that_is_taken_back(world):
    a, b = person(world, "Ron", "Gil", phone="0502345678"), person(world, "Avi", "Bar", phone="0502345678")
    pairing.dismiss(a, b, by=world.staff, now=NOW)

    pairing.put_back(b, a, by=world.staff, now=NOW)
    pairing.put_back(a, b, by=world.staff, now=NOW)

    assert told(world) == [(a, b, 60, ["Same phone"])]
    assert Entry.objects.about(a).filter(kind=Kind.PAIR_PUT_BACK).count() == 1


def test_the_archived_are_not_compared(world):
    a = person(world, "Ron", "Gil", phone="0502345678")
    person(world, "Avi", "Bar", phone="0502345678")
    archiving.archive(a, by=world.staff, now=NOW)

    assert told(world) == []
    with pytest.raises(Refused, match="person-archived"):
        pairing.dismiss(a, world.customer, by=world.staff, now=NOW)
    with pytest.raises(Refused, match="person-archived"):
        pairing.put_back(world.customer, a, by=world.staff, now=NOW)


def test_people_of_other_branches_are_not_compared(world):
    here, there = make.branch(world.ours), make.branch(world.ours)
    person(world, "Ron", "Gil", phone="0502345678", branch=here)
    person(world, "Avi", "Bar", phone="0502345678", branch=there)

    assert told(world, by=make.staff(world.ours, branches=[here])) == []


def test_id_numbers_are_compared_only_for_who_may_see_them(world):
    person(world, "Gad", "Paz", id_number="123456782")
    person(world, "Ben", "Zur", id_number="123456782")

    assert told(world, by=make.staff(world.ours, permissions=[Permission.CUSTOMER_MERGE])) == []


def test_few_queries(world, django_assert_max_num_queries):
    for count in range(5):
        person(world, f"N{count}", "Gil", phone=f"05023456{count}0", email=f"{count}@a.co")
        person(world, f"N{count}", "Gil", phone=f"05023456{count}0", email=f"{count}@a.co")

    with django_assert_max_num_queries(13):
        assert len(told(world)) == 5
