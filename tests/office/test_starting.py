from kesher.businesses.permissions import Permission
from kesher.core.owning import acting_for
from kesher.office import starting
from tests import make


def steps_of(shop, staff):
    with acting_for(shop):
        return {one.name: (one.is_done, one.is_waiting) for one in starting.steps(shop, staff)}


def owner_of(shop):
    with acting_for(shop):
        return shop.staff.get()


def test_without_a_code_the_code_comes_first_and_what_needs_it_waits(db):
    shop = make.business(slug="shop", is_active=False)

    assert steps_of(shop, owner_of(shop)) == {
        "businesses:activation": (False, False),
        "businesses:details": (False, False),
        "businesses:staff": (False, False),
        "customers:import": (False, True),
        "customers:add": (False, True),
    }


def test_what_was_done_is_ticked(db):
    shop = make.business(slug="shop")
    owner = owner_of(shop)
    make.staff(shop, permissions=[])

    done = {name for name, (is_done, _waits) in steps_of(shop, owner).items() if is_done}

    assert done == {"businesses:activation", "businesses:staff"}


def test_only_the_steps_that_one_may_do_are_offered(db):
    shop = make.business(slug="shop")

    assert list(steps_of(shop, make.staff(shop, permissions=[Permission.CUSTOMER_ADD]))) == ["customers:add"]


def test_while_locked_the_dashboard_leads_to_the_code_or_says_whom_to_ask(db, client):
    owner = make.user()
    shop = make.business(slug="shop", owner=owner, is_active=False)
    client.force_login(owner)
    assert "/b/shop/settings/activation/" in client.get("/b/shop/").text.split('id="main"')[1]

    client.force_login(make.staff(shop, permissions=[]).user)
    assert str(owner_of_user(shop, owner)) in client.get("/b/shop/").text.split('id="main"')[1]


def test_with_the_first_customer_the_steps_are_over(db, client):
    owner = make.user()
    shop = make.business(slug="shop", owner=owner)
    client.force_login(owner)
    before = "/b/shop/customers/import" in client.get("/b/shop/").text.split('id="main"')[1]
    make.customer(shop)

    after = "/b/shop/customers/import" in client.get("/b/shop/").text.split('id="main"')[1]
    assert (before, after) == (True, False)


def owner_of_user(shop, user):
    with acting_for(shop):
        return shop.staff.get(user=user)
