"""Archiving, converting, erasing, merging and handing out: the pages over the rules."""

import io
import json
from zipfile import ZipFile

import pytest
from django.urls import reverse
from django.utils import timezone

from kesher.activity import reacting
from kesher.activity.reacting import Plan
from kesher.businesses.permissions import Permission
from kesher.core.owning import acting_for
from kesher.core.refusals import Problem
from kesher.customers import converting
from kesher.customers.kinds import Kind
from tests import make
from tests.businesses.test_guards import sign_in

HTMX = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture(autouse=True)
def english(world):
    world.staff.user.language = "en"
    world.staff.user.save()
    with acting_for(world.ours):
        yield


def at(name, *args):
    return reverse(f"customers:{name}", args=["ours", *args])


def fresh(customer):
    return customer.fresh()


def block(monkeypatch, kind):
    problem = Problem("debt", "₪120 are owed.", fix_url="/pay/", fix_label="Pay")
    monkeypatch.setitem(reacting._together, str(kind), [lambda *_: Plan(["2 bookings go."], [problem])])


def fingerprint(html):
    return html.split('name="seen" value="')[1].split('"')[0]


def test_archive_shows_what_happens_then_does_it_with_an_undo(world, desk):
    shown = desk.get(at("archive", world.customer.pk), **HTMX).content.decode()
    answer = desk.post(at("archive", world.customer.pk), {"seen": fingerprint(shown)}, **HTMX)

    assert "leaves lists and search" in shown
    assert answer.status_code == 204
    toast = json.loads(answer["HX-Trigger"])["toast"]
    assert toast["undo_url"] == at("restore", world.customer.pk)
    assert desk.post(toast["undo_url"], **HTMX).status_code == 204
    assert fresh(world.customer).archived_at is None


@pytest.mark.parametrize(("name", "kind"), [("archive", Kind.ARCHIVED), ("erase", Kind.ERASED)])
def test_problems_are_shown_first_with_the_way_out_and_no_button(world, desk, monkeypatch, name, kind):
    block(monkeypatch, kind)
    shown = desk.get(at(name, world.customer.pk), **HTMX).content.decode()
    answer = desk.post(at(name, world.customer.pk), {"word": "erase"}, **HTMX)

    assert "₪120 are owed." in shown
    assert 'href="/pay/"' in shown
    assert "data-save" not in shown
    assert answer.status_code == 422
    assert fresh(world.customer).archived_at is None


def test_a_plan_that_changed_is_shown_again(world, desk):
    answer = desk.post(at("archive", world.customer.pk), {"seen": "old"}, **HTMX)

    assert answer.status_code == 422
    assert "changed meanwhile" in answer.content.decode()


def test_convert_offers_the_roles_and_converts(world, desk):
    shown = desk.get(at("convert", world.customer.pk), **HTMX).content.decode()
    preview = desk.get(at("convert", world.customer.pk) + "?to=customer", **HTMX).content.decode()
    answer = desk.post(
        at("convert", world.customer.pk) + "?to=customer", {"seen": fingerprint(preview)}, **HTMX
    )

    assert "?to=customer" in shown
    assert "?to=former" not in shown
    assert answer.status_code == 204
    assert fresh(world.customer).role == "customer"
    undo_url = json.loads(answer["HX-Trigger"])["toast"]["undo_url"]
    assert desk.post(undo_url, **HTMX).status_code == 204
    assert fresh(world.customer).role == "lead"


def test_convert_to_staff_asks_for_roles_and_back_for_a_successor(world, desk):
    to_staff, back = (at("convert", world.customer.pk) + f"?to={to}" for to in ("staff", "staff-ended"))
    missing = desk.post(to_staff, {}, **HTMX)
    role = world.ours.roles.get(key="instructor")
    made = desk.post(to_staff, {"roles": [role.pk]}, **HTMX)
    ended = desk.post(back, {"successor": world.staff.pk}, **HTMX)

    assert (missing.status_code, made.status_code, ended.status_code) == (422, 204, 204)
    assert "choose at least one role" in missing.content.decode()
    assert not fresh(world.customer).staff.is_active


def test_convert_offers_staff_only_to_who_manages_staff(world, client):
    reception = make.staff(world.ours, permissions=[Permission.CUSTOMER_CONVERT])
    client.force_login(reception.user)

    assert "?to=staff" not in client.get(at("convert", world.customer.pk), **HTMX).content.decode()


@pytest.mark.parametrize(("to", "is_asked"), [("staff", True), ("customer", False)])
def test_undoing_what_concerns_staff_asks_who_it_is(world, client, to, is_asked):
    world.staff.user.set_password(make.businesses.PASSWORD)
    world.staff.user.save()
    client.force_login(world.staff.user)
    roles = [world.ours.roles.get(key="instructor")] if to == "staff" else []
    converting.convert(world.customer, to=to, roles=roles, by=world.staff, now=timezone.now())
    undo = at("undo_conversion", world.customer.pk)

    sign_in(client, world.staff.user_id, 3000)
    late = client.post(undo)["Location"]
    undone = [world.customer.conversions.get().undone_at is not None]
    sign_in(client, world.staff.user_id, 10)
    client.post(undo)
    undone.append(world.customer.conversions.get().undone_at is not None)

    assert ("/reauthenticate/" in late, undone) == (is_asked, [not is_asked, True])


def test_erase_needs_the_word(world, desk):
    refused = desk.post(at("erase", world.customer.pk), {"word": "no"}, **HTMX)
    answer = desk.post(at("erase", world.customer.pk), {"word": "Erase"}, **HTMX)

    assert (refused.status_code, answer.status_code) == (422, 204)
    assert answer["HX-Redirect"] == at("profile", world.customer.pk)
    assert fresh(world.customer).erased_at
    assert desk.get(at("profile", world.customer.pk)).status_code == 200


def test_merge_asks_field_by_field_and_can_be_undone(world, desk):
    other = make.customer(world.ours, first_name="Noa", last_name="Kohen", phone="0502345678")
    url = at("merge", world.customer.pk, other.pk)
    shown = desk.get(url).content.decode()
    answer = desk.post(url, {"last_name": "merged", "seen": fingerprint(shown)})

    assert 'name="last_name"' in shown
    assert (answer.status_code, answer["Location"]) == (303, at("profile", world.customer.pk))
    assert fresh(world.customer).last_name == "Kohen"
    choose = desk.get(at("choose_merge", world.customer.pk), **HTMX).content.decode()
    undo_url = at("undo_merge", world.ours.merges.get().pk)
    assert undo_url in choose
    assert desk.post(undo_url, **HTMX)["HX-Redirect"] == at("profile", world.customer.pk)
    assert fresh(other).merged_into is None


def test_merge_with_offers_those_alike_and_finds_others(world, desk):
    twin = make.customer(world.ours, first_name="Noa", last_name=world.customer.last_name)
    other = make.customer(world.ours, first_name="Tamar", last_name="Bar")
    alike = desk.get(at("choose_merge", world.customer.pk), **HTMX).content.decode()
    found = desk.get(at("choose_merge", world.customer.pk) + "?q=tamar", **HTMX).content.decode()

    assert at("merge", world.customer.pk, twin.pk) in alike
    assert at("merge", world.customer.pk, other.pk) in found
    assert "<header" not in found


def test_merge_with_oneself_shows_the_reason(world, desk):
    answer = desk.get(at("merge", world.customer.pk, world.customer.pk))

    assert "two different people" in answer.content.decode()


def test_duplicates_are_listed_dismissed_and_paged(world, desk, monkeypatch):
    monkeypatch.setattr("kesher.customers.views.duplicates.A_PAGE", 1)
    pairs = [
        [
            make.customer(world.ours, first_name=f"N{n}{m}", last_name=last, phone=f"050234567{n}")
            for m in "ab"
        ]
        for n, last in enumerate(("Levi", "Mizrahi"))
    ]
    first = desk.get(at("duplicates")).content.decode()
    second = desk.get(at("duplicates") + "?page=2", **HTMX).content.decode()
    answer = desk.post(at("dismiss_pair", pairs[0][0].pk, pairs[0][1].pk), **HTMX)

    assert "2 pairs" in first
    assert at("merge", pairs[0][0].pk, pairs[0][1].pk) in first
    assert "?page=2" in first
    assert at("merge", pairs[1][0].pk, pairs[1][1].pk) in second
    assert json.loads(answer["HX-Trigger"])["pairs-changed"]
    assert at("merge", pairs[0][0].pk, pairs[0][1].pk) not in desk.get(at("duplicates")).content.decode()


def test_a_dismissed_pair_comes_back_by_its_toast(world, desk):
    pair = [make.customer(world.ours, first_name=f"N{m}", phone="0502345678").pk for m in "ab"]
    toast = json.loads(desk.post(at("dismiss_pair", *pair), **HTMX)["HX-Trigger"])["toast"]

    answer = desk.post(toast["undo_url"], **HTMX)

    assert toast["undo_url"] == at("put_back_pair", *pair)
    assert json.loads(answer["HX-Trigger"])["pairs-changed"]
    assert at("merge", *pair) in desk.get(at("duplicates")).content.decode()


def test_the_report_asks_no_more_with_more_pairs(world, desk, django_assert_max_num_queries):
    for n in range(3):
        for _twin in "ab":
            make.customer(world.ours, first_name=f"N{n}", phone=f"050234567{n}")
    desk.get(at("duplicates"))

    with django_assert_max_num_queries(20):
        desk.get(at("duplicates"))


def test_personal_data_comes_as_a_zip_and_is_recorded(world, desk):
    asked = desk.get(at("ask_disclosure", world.customer.pk), **HTMX)
    answer = desk.post(at("disclose", world.customer.pk))

    assert asked.status_code == 200
    assert answer["Content-Type"] == "application/zip"
    names = ZipFile(io.BytesIO(b"".join(answer.streaming_content))).namelist()
    assert names == ["index.html", "data.json", "log.csv"]


def test_a_zip_without_the_rights_is_refused(world, client):
    staff = make.staff(world.ours, permissions=[Permission.CUSTOMER_EXPORT])
    client.force_login(staff.user)

    assert client.post(at("disclose", world.customer.pk), **HTMX).status_code == 422
