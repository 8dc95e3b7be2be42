from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from kesher.core.owning import acting_for
from kesher.core.refusals import Refused
from kesher.customers import erasing
from kesher.inquiries import closing, noting, treating
from tests import make

NOW = timezone.now()


@pytest.fixture(autouse=True)
def ours(world):
    with acting_for(world.ours):
        yield world.ours


def erase(world):
    erasing.erase(world.customer, by=world.staff, now=NOW)


@pytest.fixture
def call(world, ours):
    made = make.inquiry(
        ours, kind="service-call", customer=world.customer, title="Noa's tap", contact_name="Noa", phone="050-1234567",
        checklist=["Ask Noa"], now=NOW - timedelta(hours=2),
    )  # fmt: skip
    noting.add(made, text="Noa is away", by=world.staff, now=NOW)
    work = ours.treatment_types.get(key="work")
    treating.add(made, type=work, minutes=30, rate=20000, remarks="At Noa's", by=world.staff, now=NOW)
    closing.close(made, resolution="Noa paid", by=world.staff, now=NOW)
    return made


def test_open_inquiries_are_closed_first(world, ours):
    one = make.inquiry(ours, customer=world.customer)

    with pytest.raises(Refused, match="inquiries-open"):
        erase(world)
    closing.close(one, by=world.staff, now=NOW)
    erase(world)


def test_what_the_inquiry_said_goes_and_its_number_and_times_stay(world, call):
    erase(world)

    call.refresh_from_db()
    said = (call.title, call.details, call.contact_name, call.phone, call.resolution, call.search_text)
    assert said == ("",) * 6
    assert (call.number, call.closed_at) == (1, NOW)


def test_notes_and_checklists_go(world, ours, call):
    erase(world)

    assert (ours.inquiry_notes.count(), ours.checklist_items.count()) == (0, 0)


def test_treatment_lines_keep_minutes_and_money_and_forget_their_words(world, ours, call):
    erase(world)

    line = ours.treatments.get()
    assert (line.minutes, line.charge, line.remarks, line.resolution) == (30, 10000, "", "")


def test_files_and_signatures_go_with_what_is_stored(world, ours, call, django_capture_on_commit_callbacks):
    file = ours.inquiry_files.model(
        business=ours,
        inquiry=call,
        name="noa.txt",
        content_type="text/plain",
        size=5,
        sha256="0" * 64,
        uploaded_at=NOW,
    )
    file.content.save("noa.txt", ContentFile(b"hello"))
    signature = ours.signatures.model(
        business=ours, inquiry=call, name="Noa", text_sha256="0" * 64, signed_at=NOW
    )
    signature.image.save("x.png", ContentFile(b"png"))

    with django_capture_on_commit_callbacks(execute=True):
        erase(world)

    assert (ours.inquiry_files.count(), ours.signatures.count()) == (0, 0)
    assert not default_storage.exists(file.content.name)
    assert not default_storage.exists(signature.image.name)


def test_recurring_inquiries_end(world, ours):
    series = ours.inquiry_series.create(
        name="Noa's boiler", rule="FREQ=YEARLY", starts_at=NOW, next_at=NOW, facts={"title": "Noa"},
        customer=world.customer, created_at=NOW,
    )  # fmt: skip

    erase(world)

    series.refresh_from_db()
    assert (series.next_at, series.ended_at, series.facts, series.name) == (None, NOW, {}, "–")


def test_others_keep_theirs(world, ours, call):
    other = make.inquiry(ours, kind="task", priority=ours.priorities.first(), title="Theirs", checklist=["a"])

    erase(world)

    other.refresh_from_db()
    assert (other.title, other.checklist.count()) == ("Theirs", 1)
