from datetime import date

import pytest
from django.utils import timezone

from kesher.activity.models import Entry
from kesher.core.owning import acting_for
from kesher.core.refusals import Refused
from kesher.customers import equipping, sites
from kesher.customers.models import Equipment
from tests import make


@pytest.fixture(autouse=True)
def within(world):
    with acting_for(world.ours):
        yield


GIVEN = {"by": None, "now": timezone.now()}


def test_a_site_is_added_changed_retired_and_restored(world):
    site = sites.add(world.customer, name="Office", phone="054-7654321", **GIVEN)
    assert site.phone == "+972547654321"

    sites.change(site, name="Shop", **GIVEN)
    sites.change(site, name="Shop", **GIVEN)
    for verb in (sites.retire, sites.retire, sites.restore, sites.restore):
        verb(site, **GIVEN)

    kinds = (
        Entry.objects.of(world.ours)
        .filter(kind__startswith="site.")
        .order_by("id")
        .values_list("kind", flat=True)
    )
    assert list(kinds) == ["site.added", "site.changed", "site.retired", "site.restored"]


def test_a_site_needs_a_name_and_a_telephone_that_is_one(world):
    with pytest.raises(Refused, match="site-name, phone-unreadable"):
        sites.add(world.customer, name=" ", phone="x", **GIVEN)


def test_equipment_is_added_changed_retired_and_restored(world):
    site = make.site(world.customer)
    one = equipping.add(world.customer, name="Boiler", **GIVEN)

    equipping.change(one, site=site, **GIVEN)
    equipping.change(one, site=site, **GIVEN)
    for verb in (equipping.retire, equipping.retire, equipping.restore):
        verb(one, **GIVEN)

    entries = Entry.objects.of(world.ours).filter(kind__startswith="equipment.").order_by("id")
    assert [one.kind.split(".")[1] for one in entries] == ["added", "changed", "retired", "restored"]


def test_equipment_stands_at_a_site_of_the_same_customer_and_its_warranty_is_no_riddle(world):
    foreign = make.site(make.customer(world.ours))

    with pytest.raises(Refused, match="equipment-name, site-foreign, warranty-early"):
        equipping.add(
            world.customer, name="", site=foreign, installed_on=date(2026, 1, 2), warranty_until=date(2026, 1, 1), **GIVEN
        )  # fmt: skip


def test_the_warranty_holds_on_its_last_day():
    boiler = Equipment(warranty_until=date(2026, 1, 1))

    assert equipping.is_in_warranty(boiler, date(2026, 1, 1)) is True
    assert equipping.is_in_warranty(boiler, date(2026, 1, 2)) is False
    assert equipping.is_in_warranty(Equipment(), date(2026, 1, 2)) is None
