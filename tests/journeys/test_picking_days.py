"""Days are typed, or picked in the browser's own calendar; the picker itself is the browser's, so its answer is given here."""

import pytest

from tests.journeys.crawl import problems, settled
from tests.journeys.keys import press
from tests.journeys.variants import Face

ABSENCE, TASK = "/b/demo/diary/absences/add/", "/b/demo/inquiries/task/add/"
WATCH = """name => {
  window.told = [];
  for (const type of ["input", "change"]) document.querySelector(`[name=${name}]`).addEventListener(type, () => told.push(type));
}"""
ALT = 1


@pytest.fixture
def page(browser, site):
    with site.signed_in(browser, Face("he", "dark", 390)) as context:
        page = context.new_page()
        page.goto(TASK)
        settled(page)
        yield page


def opened(page, name):
    """The picker of a field, after its button was pressed."""
    field = page.locator(f".day-typed:has([name={name}])")
    field.locator("[data-pick-day]").click()
    return field.locator(".day-picker")


def choose(page, name, value):
    opened(page, name).evaluate(
        """(picker, value) => { picker.value = value; picker.dispatchEvent(new Event("change", { bubbles: true })); }""",
        value,
    )


def test_a_moment_that_is_picked_is_written_as_it_would_be_shown(page):
    page.evaluate(WATCH, "target_at")

    choose(page, "target_at", "2036-11-22T14:30")

    assert page.locator("[name=target_at]").input_value() == "22/11/2036 14:30"
    assert page.evaluate("told") == ["input", "change"]


def test_the_calendar_begins_with_what_was_typed(page):
    typed = {"22/11/36 8:05": "2036-11-22T08:05", "2036-11-22": "2036-11-22T09:00", "tomorrow": ""}

    for text, read in typed.items():
        page.locator("[name=target_at]").fill(text)
        assert opened(page, "target_at").input_value() == read


def test_whole_days_are_picked_without_an_hour_also_in_a_drawer(page):
    page.goto("/b/demo/diary/absences/")
    page.locator(f"a[data-drawer][href^='{ABSENCE}']").first.click()
    page.locator("#drawer [name=is_all_day]").check()

    choose(page, "starts_at", "2036-11-22")

    assert page.locator("[name=starts_at]").input_value() == "22/11/2036"


def test_the_keyboard_opens_the_calendar_from_the_field_and_tab_passes_by(page):
    page.locator("[name=target_at]").focus()
    press(page, "ArrowDown", modifiers=ALT)
    assert page.locator(".day-typed:has([name=target_at]) .day-picker").count() == 1

    page.goto(TASK)
    page.locator("[name=target_at]").focus()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.matches('.day-pick, .day-picker')") is False


def test_the_picker_is_not_sent_and_the_button_is_large_enough_and_named(page):
    assert opened(page, "target_at").get_attribute("name") is None
    box = page.locator(".day-typed:has([name=target_at]) .day-pick").bounding_box()
    assert min(box["width"], box["height"]) >= 44
    assert problems(page) == []
