"""Entries cannot be changed or removed, on both engines. One change is let through: redaction, once per entry,
which blanks what is personal (label, details, search text: twin of redacting.py) and stamps when and by whom."""

from django.db import migrations

KEPT = ("id", "business_id", "at", "kind", "subject_kind", "subject_id", "customer_id", "actor_id", "actor_label")
BLANKED = ("subject_label", "details", "search_text")

SQLITE = (
    """CREATE TRIGGER entry_is_kept BEFORE DELETE ON activity_entry
    BEGIN SELECT RAISE(ABORT, 'activity entries are never removed'); END""",
    f"""CREATE TRIGGER entry_is_immutable BEFORE UPDATE ON activity_entry
    WHEN OLD.redacted_at IS NOT NULL OR NEW.redacted_at IS NULL
      OR {" OR ".join(f"OLD.{name} IS NOT NEW.{name}" for name in KEPT)}
      OR {" OR ".join(f"NEW.{name} NOT IN ('', '{{}}')" for name in BLANKED)}
    BEGIN SELECT RAISE(ABORT, 'activity entries are never changed'); END""",
)
POSTGRES = (
    f"""CREATE FUNCTION entry_is_immutable() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF TG_OP = 'UPDATE' AND OLD.redacted_at IS NULL AND NEW.redacted_at IS NOT NULL
         AND ({", ".join(f"OLD.{name}" for name in KEPT)}) IS NOT DISTINCT FROM ({", ".join(f"NEW.{name}" for name in KEPT)})
         AND {" AND ".join(f"CAST(NEW.{name} AS text) IN ('', '{{}}')" for name in BLANKED)}
      THEN RETURN NEW; END IF;
      RAISE EXCEPTION 'activity entries are never changed' USING ERRCODE = 'integrity_constraint_violation';
    END $$""",
    """CREATE TRIGGER entry_is_immutable BEFORE UPDATE OR DELETE ON activity_entry
    FOR EACH ROW EXECUTE FUNCTION entry_is_immutable()""",
    """CREATE TRIGGER entry_is_kept BEFORE TRUNCATE ON activity_entry
    FOR EACH STATEMENT EXECUTE FUNCTION entry_is_immutable()""",
)
REMOVED = {
    "sqlite": ("DROP TRIGGER entry_is_kept", "DROP TRIGGER entry_is_immutable"),
    "postgresql": ("DROP FUNCTION entry_is_immutable CASCADE",),
}


def add(apps, schema_editor):
    for statement in SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRES:
        schema_editor.execute(statement)


def remove(apps, schema_editor):
    for statement in REMOVED[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("activity", "0001_initial")]
    operations = [migrations.RunPython(add, remove)]
