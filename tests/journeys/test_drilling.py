"""A report is drilled into in two levels (AMB-21): by double click, by keyboard, by finger."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.crawl import settled
from tests.journeys.variants import Face

REPORT = "/b/demo/reports/inquiries/"


def by_double_click(page):
    page.locator("[data-row]").first.locator("td").last.dblclick()


def by_keyboard(page):
    page.locator("#main").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")


def by_finger(page):
    page.locator("[data-row]").first.locator(".list-main").tap()


@pytest.mark.parametrize(
    ("face", "opened"),
    [
        (Face("he", "light", 1440), by_double_click),
        (Face("en", "light", 1440), by_keyboard),
        (Face("en", "light", 390), by_finger),
    ],
    ids=["double-click", "keyboard", "finger"],
)
def test_a_group_opens_its_list_and_a_line_its_inquiry(browser, site, face, opened):
    with site.signed_in(browser, face) as context:
        page = context.new_page()
        page.goto(REPORT)
        settled(page)

        opened(page)
        expect(page).to_have_url(re.compile(r"/reports/inquiries/rows/\?"))
        settled(page)
        opened(page)

        expect(page).to_have_url(re.compile(r"/inquiries/\d+/$"))
        expect(page.locator("dialog[open]")).to_have_count(0)
