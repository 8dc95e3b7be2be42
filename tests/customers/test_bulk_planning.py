from django.utils import translation

from kesher.activity import reacting
from kesher.activity.reacting import Plan
from kesher.core.owning import acting_for
from kesher.customers import bulk_changing, bulk_verbs
from kesher.customers.kinds import Kind
from tests import make


def said(world, verb, value):
    with acting_for(world.ours), translation.override("en"):
        people = world.ours.customers.all()
        plan = bulk_changing.foreseen(bulk_verbs.VERBS[verb], people, value=value, by=world.staff)
        return [one.translate({0x2068: None, 0x2069: None}) for one in plan.sentences]


def test_a_plan_says_what_becomes_what_and_of_whom(world):
    with acting_for(world.ours):
        first, second = world.ours.stages.filter(group="in-progress")[:2]
    for name in "ABCDEF":
        make.customer(world.ours, first_name=name, last_name="", stage=first)

    assert said(world, "stage", second) == [
        f"The stage {second} takes the place of: {first} (6), None (1).",
        f"7 people will change: {world.customer}, A, B, C, D and 2 more.",
    ]


def test_a_plan_names_a_single_person(world):
    with acting_for(world.ours):
        tag = world.ours.tags.create(name="VIP")

    assert said(world, "tag", tag) == [
        "The tag VIP is added.",
        f"1 person will change: {world.customer}.",
    ]


def holding(monkeypatch, world, *held):
    """What higher domains say of each person, in the order of their ids."""
    people = sorted(world.ours.customers.values_list("pk", flat=True)) if held else []
    told = dict(zip(people, held, strict=False))
    says = [lambda customer, *_: Plan(sentences=told.get(customer.pk, []))]
    monkeypatch.setitem(reacting._together, str(Kind.ARCHIVED), says)


def test_what_the_first_few_hold_is_said_by_name_and_the_others_are_counted(world, monkeypatch):
    for number in range(7):
        make.customer(world.ours, first_name=f"N{number}", last_name="")
    with acting_for(world.ours):
        holding(monkeypatch, world, [], *([["Hours are left.", "It is valid."]] * 7))

    _deed, _whom, *held = said(world, "archive", None)

    assert held == [
        *(f"N{number}: Hours are left. It is valid." for number in range(5)),
        "2 more people hold something too.",
    ]


def test_another_thing_held_is_another_plan(world, monkeypatch):
    def fingerprint(*held):
        holding(monkeypatch, world, *held)
        people = world.ours.customers.all()
        archive = bulk_verbs.ARCHIVE
        return bulk_changing.foreseen(archive, people, value=None, by=world.staff).fingerprint

    for number in range(6):
        make.customer(world.ours, first_name=f"N{number}")
    with acting_for(world.ours):
        hours, fewer = [["2 hours are left."]] * 7, [["2 hours are left."]] * 6

        assert fingerprint(*hours) == fingerprint(*hours)
        assert fingerprint(*hours) != fingerprint(*fewer, ["1 hour is left."])
