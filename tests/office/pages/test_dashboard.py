import html
from datetime import timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from kesher.activity import telling
from kesher.activity.models import Entry
from kesher.customers import birthdays
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
    today = timezone.localdate()
    born_today = make.customer(world.ours, birthday=birthday_on(today))
    seen, unseen = (make.staff(world.ours, permissions=rights).user for rights in (["customer.view"], []))

    pages = []
    for user in (seen, unseen):
        client.force_login(user)
        pages.append(client.get("/b/ours/").content.decode())

    assert [str(born_today) in page for page in pages] == [True, False]


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


def birthday_on(day):
    """A day of birth that is celebrated on this one; 2000 has every day."""
    return day.replace(year=2000)


def speaking_english(world):
    world.staff.user.language = "en"
    world.staff.user.save()


def test_what_was_worked_on_last_is_told_whichever_domain_it_was_in(desk, world):
    speaking_english(world)
    make.inquiry(world.ours, kind="task", customer=world.customer, by=world.staff)
    last = Entry.objects.of(world.ours).filter(customer_id=world.customer.pk).newest_first()[0]
    with translation.override("en"):
        name = telling.kind_name(last.kind)

    page = desk.get("/b/ours/").content.decode()

    assert last.kind.startswith("inquiry.")
    assert f"{name} · " in page


def born_in_the_week(world, count):
    today = timezone.localdate()
    for number in range(count):
        make.customer(world.ours, first_name=f"N{number}", birthday=birthday_on(today))


def test_birthdays_beyond_the_dozen_are_one_press_away(desk, world):
    more = f'href="/b/ours/customers/?month={timezone.localdate().month}&amp;sort=birthday"'
    born_in_the_week(world, 12)
    assert more not in desk.get("/b/ours/").content.decode()

    born_in_the_week(world, 1)

    page = desk.get("/b/ours/").content.decode()
    assert more in page
    assert desk.get(html.unescape(more.split('"')[1])).content.decode().count("<tr data-row") == 13


def test_more_birthdays_than_are_read_are_said_to_be_more(desk, world, monkeypatch):
    monkeypatch.setattr(birthdays, "MOST", 3)
    born_in_the_week(world, 3)
    assert '<span class="figure-value">3</span>' in desk.get("/b/ours/").content.decode()

    born_in_the_week(world, 1)

    assert '<span class="figure-value">3+</span>' in desk.get("/b/ours/").content.decode()
