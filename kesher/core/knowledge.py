"""What the database knows about its tables, which decides how it finds rows.

PostgreSQL checks a reference by a plan that it makes once for a connection. Made while the table was still empty, the plan
may walk through all rows of the business for each row written, until autovacuum has looked: an import into a new business would
take the square of its length. Whoever writes much has the tables looked at after the first part.
"""

from typing import Any

from django.db import connection
from django.db.models import Model


def renew(*models: type[Model]) -> None:
    """Looks at a sample of these tables' rows now. SQLite plans each statement anew, and by its indexes alone."""
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        tables: Any = (connection.ops.quote_name(model._meta.db_table) for model in models)  # noqa: SLF001 - the table's name stands there
        cursor.execute(f"ANALYZE {', '.join(tables)}")
