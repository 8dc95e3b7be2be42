from io import BytesIO

import pytest
from allauth.mfa.models import Authenticator
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from kesher.businesses import granting
from kesher.businesses.models import Business
from kesher.businesses.permissions import SHIPPED_ROLES, Permission
from kesher.core.owning import acting_for
from tests import make

S = "/b/ours/settings"
PAGES = ["", "details/", "branches/", "branches/add/", "staff/", "staff/?shown=left", "staff/add/", "roles/", "roles/add/",
         "mail/", "security/", "activation/", "backups/"]  # fmt: skip
DETAILS = {
    "name": "Studio",
    "dealer_status": "company",
    "phone": "",
    "email": "",
    "website": "gal.co.il",
    "tax_number": "",
}


def htmx(client, path, **values):
    return client.post(path, values, headers={"HX-Request": "true"})


def business():
    return Business.objects.get(slug="ours")


def picture(kind="PNG"):
    out = BytesIO()
    Image.new("RGB", (40, 20), "teal").save(out, kind)
    return SimpleUploadedFile("our logo.png", out.getvalue())


@pytest.mark.parametrize("page", PAGES)
def test_every_section_opens_with_few_queries(desk, django_assert_max_num_queries, page):
    with django_assert_max_num_queries(12):
        assert desk.get(f"{S}/{page}").status_code == 200


def test_details_and_opening_hours_are_saved(desk):
    hours = {"opening_hours-0-0-start": "9", "opening_hours-0-0-end": "17:00", "opening_hours-5-1-start": "08:00",
             "opening_hours-5-1-end": "00:00"}  # fmt: skip

    assert htmx(desk, f"{S}/details/", **DETAILS, **hours).status_code == 204

    assert business().website == "https://gal.co.il"
    assert business().opening_hours == {"0": [["09:00", "17:00"]], "5": [["08:00", "24:00"]]}
    assert 'value="09:00"' in desk.get(f"{S}/details/").content.decode()


def test_wrong_details_come_back_with_what_was_typed(desk):
    hours = {"opening_hours-0-0-start": "12:00", "opening_hours-0-0-end": "08:00"}
    answer = htmx(desk, f"{S}/details/", **{**DETAILS, "tax_number": "123456789"}, **hours)

    assert answer.status_code == 422
    assert 'value="123456789"' in answer.content.decode()
    assert 'value="12:00"' in answer.content.decode()


def test_a_logo_is_drawn_anew_and_shown(desk):
    assert desk.get(f"{S}/details/logo/").status_code == 404
    assert desk.post(f"{S}/details/logo/change/", {"logo": picture()}).status_code == 303

    answer = desk.get(f"{S}/details/logo/")
    assert (answer.headers["Content-Type"], b"".join(answer.streaming_content)[:4]) == (
        "image/png",
        b"\x89PNG",
    )
    assert desk.post(f"{S}/details/logo/remove/").status_code == 303
    assert not business().logo


@pytest.mark.parametrize("content", [b"%PDF-1.4 no picture", b"<svg onload=alert(1)>", b"MZ\x90\x00"])
def test_what_is_no_picture_is_no_logo(desk, content):
    answer = desk.post(f"{S}/details/logo/change/", {"logo": SimpleUploadedFile("logo.png", content)})

    assert answer.status_code == 422
    assert not business().logo


def test_a_logo_has_to_be_chosen(desk):
    assert desk.post(f"{S}/details/logo/change/", {}).status_code == 422


def test_a_branch_is_added_changed_closed_and_opened(desk, world):
    assert htmx(desk, f"{S}/branches/add/", name="Haifa").status_code == 204
    assert htmx(desk, f"{S}/branches/add/", name="Haifa").status_code == 422
    with acting_for(world.ours):
        branch = world.ours.branches.get()
    path = f"{S}/branches/{branch.pk}"
    assert desk.get(f"{path}/").status_code == 200
    assert htmx(desk, f"{path}/", name="Haifa", phone="04-8123456").status_code == 204
    assert htmx(desk, f"{path}/", name="").status_code == 422
    assert htmx(desk, f"{path}/close/").status_code == 204
    assert "is-dim" in desk.get(f"{S}/branches/").content.decode()
    assert htmx(desk, f"{path}/reopen/").status_code == 204
    with acting_for(world.ours):
        assert (world.ours.branches.get().phone, world.ours.branches.get().retired_at) == (
            "+97248123456",
            None,
        )


def test_a_branch_that_cannot_be_renamed_shows_why(desk, world):
    make.branch(world.ours, name="Haifa")
    other = make.branch(world.ours, name="Eilat")

    assert htmx(desk, f"{S}/branches/{other.pk}/", name="Haifa").status_code == 422


def test_roles_are_added_copied_changed_retired_and_reset(desk, world):
    assert htmx(desk, f"{S}/roles/add/", name="Trainee", permissions=["customer.view"]).status_code == 204
    assert htmx(desk, f"{S}/roles/add/", name="Trainee").status_code == 422
    with acting_for(world.ours):
        role, technician = world.ours.roles.get(name="Trainee"), world.ours.roles.get(key="technician")
    assert "checked" in desk.get(f"{S}/roles/add/?copy={role.pk}").content.decode()
    assert htmx(desk, f"{S}/roles/{role.pk}/retire/").status_code == 204
    assert htmx(desk, f"{S}/roles/{role.pk}/restore/").status_code == 204
    assert htmx(desk, f"{S}/roles/{technician.pk}/", name="Technician", permissions=[]).status_code == 204
    assert htmx(desk, f"{S}/roles/{technician.pk}/reset/").status_code == 204
    with acting_for(world.ours):
        shipped = len(SHIPPED_ROLES["technician"][1])
        assert len(world.ours.roles.get(key="technician").permissions) == shipped


def test_the_owners_role_shows_why_it_stays(desk, world):
    with acting_for(world.ours):
        owner = world.ours.roles.get(key="owner")

    assert htmx(desk, f"{S}/roles/{owner.pk}/", name="Owner", permissions=[]).status_code == 422
    assert htmx(desk, f"{S}/roles/{owner.pk}/retire/").status_code == 204
    with acting_for(world.ours):
        assert world.ours.roles.get(key="owner").retired_at is None


def test_the_mail_password_is_never_shown(desk):
    facts = {"mail_host": "mail.example.com", "mail_port": "587", "mail_security": "starttls", "mail_user": "u",
             "mail_from": "a@example.com"}  # fmt: skip
    assert htmx(desk, f"{S}/mail/", **facts).status_code == 422
    assert htmx(desk, f"{S}/mail/", **facts, password="very secret").status_code == 204

    page = desk.get(f"{S}/mail/").content.decode()
    assert "very secret" not in page
    assert business().mail_secret not in page


def test_a_test_message_tells_what_happened(desk, world, mailoutbox, settings):
    assert htmx(desk, f"{S}/mail/test/", to="owner@example.com").status_code == 422
    settings.IS_MAIL_CONFIGURED = True
    assert htmx(desk, f"{S}/mail/test/", to="owner@example.com").status_code == 200
    assert [message.to for message in mailoutbox] == [["owner@example.com"]]
    assert htmx(desk, f"{S}/mail/test/", to="nobody").status_code == 422
    Business.objects.filter(pk=world.ours.pk).update(mail_host="localhost", mail_port=25)
    assert htmx(desk, f"{S}/mail/test/", to="owner@example.com").status_code == 422


def test_a_failed_test_is_told_at_its_field(desk, world):
    Business.objects.filter(pk=world.ours.pk).update(mail_host="no such host", mail_port=25)

    answer = htmx(desk, f"{S}/mail/test/", to="owner@example.com")

    assert (answer.status_code, answer.headers["HX-Retarget"]) == (422, "#mail")
    assert "id_mail_host_error" in answer.content.decode()


def test_what_is_typed_and_not_saved_is_not_tested(desk, settings, mailoutbox):
    settings.IS_MAIL_CONFIGURED = True

    answer = htmx(desk, f"{S}/mail/test/", to="owner@example.com", mail_host="smtp.example.com")

    assert (answer.status_code, "HX-Retarget" in answer.headers, mailoutbox) == (422, False, [])


def test_a_second_factor_is_required_by_who_has_one(desk, world):
    assert htmx(desk, f"{S}/security/", requires_second_factor="on").status_code == 422

    Authenticator.objects.create(user=world.staff.user, type=Authenticator.Type.TOTP, data={})
    assert (
        htmx(desk, f"{S}/security/", requires_second_factor="on")
        .headers["HX-Redirect"]
        .endswith("/security/")
        is False
    )


def test_backups_of_several_businesses_are_not_offered_to_one_of_them(client, world):
    client.force_login(make.staff(world.theirs).user)
    page = "/b/theirs/settings/backups/"

    assert "make/" not in client.get(page).content.decode()
    assert htmx(client, f"{page}make/").status_code == 204
    assert client.get(f"{page}kesher-1.tar.gz/").status_code == 302


def test_backups_of_several_businesses_are_offered_to_who_is_entrusted_with_all(desk):
    assert "make/" in desk.get(f"{S}/backups/").content.decode()


def test_the_only_business_makes_and_takes_backups(db, client, settings, tmp_path):
    settings.BACKUPS = tmp_path
    (tmp_path / "kesher-1.tar.gz").write_bytes(b"backup")
    owner = make.user()
    make.business(slug="ours", owner=owner)
    client.force_login(owner)

    assert "kesher-1.tar.gz" in client.get(f"{S}/backups/").content.decode()
    assert "backup-ordered" in htmx(client, f"{S}/backups/make/").headers["HX-Trigger"]
    answer = client.get(f"{S}/backups/kesher-1.tar.gz/")
    assert b"".join(answer.streaming_content) == b"backup"


def test_a_manager_cannot_give_what_they_do_not_hold(world, client):
    client.force_login(make.staff(world.ours, role="manager").user)

    answer = htmx(client, f"{S}/roles/add/", name="Sly", permissions=[Permission.BACKUP_MAKE.value])

    assert answer.status_code == 422


def test_a_retired_role_is_brought_back_by_its_toast(desk, world):
    with acting_for(world.ours):
        role = granting.add(world.ours, name="Trainee", permissions=[], by=None, now=timezone.now())

    desk.post(f"{S}/roles/{role.pk}/retire/")
    undo_url = desk.session["toast"]["undo_url"]

    assert htmx(desk, undo_url).status_code == 204
    with acting_for(world.ours):
        assert world.ours.roles.get(pk=role.pk).retired_at is None
