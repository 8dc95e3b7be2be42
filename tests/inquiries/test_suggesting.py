from datetime import timedelta

import pytest
from django.utils import timezone

from kesher.core.owning import acting_for
from kesher.inquiries import closing, suggesting
from tests import make

NOW = timezone.now()
TODAY = timezone.localdate(NOW)


@pytest.fixture(autouse=True)
def ours(world):
    with acting_for(world.ours):
        yield world.ours


@pytest.fixture
def noa(ours):
    made = make.customer(
        ours, first_name="Noa", last_name="Levi", phone="050-1234567", email="noa@example.com"
    )
    made.addresses.create(business=ours, street="Herzl", house="5", is_main=True)
    return made


def suggestion(customer, kind="service-call", **where):
    return suggesting.suggestion(customer, kind=kind, day=TODAY, **where)


def test_the_customers_ways_are_filled_in(noa):
    given = suggestion(noa)

    assert (given["phone"], given["email"], given["contact_name"]) == (
        "+972501234567",
        "noa@example.com",
        "Noa Levi",
    )
    assert "Herzl" in given["address"]


def test_a_company_is_not_its_own_contact(ours):
    company = make.customer(ours, is_company=True, first_name="Acme", last_name="")

    assert suggestion(company)["contact_name"] == ""


def test_the_contact_whom_all_sites_name_is_filled_in_before_a_site_is_chosen(ours):
    company = make.customer(ours, is_company=True, first_name="Acme", last_name="")
    for name in ("North", "South"):
        make.site(company, name=name, contact_name="Dana Levi")
    assert suggestion(company)["contact_name"] == "Dana Levi"

    make.site(company, name="West", contact_name="Avi Mor")
    assert suggestion(company)["contact_name"] == ""


def test_the_sites_ways_come_before_the_customers_where_it_has_them(noa):
    site = make.site(noa, phone="03-5551234", contact_name="Avi")

    given = suggestion(noa, site=site)

    assert (given["phone"], given["contact_name"], given["email"]) == ("03-5551234", "Avi", "noa@example.com")


def test_equipment_brings_its_site(noa):
    site = make.site(noa)

    assert suggestion(noa, equipment=make.equipment(noa, site=site))["site"] == site


def test_a_call_is_at_the_only_site_unless_none_was_chosen(noa):
    site = make.site(noa, phone="04-8123456")

    assert [suggestion(noa)["site"], suggestion(noa, "task")["site"], suggestion(noa, is_site_left=True)["site"]] == [
        site, None, None,
    ]  # fmt: skip
    assert suggestion(noa)["phone"] == site.phone
    make.site(noa, name="Another")
    assert suggestion(noa)["site"] is None


def test_a_call_gets_the_most_specific_contract_and_why_and_the_others_beside_it(noa):
    site = make.site(noa)
    whole = make.contract(noa, name="Whole", clauses=[make.response(60)])
    of_site = make.contract(noa, name="Site", sites=[site], clauses=[make.response(30)])

    given = suggestion(noa, site=site)

    assert (given["contract"], bool(given["contract_choice"])) == (of_site, True)
    assert [one.contract for one in given["other_contracts"]] == [whole]
    assert given["promise"].response_minutes == 30


def test_without_a_contract_there_is_no_promise(noa):
    given = suggestion(noa)

    assert (given["contract"], given["promise"], given["other_contracts"]) == (None, None, [])


def test_an_ended_contract_is_not_suggested_and_other_kinds_get_none(noa):
    make.contract(noa, starts_on=TODAY - timedelta(days=60), ends_on=TODAY - timedelta(days=1))
    assert suggestion(noa)["contract"] is None

    make.contract(noa)
    assert suggestion(noa, kind="task")["contract"] is None
    assert suggestion(noa)["contract"] is not None


def test_similar_open_calls_come_with_the_nearest_first(world, ours, noa):
    boiler, site = make.equipment(noa), make.site(noa)
    kind = ours.inquiry_types.filter(kind="service-call").last()
    given = {"kind": "service-call", "customer": noa}
    plain, of_type = make.inquiry(ours, **given), make.inquiry(ours, type=kind, **given)
    of_site, of_boiler = make.inquiry(ours, site=site, **given), make.inquiry(ours, equipment=boiler, **given)
    closing.close(make.inquiry(ours, **given), resolution="x", by=world.staff, now=NOW)
    make.inquiry(ours, kind="service-call")

    found = suggesting.similar(
        noa, kind="service-call", chosen={"type": kind.pk, "site": site.pk, "equipment": boiler.pk}
    )

    assert found == [of_boiler, of_site, of_type, plain]


def test_no_more_than_five_are_shown(ours, noa):
    for _number in range(6):
        make.inquiry(ours, kind="service-call", customer=noa)

    assert len(suggesting.similar(noa, kind="service-call")) == 5
