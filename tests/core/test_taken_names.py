"""Two people save the same name at the same moment: the second one gets the sentence, not an error page."""

from datetime import UTC, datetime

import pytest

from kesher.businesses import branching, granting
from kesher.core.owning import acting_for
from kesher.core.refusals import Refused
from kesher.customers import list_rows, saved_views
from kesher.customers.models import Tag

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


def branch(business, **by):
    return branching.add(business, name="North", **by), lambda row, name: branching.change(
        row, name=name, **by
    )


def role(business, **by):
    made = granting.add(business, name="North", permissions=[], **by)
    return made, lambda row, name: granting.change(row, name=name, permissions=[], **by)


def tag(business, **by):
    made = list_rows.add(Tag(business=business), name="North", **by)
    return made, lambda row, name: list_rows.change(row, name=name, **by)


def view(business, *, is_shared=False, **by):
    made = saved_views.save(list_key="customers", name="North", query="", is_shared=is_shared, **by)
    return made, lambda row, name: saved_views.change(row, name=name, is_shared=is_shared, **by)


def shared_view(business, **by):
    return view(business, is_shared=True, **by)


KINDS = {
    branch: (branching, "name-taken"),
    role: (granting, "name-taken"),
    tag: (list_rows, "name-taken"),
    view: (saved_views, "view-name-taken"),
    shared_view: (saved_views, "view-name-taken"),
}


@pytest.mark.parametrize("made", KINDS, ids=lambda made: made.__name__)
def test_a_name_taken_after_the_check_is_refused_as_by_the_check(world, monkeypatch, made):
    topic, code = KINDS[made]
    by = {"by": world.staff, "now": NOW}
    with acting_for(world.ours):
        row, renamed = made(world.ours, **by)
        renamed(row, "South")
        other, _renamed = made(world.ours, **by)
        monkeypatch.setattr(topic, "problems", lambda *_given, **_more: [])

        with pytest.raises(Refused, match=f"^{code}$"):
            made(world.ours, **by)
        with pytest.raises(Refused, match=f"^{code}$"):
            renamed(other, "South")
        assert other.fresh().name == "North"
