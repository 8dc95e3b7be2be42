"""One round: generate, measure the product and the bare server page by page, print a table."""

import os
import sys
from pathlib import Path
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kesher.config.settings")
django.setup()

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.utils import timezone

from bench import inquiries, measure, pages, people, servers
from kesher.businesses.models import Business, User
from kesher.core.owning import acting_for


def run(count: int, seconds: int) -> None:
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    now = timezone.now()
    business = people.generate(count, now)
    inquiries.generate(business, count, now)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    client = Client(HTTP_HOST="localhost")
    client.force_login(User.objects.get(username="orit"))
    client.get("/b/demo/")
    cookie = f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"
    paths = pages.addresses(middle(business, "customers"), middle(business, "inquiries"))
    sql = Path(settings.DATA) / "bench.json"
    queries = pages.save_sql(client, paths, sql)
    connection.close()
    table(count, compare(business, paths, queries, sql, cookie=cookie, seconds=seconds))


def middle(business: Business, rows: str) -> int:
    with acting_for(business):
        ids = getattr(business, rows).order_by("id").values_list("id", flat=True)
        return int(ids[len(ids) // 2])


def compare(
    business: Business,
    paths: dict[str, str],
    queries: dict[str, int],
    sql: Path,
    *,
    cookie: str,
    seconds: int,
) -> dict[str, Any]:
    """Page by page: ours, the bare server's, and the ratio."""
    port, bare_port = servers.free_port(), servers.free_port()
    database = os.environ.get("DATABASE_URL") or str(settings.DATABASES["default"]["NAME"])
    rows = []
    with servers.kesher(port):
        pass  # the first start prepares the folder; the second one is measured
    with (
        servers.kesher(port) as (pid, first_answer),
        servers.bare(bare_port, BENCH_SQL=str(sql), BENCH_DATABASE=database),
    ):
        for name, path in paths.items():
            bare = (bare_port, f"/{name.replace(' ', '-')}")
            speeds = measure.in_turn((port, path), bare, cookie=cookie, seconds=seconds)
            rows.append((name, queries[name], *measure.latency(port, path, cookie=cookie), *speeds))
        rows.append(("note create", "", *note(port, business, cookie), "", "", ""))
        rows.append(("inquiry create", "", *opening(port, business, cookie), "", "", ""))
        return {"rows": rows, "memory": measure.memory(servers.family(pid)), "start": first_answer}


def note(port: int, business: Business, cookie: str) -> tuple[float, float]:
    path = pages.NOTE.format(customer_id=middle(business, "customers"))
    return measure.posting(port, path, cookie=cookie, token="b" * 32, fields={"text": "הערה חדשה"})


def opening(port: int, business: Business, cookie: str) -> tuple[float, float]:
    """A service call with its clocks, of the customer in the middle."""
    with acting_for(business):
        fields = {
            "type": str(business.inquiry_types.filter(kind="service-call")[0].pk), "channel": "phone",
            "customer": str(middle(business, "customers")), "details": "המזגן לא מקרר מאז הבוקר",
            "priority": str(business.priorities.get(key="high").pk), "staff": str(business.staff.order_by("id")[0].pk),
        }  # fmt: skip
    return measure.posting(port, pages.INQUIRY, cookie=cookie, token="b" * 32, fields=fields)


def table(count: int, found: dict[str, Any]) -> None:
    print(f"\n{connection.vendor}, {count:,} customers and as many inquiries")
    print(f"{'page':16}{'queries':>8}{'p50 ms':>9}{'p95 ms':>9}{'req/s':>9}{'bare':>9}{'behind':>8}")
    for name, queries, middle_ms, late_ms, ours, limit, ratio in found["rows"]:
        numbers = [
            f"{one:,.1f}" if isinstance(one, float) else str(one)
            for one in (middle_ms, late_ms, ours, limit, ratio)
        ]
        print(
            f"{name:16}{queries!s:>8}{numbers[0]:>9}{numbers[1]:>9}{numbers[2]:>9}{numbers[3]:>9}{numbers[4]:>8}"
        )
    print(
        f"memory (proportional set size): {found['memory']:.0f} MB; second start to first answer: {found['start']:.2f} s"
    )


if __name__ == "__main__":
    run(int(sys.argv[1]), int(sys.argv[2]))
