"""The newcomer's path: claim, sign in, bring people in, find one, work on the profile, read it all in the log."""

import shutil
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.installing import copied
from tests.journeys.crawl import settled
from tests.journeys.variants import Face

FILES = Path(__file__).parent / "files"


def test_empty_installation_is_claimed_with_the_token(browser, serve, migrated_once):
    installation = copied(migrated_once)
    address = serve(installation)
    token = (installation.folder / "setup_token").read_text()
    page = browser.new_page(locale="he-IL")
    page.goto(f"{address}/setup/")

    for name, typed in {
        "token": token, "name": "סטודיו ים", "slug": "yam", "first_name": "אורית", "last_name": "כהן",
        "email": "orit@example.com", "username": "orit", "password": "a long pass phrase",
    }.items():  # fmt: skip
        page.locator(f"[name={name}]").fill(typed)
    page.locator("form.plain-form [type=submit]").click()

    expect(page).to_have_url(f"{address}/b/yam/")
    expect(page.locator(".top-person")).to_contain_text("אורית כהן")
    assert page.goto(f"{address}/setup/").status == 404
    page.context.close()
    shutil.rmtree(installation.folder, ignore_errors=True)


@pytest.mark.parametrize("width", [1440, 390])
@pytest.mark.parametrize("language", ["he", "en"])
def test_newcomer_signs_in_imports_and_works_on_a_profile(browser, site, language, width):
    newcomer = site.told["newcomers"][f"{language}-{width}"]
    with site.context(browser, Face(language, "light", width)) as context:
        page = context.new_page()
        sign_in(page, newcomer)
        expect(page).to_have_url(f"{site.address}/b/{newcomer['slug']}/")
        import_people(page, newcomer["slug"])
        open_person(page, newcomer["slug"])
        edit_details(page)
        add_note(page)
        upload_file(page)
        read_log(page)


def sign_in(page, newcomer):
    page.goto("/")
    page.locator("[name=login]").fill(newcomer["username"])
    page.locator("[name=password]").fill(newcomer["password"])
    page.locator("main [type=submit]").first.click()
    page.wait_for_url(lambda url: "/accounts/login/" not in url)


def import_people(page, slug):
    """The four steps of the wizard; the worker of `kesher serve` brings them in."""
    page.goto(f"/b/{slug}/customers/")
    page.locator("a[href$='/customers/imports/new/']").filter(visible=True).first.click()
    if page.locator("[type=file]").count() == 0:
        page.locator("main a[href$='/imports/new/']").first.click()
    page.locator("[type=file]").set_input_files(FILES / "google.csv")
    page.locator("[data-save]").click()
    page.wait_for_url("**/columns/")
    page.locator("[data-save]").click()
    page.wait_for_url("**/preview/")
    expect(page.locator("main table")).to_contain_text("נועה כהן")
    page.locator(".page-actions .btn-primary").click()
    expect(page.locator("#run .notice.tone-green")).to_be_visible(timeout=30_000)
    expect(page.locator(".figure").nth(1)).to_contain_text("4")


def open_person(page, slug):
    page.goto(f"/b/{slug}/customers/")
    page.locator("#list-search").press_sequentially("נועה כ")
    expect(page.locator("[data-row]")).to_have_count(1)
    page.locator("[data-row] a").first.click()
    expect(page.locator("h1").first).to_contain_text("נועה כהן")
    expect(page.locator("#box-contact")).to_contain_text("054-234-5678")


def edit_details(page):
    page.locator("#box-contact .box-link").click()
    page.locator("#drawer [name=job_title]").fill("מנהלת תפעול")
    page.locator("#drawer [data-save]").click()
    expect(page.locator("#drawer")).to_be_hidden()
    expect(page.locator("#box-contact")).to_contain_text("מנהלת תפעול")


def add_note(page):
    page.locator(".plus [data-menu]").click()
    page.locator(".plus a[href$='/notes/add/']").click()
    page.locator("#drawer textarea").fill("מגיעה עם חברה")
    page.locator("#drawer [data-save]").click()
    expect(page.locator("#drawer")).to_be_hidden()
    page.locator(".profile-tabs a[href*='tab=notes']").click()
    expect(page.locator("main")).to_contain_text("מגיעה עם חברה")


def upload_file(page):
    page.locator(".profile-tabs a").first.click()
    page.locator("main a[href$='/files/upload/']").locator("visible=true").first.click()
    page.locator("#drawer [type=file]").set_input_files(
        {"name": "form.txt", "mimeType": "text/plain", "buffer": b"hello"}
    )
    page.locator("#drawer [data-save]").click()
    expect(page.locator("#drawer")).to_be_hidden()
    expect(page.locator("main")).to_contain_text("form.txt")


def read_log(page):
    """Everything that was done stands there, newest first: file, note, job title, import."""
    page.locator(".profile-tabs a[href*='tab=log']").click()
    expect(page.locator(".log-entry")).not_to_have_count(0)
    settled(page)
    told = page.locator(".log-entry").all_inner_texts()
    assert "form.txt" in told[0]
    assert any("מנהלת תפעול" in one for one in told)
    assert len(told) >= 4
