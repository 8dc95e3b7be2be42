import pytest

from tests import make

LIST = "/b/ours/notices/"
HTMX = {"HX-Request": "true"}


def test_the_menu_shows_notices_and_reminders(world, desk):
    make.notice(world.staff, text="Inquiry 12 is yours")
    make.reminder(world.customer, world.staff, label="Call Noa back")

    shown = desk.get(f"{LIST}menu/", headers=HTMX).text

    assert "Inquiry 12 is yours" in shown
    assert "Call Noa back" in shown


def test_opening_a_notice_reads_it_and_goes_there(world, desk):
    notice = make.notice(world.staff, path="/b/ours/customers/")

    answer = desk.get(f"{LIST}{notice.pk}/open/")

    notice.refresh_from_db()
    assert answer["Location"] == "/b/ours/customers/"
    assert notice.read_at


@pytest.mark.parametrize("path", ["", "https://elsewhere.example", "//elsewhere.example"])
def test_a_notice_leads_nowhere_else(world, desk, path):
    notice = make.notice(world.staff, path=path)

    assert desk.get(f"{LIST}{notice.pk}/open/")["Location"] == LIST


def test_notices_of_a_colleague_are_not_found(world, desk):
    notice = make.notice(make.staff(world.ours))

    assert desk.get(f"{LIST}{notice.pk}/open/").status_code == 404


def test_all_can_be_read_at_once(world, desk):
    make.notice(world.staff)

    answer = desk.post(f"{LIST}read/", headers=HTMX)

    assert "notices-changed" in answer["HX-Trigger"]
    assert world.staff.notices.filter(read_at=None).count() == 0


def test_the_list_goes_on_where_the_page_ended(world, desk):
    for number in range(51):
        make.notice(world.staff, key=str(number), text=f"Notice {number}.")

    first = desk.get(LIST, headers=HTMX).text
    oldest = world.staff.notices.order_by("pk")[1]
    rest = desk.get(LIST, {"before": oldest.pk}, headers=HTMX).text

    assert ("Notice 50." in first, "Notice 0." in first) == (True, False)
    assert ("Notice 0." in rest, "Notice 1." in rest) == (True, False)


def test_an_empty_list_says_so(desk):
    assert "empty-state" in desk.get(LIST).text


def test_the_list_takes_as_many_queries_with_many_rows(world, desk, django_assert_max_num_queries):
    desk.get(LIST)
    for number in range(5):
        make.notice(world.staff, key=str(number))
        make.reminder(make.customer(world.ours), world.staff)

    with django_assert_max_num_queries(9):
        desk.get(LIST)
