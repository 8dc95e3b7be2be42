"""A contract is cancelled by the button that says so alone: what was only to be shown stays a preview, without reception too."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.crawl import settled
from tests.journeys.test_offline import told
from tests.journeys.variants import Face

PREPARE = """
import json, sys
from kesher.businesses.models import Business
from kesher.core.owning import acting_for
from tests import make
business = Business.objects.get(slug="demo")
with acting_for(business):
    json.dump(make.contract(make.customer(business)).pk, open(sys.argv[1], "w"))
"""
LOOK = """
import json, sys
from kesher.businesses.models import Business
from kesher.core.owning import acting_for
business = Business.objects.get(slug="demo")
with acting_for(business):
    json.dump(bool(business.contracts.get(pk=int(sys.argv[2])).cancelled_on), open(sys.argv[1], "w"))
"""


@pytest.fixture
def contract(site):
    return told(site, PREPARE)


@pytest.fixture
def context(browser, site):
    with site.signed_in(browser, Face("he", "light", 1440)) as made:
        yield made


@pytest.fixture
def page(context, contract):
    made = context.new_page()
    made.goto(f"/b/demo/contracts/{contract}/cancel/")
    settled(made)
    made.locator("[name=reason]").fill("מעבר דירה")
    return made


def pressed_without_reception(context, page, button):
    """Presses it and goes on typing; returns what is sent when the line is back."""
    context.set_offline(True)
    page.locator(f"[name={button}]").click()
    page.locator("[name=reason]").click()
    with page.expect_request(lambda one: one.method == "POST" and "/cancel/" in one.url) as sent:
        context.set_offline(False)
    return sent.value.post_data


def test_a_preview_asked_for_without_reception_stays_a_preview(site, context, page, contract):
    sent = pressed_without_reception(context, page, "preview")

    expect(page.locator("[name=is_sure]")).to_be_visible()
    settled(page)
    assert ("preview=1" in sent, "is_sure" in sent) == (True, False)
    assert told(site, LOOK, contract) is False


def test_what_was_confirmed_without_reception_is_carried_out(site, context, page, contract):
    sent = pressed_without_reception(context, page, "is_sure")

    page.wait_for_url(re.compile(f"/contracts/{contract}/$"))
    assert ("preview=1" in sent, "is_sure=1" in sent) == (False, True)
    assert told(site, LOOK, contract) is True


def test_control_and_enter_confirm_from_within_a_field(site, page, contract):
    page.locator("[name=reason]").press("Control+Enter")

    page.wait_for_url(re.compile(f"/contracts/{contract}/$"))
    assert told(site, LOOK, contract) is True
