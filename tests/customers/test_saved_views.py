import pytest
from django.utils import timezone

from kesher.activity.models import Entry
from kesher.core.owning import acting_for
from kesher.core.refusals import Refused
from kesher.customers import saved_views
from tests import make

NOW = timezone.now()


@pytest.fixture
def staff(world):
    with acting_for(world.ours):
        yield world.staff


def save(staff, name="Mine", *, is_shared=False, query="role=lead", list_key="customers"):
    return saved_views.save(list_key=list_key, name=name, query=query, is_shared=is_shared, by=staff, now=NOW)


def names(staff):
    return [view.name for view in saved_views.seen_by(staff, list_key="customers")]


def test_ones_own_view_is_seen_by_oneself_and_a_shared_one_by_everybody(staff):
    other = make.staff(staff.business, role="reception")
    save(staff, "Mine")
    save(staff, "Ours", is_shared=True)

    assert names(staff) == ["Mine", "Ours"]
    assert names(other) == ["Ours"]


def test_sharing_and_changing_a_shared_view_need_the_right(staff):
    other = make.staff(staff.business, role="reception")
    shared = save(staff, is_shared=True)

    for verb in (
        lambda: save(other, "New", is_shared=True),
        lambda: saved_views.change(shared, name="X", is_shared=False, by=other, now=NOW),
        lambda: saved_views.remove(shared, by=other, now=NOW),
    ):
        with pytest.raises(Refused) as refused:
            verb()
        assert [problem.code for problem in refused.value.problems] == ["view-shared"]


def test_a_name_stands_once(staff):
    save(staff)

    with pytest.raises(Refused, match="view-name-taken"):
        save(staff)
    with pytest.raises(Refused, match="name-missing"):
        save(staff, "")
    assert save(staff, is_shared=True).name == "Mine"
    with pytest.raises(Refused, match="view-name-taken"):
        save(staff, is_shared=True)


def test_lists_keep_their_views_apart(staff):
    save(staff, is_shared=True)
    other = save(staff, is_shared=True, list_key="inquiries")

    assert names(staff) == ["Mine"]
    assert saved_views.seen_by(staff, list_key="inquiries") == [other]
    assert saved_views.change(other, name="Mine", is_shared=True, by=staff, now=NOW).list_key == "inquiries"


def test_a_view_is_renamed_and_shared(staff):
    view = saved_views.change(save(staff), name="Leads", is_shared=True, by=staff, now=NOW)

    assert (view.name, view.staff_id, view.query) == ("Leads", None, "role=lead")
    assert saved_views.change(view, name="Leads", is_shared=False, by=staff, now=NOW).staff == staff


def test_a_removed_view_can_be_put_back(staff):
    kept = saved_views.remove(save(staff), by=staff, now=NOW)
    assert names(staff) == []

    saved_views.save(by=staff, now=NOW, **kept)

    assert [(view.name, view.query) for view in saved_views.seen_by(staff, list_key="customers")] == [
        ("Mine", "role=lead")
    ]
    kinds = Entry.objects.of(staff.business).newest_first().values_list("kind", flat=True)[:3]
    assert list(kinds) == ["view.saved", "view.removed", "view.saved"]


def test_the_log_is_told_the_filters_without_what_was_typed(staff):
    save(staff, query="q=noa&role=lead&field_7=blue&sort=name")

    entry = Entry.objects.of(staff.business).newest_first()[0]
    assert entry.details == {"query": "role=lead&sort=name"}
    assert (
        saved_views.seen_by(staff, list_key="customers")[0].query == "q=noa&role=lead&field_7=blue&sort=name"
    )


def test_a_view_takes_over_what_its_list_shows_and_keeps_its_name(staff):
    view = saved_views.take_over(save(staff), query="q=noa", by=staff, now=NOW)

    assert (view.name, view.staff, view.query) == ("Mine", staff, "q=noa")
    entry = Entry.objects.of(staff.business).newest_first().first()
    assert (entry.kind, entry.details) == ("view.saved", {"changes": {"filters": ["role=lead", ""]}})


def test_nothing_is_written_down_when_a_view_shows_the_same(staff):
    view = save(staff)
    before = Entry.objects.of(staff.business).count()

    saved_views.take_over(view, query=view.query, by=staff, now=NOW)

    assert Entry.objects.of(staff.business).count() == before


def test_a_shared_view_takes_over_by_right_alone(staff):
    other = make.staff(staff.business, role="reception")
    shared, own = save(staff, is_shared=True), save(other, "Own")

    with pytest.raises(Refused, match="view-shared"):
        saved_views.take_over(shared, query="q=noa", by=other, now=NOW)
    assert saved_views.changeable(other, list_key="customers") == [own]
    assert saved_views.changeable(staff, list_key="customers") == [shared]
