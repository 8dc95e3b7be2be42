"""Two people side by side, field by field: which value stays.

1. Without a choice the survivor's value stays, unless it is empty.
2. Of the roles the stronger one stays: customer before former customer before lead.
3. The ID number is compared for who may see it; for others the same rule decides unseen. Who pays is named to
   who may see them (veiling.py).
4. Fields that both left empty, and equal ones, are not asked.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from kesher.businesses.permissions import Permission
from kesher.customers import adding, veiling
from kesher.customers.models import Customer, Role

SURVIVOR, MERGED = "survivor", "merged"
FIELDS = ("role", *adding.DETAILS)
STRENGTH = {Role.CUSTOMER: 2, Role.FORMER: 1, Role.LEAD: 0}


@dataclass(frozen=True)
class Choice:
    """One field in which the two differ; `suggested` is what stays without a word."""

    name: str
    label: Any
    survivor: Any
    merged: Any
    suggested: str


def choices(survivor: Customer, merged: Customer, *, by: Any) -> list[Choice]:
    """What is asked (rules 3 and 4)."""
    shown = [name for name in FIELDS if name != "id_number" or by.may(Permission.CUSTOMER_IDENTITY)]
    found = [choice(name, survivor, merged, by=by) for name in shown]
    return [*(one for one in found if one.survivor != one.merged), *custom_choices(survivor, merged)]


def choice(name: str, survivor: Customer, merged: Customer, *, by: Any) -> Choice:
    field: Any = Customer._meta.get_field(name)  # noqa: SLF001
    return Choice(
        name,
        field.verbose_name,
        shown(survivor, field, by=by),
        shown(merged, field, by=by),
        suggested(name, survivor, merged),
    )


def shown(customer: Customer, field: Any, *, by: Any) -> Any:
    if field.name == "payer":
        return veiling.name_for(customer.payer, by=by)
    return (
        getattr(customer, f"get_{field.name}_display")() if field.choices else getattr(customer, field.name)
    )


def suggested(name: str, survivor: Customer, merged: Customer) -> str:
    if name == "role":
        stronger = STRENGTH[Role(merged.role)] > STRENGTH[Role(survivor.role)]
        return MERGED if stronger else SURVIVOR
    return MERGED if getattr(merged, name) and not getattr(survivor, name) else SURVIVOR


def custom_choices(survivor: Customer, merged: Customer) -> list[Choice]:
    ours = {value.field_id: value.value for value in survivor.field_values.all()}
    others = merged.field_values.select_related("field")
    return [
        Choice(custom_name(one.field_id), one.field.name, ours[one.field_id], one.value, SURVIVOR)
        for one in others
        if ours.get(one.field_id, one.value) != one.value
    ]


def custom_name(field_id: int) -> str:
    return f"field-{field_id}"


def picked(survivor: Customer, merged: Customer, chosen: Mapping[str, str]) -> dict[str, Any]:
    """{field: value} that the survivor takes over from the merged person."""
    taken = [name for name in FIELDS if (chosen.get(name) or suggested(name, survivor, merged)) == MERGED]
    return {name: getattr(merged, name) for name in taken if getattr(merged, name) != getattr(survivor, name)}


def picked_custom(merged: Customer, chosen: Mapping[str, str]) -> dict[int, str]:
    """{custom field: value} that differ and were chosen from the merged person."""
    values = {custom_name(one.field_id): one for one in merged.field_values.all()}
    return {one.field_id: one.value for name, one in values.items() if chosen.get(name) == MERGED}
