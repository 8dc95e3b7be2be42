from datetime import timedelta

import pytest
from django.utils import timezone

from kesher.activity.models import Entry
from kesher.businesses.permissions import Permission
from kesher.core.owning import acting_for
from kesher.core.refusals import Refused
from kesher.inquiries import noting
from kesher.inquiries.kinds import Kind
from tests import make

NOW = timezone.now()


@pytest.fixture(autouse=True)
def ours(world):
    with acting_for(world.ours):
        yield world.ours


@pytest.fixture
def by(world):
    return {"by": world.staff, "now": NOW}


@pytest.fixture
def call(world, ours):
    made = make.inquiry(ours, kind="service-call", staff=[world.staff], now=NOW - timedelta(minutes=5))
    ours.notices.all().delete()
    return made


@pytest.fixture
def dana(ours):
    return make.staff(ours, first_name="Dana", last_name="Levi", permissions=[Permission.INQUIRY_EDIT])


def told(ours):
    return [(row.staff, row.kind) for row in ours.notices.order_by("id")]


def test_a_note_keeps_its_text_author_and_time(world, by, call):
    note = noting.add(call, text=" Two\r\nlines ", **by)

    assert (note.text, note.author, note.created_at, note.edited_at) == ("Two\nlines", world.staff, NOW, None)
    call.refresh_from_db()
    assert call.changed_at == NOW


def test_an_empty_note_is_no_note(by, call):
    with pytest.raises(Refused, match="note-empty"):
        noting.add(call, text=" \n ", **by)


def test_only_its_author_edits_it_and_the_time_is_kept(world, ours, by, call, dana):
    note = noting.add(call, text="First", **by)
    later = NOW + timedelta(hours=1)

    with pytest.raises(Refused, match="note-of-another"):
        noting.edit(note, text="x", by=dana, now=NOW)
    assert noting.edit(note, text="Second", by=world.staff, now=later).edited_at == later
    entry = Entry.objects.of(ours).get(kind=Kind.NOTE_CHANGED)
    assert entry.details["changes"]["text"] == ["First", "Second"]


def test_nothing_changed_nothing_recorded(ours, by, call):
    note = noting.add(call, text="First", **by)

    assert noting.edit(note, text=" First ", **by).edited_at is None
    assert not Entry.objects.of(ours).filter(kind=Kind.NOTE_CHANGED).exists()


def test_who_is_mentioned_is_told_once_for_each_note(ours, by, call, dana):
    note = noting.add(call, text="@Dana Levi please, @dana levi!", **by)
    noting.edit(note, text="@Dana Levi again", **by)

    assert told(ours) == [(dana, "mentioned")]
    noting.add(call, text="@Dana Levi", **by)
    assert told(ours) == [(dana, "mentioned")] * 2


def test_the_longest_name_is_matched_and_whole(ours, by, call, dana):
    longer = make.staff(ours, first_name="Dana", last_name="Levinson")

    noting.add(call, text="@Dana Levinson please", **by)

    assert told(ours) == [(longer, "mentioned")]


def test_a_name_within_a_longer_word_is_no_mention(ours, by, call, dana):
    noting.add(call, text="mail x@dana levinsky and @Dana Levitan", **by)

    assert told(ours) == []


def test_a_removed_note_is_not_edited_and_can_be_brought_back(by, call):
    note = noting.remove(noting.add(call, text="x", **by), **by)

    assert note.removed_at == NOW
    with pytest.raises(Refused, match="note-removed"):
        noting.edit(note, text="y", **by)
    assert noting.restore(note, **by).removed_at is None


def test_a_phone_that_sends_a_note_twice_writes_it_once(by, call):
    assert noting.add(call, text="x", client_key="a", **by) == noting.add(
        call, text="x", client_key="a", **by
    )


def test_watchers_are_told_of_answers_only(ours, by, call, dana):
    ours.watchers.create(inquiry=call, staff=dana)

    noting.add(call, text="inner", **by)
    assert told(ours) == []
    noting.add(call, text="answer", is_answer=True, **by)
    assert told(ours) == [(dana, "watched")]


def test_the_first_answer_stops_the_response_clock(by, call):
    noting.add(call, text="inner", **by)
    assert call.clocks.get(kind="response").stopped_at is None

    noting.add(call, text="answer", is_answer=True, **by)
    noting.add(call, text="another", is_answer=True, by=by["by"], now=NOW + timedelta(hours=1))

    assert call.clocks.get(kind="response").stopped_at == NOW


def test_notes_take_the_right_to_work_on_inquiries(ours, call):
    reader = make.staff(ours, permissions=[Permission.INQUIRY_ALL])

    with pytest.raises(Refused, match="right-missing"):
        noting.add(call, text="x", by=reader, now=NOW)


def test_a_note_told_later_was_written_when_it_was_entered_though_not_before_the_opening(by, call):
    minutes = [noting.add(call, text="x", at=NOW - timedelta(minutes=ago), **by).created_at for ago in (3, 9)]

    assert minutes == [NOW - timedelta(minutes=3), NOW - timedelta(minutes=5)]
