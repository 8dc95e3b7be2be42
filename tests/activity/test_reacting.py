import pytest
from django.db import transaction
from django.utils import timezone

from kesher.activity import reacting
from kesher.activity.models import Delivery, Entry
from kesher.activity.reacting import ANY, Plan, afterwards, foresee, refuse_if_changed, together
from kesher.activity.recording import record, record_many
from kesher.core.owning import acting_for
from kesher.core.refusals import Problem, Refused
from tests import make

pytestmark = pytest.mark.usefixtures("registry")
NOW = timezone.now()
FREEZE, RELEASE = "test.frozen", "test.released"


def own_kinds(graph):
    """Without the kinds that the world was made with."""
    return {kind: recorded for kind, recorded in graph.items() if kind.startswith("test.")}


def happen(world, kind=FREEZE, **details):
    with acting_for(world.ours), transaction.atomic():
        return record(kind, world.customer, by=world.staff, now=NOW, **details)


def test_reactions_together_run_before_record_returns_in_the_order_of_the_stack(world):
    done = []
    for module in ("kesher.office.reactions", "kesher.customers.reactions", "kesher.businesses.reactions"):

        def planner(subject, by, details, module=module):
            return Plan(carry_out=lambda entry: done.append((module, entry.kind)))

        planner.__module__ = module
        together(FREEZE)(planner)

    happen(world)

    assert done == [
        ("kesher.businesses.reactions", FREEZE), ("kesher.customers.reactions", FREEZE), ("kesher.office.reactions", FREEZE),
    ]  # fmt: skip


def test_one_refusal_undoes_all(world):
    @together(FREEZE)
    def first(subject, by, details):
        return Plan(carry_out=lambda entry: make.branch(subject.business, name="made by the reaction"))

    @together(FREEZE)
    def second(subject, by, details):
        return Plan(problems=[Problem("no", "Not today.")])

    with pytest.raises(Refused, match="no"):
        happen(world)

    assert not Entry.objects.filter(kind=FREEZE).exists()
    with acting_for(world.ours):
        assert not world.ours.branches.filter(name="made by the reaction").exists()


def test_what_is_foreseen_is_what_is_carried_out(world):
    released = []

    @together(FREEZE)
    def release(subject, by, details):
        bookings = [f"{subject}: lesson {number}" for number in range(details["lessons"])]
        return Plan(
            sentences=[f"{one} is released" for one in bookings],
            carry_out=lambda entry: released.extend(f"{one} is released" for one in bookings),
        )

    with acting_for(world.ours):
        foreseen = foresee(FREEZE, world.customer, by=world.staff, lessons=2)
    assert released == []

    happen(world, lessons=2)

    assert foreseen.sentences == released
    assert foreseen.problems == []


def test_a_plan_that_has_changed_meanwhile_is_refused(world):
    lessons = ["one"]
    together(FREEZE)(lambda subject, by, details: Plan(sentences=list(lessons)))
    seen = foresee(FREEZE, world.customer, by=world.staff).fingerprint

    refuse_if_changed(seen, foresee(FREEZE, world.customer, by=world.staff))
    refuse_if_changed(None, foresee(FREEZE, world.customer, by=world.staff))
    lessons.append("two")
    with pytest.raises(Refused, match="plan-changed"):
        refuse_if_changed(seen, foresee(FREEZE, world.customer, by=world.staff))


def test_the_fingerprint_tells_problems_too(world):
    problems = []
    together(FREEZE)(lambda subject, by, details: Plan(problems=list(problems)))
    before = foresee(FREEZE, world.customer, by=None).fingerprint
    problems.append(Problem("owes", "There is a debt."))

    assert foresee(FREEZE, world.customer, by=None).fingerprint != before


def test_a_reaction_may_set_off_another(world):
    @together(FREEZE, records=[RELEASE])
    def release(subject, by, details):
        return Plan(carry_out=lambda entry: record(RELEASE, subject, by=by, now=NOW))

    happen(world)

    assert list(
        Entry.objects.filter(kind__startswith="test.").order_by("id").values_list("kind", flat=True)
    ) == [FREEZE, RELEASE]


def test_a_circle_raises(world):
    @together(FREEZE, records=[FREEZE])
    def again(subject, by, details):
        return Plan(carry_out=lambda entry: record(FREEZE, subject, by=by, now=NOW))

    with pytest.raises(RuntimeError, match="in a circle"):
        happen(world)

    assert not Entry.objects.filter(kind=FREEZE).exists()
    assert reacting._depth.get() == 0


@pytest.mark.parametrize(
    "call", [record, lambda kind, subject, **told: record_many(kind, [(subject, {})], **told)]
)
def test_recording_what_was_not_declared_raises(world, call):
    @together(FREEZE, records=["test.other"])
    def release(subject, by, details):
        return Plan(carry_out=lambda entry: call(RELEASE, subject, by=by, now=NOW))

    with pytest.raises(RuntimeError, match=r"test.released without declaring"):
        happen(world)

    happen(world, kind=RELEASE)


def test_a_crowd_records_what_its_reaction_declared(world):
    def crowd(entries):
        record(RELEASE, world.customer, by=None, now=NOW)

    together(FREEZE, many=crowd)(lambda subject, by, details: Plan())

    with pytest.raises(RuntimeError, match="without declaring"):
        happen_to_many(world, [world.customer])


def test_each_reaction_of_a_chain_answers_for_itself(world):
    @together(FREEZE, records=[RELEASE])
    def release(subject, by, details):
        return Plan(carry_out=lambda entry: record(RELEASE, subject, by=by, now=NOW))

    @together(RELEASE, records=["test.told"])
    def tell(subject, by, details):
        return Plan(carry_out=lambda entry: record("test.told", subject, by=by, now=NOW))

    happen(world)

    assert own_kinds(reacting.graph()) == {FREEZE: {RELEASE}, RELEASE: {"test.told"}, "test.told": set()}


def test_whoever_listens_to_everything_and_records_stands_in_a_circle(world):
    together(ANY, records=[RELEASE])(lambda subject, by, details: Plan())

    assert own_kinds(reacting.graph()) == {RELEASE: {RELEASE}}


def test_what_follows_afterwards_is_written_in_the_same_transaction(world):
    def tell(entry):
        """Nobody listens."""

    afterwards(FREEZE)(tell)
    entry = happen(world)

    delivery = Delivery.objects.get(entry_id=entry.pk)
    assert (delivery.business_id, delivery.reaction) == (world.ours.pk, reacting.named(tell))


def test_afterwards_of_something_undone_never_was(world):
    afterwards(FREEZE)(lambda entry: None)

    with acting_for(world.ours), pytest.raises(ZeroDivisionError), transaction.atomic():
        record(FREEZE, world.customer, by=None)
        raise ZeroDivisionError

    assert not Delivery.objects.exists()


def test_a_listener_to_everything_hears_every_kind(world):
    heard = []
    together(ANY)(lambda subject, by, details: Plan(carry_out=lambda entry: heard.append(entry.kind)))

    happen(world)
    happen(world, kind=RELEASE)

    assert heard == [FREEZE, RELEASE]


def happen_to_many(world, people):
    with acting_for(world.ours), transaction.atomic():
        return record_many(FREEZE, [(one, {"lessons": 1}) for one in people], by=world.staff, now=NOW)


def test_many_entries_set_off_the_same_as_one_by_one(world):
    heard, people = [], [world.customer, make.customer(world.ours)]
    together(FREEZE)(
        lambda subject, by, details: Plan(carry_out=lambda entry: heard.append((entry.subject_id, details)))
    )
    afterwards(FREEZE)(lambda entry: None)

    happen_to_many(world, people)

    assert heard == [(one.pk, {"lessons": 1}) for one in people]
    assert Delivery.objects.count() == 2


def test_a_reaction_that_can_takes_them_all_at_once(world):
    crowds = []
    planner = together(FREEZE, many=crowds.append)(lambda subject, by, details: Plan())

    entries = happen_to_many(world, [world.customer, make.customer(world.ours)])

    assert planner is not None
    assert crowds == [entries]


def test_nothing_to_record_sets_off_nothing(world):
    assert happen_to_many(world, []) == []
