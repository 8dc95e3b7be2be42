from datetime import timedelta

from django.utils import timezone

from kesher.businesses.permissions import Module, Permission
from kesher.core.owning import acting_for
from kesher.office import shell
from tests import make


def frame_of(client, path="/b/ours/"):
    return client.get(path).content.decode()


def test_a_place_is_shown_to_those_with_its_right(world, desk, client):
    assert 'href="/b/ours/customers/"' in frame_of(desk)

    client.force_login(make.staff(world.ours, permissions=[Permission.STAFF_VIEW]).user)
    assert 'href="/b/ours/customers/"' not in frame_of(client)


def test_outside_a_business_there_are_no_places(rf):
    request = rf.get("/accounts/login/")

    shown = shell.shell(request)

    assert (shown.nav, shown.sections, shown.notice, shown.direction) == ([], [], None, "rtl")


def test_a_lapsed_code_is_said_above_every_page(db, client):
    owner = make.user()
    shop = make.business(slug="shop", owner=owner, is_active=False)
    day = timezone.localdate() - timedelta(days=1)
    shop.activations.create(code="x", modules=[Module.STUDIO], expires_on=day, entered_at=timezone.now())
    client.force_login(owner)

    page = frame_of(client, "/b/shop/").split('id="main"')[1]
    assert "/b/shop/settings/activation/" in page
    assert "notice tone-yellow" in page


def test_the_sections_come_with_the_settings_only(desk):
    assert "settings-section" not in frame_of(desk)
    assert "settings-section" in frame_of(desk, "/b/ours/settings/roles/")


def test_the_usual_reminders_stand_within_the_settings(desk):
    page = frame_of(desk, "/b/ours/diary/reminders/usual/")
    lit = [line for line in page.splitlines() if 'aria-current="page"' in line]

    assert page.count("<h1") == 1
    assert any('href="/b/ours/settings/"' in line for line in lit)
    assert any('href="/b/ours/diary/reminders/usual/"' in line for line in lit)
    assert not any('href="/b/ours/diary/"' in line for line in lit)


def test_switching_is_offered_only_to_who_works_in_another_business_too(world, desk):
    def is_offered():
        return 'class="menu-item" href="/"' in frame_of(desk)

    alone = is_offered()
    elsewhere = make.staff(world.theirs, user=world.staff.user)
    both = is_offered()
    with acting_for(world.theirs):
        elsewhere.left_at = timezone.now()
        elsewhere.save()

    assert (alone, both, is_offered()) == (False, True, False)


def test_on_paper_every_page_names_the_business_and_the_day(desk, world):
    head = frame_of(desk).split('class="letterhead"')[1].split("</div>")[0]

    assert world.ours.name in head
    assert timezone.localdate().strftime("%d/%m/%Y") in head
