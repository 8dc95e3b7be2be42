from kesher.core.owning import acting_for
from tests import make

HTMX = {"HX-Request": "true"}
PEOPLE = "/b/ours/customers/"


def test_sites_with_their_equipment(desk, world):
    site = make.site(
        world.customer, name="Warehouse", town="חיפה", phone="+972547654321", access_notes="Code 12"
    )
    make.equipment(world.customer, name="Boiler", site=site, warranty_until="2020-01-01")
    make.equipment(world.customer, name="Server")

    shown = desk.get(f"{PEOPLE}{world.customer.pk}/sites/", headers=HTMX).content.decode()

    for part in ("Warehouse", "Code 12", "waze.com", "tel:+972547654321", "Boiler", "tone-orange", "Server"):
        assert part in shown


def test_a_site_and_equipment_are_added_changed_and_retired(desk, world):
    url = f"{PEOPLE}{world.customer.pk}"
    assert desk.get(f"{url}/sites/add/").status_code == 200
    assert desk.post(f"{url}/sites/add/", {"name": ""}, headers=HTMX).status_code == 422
    assert desk.post(f"{url}/sites/add/", {"name": "Shop", "town": "חיפה"}, headers=HTMX).status_code == 204
    with acting_for(world.ours):
        site = world.ours.sites.get()
    typed = {"name": "Boiler", "site": site.pk, "warranty_until": "1/1/2099"}
    assert desk.post(f"{url}/equipment/add/", typed, headers=HTMX).status_code == 204
    with acting_for(world.ours):
        boiler = world.ours.equipment.get()

    for path in (f"sites/{site.pk}", f"equipment/{boiler.pk}"):
        assert desk.get(f"{PEOPLE}{path}/edit/").status_code == 200
        assert desk.post(f"{PEOPLE}{path}/edit/", {"name": "Other"}, headers=HTMX).status_code == 204
        assert desk.post(f"{PEOPLE}{path}/retire/", headers=HTMX).status_code == 204
    hidden = desk.get(f"{url}/sites/", headers=HTMX).content.decode()
    shown = desk.get(f"{url}/sites/?retired=1", headers=HTMX).content.decode()
    assert ("Other" in hidden, "Other" in shown) == (False, True)
    for path in (f"sites/{site.pk}", f"equipment/{boiler.pk}"):
        assert desk.post(f"{PEOPLE}{path}/restore/", headers=HTMX).status_code == 204


def test_the_profile_has_a_tab_of_sites(desk, world):
    assert "/sites/" in desk.get(f"{PEOPLE}{world.customer.pk}/?tab=sites").content.decode()
