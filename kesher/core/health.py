"""Is it alive, is it ready: for load balancers and for `kesher doctor`.

/healthz says that this process answers. /readyz says that the database answers, that its tables are those of
this version, and that a worker lives; otherwise 503, with what is missing. Neither tells anything else.
"""

from functools import cache

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone

from kesher.core.guarding import open_to_all
from kesher.core.models import Lease


@open_to_all("a load balancer asks")
def healthz(_request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok\n", content_type="text/plain")


@open_to_all("a load balancer asks")
def readyz(_request: HttpRequest) -> JsonResponse:
    answers = {"database": is_database_there(), "migrations": False, "worker": False}
    if answers["database"]:
        answers["migrations"] = are_migrations_applied()
        answers["worker"] = answers["migrations"] and is_worker_alive()
    return JsonResponse(answers, status=200 if all(answers.values()) else 503)


def is_database_there() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return False
    return True


class NotYet(Exception):
    """Migrations are missing."""


def are_migrations_applied() -> bool:
    try:
        return _once_applied()
    except (NotYet, DatabaseError):
        return False


@cache
def _once_applied() -> bool:
    """Applied migrations stay applied while this version runs, so a yes is remembered and a no is not."""
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise NotYet
    return True


def is_worker_alive() -> bool:
    return Lease.objects.filter(expires_at__gt=timezone.now()).exists()
