from django.utils import timezone

from kesher.activity.models import Entry
from kesher.core.owning import acting_for
from kesher.customers import identifying
from tests import make


def test_each_reading_is_recorded_without_the_number(world):
    with acting_for(world.ours):
        person = make.customer(world.ours, id_number="039337423")

        assert identifying.read(person, by=world.staff, now=timezone.now()) == "039337423"

    entry = Entry.objects.about(person).latest("id")
    assert (entry.kind, entry.details, "337423" in entry.search_text) == ("customer.identity-read", {}, False)


def test_where_there_is_no_number_nothing_was_read(world):
    with acting_for(world.ours):
        assert identifying.read(world.customer, by=world.staff, now=timezone.now()) == ""

    assert not Entry.objects.filter(kind="customer.identity-read").exists()
