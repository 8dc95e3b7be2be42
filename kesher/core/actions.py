"""What can be done with somebody or something: one registry for the plus button, the ⋮ and the row's menu (AMB-46).

1. Each app registers its own actions in its module `actions`, which is loaded when Django starts.
2. An action is offered in its section, to who holds its right, while `is_shown` says that it makes sense.
3. Within a section actions stand by position, then in the order in which the stack registered them.
4. Quick actions (call, write) are buttons of the head and stand in menus; the plus button leaves them out.
5. Some actions stand in the menu of every row of a list too. It is written once for all rows, so their addresses are asked
   for `AnyRow`; which rows have them, the list says.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Section(StrEnum):
    """Where on the profile an action belongs."""

    PROFILE = "profile"
    DETAILS = "details"
    NOTES = "notes"
    FILES = "files"
    INJURIES = "injuries"
    SITES = "sites"
    CONTRACTS = "contracts"
    LOG = "log"
    INQUIRIES = "inquiries"


class Way(StrEnum):
    """How an action is carried out."""

    DRAWER = "drawer"
    PAGE = "page"
    POST = "post"
    COPY = "is_copied"


def always(subject: Any, staff: Any) -> bool:  # noqa: ARG001
    return True


@dataclass(frozen=True)
class Action:
    key: str
    label: Any
    icon: str
    section: Section
    permission: Any
    """None: whoever sees the page"""
    url: Callable[[Any], str]
    is_shown: Callable[[Any, Any], bool] = always
    """asked for every row of a list, so it reads only what the row holds"""
    way: Way = Way.DRAWER
    tone: str = ""
    confirm: Any = ""
    """the question that is asked first"""
    is_quick: bool = False
    position: int = 50
    in_rows: int = 0
    """its position in the menu of every row of a list; 0: it does not stand there"""

    def item(self, subject: Any) -> dict[str, Any]:
        """The action as `ui.menu` takes it."""
        return {
            "key": self.key,
            "label": self.label,
            "icon": self.icon,
            "url": self.url(subject),
            "tone": self.tone,
            "confirm": self.confirm,
            self.way.value: True,
        }


@dataclass(frozen=True)
class AnyRow:
    """Whichever row of a list: the page puts the row's key in place of the braces."""

    business: Any
    pk: str = "{id}"


@dataclass(frozen=True)
class Tab:
    """A part of somebody's page that an app hangs in by its address; it is shown while somebody serves it."""

    key: str
    label: Any
    icon: str
    url_name: str
    permission: Any = None
    sections: tuple[Section, ...] = ()
    """what the plus button offers there"""
    position: int = 50


_registered: dict[str, list[Action]] = {}
"""of each section, by position"""
_tabs: dict[str, Tab] = {}


def register(action: Action) -> Action:
    """Adds the action to its section; a key is used once."""
    if any(action.key == one.key for ours in _registered.values() for one in ours):
        raise ValueError(f"There is an action {action.key} already")
    ours = _registered.setdefault(action.section, [])
    ours.append(action)
    ours.sort(key=position)
    return action


def register_tab(tab: Tab) -> Tab:
    if tab.key in _tabs:
        raise ValueError(f"There is a tab {tab.key} already")
    _tabs[tab.key] = tab
    return tab


def tabs_for(staff: Any) -> list[Tab]:
    """Which tabs this staff member may open, by position."""
    ours = sorted(_tabs.values(), key=lambda tab: tab.position)
    return [tab for tab in ours if tab.permission is None or staff.may(tab.permission)]


def actions_for(section: str, subject: Any, staff: Any) -> list[Action]:
    """What this staff member can do with the subject in this section (rules 2 and 3)."""
    return [one for one in _registered.get(section, ()) if is_offered(one, subject, staff)]


def menu_for(subject: Any, staff: Any, sections: Iterable[str] = tuple(Section)) -> list[dict[str, Any]]:
    """Sections one below the other, for the ⋮ and the row's menu."""
    found: list[dict[str, Any]] = []
    for section in sections:
        items = [action.item(subject) for action in actions_for(section, subject, staff)]
        found += [{"separator": True}, *items] if found and items else items
    return found


def plus_for(subject: Any, staff: Any, sections: Iterable[str]) -> list[dict[str, Any]]:
    """What the plus button offers (rule 4)."""
    offered = [one for section in sections for one in actions_for(section, subject, staff)]
    return [action.item(subject) for action in offered if not action.is_quick]


def rows_menu(staff: Any) -> list[dict[str, Any]]:
    """What stands in the menu of every row (rule 5)."""
    ours = [one for section in _registered.values() for one in section if one.in_rows and is_held(one, staff)]
    return [action.item(AnyRow(staff.business)) for action in sorted(ours, key=lambda one: one.in_rows)]


def is_offered(action: Action, subject: Any, staff: Any) -> bool:
    return is_held(action, staff) and action.is_shown(subject, staff)


def is_held(action: Action, staff: Any) -> bool:
    return action.permission is None or bool(staff.may(action.permission))


def position(action: Action) -> int:
    return action.position
