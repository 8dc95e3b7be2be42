"""A reminder comes up on the open page within 15 seconds of its time, is put off, comes back, is dismissed; what was missed
waits at the next sign-in.
"""

import time

from playwright.sync_api import expect

from tests.journeys.crawl import problems, settled
from tests.journeys.test_newcomer import sign_in
from tests.journeys.variants import Face

REMIND = """
import sys
from datetime import timedelta
from django.utils import timezone
from kesher.businesses.models import Business
from kesher.core.owning import acting_for
from tests import make
slug, username, label, seconds = sys.argv[1:]
business = Business.objects.get(slug=slug)
with acting_for(business):
    staff = business.staff.get(user__username=username)
    subject = business.customers.first() or make.customer(business)
    at = timezone.now() + timedelta(seconds=float(seconds))
    make.reminder(subject, staff, at=at, label=label, path=f"/b/{slug}/customers/{subject.pk}/")
"""
COME_BACK = """
import sys
from django.utils import timezone
from kesher.businesses.models import Business
from kesher.core.owning import acting_for
business = Business.objects.get(slug=sys.argv[1])
with acting_for(business):
    business.reminder_copies.update(due_at=timezone.now())
"""
WITHIN = 15_000
HASTE = """
const given = AbortSignal.timeout.bind(AbortSignal);
AbortSignal.timeout = (time) => given(time / 20);
"""
WAKE = "dispatchEvent(new Event('online'))"


def remind(site, slug, username, label, seconds):
    assert site.installation.python(REMIND, slug, username, label, str(seconds)).wait(60) == 0


def card(page, label):
    return page.locator("[data-reminder]", has_text=label)


def test_a_reminder_comes_up_is_put_off_comes_back_and_is_dismissed(browser, site):
    with site.signed_in(browser, Face("he", "light", 1440)) as context:
        page = context.new_page()
        page.goto("/b/demo/customers/")
        settled(page)
        remind(site, "demo", "he-light", "לחזור לנועה", 3)
        time.sleep(3)
        expect(card(page, "לחזור לנועה")).to_be_visible(timeout=WITHIN)
        expect(page.locator("#spoken")).to_contain_text("לחזור לנועה")
        assert problems(page) == []

        card(page, "לחזור לנועה").locator("[data-menu]").click()
        page.locator(".menu:popover-open [role=menuitem]").first.click()
        expect(card(page, "לחזור לנועה")).to_have_count(0)

        assert site.installation.python(COME_BACK, "demo").wait(60) == 0
        expect(card(page, "לחזור לנועה")).to_be_visible(timeout=WITHIN)
        card(page, "לחזור לנועה").locator("button", has_text="סגירה").last.click()
        expect(card(page, "לחזור לנועה")).to_have_count(0)
        page.reload()
        settled(page)
        expect(card(page, "לחזור לנועה")).to_have_count(0)


def test_a_reminder_covers_nothing_of_an_open_drawer_and_of_the_page(browser, site):
    with site.signed_in(browser, Face("he", "light", 390)) as context:
        page = context.new_page()
        page.goto("/b/demo/customers/")
        page.locator("#main .page-actions a[data-drawer]").first.click()
        expect(page.locator("#drawer .sheet-form")).to_be_visible()

        remind(site, "demo", "he-light", "להזמין מים", -1)
        expect(card(page, "להזמין מים")).to_be_visible(timeout=WITHIN)
        assert is_above(page, "#drawer .sheet")

        page.keyboard.press("Escape")
        expect(page.locator("#drawer")).to_be_hidden()
        expect(card(page, "להזמין מים")).to_be_visible()
        assert is_above(page, "#main")


def is_above(page, below):
    bottom = "document.querySelector('#reminders').getBoundingClientRect().bottom"
    return page.evaluate(f"{bottom} <= document.querySelector('{below}').getBoundingClientRect().top + 1")


def test_what_was_missed_is_shown_at_the_next_sign_in(browser, site):
    newcomer = site.told["newcomers"]["he-390"]
    remind(site, newcomer["slug"], newcomer["username"], "להתקשר לספק", -3600)
    remind(site, newcomer["slug"], newcomer["username"], "להתקשר לספק", -7200)

    with site.context(browser, Face("he", "light", 390)) as context:
        page = context.new_page()
        sign_in(page, newcomer)

        expect(page.locator(".reminder-missed")).to_be_visible(timeout=WITHIN)
        page.locator(".reminder-missed > summary").click()
        expect(card(page, "להתקשר לספק")).to_be_visible()


def test_a_line_that_hangs_does_not_end_the_pulse(browser, site):
    asked = []
    with site.signed_in(browser, Face("he", "light", 1440)) as context:
        context.add_init_script(HASTE)
        page = context.new_page()
        page.goto("/b/demo/customers/")
        settled(page)
        pulse = page.locator("[data-pulse]").get_attribute("data-pulse")
        page.route(f"**{pulse}?*", lambda route: asked.append(route) if not asked else route.continue_())
        page.evaluate(WAKE)
        with page.expect_response(f"**{pulse}?*"):
            page.wait_for_timeout(1500)
            page.evaluate(WAKE)

    assert len(asked) == 1
