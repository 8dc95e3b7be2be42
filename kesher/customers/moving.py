"""Moving all that points at one person to another, so that it can be moved back (merge_policy.py says what moves).

1. Rows keep their own key; what moved, what was changed, taken away or added is noted in a package.
2. Moving back: what was taken away returns with its old key, what moved goes back if it is still there, what was changed
   gets its old value unless somebody has changed it since.
3. What cannot go back is counted and told.
"""

from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from django.apps import apps
from django.db import models

from kesher.activity.recording import plain
from kesher.customers.merge_policy import CLASHES, MOVE, POLICIES, TODAY, Policy
from kesher.customers.models import Customer


@dataclass
class Package:
    """What is needed to move everything back; lists as JSON holds them."""

    moved: dict[str, list[int]] = field(default_factory=dict)
    """{label of the key: ids}"""
    changed: list[Any] = field(default_factory=list)
    """[model, id, {column: [before, after]}]"""
    removed: list[Any] = field(default_factory=list)
    """[model, {column: value}]"""
    added: list[Any] = field(default_factory=list)
    """[model, id]"""

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def relations() -> Iterator[tuple[str, Any, Policy]]:
    """Every key to a customer: its label, the relation, its policy."""
    for relation in Customer._meta.related_objects:  # noqa: SLF001
        label = f"{relation.related_model._meta.label_lower}.{relation.field.name}"  # noqa: SLF001
        yield label, relation, POLICIES[label]


def rows_of(customer: Customer, relation: Any) -> Any:
    return getattr(customer, relation.get_accessor_name()).order_by("pk")


def moves(label: str) -> bool:
    return POLICIES[label].way == MOVE


def counts(customer: Customer, *, among: Callable[[str], bool] = moves) -> list[tuple[Any, int]]:
    """How many rows of each kind there are, for the preview: those that would move, or others."""
    shown = [(relation, policy) for label, relation, policy in relations() if policy.label and among(label)]
    found = [(policy.label, rows_of(customer, relation).count()) for relation, policy in shown]
    return [(label, count) for label, count in found if count]


def move(merged: Customer, survivor: Customer, package: Package, *, today: date) -> None:
    for label, relation, policy in relations():
        if policy.way == MOVE:
            ids = [
                row.pk
                for row in rows_of(merged, relation)
                if make_room(row, relation, survivor, package, today=today)
            ]
            column = relation.field.name
            rows_of(merged, relation).filter(pk__in=ids).update(**{column: survivor})
            package.moved[label] = ids


def make_room(row: models.Model, relation: Any, survivor: Customer, package: Package, *, today: date) -> bool:
    """Whether the row can move, after what stands in its way has given way."""
    if points_at(row, survivor):
        remove(row, package)
        return False
    for rule in once_per_person(relation):
        twin = twin_of(row, rule, relation, survivor)
        if twin is None:
            continue
        change = CLASHES[rule.name]
        if not change:
            hand_on(row, twin, package)
            remove(row, package)
            return False
        alter(
            row,
            {name: today_for(row, today) if value == TODAY else value for name, value in change.items()},
            package,
        )
    return True


def points_at(row: models.Model, survivor: Customer) -> bool:
    """A relation between the two themselves would point from the survivor to the survivor."""
    return row._meta.model_name == "relation" and survivor.pk in {row.customer_id, row.other_id}  # type: ignore[attr-defined] # noqa: SLF001


def once_per_person(relation: Any) -> list[models.UniqueConstraint]:
    """The rules of the row's table that allow something once per person."""
    rules = relation.related_model._meta.constraints  # noqa: SLF001
    return [
        rule
        for rule in rules
        if isinstance(rule, models.UniqueConstraint)
        and relation.field.name in rule.fields
        and rule.name in CLASHES
    ]


def twin_of(
    row: models.Model, rule: models.UniqueConstraint, relation: Any, survivor: Customer
) -> models.Model | None:
    """The survivor's row that the rule would not allow beside this one."""
    condition = rule.condition or models.Q()
    if not type(row)._default_manager.filter(condition, pk=row.pk).exists():  # noqa: SLF001
        return None
    same = {name: getattr(row, name) for name in rule.fields if name not in {"business", relation.field.name}}
    twin: models.Model | None = rows_of(survivor, relation).filter(condition, **same).first()
    return twin


def today_for(row: Any, today: date) -> date:
    latest: date = max(today, row.starts_on)
    return latest


def hand_on(row: models.Model, twin: models.Model, package: Package) -> None:
    """What points at a row that is taken away points at its twin."""
    for relation in row._meta.related_objects:  # noqa: SLF001
        for child in rows_of(row, relation):  # type: ignore[arg-type]
            alter(child, {relation.field.name: twin}, package)


def alter(row: models.Model, values: dict[str, Any], package: Package) -> None:
    columns = {name: row._meta.get_field(name).attname for name in values}  # type: ignore[union-attr] # noqa: SLF001
    before = {column: plain(getattr(row, column)) for column in columns.values()}
    for name, value in values.items():
        setattr(row, name, value)
    row.save(update_fields=list(values))
    after = {column: plain(getattr(row, column)) for column in columns.values()}
    pairs = {column: [before[column], after[column]] for column in before if before[column] != after[column]}
    if pairs:
        package.changed.append([row._meta.label_lower, row.pk, pairs])  # noqa: SLF001


def remove(row: models.Model, package: Package) -> None:
    columns = row._meta.concrete_fields  # noqa: SLF001
    values = {column.attname: plain(getattr(row, column.attname)) for column in columns}
    package.removed.append([row._meta.label_lower, values])  # noqa: SLF001
    row.delete()


def taken(package: Package, label: str) -> dict[str, Any]:
    """The columns of the one row of this model that was taken away."""
    return next(values for one, values in package.removed if one == label)


def add(row: models.Model, package: Package) -> None:
    row.save(force_insert=True)
    package.added.append([row._meta.label_lower, row.pk])  # noqa: SLF001


def move_back(merged: Customer, survivor: Customer, package: Package) -> int:
    """Rules 2 and 3; how many rows could not go back."""
    missed = sum(not take_away(label, pk) for label, pk in reversed(package.added))
    missed += sum(not bring_back(label, values) for label, values in reversed(package.removed))
    for label, relation, _policy in relations():
        ids = package.moved.get(label, [])
        column = relation.field.name
        missed += len(ids) - rows_of(survivor, relation).filter(pk__in=ids).update(**{column: merged})
    return missed + sum(change_back(*one) for one in reversed(package.changed))


def rows_named(label: str) -> Any:
    return apps.get_model(label)._default_manager  # noqa: SLF001


def take_away(label: str, pk: int) -> bool:
    return bool(rows_named(label).filter(pk=pk).delete()[0])


def bring_back(label: str, values: dict[str, Any]) -> bool:
    model: Any = apps.get_model(label)
    columns = {column.attname: column for column in model._meta.concrete_fields}  # noqa: SLF001
    given = {name: columns[name].to_python(value) for name, value in values.items() if name in columns}
    if rows_named(label).filter(pk=given["id"]).exists():
        return False
    model(**given).save(force_insert=True)
    return True


def change_back(label: str, pk: int, pairs: dict[str, list[Any]]) -> int:
    """The old values, where nobody has put others since; how many columns had to stay."""
    row = rows_named(label).filter(pk=pk).first()
    if row is None:
        return 1
    columns = {column.attname: column for column in row._meta.concrete_fields}  # noqa: SLF001
    same = {
        name: pair[0]
        for name, pair in pairs.items()
        if getattr(row, name) == columns[name].to_python(pair[1])
    }
    for name, before in same.items():
        setattr(row, name, columns[name].to_python(before))
    row.save(update_fields=[columns[name].name for name in same])
    return len(pairs) - len(same)
