import pytest
from django.utils import timezone, translation

from kesher.activity import reacting
from kesher.activity.models import Entry
from kesher.activity.reacting import Plan
from kesher.core.owning import acting_for
from kesher.core.refusals import Problem, Refused
from kesher.customers import archiving
from kesher.customers.kinds import Kind

NOW = timezone.now()


@pytest.fixture(autouse=True)
def ours(world):
    with acting_for(world.ours), translation.override("en"):
        yield


@pytest.fixture
def debt(monkeypatch):
    """A later domain's plan for archiving: what is owed stands in the way."""
    sentences = ["2 bookings are released."]

    def planner(customer, by, details):
        return Plan(sentences=sentences, problems=[Problem("debt", "₪120 are owed.", fix_url="/pay/")])

    monkeypatch.setitem(reacting._together, str(Kind.ARCHIVED), [planner])
    return sentences


def kinds(customer):
    return list(Entry.objects.about(customer).values_list("kind", flat=True))


def test_archive_takes_the_person_out_of_the_current_ones(world):
    archiving.archive(world.customer, by=world.staff, now=NOW)

    assert not world.ours.customers.current().filter(pk=world.customer.pk).exists()
    assert world.ours.customers.archived().get() == world.customer
    assert kinds(world.customer)[-1] == Kind.ARCHIVED


def test_archive_refuses_while_a_higher_domain_has_a_problem(world, debt):
    with pytest.raises(Refused) as refused:
        archiving.archive(world.customer, by=world.staff, now=NOW)

    assert [one.code for one in refused.value.problems] == ["debt"]
    assert world.customer.fresh().archived_at is None


def test_the_page_is_told_what_a_higher_domain_would_do(world, debt):
    ahead = archiving.foreseen(world.customer, by=world.staff)

    assert "2 bookings are released." in ahead.sentences
    assert [one.fix_url for one in ahead.problems] == ["/pay/"]


def test_archive_refuses_when_the_plan_has_changed_since_it_was_shown(world, monkeypatch):
    seen = archiving.foreseen(world.customer, by=world.staff).fingerprint
    monkeypatch.setitem(reacting._together, str(Kind.ARCHIVED), [lambda *_: Plan(sentences=["New."])])

    with pytest.raises(Refused, match="plan-changed"):
        archiving.archive(world.customer, by=world.staff, now=NOW, seen=seen)


def test_archive_twice_records_once(world):
    archiving.archive(world.customer, by=world.staff, now=NOW)
    archiving.archive(world.customer, by=world.staff, now=NOW)

    assert kinds(world.customer).count(Kind.ARCHIVED) == 1


def test_restore_brings_the_person_back(world):
    archiving.archive(world.customer, by=world.staff, now=NOW)
    archiving.restore(world.customer, by=world.staff, now=NOW)

    assert world.ours.customers.current().filter(pk=world.customer.pk).exists()
    assert kinds(world.customer)[-1] == Kind.RESTORED


def test_restore_of_a_current_person_records_nothing(world):
    before = kinds(world.customer)

    archiving.restore(world.customer, by=world.staff, now=NOW)

    assert kinds(world.customer) == before


def test_an_erased_person_stays_in_the_archive(world):
    world.customer.archived_at = world.customer.erased_at = NOW
    world.customer.save()

    with pytest.raises(Refused, match="person-erased"):
        archiving.restore(world.customer, by=world.staff, now=NOW)
    with pytest.raises(Refused, match="person-erased"):
        archiving.archive(world.customer, by=world.staff, now=NOW)


def test_the_page_tells_that_a_staff_place_stays(world):
    world.customer.staff = world.staff
    world.customer.save()

    assert len(archiving.foreseen(world.customer, by=world.staff).sentences) == 2
