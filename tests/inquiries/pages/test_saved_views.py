import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kesher.core.owning import acting_for
from tests import make

URL = "/b/ours/inquiries/"


@pytest.fixture(autouse=True)
def within(world):
    with acting_for(world.ours):
        yield


def text(response):
    return response.content.decode()


def add(client, name, query, **typed):
    return client.post(f"{URL}views/add/?list={query}", {"name": name, **typed})


def test_a_view_is_kept_shown_marked_removed_and_put_back(desk, world):
    status = world.ours.statuses.get(number=2)
    query = f"scope=all&status={status.pk}"

    add(desk, "Being treated", query.replace("&", "%26"))

    view = world.ours.saved_views.get(list_key="inquiries")
    assert view.query == query
    page = text(desk.get(f"{URL}?{query}"))
    assert page.split("scope-view")[1].split("</a>")[0].count('aria-current="true"') == 1
    assert f"{URL}views/{view.pk}/remove/" in page
    desk.post(f"{URL}views/{view.pk}/remove/")
    assert not world.ours.saved_views.filter(list_key="inquiries").exists()
    desk.post(desk.session["toast"]["undo_url"])
    assert world.ours.saved_views.get(list_key="inquiries").name == "Being treated"


def test_saving_is_offered_when_the_list_is_narrowed(desk):
    assert "views/add/" not in text(desk.get(URL))
    assert "views/add/" in text(desk.get(f"{URL}?q=tap"))


def test_anothers_own_view_is_not_there(desk, world):
    add(desk, "Mine", "q=tap")
    view = world.ours.saved_views.get(list_key="inquiries")
    colleague = make.staff(world.ours, role="manager")
    desk.force_login(colleague.user)

    assert "scope-view" not in text(desk.get(URL))
    assert desk.get(f"{URL}views/{view.pk}/edit/").status_code == 404


def test_views_of_the_customers_list_are_not_shown_here(desk, world):
    world.ours.saved_views.create(name="Leads", query="role=lead", staff=world.staff, list_key="customers")

    assert "scope-view" not in text(desk.get(URL))


def test_views_ask_no_further_questions(desk, world):
    def questions():
        with CaptureQueriesContext(connection) as asked:
            assert desk.get(URL).status_code == 200
        return len(asked)

    questions()
    before = questions()
    for number in range(3):
        add(desk, f"View {number}", f"q=tap{number}")

    questions()
    assert questions() == before <= 12
