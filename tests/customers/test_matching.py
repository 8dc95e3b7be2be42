import pytest
from django.utils import timezone

from kesher.core.owning import acting_for
from kesher.customers import archiving, matching
from kesher.customers.import_fields import Reading
from kesher.customers.matching import Known, People, is_mistaken, is_of_another, words_of
from tests import make


def row(first="Noa", last="Cohen", *, source="", number="", numbers=(), **details):
    return Reading(
        2,
        details={"first_name": first, "last_name": last, **details},
        source_key=source,
        number=number,
        numbers=list(numbers),
    )


def known(first="Noa", last="Cohen", *, source="", number=0, numbers=(), is_current=True, **details):
    return Known(
        id=1,
        details={"first_name": first, "last_name": last, **details},
        source_key=source,
        number=number,
        numbers=list(numbers),
        is_current=is_current,
    )


def found(person, reading):
    people = People()
    people.add(person)
    return people.find(reading) is person


def test_number_of_the_former_system_tells_the_person():
    assert found(known(source="a17", phone="+1"), row("Other", source="a17", phone="+2"))


def test_id_number_tells_the_person():
    assert found(known(id_number="000000018"), row("Noah", id_number="000000018"))


def test_customer_number_tells_the_person_together_with_the_name():
    assert found(known(number=17, phone="+1"), row(number="17"))
    assert not found(known(number=17, phone="+1"), row("Dan", number="17"))


@pytest.mark.parametrize("details", [{"phone": "+972502345678"}, {"email": "noa@example.com"}])
def test_phone_or_email_tell_the_person_together_with_the_name(details):
    assert found(known(**details), row(**details))
    assert not found(known(**details), row("Dan", **details))


def test_any_of_the_phones_will_do():
    assert found(known(phone="+1", numbers=["+2"]), row(phone="+3", numbers=["+2"]))


def test_names_are_the_same_in_any_order_and_spelling():
    assert words_of("Noa", "Cohen-Levi") == words_of("levi COHEN", "noa")


def test_two_id_numbers_are_two_people():
    assert not found(known(phone="+1", id_number="000000018"), row(phone="+1", id_number="000000026"))


def test_former_number_that_leads_to_somebody_else_altogether_is_a_mistake():
    assert is_mistaken(known("Dan", "Levi", source="a17", phone="+1"), row(source="a17", phone="+2"))
    assert not is_mistaken(known("Noa", "Levi", source="a17", phone="+1"), row(source="a17", phone="+2"))


def test_bare_name_tells_somebody_of_whom_nothing_else_is_known():
    assert found(known(), row())
    assert not found(known(phone="+1"), row())


def test_current_person_comes_before_one_in_the_archive():
    people, old, new = People(), known(phone="+1", is_current=False), known(phone="+1")
    people.add(old)
    people.add(new)

    assert people.find(row(phone="+1")) is new


def test_people_are_gathered_with_what_stands_beside_them_in_few_queries(
    world, django_assert_max_num_queries
):
    with acting_for(world.ours):
        noa = make.customer(world.ours, first_name="Noa", last_name="Cohen", phone="050-2345678")
        noa.numbers.create(business=world.ours, phone="+97235012345")
        noa.addresses.create(business=world.ours, town="Haifa", is_main=True)
        people = People()

        with django_assert_max_num_queries(8):
            matching.gather(world.ours, [row(phone="+97235012345")], people)

        person = people.find(row(phone="+97235012345"))
        assert (person.id, person.address["town"]) == (noa.pk, "Haifa")


def test_who_is_in_the_archive_is_known_as_such(world):
    with acting_for(world.ours):
        noa = make.customer(world.ours, first_name="Noa", last_name="Cohen", phone="050-2345678")
        archiving.archive(noa, by=world.staff, now=timezone.now())
        people = People()
        matching.gather(world.ours, [row(phone="+972502345678")], people)

        assert not people.find(row(phone="+972502345678")).is_current


def test_merged_person_leads_to_the_one_who_stayed(world):
    with acting_for(world.ours):
        gone = make.customer(world.ours, first_name="Noa", last_name="Cohen", phone="050-2345678")
        world.ours.customers.filter(pk=gone.pk).update(merged_into=world.customer, archived_at=timezone.now())
        people = People()
        matching.gather(world.ours, [row(phone="+972502345678")], people)

        assert people.find(row(phone="+972502345678")).id == world.customer.pk


def test_an_id_number_that_leads_to_somebody_of_whom_nothing_else_agrees_is_a_slip():
    person = known("Dan", "Levi", phone="+1", id_number="123456782")

    assert is_of_another(person, row("Noa", "Katz", phone="+2", id_number="123456782"))
    assert not is_of_another(person, row("Noa", "Levi", phone="+2", id_number="123456782"))
    assert not is_of_another(person, row("Noa", "Katz", phone="+1", id_number="123456782"))
    assert not is_of_another(person, row("Noa", "Katz", phone="+2"))
