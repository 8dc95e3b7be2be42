"""A message by phone becomes a service call, is worked on with hours and parts, and is closed with its resolution."""

import pytest
from playwright.sync_api import expect

from tests.journeys.crawl import settled
from tests.journeys.variants import Face


@pytest.mark.parametrize("width", [1440, 390])
def test_a_message_becomes_a_call_that_is_worked_on_and_closed(browser, site, width):
    with site.signed_in(browser, Face("he", "light", width)) as context:
        page = context.new_page()
        take_message(page, site.told["slug"], site.told["customer"], width)
        convert(page)
        add_line(page, "work", {"minutes": "60", "rate": "240"})
        add_line(page, "parts", {"item": "ברז כדורי", "quantity": "2", "price": "35"})
        close(page)


def take_message(page, slug, customer, width):
    page.goto(f"/b/{slug}/inquiries/message/add/")
    page.locator("#id_customer-text").press_sequentially(customer)
    page.wait_for_timeout(400)
    settled(page)
    page.locator("#id_customer-found [role=option]").first.click()
    expect(page.locator("#id_customer")).not_to_have_value("")
    settled(page)
    page.locator("[name=type]").select_option(index=1)
    page.locator("[name=details]").fill(f"הברז במטבח נוזל מהבוקר {width}")
    page.locator("[data-save]").click()
    expect(page.locator("h1").first).to_contain_text(f"נוזל מהבוקר {width}", timeout=20_000)
    page.locator("#note-text").fill("חזרתי ללקוח, נקבע ביקור")
    page.locator(".note-form [data-save]").click()
    expect(page.locator(".thread")).to_contain_text("נקבע ביקור")


def convert(page):
    """The thread goes on; the page has the call's four tabs now."""
    page.keyboard.press("Escape")
    page.evaluate("scrollTo(0, 0)")
    settled(page)
    page.locator(".page-actions [data-menu]").click()
    page.locator(".page-actions a[href$='/convert/']").click()
    page.locator("#drawer a[href$='?to=service-call']").click()
    expect(page.locator("#drawer a[href$='?to=service-call']")).to_have_attribute("aria-current", "true")
    page.locator("#drawer [name=type]").select_option(index=1)
    page.locator("#drawer [data-save]").click()
    expect(page.locator("#drawer")).to_be_hidden()
    expect(page.locator("#work nav.tabs a")).to_have_count(4)
    expect(page.locator(".thread")).to_contain_text("נקבע ביקור")


def add_line(page, sub_type, typed):
    page.locator(".page-actions a[href$='/treatments/add/']").click()
    icon = {"work": 0, "parts": 1, "closing": -1}[sub_type]
    page.locator("#drawer .type-group").nth(icon).locator("a").first.click()
    for name, text in typed.items():
        page.locator(f"#drawer [name={name}]").fill(text)
    page.locator("#drawer [data-save]").click()
    expect(page.locator("#drawer")).to_be_hidden()
    if sub_type != "closing":
        page.locator(f"#work a[href$='?tab={sub_type}']").click()
        expect(page.locator("#work [data-row]")).to_have_count(1)


def close(page):
    add_line(page, "closing", {"resolution": "הוחלף אטם"})
    page.locator("#work a[href$='?tab=call']").click()
    expect(page.locator("#work")).to_contain_text("הוחלף אטם")
    expect(page.locator("main")).to_contain_text("310")
