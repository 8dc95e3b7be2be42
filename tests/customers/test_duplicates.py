import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from kesher.businesses.permissions import Permission
from kesher.core.owning import acting_for
from kesher.customers import duplicates
from tests import make

ID = "123456782"


@pytest.fixture(autouse=True)
def ours(world):
    with acting_for(world.ours), translation.override("en"):
        yield


@pytest.fixture
def dana(world):
    return make.customer(
        world.ours,
        first_name="דנה",
        last_name="לוי כהן",
        phone="050-2345678",
        email="dana@example.com",
        id_number=ID,
    )


def similar(world, by=None, **details):
    return duplicates.similar(world.ours, by=by or world.staff, **details)


def told(found):
    return [(one.customer, [str(reason) for reason in one.reasons]) for one in found]


@pytest.mark.parametrize("typed", ["0502345678", "+972 50 234 5678", "972-50-2345678"])
def test_the_same_phone_is_found_in_any_format(world, dana, typed):
    assert told(similar(world, first_name="Somebody", phone=typed)) == [(dana, ["Same phone"])]


def test_a_further_number_counts_like_the_first(world, dana):
    dana.numbers.create(business=world.ours, phone="+972541112223")

    assert told(similar(world, phone="054-1112223")) == [(dana, ["Same phone"])]


def test_the_same_email_is_found(world, dana):
    assert told(similar(world, email=" Dana@Example.com")) == [(dana, ["Same e-mail"])]


def test_the_same_id_number_is_certain(world, dana):
    [found] = similar(world, id_number="12345678-2")

    assert (found.customer, found.score) == (dana, 100)


def test_id_numbers_are_not_compared_for_who_may_not_see_them(world, dana):
    reception = make.staff(world.ours, permissions=[Permission.CUSTOMER_ADD])

    assert similar(world, by=reception, id_number=ID) == []


@pytest.mark.parametrize(
    ("first_name", "last_name", "reason"),
    [
        ("דנה", "לוי כהן", "Same name"),
        ("לוי כהן", "דנה", "Same name"),
        ("דנה", "לוי-כהן", "Same name"),
        ("דנה", "לווי כהן", "Same name"),
        ("דנה", "לוי כוהן", "Similar name"),
    ],
)
def test_a_name_is_found_swapped_and_with_a_slip(world, dana, first_name, last_name, reason):
    assert told(similar(world, first_name=first_name, last_name=last_name)) == [(dana, [reason])]


def test_another_name_is_not_similar(world, dana):
    assert similar(world, first_name="דנה", last_name="אברהם") == []


def test_a_first_name_alone_is_not_compared(world, dana):
    assert similar(world, first_name="דנה") == []


def test_the_likeliest_comes_first(world, dana):
    brother = make.customer(world.ours, first_name="יוסי", last_name="לוי", phone="0502345678")

    found = similar(world, first_name="דנה", last_name="לוי כהן", phone="0502345678")

    assert [(one.customer, one.score) for one in found] == [(dana, 100), (brother, 60)]


def test_archived_people_are_found_by_what_reaches_them_and_merged_ones_are_not(world, dana):
    dana.archived_at = dana.created_at
    dana.save()
    assert told(similar(world, phone="0502345678")) == [(dana, ["Same phone"])]

    dana.merged_into = world.customer
    dana.save()
    assert similar(world, phone="0502345678") == []


def test_the_one_being_changed_is_not_like_itself(world, dana):
    assert similar(world, phone="0502345678", besides=dana) == []


def test_people_of_other_branches_become_a_neutral_hint(world, dana):
    here, there = make.branch(world.ours), make.branch(world.ours)
    dana.branch = there
    dana.save()
    reception = make.staff(world.ours, branches=[here])

    assert told(similar(world, by=reception, phone="0502345678")) == [(None, [])]
    assert similar(world, by=reception, first_name="דנה", last_name="לוי כהן") == []


def test_another_business_is_not_looked_into(world):
    make.customer(world.theirs, first_name="Noa", phone="0541111111")

    assert similar(world, phone="0541111111") == []


def test_two_queries_at_most(world, dana):
    world.staff.permissions  # noqa: B018 – read beforehand, as a request does
    world.staff.branch_ids  # noqa: B018
    with CaptureQueriesContext(connection) as queries:
        similar(world, first_name="דנה", last_name="לוי", phone="0502345678", email="a@b.co", id_number=ID)

    assert len(queries) == 2


def test_nothing_typed_asks_nothing(world, django_assert_num_queries):
    world.staff.permissions  # noqa: B018
    with django_assert_num_queries(0):
        assert similar(world, phone="05") == []


def to_change(world, customer, **typed):
    return told(duplicates.similar_to_change(customer, by=world.staff, **typed))


def test_what_is_typed_anew_about_somebody_finds_others(world, dana):
    assert to_change(world, world.customer, id_number="12345678-2") == [(dana, ["Same ID number"])]
    assert to_change(world, world.customer, phone="050-2345678") == [(dana, ["Same phone"])]
    assert to_change(world, dana, phone="050-2345678", id_number=ID) == []


def test_what_somebody_has_already_is_not_compared(world, dana):
    child = make.customer(world.ours, first_name="גיל", last_name="לוי", phone="050-2345678")
    typed = {"first_name": "גיל", "last_name": "לוי", "phone": "050-2345678"}

    assert to_change(world, child, **typed, email="dana@example.com") == [(dana, ["Same e-mail"])]
    assert to_change(world, child, **typed, email="") == []


@pytest.mark.parametrize("letter", ["\U0010ffff", "\ud7ff"])
def test_the_last_letters_of_all_are_looked_for_too(world, letter):
    person = make.customer(world.ours, first_name="Dana", last_name="Levi")
    world.ours.customers.filter(pk=person.pk).update(full_name=f"D{letter}na Levi")

    found = similar(world, first_name=f"D{letter}na", last_name="Levi")

    assert [one.customer for one in found] == [person]
