"""An index for finding a part of a text among one business's rows, on either database.

PostgreSQL looks up trigrams. SQLite reads the texts of the business one after the other, but out of the index alone,
which is a tenth of the table: 100,000 texts take some 20 ms. It stops as soon as enough were found, as long as that is all it
is asked.
"""

import json
from typing import Any

from django.contrib.postgres.indexes import GinIndex
from django.db import connection, models


def is_read_through() -> bool:
    """The texts are read one after the other, not looked up."""
    return bool(connection.vendor == "sqlite")


def among(ids: list[int]) -> Any:
    """For `pk__in`: many ids as one value, where a parameter for each costs more to compile than the rest to run."""
    if connection.vendor != "sqlite":
        return ids
    each = "(SELECT value FROM json_each(%(expressions)s))"
    return models.Func(models.Value(json.dumps(ids)), template=each, output_field=models.BigIntegerField())


class SearchIndex(models.Index):
    """Over (business, text)."""

    def create_sql(
        self, model: type[models.Model], schema_editor: Any, using: str = "", **options: Any
    ) -> Any:
        if schema_editor.connection.vendor != "postgresql":
            return super().create_sql(model, schema_editor, using, **options)
        trigrams = GinIndex(fields=self.fields[1:], name=self.name, opclasses=["gin_trgm_ops"])
        return trigrams.create_sql(model, schema_editor, **options)
