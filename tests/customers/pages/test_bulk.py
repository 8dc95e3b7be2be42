import json
import re

import pytest
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


def undo_url_of(answer):
    return json.loads(answer["HX-Trigger"])["toast"]["undo_url"]


def test_a_tag_that_is_not_in_use_any_more_is_taken_back(desk, world):
    tag = tag_of(world.ours)
    given = {"selected": [world.customer.pk], "scope": "selected", "value": tag.pk, "list": ""}
    undo_url = undo_url_of(confirmed(desk, "tag", given))
    with acting_for(world.ours):
        world.ours.tags.filter(pk=tag.pk).update(retired_at=timezone.now())

    assert desk.post(undo_url, headers=HTMX).status_code == 204
    assert tagged(world) == []


def test_a_tag_that_is_not_in_use_any_more_is_not_given_back_and_the_undo_stays(desk, world):
    tag = tag_of(world.ours)
    given = {"selected": [world.customer.pk], "scope": "selected", "value": tag.pk, "list": ""}
    confirmed(desk, "tag", given)
    undo_url = undo_url_of(confirmed(desk, "untag", given))
    with acting_for(world.ours):
        world.ours.tags.filter(pk=tag.pk).update(retired_at=timezone.now())
    refused = desk.post(undo_url, headers=HTMX)
    with acting_for(world.ours):
        world.ours.tags.filter(pk=tag.pk).update(retired_at=None)

    assert (refused.status_code, desk.post(undo_url, headers=HTMX).status_code) == (422, 204)
    assert tagged(world) == [world.customer.pk]


@pytest.mark.parametrize("gone", ["former", "chosen"])
def test_what_was_deleted_meanwhile_is_said_and_the_undo_stays(desk, world, gone):
    with acting_for(world.ours):
        former, chosen = (world.ours.stages.create(name=name, group="in-progress") for name in ("A", "B"))
        world.ours.customers.filter(pk=world.customer.pk).update(stage=former)
    given = {"selected": [world.customer.pk], "scope": "selected", "value": chosen.pk, "list": ""}
    undo_url = undo_url_of(confirmed(desk, "stage", given))
    with acting_for(world.ours):
        world.ours.customers.filter(pk=world.customer.pk).update(stage=None)
        {"former": former, "chosen": chosen}[gone].delete()

    answers = [desk.post(undo_url, headers=HTMX) for _time in range(2)]

    assert [answer.status_code for answer in answers] == [422, 422]
    assert "toast" in answers[0]["HX-Trigger"]


def test_as_many_as_the_limit_can_be_selected(desk, world):
    given = {"selected": [str(number) for number in range(1, 2001)], "scope": "selected", "list": ""}

    assert desk.post(f"{URL}archive/", given, headers=HTMX).status_code == 200
