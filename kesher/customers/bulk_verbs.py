"""What can be done to many people at once: each verb with its words, what it sets, who has that already, and the way back."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy

from kesher.activity.reacting import Foreseen
from kesher.businesses.models import Staff
from kesher.businesses.permissions import Permission
from kesher.customers import adding, archiving, tagging
from kesher.customers.models import Customer, Role


@dataclass(frozen=True)
class Verb:
    """What is done to each; `is_so` tells who needs nothing, `before` what `back` puts back."""

    key: str
    label: Any
    icon: str
    do: Callable[..., Any]
    is_so: Callable[[Any], Q]
    before: Callable[[Customer], Any]
    back: Callable[..., Any]
    value_name: str = ""
    """which list the value comes from"""
    says: Any = ""
    """what is done, as a sentence of %(value)s and, of a field, of %(before)s"""
    right: Permission = Permission.CUSTOMER_EDIT
    is_optional: bool = False
    """none is a value too"""
    in_archive: bool = False
    """done to people in the archive"""
    ahead: Callable[..., Foreseen] | None = None
    """what is to be known of each person before it, and what stands in the way"""


def rows_for(verb: Verb, by: Staff) -> Any:
    """What its value is chosen from; of the branches, those that this staff member works in."""
    business, branches = by.business, by.business.branches.filter(retired_at=None)
    rows = {
        "tag": business.tags.filter(retired_at=None),
        "stage": business.stages.filter(retired_at=None),
        "branch": branches.filter(pk__in=by.branch_ids) if by.branch_ids else branches,
        "account_manager": business.staff.active(),
    }
    return rows.get(verb.value_name)


def rows_before(field_name: str, business: Any) -> Any:
    """What somebody may have had before, rows no longer in use too; None: nothing gives way."""
    return former_lists(business).get(field_name)


def former_lists(business: Any) -> dict[str, Any]:
    return {"stage": business.stages, "branch": business.branches, "account_manager": business.staff}


def setting(field_name: str) -> dict[str, Any]:
    """Sets one field of the person."""

    def do(customer: Customer, value: Any, *, by: Staff, now: datetime) -> None:
        adding.change(customer, by=by, now=now, **{field_name: value})

    def back(customer: Customer, was: int, value: Any, *, by: Staff, now: datetime) -> None:
        rows = rows_before(field_name, by.business)
        if getattr(customer, f"{field_name}_id") == (value.pk if value else None):
            adding.change(customer, by=by, now=now, **{field_name: rows.filter(pk=was).first()})

    return {
        "do": do,
        "back": back,
        "is_so": lambda value: Q(**{field_name: value}),
        "before": lambda customer: getattr(customer, f"{field_name}_id"),
        "value_name": field_name,
    }


def tag(customer: Customer, value: Any, *, by: Staff, now: datetime) -> None:
    tagging.tag(customer, tags=[value], by=by, now=now)


def untag(customer: Customer, value: Any, *, by: Staff, now: datetime) -> None:
    tagging.untag(customer, tags=[value], by=by, now=now)


def without_value(deed: Callable[..., Any]) -> Callable[..., Any]:
    """A deed for which nothing is chosen."""
    return lambda customer, _value, *, by, now: deed(customer, by=by, now=now)


def back_with(deed: Callable[..., Any]) -> Callable[..., Any]:
    """What was there before does not matter: the opposite is done."""
    return lambda customer, _was, value, *, by, now: deed(customer, value, by=by, now=now)


def before_restoring(customer: Customer, **_by: Staff) -> Foreseen:
    return Foreseen([], archiving.restore_problems(customer))


def nothing(_customer: Customer) -> None:
    return None


def tagged_with(value: Any) -> Q:
    return Q(pk__in=value.customer_links.values("customer"))


archive, restore = without_value(archiving.archive), without_value(archiving.restore)
STAGE = setting("stage")
_ALL = (
    Verb("tag", gettext_lazy("Add a tag"), "tag", tag, tagged_with, nothing, back_with(untag), "tag",
         gettext_lazy("The tag %(value)s is added.")),
    Verb("untag", gettext_lazy("Remove a tag"), "tags", untag, lambda v: ~tagged_with(v), nothing, back_with(tag), "tag",
         gettext_lazy("The tag %(value)s is removed.")),
    Verb("stage", gettext_lazy("Set the stage"), "progress", **{**STAGE, "is_so": lambda v: Q(stage=v) | ~Q(role=Role.LEAD)},
         says=gettext_lazy("The stage %(value)s takes the place of: %(before)s.")),
    Verb("branch", gettext_lazy("Set the branch"), "building-store", **setting("branch"), is_optional=True,
         says=gettext_lazy("The branch %(value)s takes the place of: %(before)s.")),
    Verb("manager", gettext_lazy("Set the account manager"), "user-star", **setting("account_manager"), is_optional=True,
         says=gettext_lazy("The account manager %(value)s takes the place of: %(before)s.")),
    Verb(
        "archive", gettext_lazy("Archive"), "archive", archive, lambda _: Q(archived_at__isnull=False), nothing, back_with(restore),
        says=gettext_lazy("They leave lists and search and go to the archive."), right=Permission.CUSTOMER_ARCHIVE,
        ahead=archiving.held,
    ),
    Verb(
        "restore", gettext_lazy("Restore"), "arrow-back-up", restore, lambda _: Q(archived_at=None), nothing, back_with(archive),
        says=gettext_lazy("They leave the archive and stand in lists and search again."),
        right=Permission.CUSTOMER_ARCHIVE, in_archive=True, ahead=before_restoring,
    ),
)  # fmt: skip
VERBS = {verb.key: verb for verb in _ALL}
ARCHIVE = VERBS["archive"]
