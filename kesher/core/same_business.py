"""A composite foreign key (business, x): the database refuses a reference to another business's row.

One constraint for both engines: written into CREATE TABLE on SQLite, added by ALTER TABLE on PostgreSQL
(deferred to the end of the migration, when the parent's UNIQUE (business, id) exists). Not deferred at run
time, so a violation is an IntegrityError of the statement itself.
"""

from typing import Any

from django.db import models


class SameBusiness(models.BaseConstraint):
    def __init__(self, field: str, *, name: str, violation_error_message: Any = None, **options: Any) -> None:
        self.field = field
        super().__init__(name=name, violation_error_message=violation_error_message, **options)

    def _definition(self, model: type[models.Model], schema_editor: Any) -> str:
        quote = schema_editor.quote_name
        key: Any = model._meta.get_field(self.field)
        business: Any = model._meta.get_field("business")
        parent = key.related_model._meta
        return (
            f"CONSTRAINT {quote(self.name)} FOREIGN KEY ({quote(business.column)}, {quote(key.column)}) "
            f"REFERENCES {quote(parent.db_table)} ({quote('business_id')}, {quote('id')}) "
            "DEFERRABLE INITIALLY IMMEDIATE"
        )

    def constraint_sql(self, model: Any, schema_editor: Any) -> Any:
        if schema_editor.connection.vendor == "sqlite":
            return self._definition(model, schema_editor)
        schema_editor.deferred_sql.append(self._add(model, schema_editor))
        return None

    def _add(self, model: type[models.Model], schema_editor: Any) -> str:
        table = schema_editor.quote_name(model._meta.db_table)
        return f"ALTER TABLE {table} ADD {self._definition(model, schema_editor)}"

    def create_sql(self, model: Any, schema_editor: Any) -> Any:
        if schema_editor.connection.vendor == "sqlite":
            schema_editor._remake_table(model)
            return None
        schema_editor.deferred_sql.append(self._add(model, schema_editor))
        return None

    def remove_sql(self, model: Any, schema_editor: Any) -> Any:
        if schema_editor.connection.vendor == "sqlite":
            schema_editor._remake_table(model)
            return None
        quote = schema_editor.quote_name
        return f"ALTER TABLE {quote(model._meta.db_table)} DROP CONSTRAINT {quote(self.name)}"

    def validate(self, model: Any, instance: Any, exclude: Any = None, using: Any = None) -> None:
        """The database says it; forms narrow their choices beforehand."""

    def deconstruct(self) -> tuple[str, tuple[Any, ...], dict[str, Any]]:
        path, _args, options = super().deconstruct()
        return path, (self.field,), options

    def __eq__(self, other: object) -> bool:
        return isinstance(other, SameBusiness) and (self.name, self.field) == (other.name, other.field)

    def __hash__(self) -> int:
        return hash((self.name, self.field))
