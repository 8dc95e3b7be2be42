from datetime import date, timedelta

import pytest
from django.db import transaction
from django.utils import timezone
from django.utils.translation import override

from kesher.activity import timeline
from kesher.activity.models import Entry
from kesher.activity.recording import record
from kesher.activity.timeline import Question
from kesher.core.owning import acting_for
from tests import make

NOW = timezone.make_aware(timezone.datetime(2026, 11, 22, 12))


@pytest.fixture
def kinds(world):
    """A function: the kinds that answer a question, newest first."""
    other = make.staff(world.ours)
    with acting_for(world.ours), transaction.atomic():
        for kind, by, days, details in (
            ("note.added", world.staff, 3, {"text": "שלום עולם"}),
            ("injury.added", other, 2, {}),
            ("file.uploaded", other, 1, {"name": "הצהרה.pdf"}),
            ("customer.tagged", None, 0, {}),
        ):
            record(kind, world.customer, by=by, now=NOW - timedelta(days=days), **details)
    started = Entry.objects.about(world.customer).filter(kind="note.added").get().pk

    def ask(hidden=(), **question):
        entries = Entry.objects.about(world.customer).filter(pk__gte=started)
        return list(
            timeline.found(entries, Question(**question), hidden=hidden)
            .newest_first()
            .values_list("kind", flat=True)
        )

    ask.other = other
    return ask


ALL = ["customer.tagged", "file.uploaded", "injury.added", "note.added"]


def test_everything_newest_first(kinds):
    assert kinds() == ALL
    assert Question().is_open
    assert not Question(text="x").is_open


def test_words_are_found_in_values_labels_and_names(kinds):
    assert kinds(text="עולם") == ["note.added"]
    assert kinds(text="הצהרה.PDF") == ["file.uploaded"]
    assert kinds(text=str(kinds.other)) == ["file.uploaded", "injury.added"]
    assert kinds(text="עולם הצהרה") == []


def test_words_are_found_in_the_name_of_the_kind_in_the_readers_language(kinds):
    with override("en"):
        assert kinds(text="uploaded") == ["file.uploaded"]
    with override("he"):
        assert kinds(text="תועדה פציעה") == ["injury.added"]


def test_the_wrong_keyboard_layout_is_forgiven(kinds):
    assert kinds(text="akuo") == ["note.added"]


@pytest.mark.parametrize(
    "text",
    ["054-333-4455", "0543334455", "(054) 333.4455", "+972 54-333-4455", "00972543334455", "054333", "543334455",
     "עולם 054-333-4455"],
)  # fmt: skip
def test_a_telephone_number_is_found_in_any_format(kinds, world, text):
    with acting_for(world.ours), transaction.atomic():
        record(
            "site.changed",
            world.customer,
            by=world.staff,
            now=NOW,
            changes={"phone": ["", "+972543334455"]},
            name="עולם",
        )

    assert kinds(text=text) == ["site.changed"]


@pytest.mark.parametrize("text", ["054-333-4456", "0533334455", "עולם 054-333-4455"])
def test_another_telephone_number_is_not_found(kinds, world, text):
    with acting_for(world.ours), transaction.atomic():
        record(
            "site.changed", world.customer, by=world.staff, now=NOW, changes={"phone": ["", "+972543334455"]}
        )

    assert kinds(text=text) == []


def test_filters_by_group_and_who(kinds, world):
    assert kinds(group="file") == ["file.uploaded"]
    assert kinds(who=str(kinds.other.pk)) == ["file.uploaded", "injury.added"]
    assert kinds(who=timeline.SYSTEM) == ["customer.tagged"]
    assert kinds(who=str(world.staff.pk), group="file") == []


def test_filters_by_days_both_included(kinds):
    assert kinds(since=date(2026, 11, 20), until=date(2026, 11, 21)) == ["file.uploaded", "injury.added"]


def test_hidden_groups_are_left_out(kinds):
    assert kinds(hidden=["injury", "customer"]) == ["file.uploaded", "note.added"]
    assert kinds(hidden=["injury"], group="injury") == []


def test_pages_go_on_by_key(world, kinds):
    entries = Entry.objects.about(world.customer).filter(kind__in=ALL)
    seen, before = [], None
    while True:
        rows, before = timeline.page(entries, before=before, size=3)
        seen += [row.kind for row in rows]
        if before is None:
            break

    assert seen == ALL


def test_an_exact_page_has_no_next(world, kinds):
    rows, more = timeline.page(Entry.objects.about(world.customer).filter(kind__in=ALL), size=4)

    assert (len(rows), more) == (4, None)
