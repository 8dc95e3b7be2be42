"""Entries of the ledger cannot be changed or removed, on both engines. One change is let through: blanking the label and the
reason when a person's data is erased."""

from django.db import migrations

KEPT = (
    "id", "business_id", "lot_id", "kind", "quantity", "reserved", "at", "subject_kind", "subject_id", "choice",
    "reverses_id", "key", "staff_id",
)  # fmt: skip
TABLE = "entitlements_ledgerentry"

SQLITE = (
    f"""CREATE TRIGGER ledger_entry_is_kept BEFORE DELETE ON {TABLE}
    BEGIN SELECT RAISE(ABORT, 'ledger entries are never removed'); END""",
    f"""CREATE TRIGGER ledger_entry_is_immutable BEFORE UPDATE ON {TABLE}
    WHEN NEW.subject_label <> '' OR NEW.reason <> ''
      OR {" OR ".join(f"OLD.{name} IS NOT NEW.{name}" for name in KEPT)}
    BEGIN SELECT RAISE(ABORT, 'ledger entries are never changed'); END""",
)
POSTGRES = (
    f"""CREATE FUNCTION ledger_entry_is_immutable() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF TG_OP = 'UPDATE' AND NEW.subject_label = '' AND NEW.reason = ''
         AND ({", ".join(f"OLD.{name}" for name in KEPT)}) IS NOT DISTINCT FROM ({", ".join(f"NEW.{name}" for name in KEPT)})
      THEN RETURN NEW; END IF;
      RAISE EXCEPTION 'ledger entries are never changed' USING ERRCODE = 'integrity_constraint_violation';
    END $$""",
    f"""CREATE TRIGGER ledger_entry_is_immutable BEFORE UPDATE OR DELETE ON {TABLE}
    FOR EACH ROW EXECUTE FUNCTION ledger_entry_is_immutable()""",
    f"""CREATE TRIGGER ledger_entry_is_kept BEFORE TRUNCATE ON {TABLE}
    FOR EACH STATEMENT EXECUTE FUNCTION ledger_entry_is_immutable()""",
)
REMOVED = {
    "sqlite": ("DROP TRIGGER ledger_entry_is_kept", "DROP TRIGGER ledger_entry_is_immutable"),
    "postgresql": ("DROP FUNCTION ledger_entry_is_immutable CASCADE",),
}


def add(apps, schema_editor):
    for statement in SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRES:
        schema_editor.execute(statement)


def remove(apps, schema_editor):
    for statement in REMOVED[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("entitlements", "0001_initial")]
    operations = [migrations.RunPython(add, remove)]
