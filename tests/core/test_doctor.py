"""The doctor's findings."""

import os

import pytest
from django.db import connection
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from kesher.core import doctor
from kesher.core.doctor import Grade


def grades() -> dict[str, Grade]:
    return {finding.subject: finding.grade for finding in doctor.findings()}


@pytest.mark.django_db
def test_new_installation_lacks_a_worker_mail_and_backups_only():
    found = grades()

    expected = {"worker": Grade.FAULT, "mail": Grade.ADVICE, "backups": Grade.ADVICE, "HTTPS": Grade.ADVICE}
    odd = {subject: grade for subject, grade in found.items() if grade != Grade.GOOD}
    odd.pop("front end", None)
    odd.pop("database role", None)
    assert odd == expected


@pytest.mark.django_db
def test_each_fault_says_what_to_do():
    assert all(len(finding.text) > 20 for finding in doctor.findings() if finding.grade == Grade.FAULT)


@pytest.mark.parametrize(("mode", "grade"), [(0o755, Grade.FAULT), (0o750, Grade.GOOD), (0o700, Grade.GOOD)])
def test_data_folder_that_everybody_can_look_into_is_a_fault(settings, tmp_path, mode, grade):
    settings.DATA = tmp_path
    tmp_path.chmod(mode)

    assert doctor.data_folder().grade == grade


def test_key_that_others_can_read_is_a_fault(settings, tmp_path):
    settings.DATA = tmp_path
    (tmp_path / "secret_key").write_text("x")
    (tmp_path / "secret_key").chmod(0o644)

    assert doctor.secret_key().grade == Grade.FAULT


def test_open_line_is_a_fault_except_on_this_machine(settings):
    settings.IS_HTTPS, settings.BASE_URL = False, "http://kesher.example"

    assert doctor.https().grade == Grade.FAULT


def test_mail_server_that_does_not_answer_is_a_fault(settings):
    settings.IS_MAIL_CONFIGURED = True
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9

    assert doctor.mail().grade == Grade.FAULT


@pytest.mark.django_db
def test_clock_behind_what_was_written_is_a_fault():
    DBTaskResult.objects.create(args_kwargs={}, task_path="x", run_after=timezone.now())
    DBTaskResult.objects.update(enqueued_at=timezone.now() + timezone.timedelta(hours=1))

    assert doctor.clock().grade == Grade.FAULT


@pytest.mark.django_db
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no such cost")
def test_costs_of_a_turning_disk_are_remarked_on():
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL random_page_cost = 4")

    assert doctor.planner().grade == Grade.ADVICE


def test_old_backup_is_a_fault(settings, tmp_path):
    settings.BACKUPS = tmp_path
    path = tmp_path / "kesher-20200101T000000Z.tar.gz"
    path.touch()
    os.utime(path, (0, 0))

    assert doctor.backups().grade == Grade.FAULT
