from datetime import date, timedelta

import pytest
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import override

from kesher.core.owning import acting_for
from kesher.customers import archiving, filtering, phrasing, tagging
from tests import make


@pytest.fixture
def ours(world):
    with acting_for(world.ours):
        yield world.ours


def found(business, query, *, by):
    wanted = filtering.wanted(QueryDict(query), filtering.choices_of(business))
    people = filtering.narrowed(business.customers.visible_to(by), wanted, by=by, today=timezone.localdate())
    return sorted(one.last_name for one in people)


def test_several_values_of_one_filter_are_alternatives(ours, world):
    stages = list(ours.stages.all())
    for name, stage in zip("ABC", stages, strict=False):
        make.customer(ours, last_name=name, stage=stage)

    assert found(ours, f"stage={stages[0].pk}&stage={stages[1].pk}", by=world.staff) == ["A", "B"]


def test_different_filters_hold_together(ours, world):
    stage, source = ours.stages.first(), ours.sources.first()
    make.customer(ours, last_name="A", stage=stage, source=source)
    make.customer(ours, last_name="B", stage=stage)

    assert found(ours, f"stage={stage.pk}&source={source.pk}", by=world.staff) == ["A"]


@pytest.mark.parametrize(
    "query", ["stage=999999", "manager=x", "tag=-1", "role=king", "month=13", "added=ever", "field_99=x"]
)
def test_a_value_that_is_not_offered_is_nobody_s(ours, world, query):
    assert found(ours, query, by=world.staff) == []
    assert found(ours, f"{query}&q=", by=world.staff) == []
    wanted = filtering.wanted(QueryDict(query), filtering.choices_of(ours))
    [sentence] = phrasing.sentences(wanted, {})
    assert (wanted.query(), wanted.is_narrowed, wanted.without(sentence.name)) == (query, True, "")


def test_a_row_of_another_business_is_nobody_s_and_its_name_is_not_told(ours, world):
    with acting_for(world.theirs):
        foreign = world.theirs.stages.first()
    choices = filtering.choices_of(ours)
    wanted = filtering.wanted(QueryDict(f"stage={foreign.pk}"), choices)

    assert found(ours, f"stage={foreign.pk}", by=world.staff) == []
    with override("en"):
        assert [one.label for one in phrasing.sentences(wanted, choices)] == ["Stage: not available any more"]


def test_a_value_that_is_gone_adds_nothing_to_one_that_is_offered(ours, world):
    stage = ours.stages.first()
    make.customer(ours, last_name="A", stage=stage)

    assert found(ours, f"stage={stage.pk}&stage=999999", by=world.staff) == ["A"]
    assert found(ours, "stage=", by=world.staff) == ["A", world.customer.last_name]


def test_somebody_who_left_is_a_filter_while_people_name_them(ours, world):
    left = [make.staff(ours, last_name=name, left_at=timezone.now()) for name in ("Named", "Forgotten")]
    make.customer(ours, last_name="A", account_manager=left[0])

    assert found(ours, f"manager={left[0].pk}", by=world.staff) == ["A"]
    assert [one.id for one in filtering.choices_of(ours)["manager"] if one.id != world.staff.pk] == [
        left[0].pk
    ]


def test_none_and_me_are_understood(ours, world):
    make.customer(ours, last_name="Mine", account_manager=world.staff)

    assert found(ours, "manager=me", by=world.staff) == ["Mine"]
    assert found(ours, "manager=none", by=world.staff) == [world.customer.last_name]


def test_people_are_found_by_any_of_the_tags_or_by_having_none(ours, world):
    tags = [ours.tags.create(name=name) for name in ("VIP", "New")]
    tagged = make.customer(ours, last_name="Tagged")
    tagging.tag(tagged, tags=tags, by=world.staff, now=timezone.now())

    assert found(ours, f"tag={tags[0].pk}&tag={tags[1].pk}", by=world.staff) == ["Tagged"]
    assert found(ours, "tag=none", by=world.staff) == [world.customer.last_name]


def test_birthdays_are_found_by_month(ours, world):
    make.customer(ours, last_name="March", birthday=date(1980, 3, 31))
    make.customer(ours, last_name="Leap", birthday=date(1988, 2, 29))

    assert found(ours, "month=3", by=world.staff) == ["March"]
    assert found(ours, "month=2&month=3", by=world.staff) == ["Leap", "March"]


def test_new_people_are_found_by_days(ours, world):
    make.customer(ours, last_name="Old", now=timezone.now() - timedelta(days=20))

    assert found(ours, "added=week", by=world.staff) == [world.customer.last_name]
    assert len(found(ours, "added=month", by=world.staff)) == 2


def test_custom_fields_of_the_list_are_filters(ours, world):
    field = ours.custom_fields.create(name="Size", is_in_list=True)
    person = make.customer(ours, last_name="Large")
    person.field_values.create(business=ours, field=field, value="XL")

    assert found(ours, f"field_{field.pk}=xl", by=world.staff) == ["Large"]


@pytest.mark.parametrize(
    ("kind", "asked", "value", "other"),
    [("choice", "Gold", "Gold", "Gold plus"), ("date", "3/2/2026", "2026-02-03", "2026-03-02"), ("number", "1,200", "1200", "12001")],
)  # fmt: skip
def test_a_choice_a_day_and_a_number_are_the_whole_value(ours, world, kind, asked, value, other):
    field = ours.custom_fields.create(name="Own", kind=kind, is_in_list=True)
    for name, held in (("Meant", value), ("Other", other)):
        make.customer(ours, last_name=name).field_values.create(business=ours, field=field, value=held)

    assert found(ours, f"field_{field.pk}={asked}", by=world.staff) == ["Meant"]


def test_the_archive_is_shown_alone_and_only_when_asked(ours, world):
    archiving.archive(make.customer(ours, last_name="Gone"), by=world.staff, now=timezone.now())

    assert found(ours, "", by=world.staff) == [world.customer.last_name]
    assert found(ours, "archived=1", by=world.staff) == ["Gone"]


def test_roles_are_alternatives_and_staff_is_one(ours, world):
    make.customer(ours, last_name="Buyer", role="customer")

    assert found(ours, "role=customer", by=world.staff) == ["Buyer"]
    assert found(ours, "role=staff", by=world.staff) == []
    assert len(found(ours, "role=customer&role=lead", by=world.staff)) == 2


def test_branch_limits_hold(ours, world):
    here, there = make.branch(ours), make.branch(ours)
    limited = make.staff(ours, branches=[here])
    make.customer(ours, last_name="Here", branch=here)
    make.customer(ours, last_name="There", branch=there)

    assert found(ours, "", by=limited) == sorted([world.customer.last_name, "Here"])
    assert found(ours, f"branch={there.pk}", by=limited) == []


def test_the_address_is_always_written_the_same_way(ours):
    one = filtering.wanted(QueryDict("sort=-added&q=noa&role=lead&columns=phone&columns=email"), {})
    other = filtering.wanted(QueryDict("columns=phone,email&role=lead&role=lead&q=noa&sort=-added"), {})

    assert one.query() == other.query() == "q=noa&role=lead&sort=-added&columns=phone%2Cemail"
    assert one.without("text") == "role=lead&sort=-added&columns=phone%2Cemail"
    assert one.without("role") == "q=noa&sort=-added&columns=phone%2Cemail"


def test_a_custom_field_can_be_taken_out_again():
    wanted = filtering.Wanted(fields={3: "x", 4: "y"}, is_archived=True)

    assert wanted.without("field_3") == "field_4=y&archived=1"
    assert wanted.without("is_archived") == "field_3=x&field_4=y"
    assert wanted.is_narrowed


def test_all_choices_come_in_one_question(ours, world, django_assert_num_queries):
    ours.custom_fields.create(name="Size", is_in_list=True)
    make.branch(ours, name="North")
    with django_assert_num_queries(1):
        choices = filtering.choices_of(ours)

    assert [one.name for one in choices["branch"]] == ["North"]
    assert [one.name for one in choices["stage"]] == [one.name for one in ours.stages.all()]
    assert [one.name for one in choices["field"]] == ["Size"]
    assert [one.name for one in choices["manager"]] == [str(world.staff)]
