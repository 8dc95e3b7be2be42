"""What was typed is kept until it is saved, and no longer; a form that comes back keeps the strict content policy."""

import pytest
from playwright.sync_api import expect

from tests.journeys.crawl import LISTENER, settled
from tests.journeys.keys import CONTROL, press
from tests.journeys.variants import Face

ADD = "/b/demo/inquiries/message/add/"
DRAFTS = "Object.keys(localStorage).filter((key) => key.startsWith('draft:'))"


@pytest.fixture
def page(browser, site):
    with site.signed_in(browser, Face("en", "light", 1440)) as context:
        context.add_init_script(LISTENER)
        page = context.new_page()
        page.goto(ADD)
        settled(page)
        yield page


@pytest.mark.parametrize("is_by_key", [True, False])
def test_saving_on_a_page_of_its_own_forgets_the_draft(page, is_by_key):
    page.locator("select[name=type]").select_option(index=1)
    page.locator("[name=contact_name]").fill("Noa")
    page.locator("[name=details]").press_sequentially("About the price")
    assert page.evaluate(DRAFTS) != []

    if is_by_key:
        press(page, "Enter", modifiers=CONTROL)
    else:
        page.locator("[data-save]").click()

    page.wait_for_url(lambda address: not address.endswith(ADD))
    assert page.evaluate(DRAFTS) == []


def test_a_refused_form_keeps_the_draft_and_the_policy(page):
    page.locator("[name=details]").press_sequentially("About the price")
    page.evaluate(
        "document.querySelectorAll('form [id]').forEach((one) => { one.style.maxHeight = '90rem'; })"
    )

    page.locator("[data-save]").click()

    expect(page.locator("[data-summary]")).to_be_visible()
    assert page.evaluate(DRAFTS) != []
    assert page.evaluate("window.broken") == []
