from types import SimpleNamespace

import pytest

from kesher.core import actions
from kesher.core.actions import Action, Section, Way


@pytest.fixture(autouse=True)
def registry(monkeypatch):
    monkeypatch.setattr(actions, "_registered", {})


def register(key, **fields):
    given = {
        "label": key.title(),
        "icon": "point",
        "section": Section.NOTES,
        "permission": None,
        "url": "/{}".format,
    }
    return actions.register(Action(key=key, **given | fields))


def staff(*rights):
    return SimpleNamespace(may=rights.__contains__)


def keys(found):
    return [one.key for one in found]


def test_a_key_is_used_once():
    register("merge")

    with pytest.raises(ValueError, match="merge"):
        register("merge")


def test_an_action_is_offered_in_its_section_to_who_may():
    register("add")
    register("erase", permission="customer.erase")
    register("upload", section=Section.FILES)

    assert keys(actions.actions_for("notes", 7, staff())) == ["add"]
    assert keys(actions.actions_for("notes", 7, staff("customer.erase"))) == ["add", "erase"]


def test_an_action_is_offered_while_it_makes_sense():
    register("restore", is_shown=lambda subject, _staff: subject == "archived")

    assert keys(actions.actions_for("notes", "open", staff())) == []
    assert keys(actions.actions_for("notes", "archived", staff())) == ["restore"]


def test_actions_stand_by_position():
    register("last", position=90)
    register("first", position=1)

    assert keys(actions.actions_for("notes", 7, staff())) == ["first", "last"]


def test_the_menu_shows_all_sections_with_lines_between():
    register("call", section=Section.PROFILE, is_quick=True, way=Way.PAGE)
    register("add")

    assert [one.get("key", "—") for one in actions.menu_for(7, staff())] == ["call", "—", "add"]
    assert actions.menu_for(7, staff())[2] == {
        "key": "add", "label": "Add", "icon": "point", "url": "/7", "tone": "", "confirm": "", "drawer": True,
    }  # fmt: skip


def test_the_plus_leaves_quick_actions_out():
    register("call", is_quick=True)
    register("add")

    assert [one["key"] for one in actions.plus_for(7, staff(), ["notes"])] == ["add"]


def test_the_menu_of_every_row_has_what_asks_for_a_place_and_is_held():
    for key, more in {"call": {"in_rows": 20}, "task": {"in_rows": 10, "is_shown": lambda *_: False}}.items():
        register(key, url=lambda row: f"/{row.business}/add/?for={row.pk}", **more)
    register("note")
    register("erase", in_rows=5, permission="customer.erase")
    ours = SimpleNamespace(business="ours", may=staff().may)

    assert [(one["key"], one["url"]) for one in actions.rows_menu(ours)] == [
        ("task", "/ours/add/?for={id}"), ("call", "/ours/add/?for={id}"),
    ]  # fmt: skip
