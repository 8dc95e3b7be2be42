"""Keys point down the stack; tenant keys are tied to the business; shared tables are listed by name."""

import ast
from functools import cache

import pytest
from django.apps import apps
from django.db import models

from kesher.core.owning import BusinessKey, Owned, OwnedKey
from kesher.core.same_business import SameBusiness
from tests.house.sources import modules

STACK = [
    "core", "activity", "businesses", "customers", "messaging", "calendar", "entitlements", "contracts", "inquiries",
    "reports", "office",
]  # fmt: skip
SHARED = {
    "activity.Entry": "the log: ids and labels, no keys",
    "activity.Delivery": "the outbox, beside the log",
    "businesses.Business": "the tenant itself",
    "businesses.User": "who signs in, to several businesses",
    "core.Slot": "schedules of the installation",
    "core.Lease": "jobs of the installation",
}
NUMBERED_BY_THE_BUSINESS = {"UniqueConstraint"}


def ours() -> list[type[models.Model]]:
    return [model for model in apps.get_models() if model._meta.app_label in STACK]


def owned() -> list[type[models.Model]]:
    return [model for model in ours() if issubclass(model, Owned)]


def test_every_table_belongs_to_a_business_or_is_listed_as_shared():
    shared = {model._meta.label for model in ours() if not issubclass(model, Owned)}

    assert shared <= set(SHARED), shared - set(SHARED)


def test_keys_point_to_the_same_app_or_below():
    wrong = []
    for model in ours():
        for field in model._meta.get_fields():
            target = (
                field.related_model if isinstance(field, models.ForeignKey | models.ManyToManyField) else None
            )
            label = target._meta.app_label if target else None
            if label in STACK and STACK.index(label) > STACK.index(model._meta.app_label):
                wrong.append(f"{model._meta.label}.{field.name} points up to {label}")

    assert wrong == []


def test_keys_between_tenant_rows_are_tied_to_the_business():
    wrong = [
        f"{model._meta.label}.{field.name}"
        for model in owned()
        for field in model._meta.local_fields
        if isinstance(field, models.ForeignKey)
        and issubclass(field.related_model, Owned)
        and not (
            isinstance(field, OwnedKey)
            and any(
                isinstance(rule, SameBusiness) and rule.field == field.name
                for rule in model._meta.constraints
            )
        )
    ]

    assert wrong == []


def test_shared_tables_do_not_point_at_tenant_rows():
    wrong = [
        f"{model._meta.label}.{field.name}"
        for model in ours()
        if not issubclass(model, Owned)
        for field in model._meta.local_fields
        if isinstance(field, models.ForeignKey) and issubclass(field.related_model, Owned)
    ]

    assert wrong == []


def test_every_unique_rule_of_a_tenant_table_starts_with_the_business():
    wrong = [
        f"{model._meta.label}: {rule.name}"
        for model in owned()
        for rule in model._meta.constraints
        if isinstance(rule, models.UniqueConstraint) and tuple(rule.fields)[:1] != ("business",)
    ]
    unique = [
        f"{m._meta.label}.{f.name}"
        for m in owned()
        for f in m._meta.local_fields
        if f.unique and not f.primary_key
    ]

    assert wrong + unique == []


def test_links_between_many_rows_are_tenant_rows_themselves():
    wrong = [
        f"{model._meta.label}.{field.name}"
        for model in owned()
        for field in model._meta.local_many_to_many
        if not issubclass(field.remote_field.through, Owned)
    ]

    assert wrong == []


def test_the_key_to_the_business_is_never_empty_and_cannot_be_edited():
    keys = [model._meta.get_field("business") for model in owned()]

    assert all(isinstance(key, BusinessKey) and not key.null and not key.editable for key in keys)


def test_every_row_has_a_wide_key():
    assert [
        m._meta.label for m in ours() if not isinstance(m._meta.pk, models.BigAutoField | models.UUIDField)
    ] == []


NAMED_LIKE = {
    "values": "of a dictionary, of choices",
    "rows": "of a table, in core",
    "files": "that were posted, in core",
    "places": "of the parameters in a statement, in core",
}
"""accessors whose name means something else lower down"""


def test_lower_apps_do_not_use_the_ways_back_of_higher_ones():
    """A key of a higher app gives a lower row a way back (`customer.inquiries`): an import that import tools cannot see."""
    wrong = [
        f"{path}:{line} {name}"
        for path, tree in modules().items()
        if path.split("/")[0] in STACK
        for line, name in ways_up(tree, path.split("/")[0])
    ]

    assert wrong == []


@pytest.mark.parametrize(
    ("code", "app", "found"),
    [
        ("customer.inquiries.all()", "customers", ["inquiries"]),
        ("customer.inquiries.all()", "inquiries", []),
        ("business.contracts.all()", "customers", ["contracts"]),
        ("people.filter(inquiries__closed_at=None)", "customers", ["inquiries"]),
        ("people.prefetch_related('inquiries__type')", "customers", ["inquiries"]),
        ("customer.notes.all()", "customers", []),
        ("from kesher.contracts import ranking\nranking.priorities(business)", "contracts", []),
    ],
)
def test_a_way_up_is_seen(code, app, found):
    assert [name for _line, name in ways_up(ast.parse(code), app)] == found


def ways_up(tree, app):
    """(line, name) of what is only there because a higher app's key points at a row of this app or below."""
    imports = [node for node in ast.walk(tree) if isinstance(node, ast.Import | ast.ImportFrom)]
    imported = {one.asname or one.name for node in imports for one in node.names}
    for node in ast.walk(tree):
        names = [node.attr] if isinstance(node, ast.Attribute) and not is_plain(node, imported) else []
        if isinstance(node, ast.Call):
            names += [
                part for one in node.keywords if one.arg and "__" in one.arg for part in one.arg.split("__")
            ]
            if getattr(node.func, "attr", "") in {
                "select_related",
                "prefetch_related",
                "values",
                "values_list",
            }:
                texts = [one.value for one in node.args if isinstance(one, ast.Constant)]
                names += [part for text in texts for part in str(text).split("__")]
        yield from ((node.lineno, name) for name in names if name in higher(app))


def is_plain(node, imported):
    """Something of a module, or of the object itself."""
    return isinstance(node.value, ast.Name) and node.value.id in {"self", *imported}


@cache
def higher(app):
    """The names that only rows of higher apps give to lower ones."""
    floor = STACK.index(app)
    ways = {name for name, owner in ways_back() if owner > floor}
    own = {name for name, owner in ways_back() if owner <= floor} | plain_names(floor)
    return ways - own - set(NAMED_LIKE)


@cache
def ways_back():
    """(accessor, how high stands the app whose key gives it)."""
    return {
        (relation.get_accessor_name(), STACK.index(relation.related_model._meta.app_label))
        for model in ours()
        for relation in model._meta.related_objects
        if relation.related_model._meta.app_label in STACK
    }


def plain_names(floor):
    """What rows up to this floor are asked for otherwise."""
    models_here = [model for model in ours() if STACK.index(model._meta.app_label) <= floor]
    return {field.name for model in models_here for field in model._meta.concrete_fields}
