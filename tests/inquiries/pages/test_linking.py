import json

import pytest
from django.utils import timezone

from kesher.core.owning import acting_for
from kesher.inquiries import linking, noting, removing
from tests import make

FRAGMENT = {"HX-Request": "true"}
URL = "/b/ours/inquiries"


@pytest.fixture(autouse=True)
def within(world):
    with acting_for(world.ours):
        yield


@pytest.fixture
def pair(world):
    return [
        make.inquiry(world.ours, customer=world.customer, by=world.staff, title=name)
        for name in ("Tap", "Sink")
    ]


def text(response):
    return response.content.decode()


def test_another_one_is_completed_while_one_types(desk, pair):
    first, second = pair

    page = text(desk.get(f"{URL}/{first.pk}/others/", {"other_text": "sink"}, headers=FRAGMENT))

    assert f'data-value="{second.pk}"' in page
    assert f'data-value="{first.pk}"' not in page


@pytest.mark.parametrize("kind", ["related", "blocks", "blocked"])
def test_two_are_linked_shown_unlinked_and_linked_again(desk, pair, kind):
    first, second = pair

    answer = desk.post(f"{URL}/{first.pk}/link/", {"other": second.pk, "kind": kind}, headers=FRAGMENT)

    assert answer.status_code == 204, text(answer)
    around = text(desk.get(f"{URL}/{first.pk}/around/", headers=FRAGMENT))
    assert f"{URL}/{second.pk}/" in around
    link = first.business.inquiry_links.get()
    answer = desk.post(f"{URL}/links/{link.pk}/remove/", headers=FRAGMENT)
    assert not first.business.inquiry_links.exists()
    desk.post(json.loads(answer["HX-Trigger"])["toast"]["undo_url"], headers=FRAGMENT)
    again = first.business.inquiry_links.get()
    assert (again.first_id, again.second_id, again.kind) == (link.first_id, link.second_id, link.kind)


def test_what_one_does_not_see_cannot_be_chosen(desk, world, pair):
    with acting_for(world.theirs):
        foreign = make.inquiry(world.theirs)

    for other in (foreign.pk, "x", ""):
        answer = desk.post(f"{URL}/{pair[0].pk}/link/", {"other": other, "kind": "related"}, headers=FRAGMENT)
        assert answer.status_code == 422


@pytest.mark.parametrize("way", ["first", "second", "before", "after"])
def test_a_linked_one_that_the_reader_does_not_see_is_not_named(desk, world, pair, way):
    technician = make.staff(world.ours, role="technician")
    hidden = make.inquiry(world.ours, customer=world.customer, staff=[world.staff], title="Confidential")
    shown = make.inquiry(
        world.ours, customer=world.customer, staff=[technician], follows=hidden if way == "before" else None
    )
    if way == "after":
        world.ours.inquiries.filter(pk=hidden.pk).update(follows=shown)
    elif way != "before":
        sides = {"first": shown, "second": hidden} if way == "first" else {"first": hidden, "second": shown}
        world.ours.inquiry_links.create(**sides)
    page = f"{URL}/{shown.pk}/around/"

    assert "Confidential" in text(desk.get(page))
    desk.force_login(technician.user)
    assert "Confidential" not in text(desk.get(page))


def test_a_linked_one_that_was_deleted_is_not_named(desk, world, pair):
    first, second = pair
    world.ours.inquiry_links.create(first=first, second=second)
    removing.remove(second, by=world.staff, now=second.created_at)

    assert "Sink" not in text(desk.get(f"{URL}/{first.pk}/around/"))


def test_merging_shows_what_happens_does_it_and_is_undone(desk, pair):
    merged, survivor = pair
    noting.add(merged, text="Called back", by=None, now=merged.created_at)
    url = f"{URL}/{merged.pk}/merge/"

    preview = desk.post(url, {"other": survivor.pk}, headers=FRAGMENT)
    seen = text(preview).split('name="seen" value="')[1].split('"')[0]
    answer = desk.post(url, {"other": survivor.pk, "seen": seen}, headers=FRAGMENT)

    assert (preview.status_code, answer.status_code) == (200, 204)
    assert answer["HX-Redirect"] == f"{URL}/{survivor.pk}/"
    assert desk.get(f"{URL}/{merged.pk}/")["Location"] == f"{URL}/{survivor.pk}/"
    merge = survivor.merges_in.get()
    assert f"/merges/{merge.pk}/undo/" in text(desk.get(f"{URL}/{survivor.pk}/around/"))
    assert desk.post(f"{URL}/merges/{merge.pk}/undo/", headers=FRAGMENT).status_code == 204
    assert desk.get(f"{URL}/{merged.pk}/").status_code == 200


def test_what_stands_in_the_way_is_said(desk, world, pair):
    other = make.inquiry(world.ours, by=world.staff)

    answer = desk.post(f"{URL}/{pair[0].pk}/merge/", {"other": other.pk}, headers=FRAGMENT)

    assert answer.status_code == 422
    assert 'class="problems"' in text(answer)


def test_a_preview_that_is_out_of_date_is_shown_again(desk, pair):
    url = f"{URL}/{pair[0].pk}/merge/"

    answer = desk.post(url, {"other": pair[1].pk, "seen": "old"}, headers=FRAGMENT)

    assert answer.status_code == 422
    assert pair[0].fresh().merged_into is None


def test_closing_what_another_one_blocks_leads_to_that_one(desk, pair):
    blocking, blocked = pair
    linking.link(blocking, blocked, kind="blocks", by=None, now=timezone.now())

    typed = {"resolution": "Done", "status": blocked.business.statuses.get(number=0).pk}

    answer = desk.post(f"{URL}/{blocked.pk}/close/", typed, headers=FRAGMENT)

    assert answer.status_code == 422
    assert f'class="notice-fix" href="{URL}/{blocking.pk}/"' in text(answer)
