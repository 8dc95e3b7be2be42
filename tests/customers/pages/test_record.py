"""Pages of notes, files, injuries and the log."""

import io
import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from kesher.activity.models import Entry
from kesher.businesses.permissions import Permission
from kesher.core.owning import acting_for
from kesher.customers import filing, injuries, noting
from tests import make
from tests.make import files

NOW = timezone.now()
HTMX = {"HTTP_HX_REQUEST": "true"}
PLURALS = {"note": "notes", "file": "files", "injury": "injuries"}


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def home(world):
    return f"/b/ours/customers/{world.customer.pk}"


@pytest.fixture
def note(world):
    with acting_for(world.ours):
        return noting.add(world.customer, text="Prefers mornings", by=world.staff, now=NOW)


@pytest.fixture
def file(world):
    with acting_for(world.ours):
        return filing.upload(
            world.customer, name="צילום.jpg", content=io.BytesIO(files.picture()), by=world.staff, now=NOW
        )


@pytest.fixture
def injury(world):
    with acting_for(world.ours):
        return injuries.add(
            world.customer, title="Torn meniscus", starts_on=NOW.date(), by=world.staff, now=NOW
        )


def toast(answer):
    return json.loads(answer["HX-Trigger"])["toast"]


def test_a_note_is_added_in_the_drawer(world, desk, home):
    answer = desk.post(f"{home}/notes/add/", {"text": "New"}, **HTMX)

    assert (answer.status_code, "notes-changed" in answer["HX-Trigger"]) == (204, True)
    assert "New" in desk.get(f"{home}/notes/").text


def test_a_plain_form_goes_back_to_the_person(world, desk, home):
    answer = desk.post(f"{home}/notes/add/", {"text": "New"})

    assert (answer.status_code, answer["Location"]) == (303, f"{home}/")


def test_an_empty_note_comes_back_with_its_reason(world, desk, home):
    answer = desk.post(f"{home}/notes/add/", {"text": " "}, **HTMX)

    assert answer.status_code == 422
    assert "<textarea" in answer.text
    assert "<html" not in answer.text


def test_a_note_is_edited_pinned_removed_and_brought_back(world, desk, home, note):
    path = f"/b/ours/customers/notes/{note.pk}"

    assert desk.post(f"{path}/edit/", {"text": "Evenings"}, **HTMX).status_code == 204
    assert desk.post(f"{path}/pin/", **HTMX).status_code == 204
    removed = desk.post(f"{path}/remove/", **HTMX)
    assert "Evenings" not in desk.get(f"{home}/notes/").text.partition("record-removed")[0]
    assert desk.post(toast(removed)["undo_url"], **HTMX).status_code == 204
    assert "is-pinned" in desk.get(f"{home}/notes/").text


def test_a_refused_verb_answers_with_its_sentence(world, desk, note):
    with acting_for(world.ours):
        world.customer.archived_at = NOW
        world.customer.save()

    answer = desk.post(f"/b/ours/customers/notes/{note.pk}/remove/", **HTMX)
    plain = desk.post(f"/b/ours/customers/notes/{note.pk}/remove/")

    assert (answer.status_code, toast(answer)["level"]) == (422, "error")
    assert plain.status_code == 303


def test_several_files_are_uploaded_and_the_bad_one_is_named(world, desk, home):
    good = SimpleUploadedFile("טופס.pdf", files.pdf())
    bad = SimpleUploadedFile("page.pdf", b"<html>")

    answer = desk.post(f"{home}/files/upload/", {"uploads": [good, bad], "label": "Signed"}, **HTMX)

    assert (answer.status_code, "files-changed" in answer["HX-Trigger"]) == (422, True)
    assert "page.pdf" in answer.text
    assert "טופס.pdf" in desk.get(f"{home}/files/").text


def test_uploading_needs_a_file(world, desk, home):
    assert desk.post(f"{home}/files/upload/", {"label": "x"}, **HTMX).status_code == 422
    assert (
        desk.post(
            f"{home}/files/upload/", {"uploads": [SimpleUploadedFile("a.txt", b"hello")]}, **HTMX
        ).status_code
        == 204
    )


def test_a_file_is_handed_out_sealed_and_that_is_recorded(world, desk, file):
    answer = desk.get(f"/b/ours/customers/files/{file.pk}/download/")

    assert answer["Content-Disposition"].startswith("attachment; filename*=utf-8''")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"].startswith("sandbox")
    assert answer["Content-Type"] == "image/jpeg"
    assert b"".join(answer.streaming_content)[:2] == b"\xff\xd8"
    assert Entry.objects.filter(kind="file.read").count() == 1


def test_a_thumbnail_is_no_reading_and_only_of_pictures(world, desk, file):
    small = desk.get(f"/b/ours/customers/files/{file.pk}/small/")
    with acting_for(world.ours):
        other = filing.upload(
            world.customer, name="a.pdf", content=io.BytesIO(files.pdf()), by=world.staff, now=NOW
        )

    assert (small.status_code, small["Content-Security-Policy"][:7]) == (200, "sandbox")
    assert desk.get(f"/b/ours/customers/files/{other.pk}/small/").status_code == 404
    assert not Entry.objects.filter(kind="file.read").exists()


def test_a_file_whose_content_is_gone_is_not_found(world, desk, file):
    file.content.delete(save=False)

    assert desk.get(f"/b/ours/customers/files/{file.pk}/download/").status_code == 404
    assert desk.get(f"/b/ours/customers/files/{file.pk}/small/").status_code == 404


def test_a_file_is_shown_renamed_removed_and_brought_back(world, desk, home, file):
    path = f"/b/ours/customers/files/{file.pk}"

    assert "צילום.jpg" in desk.get(f"{path}/").text
    assert "צילום" in desk.get(f"{path}/edit/").text
    assert desk.post(f"{path}/edit/", {"name": "ברך", "label": "לפני"}, **HTMX).status_code == 204
    removed = desk.post(f"{path}/remove/", **HTMX)
    assert desk.get(f"{path}/download/").status_code == 404
    assert desk.post(toast(removed)["undo_url"], **HTMX).status_code == 204
    assert "ברך.jpg" in desk.get(f"{home}/files/").text


def test_injuries_show_only_that_there_are_some(world, desk, home, injury):
    page = desk.get(f"{home}/injuries/").text

    assert "meniscus" not in page
    assert not Entry.objects.filter(kind="injury.read").exists()


def test_showing_injuries_is_recorded_once_per_opening(world, desk, home, injury):
    assert "meniscus" in desk.post(f"{home}/injuries/show/", **HTMX).text
    assert Entry.objects.filter(kind="injury.read", customer_id=world.customer.pk).count() == 1


def test_opening_an_injury_for_editing_is_reading_it(world, desk, injury):
    assert "meniscus" in desk.get(f"/b/ours/customers/injuries/{injury.pk}/edit/").text
    assert Entry.objects.filter(kind="injury.read").count() == 1


def test_an_injury_is_recorded_changed_ended_removed_and_brought_back(world, desk, home):
    typed = {"title": "Ankle", "starts_on": "1/11/2026", "ends_on": "", "shows_at_check_in": "on"}
    assert desk.post(f"{home}/injuries/add/", typed, **HTMX).status_code == 204
    with acting_for(world.ours):
        path = f"/b/ours/customers/injuries/{world.customer.injuries.get().pk}"

    assert desk.post(f"{path}/edit/", {**typed, "ends_on": "1/10/2026"}, **HTMX).status_code == 422
    assert desk.post(f"{path}/edit/", {**typed, "starts_on": "nonsense"}, **HTMX).status_code == 422
    assert desk.post(f"{path}/edit/", {**typed, "title": "Knee"}, **HTMX).status_code == 204
    assert desk.post(f"{path}/end/", {"ends_on": "20/11/2026"}, **HTMX).status_code == 204
    assert desk.get(f"{path}/end/").status_code == 200
    removed = desk.post(f"{path}/remove/", **HTMX)
    assert desk.post(toast(removed)["undo_url"], **HTMX).status_code == 204


def test_who_has_no_right_to_injuries_finds_none_in_the_log(world, client, home, injury):
    reader = make.staff(world.ours, permissions=[Permission.CUSTOMER_VIEW, Permission.ACTIVITY_VIEW])
    client.force_login(reader.user)

    assert client.get(f"{home}/injuries/").status_code == 403
    assert "heartbeat" not in client.get(f"{home}/activity/").text
    assert client.get(f"{home}/activity/?group=injury").status_code == 200


def test_the_log_shows_who_did_what(world, desk, home, note):
    page = desk.get(f"{home}/activity/").text

    assert "Prefers mornings" in page
    assert str(world.staff) in page


def test_the_log_answers_with_the_part_that_was_asked_for(world, desk, home, note):
    results = desk.get(f"{home}/activity/?q=mornings", HTTP_HX_TARGET="log-results", **HTMX).text
    whole = desk.get(f"{home}/activity/", **HTMX).text
    more = desk.get(f"{home}/activity/?before=999999999", **HTMX).text

    assert ("log-bar" in results, "log-bar" in whole, "log-bar" in more) == (False, True, False)
    assert ("log-results" in results, "log-results" in more) == (True, False)


def test_the_address_follows_the_question_only_when_the_log_is_the_page(world, desk, home):
    asked = f"{home}/activity/?q=x"
    alone = desk.get(asked, HTTP_HX_CURRENT_URL=f"http://testserver{home}/activity/", **HTMX)
    again = desk.get(asked, HTTP_HX_CURRENT_URL=f"http://testserver{asked}", **HTMX)
    within = desk.get(asked, HTTP_HX_CURRENT_URL=f"http://testserver{home}/?tab=log", **HTMX)

    assert [one["HX-Push-Url"] for one in (alone, again, within)] == [asked, "false", "false"]


def test_filters_are_told_as_chips_and_wrong_days_are_said(world, desk, home, note):
    page = desk.get(
        f"{home}/activity/?group=note&who={world.staff.pk}&since=1/1/2020&until=nonsense&q=mornings"
    ).text
    strange = desk.get(f"{home}/activity/?group=nothing&who=999999&before=x")

    assert page.count('class="chip"') == 4
    assert "log-wrong" in page
    assert strange.status_code == 200


def test_a_long_log_goes_on_within_a_day(world, desk, home):
    with acting_for(world.ours):
        for number in range(60):
            noting.add(world.customer, text=f"note {number}", by=world.staff, now=NOW)

    first = desk.get(f"{home}/activity/").text
    more = first.partition('class="more" hx-get="')[2].partition('"')[0].replace("&amp;", "&")
    second = desk.get(more, **HTMX).text

    assert first.count("log-entry") == 50
    assert (second.count("log-entry"), second.count("log-day")) == (11, 0)


@pytest.mark.parametrize("part", ["notes", "files", "injuries", "activity"])
def test_a_page_asks_the_database_as_often_for_many_rows_as_for_one(world, desk, home, part):
    def fill(count):
        with acting_for(world.ours):
            for number in range(count):
                by = make.staff(world.ours)
                noting.add(world.customer, text=f"{number}", by=by, now=NOW)
                filing.upload(world.customer, name="a.txt", content=io.BytesIO(b"text"), by=by, now=NOW)
                injuries.add(world.customer, title="x", starts_on=NOW.date(), by=by, now=NOW)

    def asked():
        with CaptureQueriesContext(connection) as queries:
            desk.get(f"{home}/{part}/")
        return len(queries)

    desk.get(f"{home}/{part}/")
    fill(1)
    one = asked()
    fill(2)

    assert asked() == one <= 12


@pytest.mark.parametrize("kind", ["note", "file", "injury"])
def test_what_was_removed_stands_in_a_fold_with_the_way_back(world, desk, home, request, kind):
    row = request.getfixturevalue(kind)
    box, path = f"{home}/{PLURALS[kind]}/", f"/b/ours/customers/{PLURALS[kind]}/{row.pk}"
    assert "record-removed" not in desk.get(box).text
    desk.post(f"{path}/remove/", **HTMX)

    assert f'hx-post="{path}/restore/"' in desk.get(box).text.partition("record-removed")[2]


@pytest.mark.parametrize("kind", ["note", "file", "injury"])
def test_who_may_only_look_is_not_shown_what_was_removed(world, client, desk, home, request, kind):
    row = request.getfixturevalue(kind)
    desk.post(f"/b/ours/customers/{PLURALS[kind]}/{row.pk}/remove/", **HTMX)
    looking = [Permission.CUSTOMER_VIEW, Permission.FILE_VIEW, Permission.INJURY_VIEW]
    client.force_login(make.staff(world.ours, permissions=looking).user)

    assert "record-removed" not in client.get(f"{home}/{PLURALS[kind]}/").text


def test_a_removed_injury_says_nothing_until_it_is_shown(world, desk, home, injury):
    desk.post(f"/b/ours/customers/injuries/{injury.pk}/remove/", **HTMX)

    assert "meniscus" not in desk.get(f"{home}/injuries/").text
    assert "meniscus" in desk.post(f"{home}/injuries/show/", **HTMX).text
