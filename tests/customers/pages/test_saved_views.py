import re

from django.utils import timezone

from kesher.core.owning import acting_for
from kesher.customers import saved_views
from tests import make

URL = "/b/ours/customers/"
HTMX = {"HX-Request": "true"}


def seen(staff):
    with acting_for(staff.business):
        return [(view.name, view.query) for view in saved_views.seen_by(staff, list_key="customers")]


def kept(staff, **given):
    with acting_for(staff.business):
        given = {"list_key": "customers", "name": "Mine", "query": "role=lead", "is_shared": False, **given}
        return saved_views.save(by=staff, now=timezone.now(), **given)


def test_a_view_is_saved_and_becomes_a_tab(desk, world):
    answer = desk.post(
        f"{URL}views/add/?list=role%3Dlead%26nonsense%3D1%26q%3Dnoa", {"name": "Leads of mine"}
    )

    assert answer.headers["Location"] == f"{URL}?q=noa&role=lead"
    assert seen(world.staff) == [("Leads of mine", "q=noa&role=lead")]
    assert "Leads of mine" in desk.get(URL).content.decode()


def test_a_refused_name_is_explained(desk, world):
    kept(world.staff)

    assert desk.post(f"{URL}views/add/?list=q%3Dx", {"name": "Mine"}).status_code == 422
    assert desk.get(f"{URL}views/add/").status_code == 200


def test_a_view_is_renamed(desk, world):
    view = kept(world.staff)

    assert desk.get(f"{URL}views/{view.pk}/edit/").status_code == 200
    desk.post(f"{URL}views/{view.pk}/edit/", {"name": "Other"})
    assert seen(world.staff) == [("Other", "role=lead")]
    assert desk.post(f"{URL}views/{view.pk}/edit/", {"name": ""}).status_code == 422


def test_a_removed_view_comes_back(desk, world):
    view = kept(world.staff)

    desk.post(f"{URL}views/{view.pk}/remove/", headers=HTMX)
    undo_url = desk.session["toast"]["undo_url"]
    assert seen(world.staff) == []

    desk.post(undo_url, headers=HTMX)
    assert seen(world.staff) == [("Mine", "role=lead")]
    assert desk.post(undo_url, headers=HTMX).status_code == 204
    assert desk.post(re.sub(r"view=..", "view=xx", undo_url)).status_code == 404


def test_undo_belongs_to_who_removed(desk, client, world):
    view = kept(world.staff)
    desk.post(f"{URL}views/{view.pk}/remove/", headers=HTMX)
    undo_url = desk.session["toast"]["undo_url"]

    client.force_login(make.staff(world.ours).user)

    assert client.post(undo_url).status_code == 404


def test_somebody_elses_own_view_is_not_found(client, world):
    view = kept(world.staff)
    client.force_login(make.staff(world.ours).user)

    assert client.get(f"{URL}views/{view.pk}/edit/").status_code == 404


def test_a_shared_view_is_left_alone_by_those_without_the_right(client, world):
    view = kept(world.staff, is_shared=True)
    client.force_login(make.staff(world.ours, role="reception").user)

    assert client.post(f"{URL}views/{view.pk}/edit/", {"name": "X"}).status_code == 422
    client.post(f"{URL}views/{view.pk}/remove/", headers=HTMX)
    assert seen(world.staff) == [("Mine", "role=lead")]


def test_a_view_of_another_list_does_not_exist_here(desk, world):
    view = kept(world.staff, list_key="inquiries")

    assert desk.get(f"{URL}views/{view.pk}/edit/").status_code == 404


def test_who_may_share_is_said_to_whom_it_is_refused(client, world):
    reception = make.staff(world.ours, role="reception", user=make.user(language="en"))
    client.force_login(reception.user)

    answer = client.post(f"{URL}views/add/?list=q%3Dx", {"name": "Ours", "is_shared": "on"})

    assert "“Edit lists (tags, stages, sources, custom fields)”" in answer.content.decode()


def test_a_view_takes_over_what_is_shown_now_and_gives_it_back(desk, world):
    view = kept(world.staff)

    answer = desk.post(f"{URL}views/add/?list=q%3Dnoa", {"into": view.pk})

    assert answer.headers["Location"] == f"{URL}?q=noa"
    assert seen(world.staff) == [("Mine", "q=noa")]
    desk.post(desk.session["toast"]["undo_url"], headers=HTMX)
    assert seen(world.staff) == [("Mine", "role=lead")]


def test_only_views_that_one_may_change_are_offered_to_take_over(client, world):
    shared = kept(world.staff, is_shared=True)
    reception = make.staff(world.ours, role="reception")
    client.force_login(reception.user)
    assert 'name="into"' not in client.get(f"{URL}views/add/?list=q%3Dnoa").content.decode()

    own = kept(reception)

    offered = client.get(f"{URL}views/add/?list=q%3Dnoa").content.decode()
    assert (f'value="{own.pk}"' in offered, f'value="{shared.pk}"' in offered) == (True, False)
    assert client.post(f"{URL}views/add/?list=q%3Dnoa", {"into": shared.pk}).status_code == 422
