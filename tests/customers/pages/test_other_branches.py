"""Staff limited to branches are not told who stands in another branch."""

import pytest
from django.utils import timezone

from kesher.core.owning import acting_for
from kesher.customers import adding, merging, pairing, relating
from kesher.inquiries import changing
from tests import browsing, make


@pytest.fixture
def northern(world, client):
    """Signed in: staff of the North; a person of theirs, and one of the South."""
    north, south = make.branch(world.ours), make.branch(world.ours)
    client.force_login(make.staff(world.ours, branches=[north]).user)
    ours = make.customer(world.ours, first_name="Northerner", branch=north)
    theirs = make.customer(world.ours, first_name="Southerner", branch=south)
    return ours, theirs


@pytest.mark.parametrize("part", ["card/", "invoice/", "invoice/edit/", "activity/"])
@pytest.mark.parametrize("is_limited", [True, False])
def test_who_pays_is_named_to_who_may_see_them(world, client, northern, part, is_limited):
    customer, payer = northern
    with acting_for(world.ours):
        adding.change(customer, payer=payer, by=world.staff, now=timezone.now())
    if not is_limited:
        client.force_login(world.staff.user)

    text = client.get(f"/b/ours/customers/{customer.pk}/{part}").text

    assert ("Southerner" in text) is not is_limited
    assert ("אדם מסניף אחר" in text) is is_limited


def test_a_payer_of_another_branch_stays_when_the_rest_is_edited(world, client, northern):
    customer, payer = northern
    with acting_for(world.ours):
        adding.change(customer, payer=payer, by=world.staff, now=timezone.now())
    typed = {"payer": payer.pk, "branch": customer.branch_id, "invoice_name": "Northern Ltd"}

    client.post(f"/b/ours/customers/{customer.pk}/invoice/edit/", typed)

    with acting_for(world.ours):
        kept = world.ours.customers.get(pk=customer.pk)
    assert (kept.payer_id, kept.invoice_name) == (payer.pk, "Northern Ltd")


def test_a_payer_of_another_branch_who_was_set_meanwhile_is_not_named(world, client, northern):
    customer, payer = northern
    other = make.customer(world.ours, branch=customer.branch)
    url = f"/b/ours/customers/{customer.pk}/invoice/edit/"
    typed = browsing.sent(client.get(url).text) | {"payer": other.pk, "person": str(other)}
    with acting_for(world.ours):
        adding.change(customer, payer=payer, by=world.staff, now=timezone.now())

    answer = client.post(url, typed)

    assert (answer.status_code, "Southerner" in answer.text, "אדם מסניף אחר" in answer.text) == (
        422,
        False,
        True,
    )


def test_a_merged_person_of_another_branch_is_not_named(world, client, northern):
    survivor, merged = northern
    with acting_for(world.ours):
        made = merging.merge(survivor, merged, choices={}, by=world.staff, now=timezone.now())
    url, undo = f"/b/ours/customers/{survivor.pk}/merge/", f"/merges/{made.pk}/undo/"

    limited = client.get(url).text
    client.force_login(world.staff.user)
    whole = client.get(url).text

    assert ("Southerner" in limited, "אדם מסניף אחר" in limited, undo in limited) == (
        False,
        True,
        False,
    )
    assert ("Southerner" in whole, undo in whole) == (True, True)


@pytest.mark.parametrize("is_limited", [True, False])
def test_a_merge_names_who_pays_to_who_may_see_them(world, client, northern, is_limited):
    customer, payer = northern
    other = make.customer(world.ours, branch=customer.branch)
    with acting_for(world.ours):
        adding.change(customer, payer=payer, by=world.staff, now=timezone.now())
    if not is_limited:
        client.force_login(world.staff.user)

    text = client.get(f"/b/ours/customers/{customer.pk}/merge/{other.pk}/").text

    assert ("Southerner" in text, "אדם מסניף אחר" in text) == (not is_limited, is_limited)


def pay(world, one, other, **told):
    adding.change(one, payer=other, **told)


def relate(world, one, other, **told):
    relating.relate(one, other=other, side="family", **told)


def merge(world, one, other, **told):
    merging.merge(one, other, choices={}, **told)


def part(world, one, other, **told):
    pairing.dismiss(one, other, **told)


def hand_over(world, one, other, **told):
    changing.change(make.inquiry(world.ours, customer=other), customer=one, **told)


@pytest.mark.parametrize("happening", [pay, relate, merge, part, hand_over])
def test_a_log_names_nobody_of_another_branch(world, client, northern, happening):
    ours, theirs = northern
    with acting_for(world.ours):
        happening(world, ours, theirs, by=world.staff, now=timezone.now())
    pages = [f"/b/ours/customers/{ours.pk}/activity/", "/b/ours/log/"]

    limited = [client.get(page).text for page in pages]
    client.force_login(world.staff.user)
    whole = [client.get(page).text for page in pages]

    assert [("Southerner" in text, "אדם מסניף אחר" in text) for text in limited] == [(False, True)] * 2
    assert [("Southerner" in text, "אדם מסניף אחר" in text) for text in whole] == [(True, False)] * 2
