"""Tenancy: every row belongs to one business, and code reaches rows by walking from the business.

1. A tenant model inherits `Owned`. Its `objects` is a doorway: it creates, it offers `across_businesses()`
   for schedulers and operations, and any other read through it raises.
2. Django's own reads (related managers, a lazily read key, refresh, delete) go through a private manager
   that adds the current business to the statement. Without a current business they raise.
3. Saving or deleting a row of another business than the current one raises.
4. Keys between tenant rows are `OwnedKey`: joins carry the business, and a composite foreign key
   (business, x) makes the database itself refuse a reference across businesses.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, ClassVar, NoReturn, Self

from django.db import models
from django.db.models.expressions import Value
from django.db.models.lookups import Exact

from kesher.core.same_business import SameBusiness

_current: ContextVar[int | None] = ContextVar("current_business", default=None)


class NoBusiness(RuntimeError):
    """A tenant row was asked for without a business to walk from."""


class ForeignRow(RuntimeError):
    """A row of one business was written while another one was current."""


def current_business_id() -> int:
    business_id = _current.get()
    if business_id is None:
        raise NoBusiness("No current business: walk from request.business, or use acting_for(business).")
    return business_id


@contextmanager
def acting_for(business: "models.Model | int | None") -> Iterator[None]:
    """Within the block, `business` (a row or its id) is the current one."""
    token = _current.set(business.pk if isinstance(business, models.Model) else business)
    try:
        yield
    finally:
        _current.reset(token)


class CurrentBusiness(Value):
    """The current business's id, read when the statement is compiled (forms build querysets at import)."""

    def __init__(self) -> None:
        super().__init__(None, output_field=models.BigIntegerField())

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[str | int, ...]]:  # noqa: ARG002
        return "%s", (current_business_id(),)


class OwnedManager(models.Manager[Any]):
    """Django's own door to tenant rows: each statement carries the current business."""

    def get_queryset(self) -> models.QuerySet[Any]:
        return super().get_queryset().filter(business_id=CurrentBusiness())


class Doorway(models.Manager[Any]):
    """Creates rows; reading through it is refused, since the reader forgot to start from the business."""

    def get_queryset(self) -> NoReturn:
        raise NoBusiness(f"Walk to {self.model.__name__} from its business instead of using objects.")

    def across_businesses(self) -> Any:
        """Rows of all businesses: for schedulers and operations only."""
        return self.unscoped()

    def unscoped(self) -> Any:
        queryset_class: Any = self.model._rows._queryset_class
        return queryset_class(self.model, using=self._db)

    def create(self, **fields: Any) -> Any:
        return self.unscoped().create(**fields)

    def bulk_create(self, objs: Any, *args: Any, **options: Any) -> Any:
        return self.unscoped().bulk_create(objs, *args, **options)


class BusinessKey(models.ForeignKey[Any, Any]):
    """The key to the business: `reached_as` on the model names the way back (business.customers)."""

    def contribute_to_class(self, cls: type[models.Model], name: str, **options: Any) -> None:  # type: ignore[override]
        if not cls._meta.abstract and cls.__module__ != "__fake__":
            self._related_name = getattr(cls, "reached_as", f"{cls._meta.model_name}s")
            self.remote_field.related_name = self._related_name
            add_constraint(
                cls, models.UniqueConstraint(fields=["business", "id"], name=f"{cls._meta.db_table}_owned")
            )
        super().contribute_to_class(cls, name, **options)


class OwnedKey(models.ForeignKey[Any, Any]):
    """A key from one tenant row to another of the same business."""

    def __init__(self, to: Any, on_delete: Any, **options: Any) -> None:
        super().__init__(to, on_delete, **{**options, "db_constraint": False})

    def contribute_to_class(self, cls: type[models.Model], name: str, **options: Any) -> None:  # type: ignore[override]
        super().contribute_to_class(cls, name, **options)
        if not cls._meta.abstract and cls.__module__ != "__fake__":
            add_constraint(cls, SameBusiness(name, name=f"{cls._meta.db_table}_{name}_same"))

    def get_extra_restriction(self, alias: str | None, related_alias: str | None) -> Any:
        """Joins compare the business too: `alias` is the row pointed at, `related_alias` the row that points."""
        theirs: Any = self.related_model._meta.get_field("business")
        ours: Any = self.model._meta.get_field("business")
        return Exact(theirs.get_col(alias), ours.get_col(related_alias))


def add_constraint(model: type[models.Model], constraint: models.BaseConstraint) -> None:
    model._meta.constraints = [*model._meta.constraints, constraint]
    model._meta.original_attrs["constraints"] = model._meta.constraints


class Owned(models.Model):
    """A row that belongs to one business for good."""

    reached_as: ClassVar[str]
    business = BusinessKey("businesses.Business", models.CASCADE, db_index=False, editable=False)

    _rows = OwnedManager()
    objects = Doorway()

    class Meta:
        abstract = True
        base_manager_name = "_rows"
        default_manager_name = "_rows"

    def save(self, *args: Any, **options: Any) -> None:
        self._refuse_foreign()
        super().save(*args, **options)

    def delete(self, *args: Any, **options: Any) -> tuple[int, dict[str, int]]:
        self._refuse_foreign()
        return super().delete(*args, **options)

    def _refuse_foreign(self) -> None:
        current = _current.get()
        if current is not None and self.business_id != current:
            raise ForeignRow(
                f"{type(self).__name__} of business {self.business_id} within business {current}."
            )

    def _do_update(self, base_qs: Any, using: Any, pk_val: Any, values: Any, *rest: Any) -> Any:
        kept = [value for value in values if value[0].name != "business"]
        return super()._do_update(base_qs, using, pk_val, kept, *rest)

    def fresh(self) -> Self:
        """The row as the database has it now, locked until the transaction ends. Rows that only point at it (a note by
        this staff member) may still be written, or two verbs that hold each other's rows would block for good.
        """
        row: Self = type(self)._rows.select_for_update(no_key=True).get(pk=self.pk)
        return row
