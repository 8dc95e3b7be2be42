"""Keys point down the stack; tenant keys are tied to the business; shared tables are listed by name."""

from django.apps import apps
from django.db import models

from kesher.core.owning import BusinessKey, Owned, OwnedKey
from kesher.core.same_business import SameBusiness

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
