"""The module is hidden and refused while locked, read only once its code has lapsed."""

from contextlib import closing
from datetime import date, timedelta

import pytest
from django.utils import timezone

from kesher.businesses import activating
from kesher.businesses.permissions import Module, Permission
from kesher.core.owning import acting_for
from tests import make

PAGE = "/b/shop/settings/activation/"


@pytest.fixture
def shop(db):
    return make.business(slug="shop", is_active=False)


@pytest.fixture
def owner(shop, client):
    user = shop.staff.model.objects.across_businesses().select_related("user").get(business=shop).user
    client.force_login(user)
    return client


def lapse(shop, *, days=1):
    day = timezone.localdate() - timedelta(days=days)
    shop.activations.create(code="x", modules=list(Module.values), expires_on=day, entered_at=timezone.now())


def test_while_locked_the_module_is_hidden_and_leads_to_this_page(owner):
    assert owner.get("/b/shop/customers/").headers["Location"] == PAGE
    assert owner.post("/b/shop/customers/add/", headers={"HX-Request": "true"}).headers["HX-Redirect"] == PAGE
    assert 'href="/b/shop/customers/"' not in owner.get(PAGE).content.decode()


@pytest.mark.parametrize("part", ["log/", "log/export/", "settings/lists/", "settings/lists/statuses/"])
def test_while_locked_the_log_and_the_lists_are_refused_too(owner, part):
    assert owner.get(f"/b/shop/{part}").headers["Location"] == PAGE


@pytest.mark.parametrize("part", ["settings/staff/", "settings/details/", "settings/roles/"])
def test_what_is_not_of_the_module_stays_open(owner, part):
    assert owner.get(f"/b/shop/{part}").status_code == 200


def test_a_code_opens_it(owner):
    code = activating.issue(
        "shop", modules=["customer-relations"], expires_on=date(2999, 1, 1), key=activating.own_key()
    )

    assert owner.post(f"{PAGE}enter/", {"code": code}).status_code == 303
    assert owner.get("/b/shop/customers/").status_code == 200


def test_a_wrong_code_says_why(owner):
    answer = owner.post(f"{PAGE}enter/", {"code": "abc.def"}, headers={"HX-Request": "true"})

    assert answer.status_code == 422
    assert "abc.def" in answer.content.decode()


def test_an_installation_of_its_own_opens_everything_in_one_step(owner):
    assert "issue/" in owner.get(PAGE).content.decode()
    assert owner.post(f"{PAGE}issue/").status_code == 303
    assert owner.get("/b/shop/customers/").status_code == 200
    assert "issue/" not in owner.get(PAGE).content.decode()


def test_with_a_vendor_there_is_no_such_step(owner, settings):
    settings.ACTIVATION_PUBLIC_KEY = activating.encoded(b"\x01" * 32)

    assert "issue/" not in owner.get(PAGE).content.decode()
    owner.post(f"{PAGE}issue/")
    assert owner.get("/b/shop/customers/").status_code == 302


def test_a_lapsed_module_can_be_read_and_not_changed(owner, shop):
    lapse(shop)

    page = owner.get("/b/shop/customers/")
    assert page.status_code == 200
    assert PAGE in page.content.decode().split('id="main"')[1]
    assert owner.post("/b/shop/customers/add/", {"first_name": "Noa"}).status_code == 403
    with acting_for(shop):
        assert shop.customers.count() == 0


def test_what_is_refused_by_a_lapsed_code_stays_in_its_form(owner, shop):
    lapse(shop)

    answer = owner.post("/b/shop/customers/add/", {"first_name": "Noa"}, headers={"HX-Request": "true"})
    assert (answer.status_code, answer.headers["HX-Reswap"]) == (422, "none")
    assert "toast" in answer.headers["HX-Trigger"]


def test_what_a_lapsed_code_would_refuse_is_not_offered(owner, shop):
    customer = make.customer(shop)
    pages = ["/b/shop/", "/b/shop/customers/", f"/b/shop/customers/{customer.pk}/"]

    def offers():
        return [any(one in owner.get(page).content.decode() for one in ("/add/", "/edit/")) for page in pages]

    lapse(shop, days=-1)
    active = offers()
    lapse(shop)
    assert (active, offers()) == ([True] * 3, [False] * 3)


@pytest.mark.parametrize("verb", ["injuries/show/", "identity/", "personal-data/zip/"])
def test_a_lapsed_module_still_shows_what_is_shown_on_demand(owner, shop, verb):
    customer = make.customer(shop, id_number="123456782")
    lapse(shop)

    with closing(owner.post(f"/b/shop/customers/{customer.pk}/{verb}")) as answer:
        assert answer.status_code == 200


def test_others_are_told_whom_to_ask(shop, client):
    client.force_login(make.staff(shop, permissions=[Permission.CUSTOMER_VIEW]).user)

    page = client.get(PAGE).content.decode()
    assert "Orit shop" in page
    assert "<textarea" not in page
