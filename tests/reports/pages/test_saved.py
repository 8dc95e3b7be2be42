import pytest

from kesher.businesses.permissions import Permission
from kesher.core.owning import acting_for
from kesher.customers import saved_views
from tests import make
from tests.make.reports import counted_inquiry

R = "/b/ours/reports/inquiries"
ASKED = "cut=status&period=month"
HTMX = {"HX-Request": "true"}


def seen(staff, report="inquiries"):
    with acting_for(staff.business):
        return [(one.name, one.query) for one in saved_views.seen_by(staff, list_key=f"report-{report}")]


def keep(desk, name="By status", **more):
    return desk.post(
        f"{R}/views/add/?list=cut%3Dstatus%26period%3Dmonth%26nonsense%3D1", {"name": name, **more}
    )


def test_a_report_is_kept_under_a_name_as_it_is_asked(desk, world):
    answer = keep(desk)

    assert answer.headers["Location"] == f"{R}/?{ASKED}"
    assert seen(world.staff) == [("By status", ASKED)]
    assert "By status" in desk.get(f"{R}/").content.decode()
    assert "By status" in desk.get("/b/ours/reports/").content.decode()


def test_it_is_offered_to_be_kept_where_it_is_not_kept_yet(desk):
    offered = f"{R}/views/add/?list="
    assert offered not in desk.get(f"{R}/").content.decode()
    assert offered in desk.get(f"{R}/?{ASKED}").content.decode()

    keep(desk)

    assert offered not in desk.get(f"{R}/?{ASKED}").content.decode()


@pytest.mark.parametrize("report", ["contracts", "workload"])
def test_every_report_can_be_kept(desk, world, report):
    desk.post(f"/b/ours/reports/{report}/views/add/?list=period%3Dmonth", {"name": "Monthly"})

    assert seen(world.staff, report) == [("Monthly", "period=month")]


def test_a_kept_report_is_renamed_shared_removed_and_put_back(desk, world):
    keep(desk)
    with acting_for(world.ours):
        view = world.ours.saved_views.get()

    desk.post(f"{R}/views/{view.pk}/edit/", {"name": "Shared", "is_shared": "on"})
    assert seen(make.staff(world.ours)) == [("Shared", ASKED)]

    desk.post(f"{R}/views/{view.pk}/remove/", headers=HTMX)
    assert seen(world.staff) == []
    desk.post(desk.session["toast"]["undo_url"], headers=HTMX)
    assert seen(world.staff) == [("Shared", ASKED)]


def test_what_is_kept_is_its_owners_alone_and_of_its_report(desk, world, client):
    keep(desk)
    with acting_for(world.ours):
        view = world.ours.saved_views.get()
    client.force_login(make.staff(world.ours, permissions=[Permission.REPORT_VIEW]).user)

    assert "By status" not in client.get(f"{R}/").content.decode()
    assert client.get(f"{R}/views/{view.pk}/edit/").status_code == 404
    assert desk.get(f"/b/ours/reports/workload/views/{view.pk}/edit/").status_code == 404


def test_keeping_asks_no_more_however_many_are_kept(desk, world, django_assert_max_num_queries):
    counted_inquiry(world.ours)
    for number in range(3):
        keep(desk, f"View {number}")

    with django_assert_max_num_queries(12):
        desk.get(f"{R}/?{ASKED}")
    with django_assert_max_num_queries(10):
        desk.get("/b/ours/reports/")
