"""A message by phone becomes a task, then a service call; it is worked on with hours and parts, and closed with its resolution."""

import pytest
from playwright.sync_api import expect

from tests.journeys.crawl import settled
from tests.journeys.variants import Face


@pytest.mark.parametrize("width", [1440, 390])
def test_a_message_becomes_a_task_and_a_call_that_is_worked_on_and_closed(browser, site, width):
    with site.signed_in(browser, Face("he", "light", width)) as context:
        page = context.new_page()
        take_message(page, site.told["slug"], site.told["customer"], width)
        convert(page, "task")
        mend(page, f"ברז נוזל, דירה 4, {width}")
        convert(page, "service-call")
        expect(page.locator("#work nav.tabs a")).to_have_count(4)
        add_line(page, "work", {"minutes": "60", "rate": "240"})
        add_line(page, "parts", {"item": "ברז כדורי", "quantity": "2", "price": "35"})
        close(page)


def take_message(page, slug, customer, width):
    """Saved while what follows from the customer is still on its way: the pressed button counts."""
    page.route("**/add/customer/?*", lambda _route: None)
    page.goto(f"/b/{slug}/inquiries/message/add/")
    page.locator("#id_customer-text").press_sequentially(customer)
    page.wait_for_timeout(400)
    settled(page)
    page.locator("#id_customer-found [role=option]").first.click()
    expect(page.locator("#id_customer")).not_to_have_value("")
    page.locator("[name=type]").select_option(index=1)
    page.locator("[name=details]").fill(f"הברז במטבח נוזל מהבוקר {width}")
    page.locator("[data-save]").click()
    expect(page.locator("h1").first).to_contain_text(f"נוזל מהבוקר {width}", timeout=20_000)
    page.locator("#note-text").fill("חזרתי ללקוח, נקבע ביקור")
    page.locator(".note-form [data-save]").click()
    expect(page.locator(".thread")).to_contain_text("נקבע ביקור")


def convert(page, kind):
    """The thread goes on."""
    page.keyboard.press("Escape")
    page.evaluate("scrollTo(0, 0)")
    settled(page)
    page.locator(".page-actions [data-menu]").click()
    page.locator(".page-actions a[href$='/convert/']").click()
    page.locator(f"#drawer a[href$='?to={kind}']").click()
    expect(page.locator(f"#drawer a[href$='?to={kind}']")).to_have_attribute("aria-current", "true")
    page.locator("#drawer [name=type]").select_option(index=1)
    page.locator("#drawer [data-save]").click()
    expect(page.locator("#drawer")).to_be_hidden()
    expect(page.locator(".thread")).to_contain_text("נקבע ביקור")


def mend(page, details):
    page.locator(".page-actions a[href$='/edit/']").click()
    page.locator("#drawer [name=details]").fill(details)
    page.locator("#drawer [data-save]").click()
    expect(page.locator("#drawer")).to_be_hidden()
    expect(page.locator("h1").first).to_contain_text(details)


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
