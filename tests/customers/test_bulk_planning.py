from django.utils import translation

from kesher.core.owning import acting_for
from kesher.customers import bulk_changing
from tests import make


def said(world, verb, value):
    with acting_for(world.ours), translation.override("en"):
        people = world.ours.customers.all()
        plan = bulk_changing.foreseen(bulk_changing.VERBS[verb], people, value=value, by=world.staff)
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
