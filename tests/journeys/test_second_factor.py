"""A passkey, one-time codes and recovery codes: set up by the person, asked for at the next sign-in."""

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from playwright.sync_api import expect

from tests.journeys.test_newcomer import sign_in
from tests.journeys.variants import Face

AUTHENTICATOR = {
    "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
    "isUserVerified": True, "automaticPresenceSimulation": True,
}  # fmt: skip


@pytest.fixture
def page(browser, site):
    with site.context(browser, Face("en", "light", 1440)) as context:
        yield context.new_page()


def open_after_password(page, path, person):
    """Before a sensitive setting the password is asked for once more; then the page comes."""
    page.goto(path)
    page.locator("[name=password]").fill(person["password"])
    page.locator("main form [type=submit]").first.click()
    page.wait_for_url(f"**{path}")


def sign_out(page):
    page.goto("/accounts/logout/")
    page.locator("main form [type=submit]").click()
    page.wait_for_url("**/accounts/login/**")


def test_passkey_is_added_and_signs_in_alone(page, site):
    authenticator = page.context.new_cdp_session(page)
    authenticator.send("WebAuthn.enable")
    authenticator.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
    sign_in(page, site.told["passkeyed"])
    open_after_password(page, "/accounts/2fa/webauthn/add/", site.told["passkeyed"])
    page.locator("[name=name]").fill("Laptop")
    page.locator("[name=passwordless]").check()
    page.locator("#mfa_webauthn_add").click()
    page.wait_for_url("**/accounts/2fa/recovery-codes/**")
    page.goto("/accounts/2fa/webauthn/")
    expect(page.locator("main")).to_contain_text("Laptop")

    sign_out(page)
    page.locator("#passkey_login").click()

    page.wait_for_url(f"**/b/{site.told['passkeyed']['slug']}/")


def test_one_time_code_is_asked_for_and_a_recovery_code_works_once(page, site):
    person = site.told["coded"]
    sign_in(page, person)
    open_after_password(page, "/accounts/2fa/totp/activate/", person)
    secret = page.locator("main code").inner_text()
    page.locator("[name=code]").fill(code_of(secret))
    page.locator("main form [type=submit]").first.click()
    page.wait_for_url("**/accounts/2fa/recovery-codes/**")
    page.goto("/accounts/2fa/recovery-codes/")
    recovery = page.locator("main .codes").inner_text().split()

    for typed in (code_of(secret), recovery[0]):
        sign_out(page)
        sign_in(page, person)
        page.wait_for_url("**/accounts/2fa/authenticate/**")
        page.locator("[name=code]").fill(typed)
        page.locator("main form [type=submit]").first.click()
        page.wait_for_url(f"**/b/{person['slug']}/")

    sign_out(page)
    sign_in(page, person)
    page.locator("[name=code]").fill(recovery[0])
    page.locator("main form [type=submit]").first.click()
    expect(page.locator("main .field-error, main [role=alert]").first).to_be_visible()


def code_of(secret):
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))
