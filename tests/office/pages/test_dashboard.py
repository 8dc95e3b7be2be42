from datetime import timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests import make


def test_the_dashboard_greets_and_shows_what_stands_ahead(desk, world):
    make.customer(
        world.ours, by=world.staff, last_name="Birthday", birthday=timezone.localdate().replace(year=1990)
    )

    page = desk.get("/b/ours/").content.decode()

    assert "Noa Birthday" in page
    assert world.staff.first_name in page


def test_a_dashboard_without_people_offers_the_first_step(client, world):
    owner = make.user()
    make.business(slug="empty", owner=owner)
    client.force_login(owner)

    assert "/b/empty/customers/add/" in client.get("/b/empty/").content.decode()


def test_without_the_right_to_see_customers_only_the_greeting_stands_there(client, world):
    client.force_login(make.staff(world.ours, permissions=[]).user)

    page = client.get("/b/ours/").content.decode()

    assert str(world.customer) not in page


def test_the_dashboard_asks_a_constant_number_of_questions(desk, world):
    today = timezone.localdate()

    def questions():
        with CaptureQueriesContext(connection) as asked:
            desk.get("/b/ours/")
        return len(asked)

    make.customer(world.ours, by=world.staff, birthday=today.replace(year=1988))
    questions()
    one = questions()
    for days in range(3):
        make.customer(world.ours, by=world.staff, birthday=(today + timedelta(days=days)).replace(year=1988))

    assert questions() == one <= 12
