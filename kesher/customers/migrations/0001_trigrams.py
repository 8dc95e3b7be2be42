"""PostgreSQL finds parts of words through trigrams (core/search_index.py)."""

from django.db import migrations


def add(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")


class Migration(migrations.Migration):
    dependencies = []
    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
