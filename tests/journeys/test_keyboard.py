"""The product by keyboard alone, on a Hebrew layout as on a Latin one."""

import pytest
from playwright.sync_api import expect

from tests.journeys.crawl import problems, settled
from tests.journeys.keys import CONTROL, SHIFT, press
from tests.journeys.variants import Face

SWAP = """
const detail = { target: document.body, serverResponse: "" };
document.dispatchEvent(new CustomEvent("htmx:beforeSwap", { detail }));
"""


@pytest.fixture(scope="module")
def window(browser, site):
    with site.signed_in(browser, Face("he", "light", 1440)) as context:
        yield context.new_page()


@pytest.fixture
def page(window):
    """The list of customers, with the focus on its place in the side navigation."""
    window.goto("/b/demo/customers/")
    settled(window)
    window.locator("[data-go=c]").focus()
    return window


def test_slash_searches_and_escape_gives_the_focus_back(page, site):
    press(page, "Slash")
    expect(page.locator("#search")).to_be_visible()
    expect(page.locator("#search input")).to_be_focused()

    page.keyboard.type(site.told["customer"])
    expect(page.locator("#search-results a").first).to_contain_text(site.told["customer"])
    assert problems(page) == []

    press(page, "Escape")
    expect(page.locator("#search")).to_be_hidden()
    expect(page.locator("[data-go=c]")).to_be_focused()


@pytest.mark.parametrize("is_hebrew", [True, False])
def test_g_and_a_letter_go_there(page, is_hebrew):
    page.goto("/b/demo/")

    press(page, "KeyG", is_hebrew=is_hebrew)
    press(page, "KeyC", is_hebrew=is_hebrew)

    page.wait_for_url("**/b/demo/customers/")


def test_n_and_a_letter_make_one_and_escape_closes_it(page):
    press(page, "KeyN")
    press(page, "KeyC")
    expect(page.locator("#drawer .sheet-title")).to_be_visible()
    expect(page.locator("#drawer [name=first_name]")).to_be_focused()
    assert problems(page) == []

    press(page, "Escape")

    expect(page.locator("#drawer")).to_be_hidden()
    expect(page.locator("[data-go=c]")).to_be_focused()


def test_question_mark_shows_all_keys(page):
    press(page, "Slash", modifiers=SHIFT)

    expect(page.locator("#shortcuts")).to_be_visible()
    expect(page.locator("#shortcuts section")).to_have_count(4)
    assert problems(page) == []


def test_arrows_move_and_enter_opens(page):
    page.locator("#main").focus()
    press(page, "ArrowDown")
    press(page, "ArrowDown")
    expect(page.locator("[data-row]").nth(1).locator("a").first).to_be_focused()
    name = page.locator("[data-row]").nth(1).locator("a").first.inner_text()

    press(page, "Enter")

    expect(page.locator("h1").first).to_contain_text(name)


def test_space_selects_and_shift_selects_a_range(page):
    page.locator("#main").focus()
    press(page, "ArrowDown")
    press(page, "Space")
    expect(page.locator("[data-select]:checked")).to_have_count(1)

    press(page, "ArrowDown", modifiers=SHIFT)
    press(page, "ArrowDown", modifiers=SHIFT)

    expect(page.locator("[data-select]:checked")).to_have_count(3)
    expect(page.locator("[data-bulk-count]")).to_contain_text("3")
    assert problems(page) == []


def test_menu_of_a_row_opens_and_closes_by_keys(page):
    page.locator("[data-row] [data-menu]").first.focus()
    press(page, "Enter")
    expect(page.locator("[data-row] .menu-item").first).to_be_focused()
    assert problems(page) == []

    press(page, "Escape")

    expect(page.locator("[data-row] [data-menu]").first).to_be_focused()


def test_control_enter_saves(page):
    page.locator("[data-row] a").first.click()
    page.locator("#box-contact .box-link").click()
    page.locator("#drawer [name=job_title]").fill("מורה")

    press(page, "Enter", modifiers=CONTROL)

    expect(page.locator("#drawer")).to_be_hidden()
    expect(page.locator("#box-contact")).to_contain_text("מורה")


def test_a_field_that_is_mended_loses_its_mark_and_its_place_in_the_summary(page):
    page.goto("/b/demo/inquiries/service-call/add/")
    press(page, "Enter", modifiers=CONTROL)
    expect(page.locator("[data-summary] a")).to_have_text(["לקוח", "סוג הקריאה", "התקלה או הבקשה"])

    page.locator("[name=details]").fill("ברז נוזל")
    expect(page.locator("[data-summary] a")).to_have_text(["לקוח", "סוג הקריאה"])
    expect(page.locator("[name=details]")).not_to_have_attribute("aria-invalid", "true")

    page.locator("[name=type]").select_option(index=1)
    page.locator("#id_customer-text").press_sequentially("ד")
    expect(page.locator("[data-summary], .field-error, [aria-invalid=true]")).to_have_count(0)


def test_a_page_without_a_drawer_takes_its_keys_calmly(browser, site):
    errors = []
    with site.context(browser, Face("he", "light", 1440)) as context:
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto("/accounts/login/")
        page.evaluate("document.activeElement.blur()")

        press(page, "Enter", modifiers=CONTROL)
        page.evaluate(SWAP)

    assert errors == []
