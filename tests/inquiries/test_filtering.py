from datetime import timedelta

import pytest
from django.http import QueryDict
from django.utils import timezone

from kesher.core import vanished
from kesher.core.owning import acting_for
from kesher.inquiries import asking, closing, filtering, phrasing
from tests import make

NOW = timezone.now()
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def ours(world):
    with acting_for(world.ours):
        yield world.ours


@pytest.fixture
def narrowed(world, ours):
    def narrowed(query="", *, by=None):
        by = by or world.staff
        given = QueryDict(query)
        wanted = asking.wanted(given, filtering.choices_of(ours, given, by=by))
        return set(filtering.narrowed(ours.inquiries.all(), wanted, by=by, now=NOW))

    return narrowed


def call(ours, **details):
    return make.inquiry(ours, kind="service-call", now=NOW, **details)


def test_ones_own_are_those_one_handles_alone_with_others_or_with_ones_team(world, ours, narrowed):
    dana = make.staff(ours)
    alone, shared = call(ours, staff=[world.staff]), call(ours, staff=[dana, world.staff])
    of_team = call(ours, team=make.team(ours, staff=[world.staff]))
    call(ours, staff=[dana], by=world.staff)

    assert narrowed() == {alone, shared, of_team}
    assert narrowed("scope=team") == {of_team}


def test_who_is_in_no_team_has_none_of_the_teams(ours, narrowed):
    call(ours, team=make.team(ours))

    assert narrowed("scope=team") == set()


def test_unassigned_ones_have_nobody_and_no_team(world, ours, narrowed):
    free = call(ours)
    call(ours, staff=[world.staff])
    call(ours, team=make.team(ours))

    assert narrowed("scope=unassigned") == {free}


def test_closed_ones_stand_apart(world, ours, narrowed):
    is_open, closed = call(ours), call(ours)
    closing.close(closed, resolution="x", by=world.staff, now=NOW)

    assert (narrowed("scope=all"), narrowed("scope=closed")) == ({is_open}, {closed})


def test_values_of_one_filter_are_alternatives_and_filters_hold_together(ours, narrowed):
    first, second, third = ours.statuses.filter(number__in=(1, 2, 3)).order_by("number")
    urgent = ours.priorities.get(key="urgent")
    one, two = call(ours, status=first), call(ours, status=second, priority=urgent)
    call(ours, status=third)

    either = f"scope=all&status={first.pk}&status={second.pk}"
    assert narrowed(either) == {one, two}
    assert narrowed(f"{either}&priority={urgent.pk}") == {two}


def test_none_means_without(world, ours, narrowed):
    team = make.team(ours)
    of_team, free = call(ours, team=team), call(ours)
    handled = call(ours, staff=[world.staff])

    assert narrowed("scope=all&team=none") == {free, handled}
    assert narrowed(f"scope=all&team=none&team={team.pk}") == {of_team, free, handled}
    assert narrowed("scope=all&assignee=none") == {of_team, free}
    assert narrowed("scope=all&assignee=none&assignee=me") == {of_team, free, handled}


@pytest.mark.parametrize(
    "query", ["status=999999", "assignee=x", "customer=7777777", "due=never", "opened=ever", "channel=pigeon"]
)
def test_a_value_that_is_not_offered_is_nobody_s(world, ours, narrowed, query):
    call(ours, staff=[world.staff])
    make.meeting(ours, organiser=world.staff, starts_at=NOW + timedelta(hours=1))
    wanted = asking.wanted(QueryDict(query), filtering.choices_of(ours))

    assert narrowed(f"scope=all&{query}") == set()
    assert (wanted.has_meetings, wanted.is_narrowed, wanted.query()) == (False, True, query)
    [sentence] = phrasing.sentences(wanted, {})
    assert (str(vanished.NOT_AVAILABLE) in sentence.label, wanted.without(sentence.name)) == (True, "")


def test_a_value_that_is_gone_adds_nothing_to_one_that_is_offered(ours, narrowed):
    first = ours.statuses.get(number=1)
    one = call(ours, status=first)

    assert narrowed(f"scope=all&status={first.pk}&status=999999") == {one}


def test_somebody_who_left_is_a_filter_while_inquiries_name_them(world, ours, narrowed):
    dana = make.staff(ours)
    theirs = call(ours, staff=[dana])
    call(ours)
    ours.staff.filter(pk=dana.pk).update(left_at=NOW)

    assert narrowed(f"scope=all&assignee={dana.pk}") == {theirs}


def test_me_is_whoever_looks(world, ours, narrowed):
    dana = make.staff(ours)
    mine, theirs = call(ours, staff=[world.staff]), call(ours, staff=[dana])

    assert narrowed("scope=all&assignee=me") == {mine}
    assert narrowed("scope=all&assignee=me", by=dana) == {theirs}


def test_kind_state_channel_and_billing(ours, narrowed):
    task = make.inquiry(ours, kind="task", priority=ours.priorities.first())
    waiting = call(ours, status=ours.statuses.get(key="waiting-parts"))
    mailed = call(ours, channel="email")
    billed = call(ours, billing_status="none")
    ours.inquiries.filter(pk=billed.pk).update(billing_status="unbilled")

    assert narrowed("scope=all&kind=task") == {task}
    assert narrowed("scope=all&category=waiting") == {waiting}
    assert narrowed("scope=all&channel=email") == {mailed}
    assert narrowed("scope=all&billing=unbilled") == {billed}


def test_targets_are_overdue_today_or_within_a_week(ours, narrowed):
    late = call(ours, target_at=NOW - timedelta(seconds=1))
    midnight = filtering.day_start(NOW, 1)
    today, tomorrow = call(ours, target_at=midnight - timedelta(minutes=1)), call(ours, target_at=midnight)
    call(ours, target_at=filtering.day_start(NOW, 7))

    assert narrowed("scope=all&due=overdue") == {late}
    assert narrowed("scope=all&due=today") - {late} == {today}
    assert narrowed("scope=all&due=week") - {late} == {today, tomorrow}


def test_response_times_are_missed_or_at_risk(ours, narrowed):
    missed, risky = call(ours, target_at=NOW + 9 * DAY), call(ours, target_at=NOW + 9 * DAY)
    call(ours)
    missed.clocks.update(due_at=NOW - DAY)
    risky.clocks.filter(kind="response").update(escalated=75)

    assert narrowed("scope=all&due=missed") == {missed}
    assert narrowed("scope=all&due=risk") == {risky}
    assert narrowed("scope=all&due=risk&due=missed") == {missed, risky}


def test_opened_within_days_counts_whole_days(ours, narrowed):
    inside, outside = call(ours), call(ours)
    first = filtering.day_start(NOW, -6)
    ours.inquiries.filter(pk=inside.pk).update(created_at=first)
    ours.inquiries.filter(pk=outside.pk).update(created_at=first - timedelta(seconds=1))

    assert narrowed("scope=all&opened=week") == {inside}
    assert narrowed("scope=all&opened=week&opened=month") == {inside, outside}


def test_only_customers_and_contracts_that_are_seen_can_be_named(ours, narrowed):
    haifa, eilat = make.branch(ours), make.branch(ours)
    limited = make.staff(ours, branches=[haifa])
    elsewhere = make.customer(ours, branch=eilat, last_name="Secret")
    contract = make.contract(elsewhere, name="Secret contract")
    query = QueryDict(f"customer={elsewhere.pk}&contract={contract.pk}")

    assert [one.name for one in filtering.choices_of(ours, query, by=limited)["customer"]] == []
    assert filtering.choices_of(ours, query, by=limited)["contract"] == []
    owner = ours.staff.with_rights().get(first_name="Orit")
    assert [one.id for one in filtering.choices_of(ours, query, by=owner)["contract"]] == [contract.pk]


def test_who_asks_for_a_type_asks_for_those_below_it_too(ours, narrowed):
    top, leaf, other = tree(ours)
    one, two = call(ours, type=top), call(ours, type=leaf)
    three = call(ours, type=other)

    assert narrowed(f"scope=all&type={top.pk}") == {one, two}
    assert narrowed(f"scope=all&type={leaf.pk}") == {two}
    assert narrowed(f"scope=all&type={top.pk}&type={other.pk}") == {one, two, three}


def test_types_are_offered_by_their_path_and_below_their_parent(ours):
    tree(ours)

    names = [one.name for one in filtering.choices_of(ours)["type"]]
    assert names[names.index("Boiler") :][:3] == ["Boiler", "Boiler › Burner", "Boiler › Burner › Nozzle"]


def tree(ours):
    """A type, one below it by way of another, and one beside them."""
    types, kind = ours.inquiry_types, "service-call"
    top = types.create(kind=kind, name="Boiler", position=90)
    middle = types.create(kind=kind, name="Burner", position=91, parent=top)
    leaf = types.create(kind=kind, name="Nozzle", position=92, parent=middle)
    return top, leaf, types.create(kind=kind, name="Tank", position=93)


def test_choices_come_in_one_question(ours, world, django_assert_num_queries):
    query = QueryDict(f"customer={world.customer.pk}")
    filtering.choices_of(ours, query, by=world.staff)

    with django_assert_num_queries(1):
        found = filtering.choices_of(ours, query, by=world.staff)
    assert {name for name, rows in found.items() if rows} >= {
        "type",
        "status",
        "priority",
        "assignee",
        "customer",
    }


def test_documentation_is_its_writers_though_it_is_closed_from_the_start(world, ours, narrowed):
    mine, others = (make.inquiry(ours, kind="documentation", by=by) for by in (world.staff, make.staff(ours)))

    assert narrowed("kind=documentation") == {mine}
    assert narrowed("kind=documentation&scope=all") == {mine, others}
