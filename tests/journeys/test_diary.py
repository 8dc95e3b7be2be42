"""A meeting by double click, dragged to another hour, deleted by right click, brought back by Undo."""

from playwright.sync_api import expect

from tests.journeys.crawl import problems, settled
from tests.journeys.variants import Face

DAY = "2027-05-05"
URL = f"/b/demo/diary/?view=week&day={DAY}"


def at(page, hour):
    """The point of this hour in the column of the day."""
    column = page.locator(f'[data-column][data-day="{DAY}"]')
    box = column.bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] * hour / 24


def drag(page, row, hours):
    box = row.bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + 10
    step = at(page, 1)[1] - at(page, 0)[1]
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x, y + hours * step, steps=12)
    page.mouse.up()


def test_a_meeting_is_set_dragged_deleted_and_brought_back(browser, site):
    with site.signed_in(browser, Face("he", "light", 1440)) as context:
        page = context.new_page()
        page.goto(URL)
        settled(page)

        page.mouse.dblclick(*at(page, 10.2))
        page.locator("#drawer [name=subject]").fill("Garden plan")
        with page.expect_response("**/meetings/add/**"):
            page.keyboard.press("Control+Enter")
        row = page.locator(".event", has_text="Garden plan")
        expect(row).to_have_attribute("data-start", f"{DAY}T10:00")

        with page.expect_response("**/move/"):
            drag(page, row, 2.1)
        expect(row).to_have_attribute("data-start", f"{DAY}T12:00")

        row.click(button="right", position={"x": 20, "y": 25})
        page.locator("[role=menu]:popover-open .is-danger").first.click()
        page.locator("#confirm [value=yes]").click()
        expect(row).to_have_count(0)

        page.locator(".toast-note", has=page.locator(".btn-sm")).last.locator(".btn-sm").click()
        expect(row).to_have_attribute("data-start", f"{DAY}T12:00")
        assert problems(page) == []
