from datetime import timedelta

import pytest
from django.utils import timezone

from kesher.activity.models import Entry
from kesher.core.owning import acting_for
from kesher.core.refusals import Refused
from kesher.inquiries import (
    announcing,
    checking,
    closing,
    following,
    linking,
    merging,
    noting,
    removing,
    searching,
    treating,
    unmerging,
)
from kesher.inquiries.kinds import Kind
from tests import make

NOW = timezone.now()


@pytest.fixture(autouse=True)
def within(world):
    with acting_for(world.ours):
        yield


def one(world, kind="message", **details):
    given = {"customer": world.customer, "by": world.staff, "now": NOW, "staff": [world.staff], **details}
    return make.inquiry(world.ours, kind=kind, **given)


def full(world, colleague):
    """With all that moves."""
    inquiry = one(world, title="Tap", details="It drips", staff=[colleague], checklist=["Call"])
    noting.add(inquiry, text="Called back", by=world.staff, now=NOW)
    linking.link(inquiry, one(world), by=world.staff, now=NOW)
    following.follow_up(
        inquiry, kind="message", by=world.staff, now=NOW,
        **{**following.start(inquiry, kind="message"), "details": "Ask"},
    )  # fmt: skip
    return inquiry


def around(inquiry):
    """What hangs on it."""
    inquiry = inquiry.fresh()
    names = ("notes", "files", "checklist", "links_out", "links_in", "followed_by", "watchers", "assignees")
    rows = {name: sorted(getattr(inquiry, name).values_list("pk", flat=True)) for name in names}
    return rows | {
        name: getattr(inquiry, name) for name in ("search_text", "status_id", "merged_into_id", "target_at")
    }


def merge(survivor, merged, world, **further):
    return merging.merge(survivor, merged, by=world.staff, now=NOW, **further)


def codes(survivor, merged, world, by=None):
    return [problem.code for problem in merging.problems(survivor, merged, by=by or world.staff)]


def test_all_that_hangs_on_it_moves_to_the_one_that_stays(world):
    survivor, merged = one(world), full(world, make.staff(world.ours))
    before = around(merged)

    merge(survivor, merged, world)

    after = around(survivor)
    assert after["checklist"] == before["checklist"]
    assert after["followed_by"] == before["followed_by"]
    assert after["links_out"] == before["links_out"]
    assert set(before["notes"]) < set(after["notes"])
    assert around(merged)["notes"] == []


def test_what_was_written_in_it_becomes_a_note(world):
    survivor = one(world)

    merge(survivor, one(world, title="Tap", details="It drips"), world)

    assert survivor.notes.get().text.endswith("Tap\nIt drips")


def test_who_handled_it_watches_the_one_that_stays(world):
    survivor, colleague = one(world), make.staff(world.ours)

    merge(survivor, one(world, staff=[colleague]), world)

    assert announcing.watchers_of(survivor) == [colleague]
    assert announcing.handlers_of(survivor) == [world.staff]


def test_the_one_that_stays_is_found_by_the_number_of_the_other(world):
    survivor, merged = one(world), one(world)

    merge(survivor, merged, world)

    standing = world.ours.inquiries.standing()
    assert list(searching.found(standing, str(merged.number))) == [survivor]


def test_merging_takes_the_right_to_delete(world):
    assert codes(one(world), one(world), world, by=make.staff(world.ours, role="technician")) == [
        "right-missing"
    ]


def test_none_is_merged_with_itself(world):
    inquiry = one(world)

    assert codes(inquiry, inquiry, world) == ["merge-with-itself"]


def test_those_of_different_customers_stay_apart(world):
    other = make.customer(world.ours)

    assert codes(one(world), one(world, customer=other), world) == ["customers-differ"]
    nobody = make.inquiry(world.ours, contact_name="Noa", now=NOW)
    assert codes(one(world), nobody, world) == []
    assert codes(nobody, one(world), world) == ["customers-differ"]


def test_only_open_ones_are_merged(world):
    closed = closing.close(one(world), by=world.staff, now=NOW)

    assert codes(one(world), closed, world) == ["is-closed"]
    assert codes(closed, one(world), world) == ["is-closed"]


def test_a_call_with_treatment_lines_stays(world):
    call = one(world, "service-call")
    parts = world.ours.treatment_types.filter(sub_type="parts").first()
    treating.add(call, type=parts, item="Switch", price=4000, by=world.staff, now=NOW)

    assert codes(one(world), call, world) == ["has-treatments"]
    assert codes(call, one(world), world) == []


def test_it_can_be_foreseen(world):
    survivor, merged = one(world), full(world, make.staff(world.ours))

    ahead = merging.foresee(survivor, merged)

    assert len(ahead.sentences) == 4
    merge(survivor, merged, world, seen=ahead.fingerprint)


def test_what_changed_meanwhile_is_shown_again(world):
    survivor, merged = one(world), one(world)
    ahead = merging.foresee(survivor, merged)
    noting.add(merged, text="Called back", by=world.staff, now=NOW)

    with pytest.raises(Refused, match="changed-meanwhile"):
        merge(survivor, merged, world, seen=ahead.fingerprint)


def test_a_merge_is_recorded_at_both(world):
    survivor, merged = one(world), one(world)

    merge(survivor, merged, world)

    told = Entry.objects.of(world.ours).filter(kind=Kind.MERGED)
    assert {entry.subject_id for entry in told} == {survivor.pk, merged.pk}


def test_a_link_between_the_two_and_one_that_both_have_wait_for_the_undo(world):
    survivor, merged, third = one(world), one(world), one(world)
    linking.link(survivor, merged, by=world.staff, now=NOW)
    linking.link(survivor, third, by=world.staff, now=NOW)
    linking.link(third, merged, by=world.staff, now=NOW)
    before = around(survivor), around(merged)

    made = merge(survivor, merged, world)
    unmerging.undo(made, by=world.staff, now=NOW)

    assert (around(survivor), around(merged)) == before


def test_undoing_makes_both_what_they_were(world):
    survivor, merged = one(world), full(world, make.staff(world.ours))
    before = around(survivor), around(merged)

    made = merge(survivor, merged, world)
    unmerging.undo(made, by=world.staff, now=NOW + timedelta(days=29))

    assert (around(survivor), around(merged)) == before
    assert Entry.objects.of(world.ours).filter(kind=Kind.MERGE_UNDONE).count() == 2


def test_what_was_written_since_stays_with_the_one_that_stayed(world):
    survivor, merged = one(world), one(world)
    made = merge(survivor, merged, world)
    note = noting.add(survivor, text="Called back", by=world.staff, now=NOW)
    item = checking.add(survivor, text="Look", by=world.staff, now=NOW)

    unmerging.undo(made, by=world.staff, now=NOW)

    assert (list(survivor.notes.all()), list(survivor.checklist.all())) == ([note], [item])


def test_a_merge_is_undone_once_and_within_30_days(world):
    made = merge(one(world), one(world), world)

    with pytest.raises(Refused, match="merge-old"):
        unmerging.undo(made, by=world.staff, now=NOW + timedelta(days=31))
    unmerging.undo(made, by=world.staff, now=NOW)
    with pytest.raises(Refused, match="merge-undone"):
        unmerging.undo(made, by=world.staff, now=NOW)


def test_one_that_stayed_and_was_deleted_stands_in_the_way(world):
    made = merge(one(world), one(world), world)
    made.survivor = removing.remove(made.survivor, by=world.staff, now=NOW)

    with pytest.raises(Refused, match="inquiry-removed"):
        unmerging.undo(made, by=world.staff, now=NOW)


def test_a_merge_on_is_undone_first(world):
    first, second, third = one(world), one(world), one(world)
    made = merge(second, first, world)
    on = merge(third, second, world)
    made.refresh_from_db()

    with pytest.raises(Refused, match="inquiry-merged"):
        unmerging.undo(world.ours.inquiry_merges.get(pk=made.pk), by=world.staff, now=NOW)
    unmerging.undo(on, by=world.staff, now=NOW)
    unmerging.undo(world.ours.inquiry_merges.get(pk=made.pk), by=world.staff, now=NOW)

    assert first.fresh().merged_into is None


def test_old_packages_are_thrown_away(world):
    made = merge(one(world), one(world), world)

    assert unmerging.forget(world.ours.inquiry_merges.all(), now=NOW + timedelta(days=31)) == 1
    made.refresh_from_db()
    assert made.undo == {}
