"""A meeting by double click, dragged to another hour, deleted by right click, brought back by Undo; and one moved by touch."""

from playwright.sync_api import expect

from tests.journeys.crawl import problems, settled
from tests.journeys.variants import Face

DAY = "2027-05-05"
URL = f"/b/demo/diary/?view=week&day={DAY}"


def at(page, hour, day=DAY):
    """The point of this hour in the column of the day."""
    column = page.locator(f'[data-column][data-day="{day}"]')
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

        page.goto("/b/demo/inquiries/?kind=meeting")
        page.locator("[data-row]", has_text="Garden plan").locator("td.fact").first.dblclick()
        expect(page.locator("#drawer .sheet-title", has_text="Garden plan")).to_be_visible()


class Finger:
    """Touches as the browser gets them from a screen."""

    def __init__(self, page):
        self.page, self.session = page, page.context.new_cdp_session(page)

    def send(self, kind, *point):
        points = [{"x": point[0], "y": point[1]}] if point else []
        self.session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    def drag(self, x, y, down, press=0):
        self.send("touchStart", x, y)
        self.page.wait_for_timeout(press)
        for step in range(1, 13):
            self.send("touchMove", x, y + down * step / 12)
            self.page.wait_for_timeout(16)
        self.send("touchEnd")


def scrolled(page):
    return page.evaluate("[scrollY, document.querySelector('[data-diary-scroll]').scrollTop]")


def middle(row):
    row.scroll_into_view_if_needed()
    box = row.bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def test_a_finger_opens_scrolls_carries_and_lengthens(browser, site):
    with site.signed_in(browser, Face("he", "light", 390)) as context:
        page = context.new_page()
        page.goto("/b/demo/diary/meetings/add/?at=2027-05-06T10:00")
        page.locator("[name=subject]").fill("Roof check")
        page.keyboard.press("Control+Enter")
        page.wait_for_url("**/diary/?day=*")
        page.goto("/b/demo/diary/?view=day&day=2027-05-06")
        settled(page)
        row, finger = page.locator(".event", has_text="Roof check"), Finger(page)
        hour = at(page, 1, "2027-05-06")[1] - at(page, 0, "2027-05-06")[1]

        page.touchscreen.tap(*middle(row))
        expect(page.locator("#drawer .sheet")).to_be_visible()
        page.keyboard.press("Escape")
        before = scrolled(page)
        finger.drag(*middle(row), -2 * hour)
        page.wait_for_timeout(300)
        assert scrolled(page) != before
        expect(row).to_have_attribute("data-start", "2027-05-06T10:00")

        place = middle(row)
        before = scrolled(page)
        with page.expect_response("**/move/"):
            finger.drag(*place, 1.1 * hour, press=550)
        expect(row).to_have_attribute("data-start", "2027-05-06T11:00")
        assert scrolled(page) == before

        finger.drag(*middle(row), 0, press=550)
        expect(page.locator("[role=menu]:popover-open")).to_be_visible()
        page.keyboard.press("Escape")
        box = row.bounding_box()
        with page.expect_response("**/move/"):
            finger.drag(box["x"] + box["width"] / 2, box["y"] + box["height"] - 8, hour)
        expect(row).to_have_attribute("data-end", "2027-05-06T13:00")
        assert problems(page) == []
