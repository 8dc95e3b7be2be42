import pytest
from django.utils import translation

from kesher.businesses.permissions import Permission
from kesher.core.owning import acting_for
from kesher.customers import merge_choices
from kesher.customers.merge_choices import MERGED, SURVIVOR
from tests import make


@pytest.fixture(autouse=True)
def ours(world):
    with acting_for(world.ours), translation.override("en"):
        yield


def people(world, **differing):
    one = make.customer(
        world.ours, first_name="Dana", last_name="Levi", **{k: v[0] for k, v in differing.items()}
    )
    other = make.customer(
        world.ours, first_name="Dana", last_name="Levi", **{k: v[1] for k, v in differing.items()}
    )
    return one, other


def test_equal_and_empty_fields_are_not_asked(world):
    assert merge_choices.choices(*people(world), by=world.staff) == []


def test_the_survivors_value_is_suggested_unless_it_is_empty(world):
    one, other = people(world, job_title=("Owner", "Coach"), email=("", "d@example.com"))

    asked = {choice.name: choice.suggested for choice in merge_choices.choices(one, other, by=world.staff)}

    assert asked == {"job_title": SURVIVOR, "email": MERGED}
    assert merge_choices.picked(one, other, {}) == {"email": "d@example.com"}


@pytest.mark.parametrize(
    ("roles", "kept"), [(("lead", "customer"), MERGED), (("customer", "lead"), SURVIVOR)]
)
def test_the_stronger_role_is_suggested(world, roles, kept):
    [choice] = merge_choices.choices(*people(world, role=roles), by=world.staff)

    assert (choice.name, choice.suggested) == ("role", kept)


def test_the_id_number_is_asked_only_of_who_may_see_it(world):
    one, other = people(world, id_number=("123456782", "000000018"))
    staff = make.staff(world.ours, permissions=[Permission.CUSTOMER_MERGE])

    assert [choice.name for choice in merge_choices.choices(one, other, by=world.staff)] == ["id_number"]
    assert merge_choices.choices(one, other, by=staff) == []


def test_who_pays_is_named_to_who_may_see_them_and_not_asked_where_neither_is(world):
    north, south = make.branch(world.ours), make.branch(world.ours)
    payers = [
        make.customer(world.ours, first_name=name, last_name="", branch=south) for name in ("Dan", "Gad")
    ]
    known = make.customer(world.ours, first_name="Ruth", last_name="", branch=north)
    reader = make.staff(world.ours, branches=[north])

    [whole] = merge_choices.choices(*people(world, payer=payers), by=world.staff)
    [partly] = merge_choices.choices(*people(world, payer=(known, payers[0])), by=reader)

    assert (whole.survivor, whole.merged) == ("Dan", "Gad")
    assert (partly.survivor, partly.merged) == ("Ruth", "A person of another branch")
    assert merge_choices.choices(*people(world, payer=payers), by=reader) == []


def test_custom_fields_are_asked_where_both_have_one(world):
    one, other = people(world)
    size, diet = (world.ours.custom_fields.create(name=name) for name in ("Size", "Diet"))
    for person, value in ((one, "38"), (other, "39")):
        world.ours.field_values.create(customer=person, field=size, value=value)
    world.ours.field_values.create(customer=other, field=diet, value="vegan")

    [choice] = merge_choices.choices(one, other, by=world.staff)

    assert (choice.label, choice.survivor, choice.merged) == ("Size", "38", "39")
    assert merge_choices.picked_custom(other, {choice.name: MERGED}) == {size.pk: "39"}
