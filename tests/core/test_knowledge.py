import pytest
from django.db import connection

from kesher.core import knowledge
from kesher.customers.models import Customer

pytestmark = pytest.mark.django_db


def test_tables_are_looked_at_where_plans_are_kept(django_assert_num_queries):
    with django_assert_num_queries(int(connection.vendor == "postgresql")):
        knowledge.renew(Customer)
