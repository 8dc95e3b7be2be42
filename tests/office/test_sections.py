from django.urls import reverse

from kesher.businesses.permissions import Permission
from kesher.office import sections
from tests import make


def shown(client, business="ours"):
    page = client.get(f"/b/{business}/settings/").content.decode()
    urls = {one.name: sections.url_of(one.name, business) for one in sections.SECTIONS}
    return [name for name, url in urls.items() if url and url in page]


def test_the_owner_sees_every_section_that_is_there(desk):
    there = [one.name for one in sections.SECTIONS if sections.url_of(one.name, "ours")]

    assert shown(desk) == there
    assert "businesses:roles" in there


def test_staff_see_the_sections_of_their_rights(world, client):
    client.force_login(make.staff(world.ours, permissions=[Permission.STAFF_VIEW]).user)

    assert shown(client) == ["businesses:staff", "businesses:activation"]


def test_a_locked_module_hides_its_sections(world, client):
    shop = make.business(slug="shop", is_active=False)
    client.force_login(make.staff(shop, permissions=[Permission.CUSTOMER_IMPORT]).user)

    assert shown(client, "shop") == ["businesses:activation"]


def test_a_page_that_is_not_there_is_left_out():
    assert sections.url_of("nowhere:page", "ours") == ""
    assert sections.url_of("businesses:roles", "ours") == reverse("businesses:roles", args=["ours"])


def test_the_section_one_is_in_is_marked(desk):
    page = desk.get("/b/ours/settings/roles/").content.decode()

    assert 'href="/b/ours/settings/roles/" aria-current="page"' in page
