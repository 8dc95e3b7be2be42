import pytest
from django.utils import timezone

from kesher.activity import reacting
from kesher.activity.models import Entry
from kesher.activity.reacting import Plan
from kesher.core.owning import acting_for
from kesher.core.refusals import Problem, Refused
from kesher.customers import adding, archiving, bulk_changing, bulk_verbs, erasing, merging
from kesher.customers.bulk_verbs import ARCHIVE, VERBS
from kesher.customers.kinds import Kind
from tests import make

NOW = timezone.now()


@pytest.fixture
def ours(world):
    with acting_for(world.ours):
        yield world.ours


def foreseen(world, verb, value=None, people=None):
    people = world.ours.customers.all() if people is None else people
    return bulk_changing.foreseen(VERBS[verb], people, value=value, by=world.staff)


def change(world, verb, value=None):
    seen = foreseen(world, verb, value).fingerprint
    return bulk_changing.change(
        VERBS[verb], world.ours.customers.all(), value=value, seen=seen, by=world.staff, now=NOW
    )


def values(verb, staff):
    rows = bulk_verbs.rows_for(VERBS[verb], staff)
    return rows.first() if rows is not None else None


@pytest.mark.parametrize("verb", list(VERBS))
def test_each_change_is_done_recorded_per_person_and_taken_back(ours, world, verb):
    make.branch(ours)
    tag = ours.tags.create(name="VIP")
    other = make.customer(ours)
    if verb == "untag":
        for one in (world.customer, other):
            one.tag_links.create(business=ours, tag=tag)
    if verb == "restore":
        for one in (world.customer, other):
            archiving.archive(one, by=world.staff, now=NOW)
    value = values(verb, world.staff)
    entries = Entry.objects.of(ours).filter(customer_id__isnull=False)
    so_far = entries.count()

    before = change(world, verb, value)

    assert sorted(before) == [world.customer.pk, other.pk]
    assert foreseen(world, verb, value).ids == []
    assert entries.count() == so_far + 2

    assert bulk_changing.take_back(VERBS[verb], value=value, before=before, by=world.staff, now=NOW) == 2
    assert foreseen(world, verb, value).ids == [world.customer.pk, other.pk]


def test_the_preview_says_who_changes_and_who_is_so_already(ours, world):
    tag = ours.tags.create(name="VIP")
    make.customer(ours).tag_links.create(business=ours, tag=tag)

    plan = foreseen(world, "tag", tag)

    assert (plan.ids, plan.unchanged_count, len(plan.sentences)) == ([world.customer.pk], 1, 3)


def test_a_stage_is_set_for_leads_alone(ours, world):
    make.customer(ours, role="customer")

    assert foreseen(world, "stage", ours.stages.first()).ids == [world.customer.pk]


def test_none_is_a_branch_too(ours, world):
    person = make.customer(ours, branch=make.branch(ours))

    change(world, "branch", None)

    assert person.fresh().branch_id is None


def test_nothing_starts_when_one_may_not_be_changed(ours, world):
    archiving.archive(make.customer(ours), by=world.staff, now=NOW)

    assert [problem.code for problem in foreseen(world, "tag", ours.tags.create(name="VIP")).problems] == [
        "archived"
    ]


def test_what_higher_domains_hold_against_archiving_is_said_with_the_name(ours, world, monkeypatch):
    block = Plan(problems=[Problem("debt", "Owes.")])
    monkeypatch.setitem(reacting._together, str(Kind.ARCHIVED), [lambda *_: block])

    plan = foreseen(world, "archive")

    assert [str(problem.sentence) for problem in plan.problems] == [f"{world.customer}: Owes."]


def test_who_was_erased_or_merged_is_not_restored_and_so_nobody_is(ours, world):
    erased, merged, other = (make.customer(ours) for _number in range(3))
    archiving.archive(other, by=world.staff, now=NOW)
    erasing.erase(erased, by=world.staff, now=NOW)
    merging.merge(world.customer, merged, choices={}, by=world.staff, now=NOW)

    plan = foreseen(world, "restore")

    assert [one.code for one in plan.problems] == ["person-erased", "person-merged"]
    with pytest.raises(Refused, match="person-erased"):
        change(world, "restore")
    assert other.fresh().archived_at


def test_who_is_not_in_the_archive_stays_as_is_when_others_are_restored(ours, world):
    other = make.customer(ours)
    archiving.archive(other, by=world.staff, now=NOW)

    plan = foreseen(world, "restore")

    assert (plan.ids, plan.unchanged_count, plan.problems) == ([other.pk], 1, [])


def test_restoring_many_asks_for_the_right_to_archive(ours, world):
    archiving.archive(world.customer, by=world.staff, now=NOW)
    clerk = make.staff(ours, permissions=["customer.view", "customer.edit"])

    plan = bulk_changing.foreseen(VERBS["restore"], ours.customers.all(), value=None, by=clerk)

    assert [one.code for one in plan.problems] == ["no-right"]


def test_it_is_refused_for_nobody_for_too_many_and_without_the_right(ours, world, monkeypatch):
    assert [one.code for one in foreseen(world, "archive", people=ours.customers.none()).problems] == [
        "nobody"
    ]
    monkeypatch.setattr(bulk_changing, "LIMIT", 0)
    assert [one.code for one in foreseen(world, "archive").problems] == ["too-many"]
    plain = make.staff(ours, role="technician")
    plan = bulk_changing.foreseen(ARCHIVE, ours.customers.all(), value=None, by=plain)
    assert [one.code for one in plan.problems] == ["no-right"]


def test_it_is_refused_when_the_page_showed_something_else(ours, world):
    with pytest.raises(Refused, match="plan-changed"):
        bulk_changing.change(ARCHIVE, ours.customers.all(), value=None, seen="old", by=world.staff, now=NOW)


def test_who_changed_in_the_meantime_is_left_out(ours, world):
    def refuse(customer, value, *, by, now):
        raise Refused([Problem("late", "Too late.")])

    assert bulk_changing.went(refuse, world.customer, None, by=world.staff, now=NOW) is False


def test_taking_back_leaves_what_was_changed_since(ours, world):
    first, second = make.branch(ours), make.branch(ours)
    before = change(world, "branch", first)
    change(world, "branch", second)

    bulk_changing.take_back(VERBS["branch"], value=first, before=before, by=world.staff, now=NOW)

    assert world.customer.fresh().branch_id == second.pk


def test_taking_back_asks_for_the_right_again(ours, world):
    before = change(world, "archive")
    clerk = make.staff(ours, permissions=["customer.view", "customer.edit"])

    assert bulk_changing.take_back(ARCHIVE, value=None, before=before, by=clerk, now=NOW) == 0
    assert not ours.customers.current().exists()


@pytest.mark.parametrize("verb", ["stage", "branch"])
def test_taking_back_returns_what_is_no_longer_chosen(ours, world, verb):
    branches = [make.branch(ours), make.branch(ours)]
    was, value = branches if verb == "branch" else ours.stages.all()[:2]
    adding.change(world.customer, by=world.staff, now=NOW, **{verb: was})
    was.retired_at = NOW
    was.save(update_fields=["retired_at"])
    before = change(world, verb, value)

    bulk_changing.take_back(VERBS[verb], value=value, before=before, by=world.staff, now=NOW)

    assert getattr(world.customer.fresh(), verb) == was
