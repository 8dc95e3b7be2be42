"""PostgreSQL finds parts of words through trigrams; SQLite reads the business's rows, which is fast enough."""

from django.db import migrations

ADDED = (
    "CREATE EXTENSION IF NOT EXISTS pg_trgm",
    "CREATE INDEX customer_search ON customers_customer USING gin (search_text gin_trgm_ops)",
)


def add(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for statement in ADDED:
            schema_editor.execute(statement)


def remove(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP INDEX customer_search")


class Migration(migrations.Migration):
    dependencies = [("customers", "0001_initial")]
    operations = [migrations.RunPython(add, remove)]
