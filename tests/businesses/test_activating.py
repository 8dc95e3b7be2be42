from datetime import UTC, date, datetime

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from kesher.activity.models import Entry
from kesher.businesses import activating
from kesher.businesses.activating import State
from kesher.businesses.permissions import Module
from kesher.core.owning import acting_for
from kesher.core.refusals import Refused
from tests import make

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
TODAY = date(2026, 11, 22)
CRM, STUDIO = Module.CUSTOMER_RELATIONS, Module.STUDIO


@pytest.fixture
def shop(db):
    business = make.business(slug="shop", is_active=False)
    with acting_for(business):
        yield business


def code_for(slug="shop", *, modules=(CRM,), expires_on=date(2027, 1, 1), key=None):
    return activating.issue(
        slug, modules=list(modules), expires_on=expires_on, key=key or activating.own_key()
    )


def refusal(business, code):
    with pytest.raises(Refused) as refused:
        activating.activate(business, code=code, by=None, now=NOW)
    return [problem.code for problem in refused.value.problems]


def test_a_module_without_a_code_is_locked(shop):
    assert activating.state_of(shop, CRM, TODAY) == State.LOCKED


def test_a_code_opens_its_modules_at_once_and_no_others(shop):
    assert activating.state_of(shop, CRM, TODAY) == State.LOCKED

    activating.activate(shop, code=code_for(), by=None, now=NOW)

    assert activating.state_of(shop, CRM, TODAY) == State.ACTIVE
    assert activating.state_of(shop, STUDIO, TODAY) == State.LOCKED


def test_spaces_and_line_breaks_from_copying_do_no_harm(shop):
    code = code_for()

    activating.activate(shop, code=f" {code[:20]}\n{code[20:]} ", by=None, now=NOW)

    assert Entry.objects.of(shop).get(kind="business.activated").details["modules"] == [CRM]


def test_the_last_day_is_a_day_of_work_and_the_next_one_only_for_reading(shop):
    activating.activate(shop, code=code_for(expires_on=TODAY), by=None, now=NOW)

    assert activating.state_of(shop, CRM, TODAY) == State.ACTIVE
    assert activating.state_of(shop, CRM, date(2026, 11, 23)) == State.LAPSED


def test_the_latest_code_counts(shop):
    activating.activate(shop, code=code_for(expires_on=date(2030, 1, 1)), by=None, now=NOW)
    activating.activate(shop, code=code_for(expires_on=date(2027, 1, 1)), by=None, now=NOW)

    assert activating.last_days(shop) == {CRM: date(2027, 1, 1)}


def test_a_code_of_another_business_is_refused(shop):
    assert refusal(shop, code_for("other")) == ["code-foreign"]


def test_a_code_that_has_lapsed_is_refused(shop):
    assert refusal(shop, code_for(expires_on=date(2026, 11, 21))) == ["code-lapsed"]


def test_a_code_signed_by_somebody_else_is_refused(shop):
    assert refusal(shop, code_for(key=Ed25519PrivateKey.generate())) == ["code-invalid"]


def test_a_tampered_code_is_refused(shop):
    facts, signature = code_for().split(".")
    later, _ = code_for(expires_on=date(2099, 1, 1)).split(".")

    for code in (
        f"{later}.{signature}",
        f"{facts}.{signature[:-4]}AAAA",
        facts,
        "",
        "a.b.c",
        "קוד.קוד",
        "x" * 5000,
    ):
        assert refusal(shop, code) == ["code-invalid"]


def test_with_a_vendors_key_only_the_vendors_codes_count(shop, settings):
    vendor = Ed25519PrivateKey.generate()
    settings.ACTIVATION_PUBLIC_KEY = activating.encoded(vendor.public_key().public_bytes_raw())

    assert refusal(shop, code_for()) == ["code-invalid"]
    assert activating.activate(shop, code=code_for(key=vendor), by=None, now=NOW).modules == [CRM]


def test_an_installation_of_its_own_issues_a_code_for_all_modules(shop):
    activating.activate_self(shop, by=None, now=NOW)

    assert {module: activating.state_of(shop, module, TODAY) for module in Module.values} == dict.fromkeys(
        Module.values, State.ACTIVE
    )


def test_where_a_vendor_issues_codes_the_installation_does_not(shop, settings):
    settings.ACTIVATION_PUBLIC_KEY = activating.encoded(
        Ed25519PrivateKey.generate().public_key().public_bytes_raw()
    )

    with pytest.raises(Refused, match="vendor-elsewhere"):
        activating.activate_self(shop, by=None, now=NOW)


def test_the_key_is_for_its_owner_only(shop, settings, tmp_path):
    settings.DATA = tmp_path
    activating.own_key()

    assert (tmp_path / "activation_key").stat().st_mode & 0o777 == 0o600
