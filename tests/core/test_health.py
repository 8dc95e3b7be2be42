"""Alive and ready."""

from datetime import timedelta

import pytest
from django.utils import timezone

from kesher.core import health
from kesher.core.models import Lease


def test_alive_asks_no_database(client, django_assert_num_queries, db):
    with django_assert_num_queries(0):
        assert client.get("/healthz").content == b"ok\n"


@pytest.mark.django_db
def test_not_ready_without_a_worker(client):
    answer = client.get("/readyz")

    assert (answer.status_code, answer.json()) == (
        503,
        {"database": True, "migrations": True, "worker": False},
    )


@pytest.mark.django_db
def test_ready_with_a_living_worker(client):
    Lease.objects.create(worker="w", expires_at=timezone.now() + timedelta(seconds=30))

    assert client.get("/readyz").status_code == 200


@pytest.mark.django_db
def test_worker_whose_lease_ran_out_does_not_count():
    Lease.objects.create(worker="w", expires_at=timezone.now() - timedelta(seconds=1))

    assert health.is_worker_alive() is False
