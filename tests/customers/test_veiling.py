import pytest
from django.utils import timezone, translation

from kesher.activity.models import Entry
from kesher.core.owning import acting_for
from kesher.customers import adding, veiling
from tests import make

NOW = timezone.now()
ANOTHER = "A person of another branch"


@pytest.fixture(autouse=True)
def ours(world):
    with acting_for(world.ours), translation.override("en"):
        yield


@pytest.fixture
def north(world):
    return make.branch(world.ours)


@pytest.fixture
def reader(world, north):
    return make.staff(world.ours, branches=[north])


@pytest.fixture
def stranger(world):
    """A person of another branch."""
    return make.customer(world.ours, first_name="Southerner", last_name="", branch=make.branch(world.ours))


def entry(kind, **details):
    return Entry(kind=kind, details=details)


def told(one, *, by):
    return [found.details for found in veiling.veiled([one], by=by)]


def test_a_person_is_named_to_who_may_see_them(world, north, reader, stranger):
    known = make.customer(world.ours, first_name="Northerner", last_name="", branch=north)

    assert [veiling.name_for(one, by=reader) for one in (known, stranger, None)] == [
        "Northerner",
        ANOTHER,
        "",
    ]
    assert veiling.name_for(stranger, by=world.staff) == "Southerner"


def test_of_the_names_in_an_entry_those_of_others_are_hidden(world, north, reader, stranger):
    make.customer(world.ours, first_name="Northerner", last_name="", branch=north)

    one = entry("inquiry.changed", changes={"customer": ["Southerner", "Northerner"], "title": ["", "Tap"]})

    assert told(one, by=reader) == [{"changes": {"customer": [ANOTHER, "Northerner"], "title": ["", "Tap"]}}]


def test_a_hidden_name_is_hidden_wherever_it_stands_in_the_entry(reader, stranger):
    changes = {"customer": ["Southerner", None], "contact_name": ["Southerner", ""]}

    assert told(entry("inquiry.changed", changes=changes), by=reader) == [
        {"changes": {"customer": [ANOTHER, None], "contact_name": [ANOTHER, ""]}}
    ]


def test_what_names_no_person_is_told_as_it_is(reader, stranger):
    assert told(entry("inquiry.linked", other="Southerner"), by=reader) == [{"other": "Southerner"}]


def test_staff_of_all_branches_read_everything_and_nothing_is_asked(
    world, stranger, django_assert_num_queries
):
    one, by = (
        entry("customer.merged", merged="Southerner"),
        world.ours.staff.with_rights().get(pk=world.staff.pk),
    )

    with django_assert_num_queries(0):
        assert told(one, by=by) == [{"merged": "Southerner"}]


def test_what_the_log_keeps_stays(world, north, reader, stranger):
    person = make.customer(world.ours, branch=north)
    adding.change(person, payer=stranger, by=world.staff, now=NOW)

    veiling.veiled(Entry.objects.about(person), by=reader)

    assert "Southerner" in str(list(Entry.objects.about(person).values("details")))
