"""A contract whose hours run out in the middle of a line: foreseen, split, shown on the call and in the statement."""

import json

import pytest
from playwright.sync_api import expect

from tests.journeys.crawl import problems, settled
from tests.journeys.variants import Face

CALL = """
import json, pathlib, sys
from kesher.businesses.models import Business
from kesher.core.owning import acting_for
from tests import make
business = Business.objects.get(slug=sys.argv[1])
with acting_for(business):
    staff = business.staff.order_by("pk").first()
    customer = make.customer(business, first_name="Maya", last_name="Harari", branch=staff.branches.first())
    contract = make.contract(customer, name="Gold", clauses=[make.bank(hours=1, overage_rate=30000)], by=staff)
    call = make.inquiry(business, kind="service-call", customer=customer, title="No cold air", by=staff, staff=[staff])
    work = business.treatment_types.filter(sub_type="work").first()
told = {"call": call.pk, "customer": customer.pk, "contract": contract.pk, "type": work.name}
pathlib.Path(sys.argv[2]).write_text(json.dumps(told))
"""


@pytest.fixture
def made(site, tmp_path):
    told = tmp_path / "told.json"
    assert site.installation.python(CALL, site.told["slug"], str(told)).wait(120) == 0
    return json.loads(told.read_text())


@pytest.mark.parametrize("face", [Face("he", "light", 1440), Face("en", "dark", 390)], ids=str)
def test_hours_that_run_out_in_the_middle_of_a_line_are_split_and_told(browser, site, made, face):
    home = f"/b/{site.told['slug']}"
    with site.signed_in(browser, face) as context:
        page = context.new_page()
        page.goto(f"{home}/inquiries/{made['call']}/?tab=work")
        settled(page)
        add_work(page, made["type"], minutes="90")

        page.locator(".work-box [href$='tab=work']").click()
        settled(page)
        expect(page.locator(".lines")).to_contain_text("60")
        expect(page.locator(".lines .is-beyond")).to_contain_text("30")
        expect(page.locator(".work-totals")).to_contain_text("150.00")

        page.goto(f"{home}/contracts/{made['contract']}/")
        settled(page)
        expect(page.locator(".balance-figures .is-owing")).to_have_text("0:00")
        expect(page.locator(".balance-figures .is-beyond")).to_have_text("0:30")
        page.locator(f"a[href='{home}/entitlements/{made['customer']}/']").first.click()
        settled(page)
        expect(page.locator(".statement-totals .is-beyond")).to_have_text("0:30")
        expect(page.locator(".statement-line .is-beyond")).to_contain_text("0:30")
        expect(page.locator(".statement-line").last).to_contain_text("No cold air")
        assert problems(page) == []


def add_work(page, type_name, *, minutes):
    """By the window that chooses the type; what it will take is told before it is saved."""
    page.locator(".work-box a[data-drawer][href*='treatments/add']").first.click()
    page.locator("dialog .item a", has_text=type_name).first.click()
    page.locator("dialog [name=minutes]").fill(minutes)
    foreseen = page.locator("dialog [aria-live] .notice")
    expect(foreseen).to_contain_text("60", timeout=20_000)
    expect(foreseen).to_contain_text("300.00")
    assert problems(page) == []
    page.locator("dialog button[type=submit]").first.click()
    expect(page.locator("dialog[open]")).to_have_count(0)
    settled(page)


def test_clauses_are_added_to_a_contract_one_after_the_other(browser, site, made):
    with site.signed_in(browser, Face("he", "light", 1440)) as context:
        page = context.new_page()
        page.goto(f"/b/{site.told['slug']}/contracts/{made['contract']}/edit/")
        before = page.locator("[name=clause]").count()
        for place in (0, 1):
            page.locator("#clause-add button").nth(place).click()
            expect(page.locator("[name=clause]")).to_have_count(before + place + 1)
