"""Whatever is sent, a page answers: no address, query or form makes the server fail (5xx)."""

import re
from base64 import urlsafe_b64encode

import pytest
from django import forms
from django.db import transaction

from kesher.core.owning import acting_for
from tests import make
from tests.house import rows
from tests.house.sources import PACKAGE, modules
from tests.house.test_pages import address, ours

HUGE = "9" * 30
NUL = "Noa\x00Cohen"
BIDI = "\u202eNoa\u2066\u200f\ufeff"
QUERIES = {
    "nul": f"{NUL}{BIDI}'\"<script>{{{{7*7}}}}%00%",
    "endless": "9" * 5000,
    "power": "²",
    "first": "0001-01-01",
    "last": "31/12/9999",
    "never": "2026-02-30T12:00",
}
BODIES = {"nul": NUL, "bidi": BIDI, "huge": HUGE, "power": "²", "never": "2026-02-30T12:00"}
TEXTS = {"nul": NUL + BIDI, "huge": HUGE, "long": "a" * 200_000}
CURSORS = [
    '["a\\u0000b", 1]', '["\\ud800", 1]', "[1e999, 1e999]", '["0001-01-01", 1]', '["0001-01-01T00:00:00+14:00", 1]',
    '["2026-11-22T00:00:00", 1]', f"[{HUGE}, {HUGE}]", f'["a", {HUGE}]', "[[], {}]", "[null, null]", "{}", "[" * 3000,
]  # fmt: skip
READ = re.compile(r"""(?:GET|POST|query|given|data)(?:\.get(?:list)?\(|\[)"(\w+)\"""")
LIKELY = {
    "first_name": "Noa", "last_name": "Cohen", "name": "Noa", "phone": "0541234567", "email": "noa@example.com",
    "text": "A note", "title": "Knee", "starts_on": "22/11/2026", "town": "חיפה", "side": "family", "role": "lead",
    "kind": "text", "group": "in-progress", "colour": "blue", "scope": "selected", "dealer_status": "dealer",
    "known": "fill", "column_0": "first_name", "mail_port": "587", "mail_security": "tls", "to": "noa@example.com",
}  # fmt: skip
"""what forms ask for most, so that a wrong value comes as far as the rules"""


def subclasses(base):
    for one in base.__subclasses__():
        if one.__module__.startswith("kesher."):
            yield one
        yield from subclasses(one)


def field_names():
    """Every name that a view reads from the address, or a form asks for."""
    read = {name for path in modules() for name in READ.findall((PACKAGE / path).read_text())}
    return sorted(
        read
        | {name for form in subclasses(forms.Form) for name in form.base_fields}
        | {"field_1", "column_0"}
    )


NAMES = field_names()


@pytest.fixture
def places(world, desk):
    """{route: address} of our pages, with rows that are there."""
    with acting_for(world.ours):
        ids = {**rows.made(world.ours, world.customer, world.staff), "token": f"{world.ours.pk}-x"}
    return {route: address(route, "ours", ids) for route, _one in ours() if route != "readyz"}


def failure(ask):
    """How the page failed, or nothing; what it wrote is taken back."""
    try:
        with transaction.atomic():
            answer = ask()
            b"".join(answer) if answer.streaming else None
            transaction.set_rollback(True)
    except Exception as error:
        return repr(error)[:200]
    return answer.status_code if answer.status_code >= 500 else None


def failures(asks):
    found = {name: failure(ask) for name, ask in asks.items()}
    return {name: how for name, how in found.items() if how}


@pytest.mark.parametrize("value", QUERIES.values(), ids=QUERIES)
def test_no_query_breaks_a_page(desk, places, value):
    query = dict.fromkeys(NAMES, value)

    assert failures({route: lambda url=url: desk.get(url, query) for route, url in places.items()}) == {}


@pytest.mark.parametrize("value", BODIES.values(), ids=BODIES)
def test_no_form_breaks_a_page(desk, places, value):
    wrong = dict.fromkeys(NAMES, value)

    assert failures({route: lambda url=url: desk.post(url, wrong) for route, url in places.items()}) == {}


@pytest.mark.parametrize("value", TEXTS.values(), ids=TEXTS)
def test_no_text_breaks_a_form_that_is_right_otherwise(desk, places, value):
    typed = {**dict.fromkeys(NAMES, ""), **LIKELY}
    wrong = dict.fromkeys(
        ("last_name", "text", "remarks", "address", "seen", "list", "selected", "id_number", "how"), value
    )

    assert (
        failures({route: lambda url=url: desk.post(url, typed | wrong) for route, url in places.items()})
        == {}
    )


@pytest.mark.parametrize("sort", ["", "-name", "number", "-birthday", "birthday", "added", "-changed"])
def test_no_cursor_breaks_the_list(world, desk, sort):
    written = [urlsafe_b64encode(text.encode()).decode() for text in CURSORS]
    asks = {
        after[:20]: lambda after=after: desk.get("/b/ours/customers/", {"sort": sort, "after": after})
        for after in [*written, NUL, "*", "=", "ééé"]
    }

    assert failures(asks) == {}


def test_no_key_in_an_address_breaks_a_page(world, desk):
    ids = dict.fromkeys(rows.MAKERS, HUGE) | {
        "token": HUGE,
        "list_key": "stages",
        "job_id": rows.uuid.uuid4(),
    }
    urls = {route: address(route, "ours", ids) for route, _one in ours() if rows.parameters(route)}

    assert failures({route: lambda url=url: desk.get(url) for route, url in urls.items()}) == {}
    assert failures({route: lambda url=url: desk.post(url) for route, url in urls.items()}) == {}


@pytest.mark.parametrize(
    "kind", ["application/json", "text/plain", "multipart/form-data", "multipart/form-data; boundary=x"]
)
def test_no_content_type_breaks_a_form(desk, places, kind):
    sent = {
        route: lambda url=url: desk.post(url, b'{"a": "\x00', content_type=kind)
        for route, url in places.items()
    }

    assert failures(sent) == {}


def test_what_is_kept_is_shown_again(world, desk):
    """A person of the strangest letters: on every page that shows one."""
    typed = {
        "first_name": "\u202e=cmd|' /C calc'!A0\u2066 <b>&",
        "last_name": "a" * 80,
        "phone": "٠٥٤١٢٣٤٥٦٧",
        "role": "lead",
    }
    assert desk.post("/b/ours/customers/add/", typed).status_code == 303
    make.customer(world.ours, first_name="Old", birthday=rows.timezone.datetime(1, 1, 1).date())
    with acting_for(world.ours):
        people = list(world.ours.customers.values_list("pk", flat=True))
    urls = [
        f"/b/ours/customers/{pk}/{part}"
        for pk in people
        for part in ("", "card/", "invoice/", "merge/", "activity/")
    ]
    urls += [
        f"/b/ours/{part}"
        for part in ("", "customers/", "customers/export/csv/", "customers/export/excel/", "log/")
    ]

    assert failures({url: lambda url=url: desk.get(url) for url in urls}) == {}
