import json
import re

from django.utils import timezone

from kesher.core.owning import acting_for
from kesher.customers import archiving
from tests import make

URL = "/b/ours/customers/bulk/"
HTMX = {"HX-Request": "true"}


def tagged(world):
    with acting_for(world.ours):
        return sorted(world.ours.customer_tags.values_list("customer", flat=True))


def tag_of(business):
    with acting_for(business):
        return business.tags.create(name="VIP")


def confirmed(desk, verb, given):
    """The form posted, then what the preview shows posted again."""
    preview = desk.post(f"{URL}{verb}/", given, headers=HTMX).content.decode()
    seen = re.search(r'name="seen" value="(\w+)"', preview)[1]
    return desk.post(f"{URL}{verb}/", {**given, "seen": seen}, headers=HTMX)


def test_the_selected_are_changed_after_a_preview_and_undone(desk, world):
    tag, other = tag_of(world.ours), make.customer(world.ours)
    given = {"selected": [other.pk], "scope": "selected", "value": tag.pk, "list": ""}
    assert desk.get(f"{URL}tag/", {"selected": other.pk}).status_code == 200

    answer = confirmed(desk, "tag", given)

    assert answer.status_code == 204
    assert tagged(world) == [other.pk]
    undo_url = json.loads(answer["HX-Trigger"])["toast"]["undo_url"]

    desk.post(undo_url, headers=HTMX)
    assert tagged(world) == []
    assert desk.post(undo_url, headers=HTMX).status_code == 204


def test_the_whole_filtered_list_is_changed(desk, world):
    tag = tag_of(world.ours)
    make.customer(world.ours, first_name="Buyer", role="customer")

    confirmed(desk, "tag", {"list": "role=lead", "scope": "listed", "value": tag.pk})

    assert tagged(world) == [world.customer.pk]


def test_people_and_rows_of_another_business_cannot_be_meant(desk, world):
    ours, theirs = tag_of(world.ours), tag_of(world.theirs)
    foreign = world.foreign_customer.pk

    preview = desk.post(
        f"{URL}tag/", {"selected": foreign, "scope": "selected", "value": ours.pk}, headers=HTMX
    )
    wrong = desk.post(
        f"{URL}tag/", {"selected": world.customer.pk, "scope": "selected", "value": theirs.pk}, headers=HTMX
    )

    assert 'name="seen"' not in preview.content.decode()
    assert wrong.status_code == 422
    assert tagged(world) == []


def test_an_old_preview_is_refused(desk, world):
    given = {"selected": world.customer.pk, "scope": "selected", "seen": "old", "list": ""}

    assert desk.post(f"{URL}archive/", given, headers=HTMX).status_code == 422


def test_archiving_many_needs_its_right(client, world):
    client.force_login(make.staff(world.ours, role="technician").user)
    given = {"selected": world.customer.pk, "scope": "selected", "seen": "old", "list": ""}

    assert client.post(f"{URL}archive/", given, headers=HTMX).status_code == 422


def archived(world):
    with acting_for(world.ours):
        return list(world.ours.customers.archived().values_list("pk", flat=True))


def test_many_are_restored_after_a_preview_and_undone(desk, world):
    with acting_for(world.ours):
        archiving.archive(world.customer, by=world.staff, now=timezone.now())

    answer = confirmed(desk, "restore", {"list": "archived=1", "scope": "listed"})

    assert (answer.status_code, archived(world)) == (204, [])
    desk.post(json.loads(answer["HX-Trigger"])["toast"]["undo_url"], headers=HTMX)
    assert archived(world) == [world.customer.pk]
