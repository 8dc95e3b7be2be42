"""Rows of a settings list are dragged by their grip, with a mouse and with a finger."""

import pytest
from playwright.sync_api import expect

from tests.journeys.crawl import problems, settled
from tests.journeys.variants import Face

URL = "/b/demo/settings/lists/sources/"


def names(page):
    return page.locator("[data-ordered] .list-main, [data-ordered] td:first-child").all_inner_texts()


def middle(page, place):
    box = page.locator("[data-grip]").nth(place).bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def drag_by_mouse(page, start, end):
    page.mouse.move(*start)
    page.mouse.down()
    page.mouse.move(start[0] - 40, end[1], steps=8)
    page.mouse.up()


def drag_by_finger(page, start, end):
    session = page.context.new_cdp_session(page)
    for kind, points in (
        ("touchStart", [start]),
        *(("touchMove", [(start[0], start[1] + (end[1] - start[1]) * part / 8)]) for part in range(1, 9)),
        ("touchEnd", []),
    ):
        touches = [{"x": x, "y": y} for x, y in points]
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": touches})


@pytest.mark.parametrize(
    ("face", "drag"),
    [(Face("he", "light", 1440), drag_by_mouse), (Face("en", "light", 390), drag_by_finger)],
    ids=["mouse", "finger"],
)
def test_a_row_is_dragged_to_another_place_and_stays_there(browser, site, face, drag):
    with site.signed_in(browser, face) as context:
        page = context.new_page()
        page.goto(URL)
        settled(page)
        before = names(page)

        with page.expect_response("**/move/"):
            drag(page, middle(page, 0), (middle(page, 2)[0], middle(page, 2)[1] + 4))
        settled(page)
        page.reload()

        assert names(page)[:3] == [before[1], before[2], before[0]]
        expect(page.locator("dialog[open], .drawer.is-open")).to_have_count(0)
        assert problems(page) == []
