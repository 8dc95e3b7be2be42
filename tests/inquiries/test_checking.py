import pytest
from django.utils import timezone

from kesher.activity.models import Entry
from kesher.core.owning import acting_for
from kesher.core.refusals import Refused
from kesher.inquiries import checking
from kesher.inquiries.kinds import Kind
from tests import make

NOW = timezone.now()


@pytest.fixture
def call(world):
    with acting_for(world.ours):
        yield make.inquiry(
            world.ours, customer=world.customer, by=world.staff, checklist=["Call", "Look", "Write"]
        )


def texts(call):
    return [item.text for item in checking.standing(call)]


def item(call, text):
    return call.checklist.get(text=text)


def told(world):
    return [
        entry.details["what"]
        for entry in Entry.objects.of(world.ours).filter(kind=Kind.CHECKED).order_by("pk")
    ]


def test_a_new_item_stands_last(world, call):
    checking.add(call, text="  Pay ", by=world.staff, now=NOW)

    assert texts(call) == ["Call", "Look", "Write", "Pay"]
    assert told(world) == ["added"]


def test_an_item_has_a_text(world, call):
    with pytest.raises(Refused, match="item-empty"):
        checking.add(call, text=" ", by=world.staff, now=NOW)


def test_it_takes_the_right_to_work_on_inquiries(world, call):
    bookkeeper = make.staff(world.ours, role="bookkeeper")

    with pytest.raises(Refused, match="right-missing"):
        checking.add(call, text="Pay", by=bookkeeper, now=NOW)
    with pytest.raises(Refused, match="right-missing"):
        checking.tick(item(call, "Call"), by=bookkeeper, now=NOW)


def test_a_ticked_item_says_when_and_by_whom_and_is_unticked_again(world, call):
    ticked = checking.tick(item(call, "Call"), by=world.staff, now=NOW)
    assert (ticked.done_at, ticked.done_by) == (NOW, world.staff)

    unticked = checking.tick(ticked, by=world.staff, now=NOW)

    assert (unticked.done_at, unticked.done_by) == (None, None)
    assert told(world) == ["done", "open"]


@pytest.mark.parametrize(
    ("text", "steps", "after"),
    [
        ("Call", 1, ["Look", "Call", "Write"]),
        ("Write", -2, ["Write", "Call", "Look"]),
        ("Call", -1, ["Call", "Look", "Write"]),
        ("Look", 9, ["Call", "Write", "Look"]),
    ],
)
def test_an_item_is_moved_never_beyond_the_ends(world, call, text, steps, after):
    checking.move(item(call, text), steps=steps, by=world.staff, now=NOW)

    assert texts(call) == after


def test_a_removed_item_can_be_brought_back_to_its_place(world, call):
    gone = checking.remove(item(call, "Look"), by=world.staff, now=NOW)
    checking.move(gone, steps=1, by=world.staff, now=NOW)
    assert texts(call) == ["Call", "Write"]

    checking.restore(gone, by=world.staff, now=NOW)

    assert texts(call) == ["Call", "Look", "Write"]
    assert told(world) == ["removed", "restored"]


def test_a_list_has_at_most_fifty_items(world, call):
    for number in range(47):
        checking.add(call, text=f"Item {number}", by=world.staff, now=NOW)

    with pytest.raises(Refused, match="list-full"):
        checking.add(call, text="One more", by=world.staff, now=NOW)
