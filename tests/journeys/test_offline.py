"""The technician's phone: what was entered without reception survives, is sent in order when the line is back, each once;
what was not accepted is mended; the day stays readable meanwhile, and goes with its person.
"""

import json
import re
import tempfile
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.journeys.crawl import problems, settled
from tests.journeys.test_newcomer import sign_in
from tests.journeys.variants import Face
from tests.make import files

DAY = "/b/demo/inquiries/my-day/"
PHONE = Face("he", "light", 390)
PREPARE = """
import json, sys
from django.utils import timezone
from kesher.businesses.models import Business
from kesher.core.owning import acting_for
from tests import make
business = Business.objects.get(slug="demo")
with acting_for(business):
    staff = business.staff.get(user__username=sys.argv[2])
    for old in business.assignees.filter(staff=staff):
        old.delete()
    call = make.inquiry(business, kind="service-call", staff=[staff], phone="0541234567", address="הרצל 1, חיפה",
        customer=business.customers.first(), starts_at=timezone.now())
    json.dump(call.pk, open(sys.argv[1], "w"))
"""
LOOK = """
import json, sys
from kesher.businesses.models import Business
from kesher.core.owning import acting_for
business = Business.objects.get(slug="demo")
with acting_for(business):
    call = business.inquiries.get(pk=int(sys.argv[2]))
    told = {
        "arrived": bool(call.arrived_at), "closed": bool(call.closed_at), "notes": [one.text for one in call.notes.order_by("pk")],
        "lines": [[one.minutes, one.item] for one in call.treatments.order_by("pk")], "files": call.files.count(),
        "signatures": call.signatures.count(), "items": [one.text for one in call.checklist.order_by("pk")],
    }
    json.dump(told, open(sys.argv[1], "w"))
"""
KEPT = "caches.open('day-1').then(async (one) => (await one.keys()).map((request) => request.url))"


def told(site, code, *arguments):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "told"
        assert site.installation.python(code, str(path), *map(str, arguments)).wait(60) == 0
        return json.loads(path.read_text())


@pytest.fixture
def call(site):
    return told(site, PREPARE, "he-light")


@pytest.fixture
def context(browser, site):
    with site.signed_in(browser, PHONE) as made:
        yield made


@pytest.fixture
def page(context, call):
    made = context.new_page()
    made.goto(DAY)
    settled(made)
    return made


def until(page, question):
    """What the browser answers by a promise."""
    for _look in range(100):
        if page.evaluate(question):
            return
        page.wait_for_timeout(150)
    raise AssertionError(question)


def look(site, call):
    return told(site, LOOK, call)


def bar(page):
    return page.locator("[data-queue]")


def waits(page, count):
    words = {1: "רישום אחד ממתין לשליחה"}.get(count, f"{count} רישומים ממתינים לשליחה")
    expect(bar(page)).to_contain_text(words)


def keep_day(page, call):
    """Chooses to read without reception, and waits until the call's forms are kept."""
    page.locator("[data-keep-choice]").check()
    until(page, f"{KEPT}.then((kept) => kept.some((one) => one.endsWith('/chosen')))")
    page.reload()
    settled(page)
    until(page, f"{KEPT}.then((kept) => kept.some((one) => one.includes('/{call}/around/')))")


def enter_work(page, minutes):
    page.locator(".stop-tile", has_text="עבודה").first.click()
    page.locator("#drawer [data-set]", has_text=re.compile(f"^{minutes}$")).click()
    page.locator("#drawer [data-save]").click()
    expect(page.locator("#drawer")).not_to_be_visible()


def enter_note(page, text):
    page.locator(".stop-tile", has_text="הערה").first.click()
    page.locator("#drawer [name=text]").fill(text)
    page.locator("#drawer [data-save]").click()
    expect(page.locator("#drawer")).not_to_be_visible()


def test_what_was_entered_without_reception_is_sent_when_the_line_is_back(site, context, call, page):
    keep_day(page, call)
    context.set_offline(True)

    page.locator(".stop-main button").first.click()
    waits(page, 1)
    enter_work(page, 45)
    enter_note(page, "השסתום הוחלף")
    waits(page, 3)
    expect(page.locator(".stop-waiting li")).to_have_count(3)
    assert look(site, call)["arrived"] is False

    page.reload()
    waits(page, 3)
    expect(page.locator("[data-kept-bar]")).to_contain_text("עותק שמור")
    assert problems(page) == []

    context.set_offline(False)
    expect(bar(page)).to_be_hidden()
    settled(page)
    expect(page.locator(".stop-arrived")).to_be_visible()
    seen = look(site, call)
    assert (seen["arrived"], seen["lines"], seen["notes"]) == (True, [[45, ""]], ["השסתום הוחלף"])


def test_a_photo_and_a_signature_survive_without_reception(site, context, call, page):
    keep_day(page, call)
    context.set_offline(True)

    picture = {"name": "IMG_1.jpg", "mimeType": "image/jpeg", "buffer": files.picture()}
    page.locator("[data-photo]").first.set_input_files(picture)
    waits(page, 1)
    page.locator(".stop-tile", has_text="חתימה").first.click()
    page.locator("#drawer [name=name]").fill("נועה")
    sign(page)
    page.locator("#drawer [data-save]").click()
    waits(page, 2)

    context.set_offline(False)
    expect(bar(page)).to_be_hidden()
    seen = look(site, call)
    assert (seen["signatures"], seen["files"]) == (1, 1)


def photo(name, width):
    picture = files.picture(size=(width, 40))
    return {"name": name, "mimeType": "image/jpeg", "buffer": picture}


def test_a_photo_taken_while_another_is_on_its_way_is_sent_too(site, call, page):
    on_its_way = []

    def hold_first(route):
        if route.request.method != "POST" or on_its_way:
            return route.continue_()
        return on_its_way.append(route)

    page.route("**/files/add/**", hold_first)
    page.locator("[data-photo]").first.set_input_files(photo("IMG_1.jpg", 60))
    for _look in range(100):
        if on_its_way:
            break
        page.wait_for_timeout(100)
    page.locator("[data-photo]").first.set_input_files(photo("IMG_2.jpg", 80))
    expect(page.locator("#toasts")).to_contain_text("נשלח")

    with page.expect_response("**/files/add/**"):
        on_its_way[0].continue_()
    assert look(site, call)["files"] == 2


def test_what_is_pressed_again_and_again_without_reception_is_sent_once(site, context, call, page):
    page.goto(f"/b/demo/inquiries/{call}/")
    page.locator("#new-item").fill("להביא סולם")
    settled(page)
    context.set_offline(True)
    for _press in range(3):
        page.locator(".check-form [type=submit]").click()

    context.set_offline(False)
    expect(page.locator(".checks li", has_text="להביא סולם")).to_have_count(1)
    settled(page)
    page.wait_for_timeout(1000)
    assert look(site, call)["items"] == ["להביא סולם"]


def sign(page):
    box = page.locator("#drawer [data-sign-pad]").bounding_box()
    page.mouse.move(box["x"] + 30, box["y"] + 30)
    page.mouse.down()
    page.mouse.move(box["x"] + 120, box["y"] + 80, steps=6)
    page.mouse.up()


def test_what_was_not_accepted_is_mended_or_thrown_away(site, context, call, page):
    keep_day(page, call)
    context.set_offline(True)
    enter_note(page, " ")
    enter_note(page, "  ")
    context.set_offline(False)
    expect(bar(page)).to_contain_text("2 רישומים לא התקבלו")

    page.locator("[data-queue-show]").click()
    lines = page.locator("#queue .queue-line.is-stuck")
    expect(lines).to_have_count(2)
    expect(lines.first.locator(".field-error")).not_to_be_empty()
    assert problems(page) == []
    lines.first.locator("button", has_text="מחיקה").click()
    page.locator("#confirm button[value=yes]").click()
    expect(lines).to_have_count(1)
    lines.first.locator("button", has_text="תיקון").click()
    page.locator("#drawer [name=text]").fill("נבדק ותקין")
    page.locator("#drawer [data-save]").click()

    expect(bar(page)).to_be_hidden()
    assert look(site, call)["notes"] == ["נבדק ותקין"]


def test_an_answer_that_was_lost_does_not_do_it_twice(site, context, call, page):
    lost = []

    def lose_first(route):
        if route.request.method != "POST" or lost:
            return route.continue_()
        lost.append(route.fetch().status)
        return route.abort()

    page.route("**/notes/add/", lose_first)
    enter_note(page, "פעם אחת")

    expect(page.locator("#toasts")).to_contain_text("נשלח")
    expect(bar(page)).to_be_hidden()
    assert (lost, look(site, call)["notes"]) == ([204], ["פעם אחת"])


def test_an_ended_session_asks_to_sign_in_and_goes_on_after(site, context, call, page):
    keep_day(page, call)
    context.set_offline(True)
    enter_note(page, "אחרי הכניסה")
    context.clear_cookies(name="kesher_session")
    context.set_offline(False)
    expect(bar(page)).to_contain_text("יש להיכנס למערכת")

    page.locator("[data-queue-sign-in]").click()
    page.locator("[name=login]").fill("he-light")
    page.locator("[name=password]").fill("a long pass phrase")
    page.locator("main [type=submit]").first.click()
    page.wait_for_url(f"**{DAY}")

    expect(bar(page)).to_be_hidden()
    assert look(site, call)["notes"] == ["אחרי הכניסה"]


def test_kept_pages_go_with_their_person(site, browser, context, call, page):
    keep_day(page, call)
    assert page.evaluate(KEPT)

    context.clear_cookies(name="kesher_session")
    page.goto("/accounts/login/")
    until(page, "caches.has('day-1').then((is) => !is)")
    other = site.told["newcomers"]["he-390"]
    sign_in(page, other)
    page.goto(f"/b/{other['slug']}/inquiries/my-day/")
    settled(page)

    assert not page.evaluate("caches.has('day-1')")


def test_what_is_sent_after_the_session_ended_waits_for_signing_in(site, context, call, page):
    page.locator(".stop-tile", has_text="הערה").first.click()
    page.locator("#drawer [name=text]").fill("לא הלך לאיבוד")
    context.clear_cookies(name="kesher_session")
    page.locator("#drawer [data-save]").click()

    expect(bar(page)).to_contain_text("יש להיכנס למערכת")
    expect(page).to_have_url(re.compile(DAY))
