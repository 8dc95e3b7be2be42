from datetime import date

import pytest
from django.utils import timezone

from kesher.activity.models import Entry
from kesher.core.owning import acting_for
from kesher.core.refusals import Refused
from kesher.customers import relating
from tests import make

TODAY = date(2026, 11, 22)
CHILD, ADULT = date(2015, 1, 1), date(1980, 1, 1)


@pytest.fixture
def ours(world):
    with acting_for(world.ours):
        yield world


def relate(world, customer, other, side):
    return relating.relate(customer, other=other, side=side, by=world.staff, now=timezone.now())


def seen(world, customer):
    return [(link.side, link.person) for link in relating.links_of(customer, by=world.staff)]


def codes(refused):
    return [problem.code for problem in refused.value.problems]


@pytest.mark.parametrize(
    ("side", "other_side"),
    [("guardian", "ward"), ("ward", "guardian"), ("family", "family"), ("employer", "employee"),
     ("employee", "employer"), ("contact", "contact-of"), ("other", "other")],
)  # fmt: skip
def test_a_relation_is_shown_on_both_from_each_side(ours, side, other_side):
    other = make.customer(ours.ours)

    relate(ours, ours.customer, other, side)

    assert seen(ours, ours.customer) == [(side, other)]
    assert seen(ours, other) == [(other_side, ours.customer)]


def test_nobody_is_related_to_themselves(ours):
    with pytest.raises(Refused) as refused:
        relate(ours, ours.customer, ours.customer, "family")
    assert codes(refused) == ["relation-self"]


def test_a_relation_stands_once(ours):
    other = make.customer(ours.ours)
    relate(ours, ours.customer, other, "family")

    for customer, person in ((ours.customer, other), (other, ours.customer)):
        with pytest.raises(Refused) as refused:
            relate(ours, customer, person, "family")
        assert codes(refused) == ["relation-known"]
    relate(ours, ours.customer, other, "contact")


def test_a_guardian_is_of_age(ours):
    child = make.customer(ours.ours, birthday=CHILD)

    with pytest.raises(Refused) as refused:
        relate(ours, ours.customer, child, "guardian")
    assert codes(refused) == ["guardian-minor"]


def test_a_guardian_is_a_person(ours):
    company = make.customer(ours.ours, is_company=True)

    with pytest.raises(Refused) as refused:
        relate(ours, ours.customer, company, "guardian")
    assert codes(refused) == ["guardian-company"]


def test_nobody_guards_their_guardian(ours):
    other = make.customer(ours.ours)
    relate(ours, ours.customer, other, "guardian")

    with pytest.raises(Refused) as refused:
        relate(ours, ours.customer, other, "ward")
    assert codes(refused) == ["guardian-circle"]


def test_a_minor_lacks_a_guardian_until_there_is_one(ours):
    child, adult = make.customer(ours.ours, birthday=CHILD), make.customer(ours.ours, birthday=ADULT)

    def lacks(person):
        return relating.lacks_guardian(person, relating.links_of(person, by=ours.staff), today=TODAY)

    assert (lacks(child), lacks(adult), lacks(ours.customer)) == (True, False, False)
    relate(ours, child, adult, "guardian")
    assert (lacks(child), lacks(adult)) == (False, False)


def test_people_of_other_branches_are_not_shown(ours):
    here, there = make.branch(ours.ours), make.branch(ours.ours)
    other = make.customer(ours.ours, branch=there)
    relate(ours, ours.customer, other, "family")

    limited = make.staff(ours.ours, branches=[here])

    assert relating.links_of(ours.customer, by=limited) == []


def test_a_relation_is_recorded_in_both_logs(ours):
    other = make.customer(ours.ours)
    relation = relate(ours, ours.customer, other, "guardian")

    relating.part(relation, by=ours.staff, now=timezone.now())

    for person, told in ((ours.customer, str(other)), (other, str(ours.customer))):
        facts = Entry.objects.about(person).order_by("-id").values_list("kind", "details__person")
        assert list(facts[:2]) == [("relation.removed", told), ("relation.added", told)]
    assert not ours.ours.relations.exists()


def end_and_put_back(world, relation, between):
    package = relating.part(relation, by=world.staff, now=timezone.now())
    between()
    return relating.restore(relation.customer, package, by=world.staff, now=timezone.now())


def test_a_relation_that_was_ended_comes_back_for_both(ours):
    other = make.customer(ours.ours)
    relation = relate(ours, ours.customer, other, "guardian")

    end_and_put_back(ours, relation, lambda: None)

    assert (seen(ours, ours.customer), seen(ours, other)) == (
        [("guardian", other)],
        [("ward", ours.customer)],
    )
    assert Entry.objects.about(other).newest_first()[0].kind == "relation.restored"


def test_a_relation_does_not_come_back_where_the_rules_no_longer_allow_it(ours):
    other = make.customer(ours.ours)
    relation = relate(ours, ours.customer, other, "guardian")

    with pytest.raises(Refused) as refused:
        end_and_put_back(ours, relation, lambda: relate(ours, other, ours.customer, "guardian"))
    assert codes(refused) == ["guardian-circle"]
