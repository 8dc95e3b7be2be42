"""What gets into the log, and what does not."""

import io
import json
import logging

import pytest
import structlog
from django.db import IntegrityError, connection, transaction
from django.http import Http404, HttpResponse
from django.test import RequestFactory
from django.urls import ResolverMatch

from kesher.core import journal
from kesher.core.scrubbing import REMOVED, scrubbed, scrubbed_error
from tests import make

PERSONAL = [
    "dana@example.com",
    "050-123-4567",
    "+972 50 123 4567",
    "039876543",
    "דנה לוי",
    "secret-token",
    "רחוב הרצל 5",
]


@pytest.fixture
def written():
    """Everything logged in the test, as it would stand in the log."""
    output = io.StringIO()
    handlers, level = logging.getLogger().handlers[:], logging.getLogger().level
    journal.configure({"level": "DEBUG", "json": True})
    journal_handler = next(
        handler for handler in logging.getLogger().handlers if getattr(handler, "is_journal", False)
    )
    journal_handler.setStream(output)
    yield output
    structlog.contextvars.clear_contextvars()
    logging.getLogger().handlers[:] = handlers
    logging.getLogger().setLevel(level)


def lines(written: io.StringIO) -> list[dict]:
    return [json.loads(line) for line in written.getvalue().splitlines()]


def request_log(request, *, status: int = 200, **said) -> dict:
    request.resolver_match = ResolverMatch(lambda: None, (), {}, url_name="card", namespaces=["customers"])
    return journal.RequestLog(lambda _request: HttpResponse(status=status))(request)


def test_request_is_logged_by_its_route_without_path_and_query(written):
    request_log(RequestFactory().get("/b/dana/customers/secret-token/?q=dana@example.com"))

    line = lines(written)[-1]
    assert (line["route"], line["method"], line["status"]) == ("customers:card", "GET", 200)
    assert "dana" not in written.getvalue()
    assert "secret-token" not in written.getvalue()


def test_sane_request_id_is_taken_over_and_answered(written):
    response = request_log(RequestFactory().get("/", headers={"X-Request-ID": "abcdef-123456"}))

    assert response["X-Request-ID"] == lines(written)[-1]["request_id"] == "abcdef-123456"


@pytest.mark.parametrize("given", ["short", "x" * 65, "with space 123", "line\nbreak-123"])
def test_odd_request_id_is_replaced(written, given):
    request = RequestFactory().get("/")
    request.META["HTTP_X_REQUEST_ID"] = given

    assert request_log(request)["X-Request-ID"] != given


def test_health_checks_are_logged_for_debugging_only(written):
    logging.getLogger().setLevel("INFO")

    journal.RequestLog(lambda _request: HttpResponse())(RequestFactory().get("/healthz"))

    assert written.getvalue() == ""


@pytest.mark.parametrize("value", PERSONAL[:5])
def test_personal_values_do_not_get_into_the_log(written, value):
    logger = structlog.stdlib.get_logger("kesher.test")
    try:
        raise ValueError(f"could not save {value}")
    except ValueError:
        logger.exception(f"failed for {value}", field=value, more={"nested": value})
        logging.getLogger("somebody.else").error("failed for %s", value)

    assert value not in written.getvalue()
    assert "ValueError" in written.getvalue()


def test_failing_row_of_a_database_error_is_cut(written):
    text = (
        'duplicate key value violates unique constraint "customers_email"\n'
        "DETAIL:  Key (business_id, email)=(1, dana@example.com) already exists.\n"
        "CONTEXT:  COPY x, line 3: secret-token"
    )
    try:
        raise ValueError(text)
    except ValueError:
        structlog.stdlib.get_logger("kesher.test").exception("not saved")

    assert "dana" not in written.getvalue()
    assert "secret-token" not in written.getvalue()


def test_cause_of_an_error_is_scrubbed_too(written):
    try:
        try:
            raise Http404("dana@example.com")
        except Http404 as cause:
            raise KeyError("דנה") from cause
    except KeyError:
        structlog.stdlib.get_logger("kesher.test").exception("failed")

    assert "dana" not in written.getvalue()
    assert "דנה" not in written.getvalue()
    assert "Http404" in written.getvalue()


def test_quoted_values_of_errors_are_removed():
    assert (
        scrubbed_error(ValueError("invalid literal for int(): 'abc'"))
        == f"invalid literal for int(): {REMOVED}"
    )


@pytest.mark.parametrize("text", ["429 customers in 12 ms", "status 404", "core.0001_jobs"])
def test_harmless_numbers_stay(text):
    assert scrubbed(text) == text


@pytest.mark.django_db
def test_failing_row_of_the_database_itself_is_not_told(written):
    make.user(username="dana-levi", email="dana@example.com")
    try:
        with transaction.atomic():
            make.user(username="dana-levi", email="secret-token@example.com")
    except IntegrityError as error:
        told = str(error)
        structlog.stdlib.get_logger("kesher.test").exception("not saved")

    assert ("dana" in told) is (connection.vendor == "postgresql")
    assert "IntegrityError" in written.getvalue()
    assert "dana" not in written.getvalue()
    assert "secret-token" not in written.getvalue()
