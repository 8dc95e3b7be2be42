import json
from zipfile import ZipFile

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone, translation

from kesher.core.owning import acting_for
from kesher.customers import disclosing, merging
from kesher.inquiries import noting, treating
from tests import make

NOW = timezone.now()


@pytest.fixture(autouse=True)
def ours(world):
    with acting_for(world.ours), translation.override("en"):
        yield world.ours


def given(world, customer=None):
    """The zip's data, and the names in it."""
    with (
        disclosing.disclose(customer or world.customer, by=world.staff, now=NOW) as file,
        ZipFile(file) as archive,
    ):
        parts = json.loads(archive.read("data.json"))
        return {part["kind"]: part["rows"] for part in parts}, set(archive.namelist())


def test_the_person_is_told_the_inquiries_and_what_stands_around_them(world, ours):
    call = make.inquiry(
        ours,
        kind="service-call",
        customer=world.customer,
        details="It drips",
        checklist=["Look"],
        client_key="k1",
    )
    noting.add(call, text="Called back", by=world.staff, now=NOW)
    work = ours.treatment_types.get(key="work")
    treating.add(call, type=work, minutes=30, remarks="New seal", by=world.staff, now=NOW)

    parts, _names = given(world)

    assert parts["Inquiries"][0]["details"] == "It drips"
    assert parts["note"][0]["note"] == "Called back"
    assert parts["treatment"][0]["remarks"] == "New seal"
    assert parts["checklist item"][0]["item"] == "Look"
    assert "k1" not in json.dumps(parts)


def test_the_files_of_the_inquiries_are_in_it(world, ours):
    call = make.inquiry(ours, customer=world.customer)
    file = ours.inquiry_files.model(
        business=ours,
        inquiry=call,
        name="tap.txt",
        content_type="text/plain",
        size=5,
        sha256="0" * 64,
        uploaded_at=NOW,
    )
    file.content.save("tap.txt", ContentFile(b"hello"))

    _parts, names = given(world)

    assert f"files/inquiry-{file.pk}-tap.txt" in names


def test_a_merged_persons_inquiries_are_told_too(world, ours):
    other = make.customer(ours)
    noting.add(make.inquiry(ours, customer=other), text="Of before", by=world.staff, now=NOW)
    merging.merge(world.customer, other, choices={}, by=world.staff, now=NOW)

    assert [row["note"] for row in given(world)[0]["note"]] == ["Of before"]


def test_nothing_of_others_is_told(world, ours):
    noting.add(make.inquiry(ours), text="Secret", by=world.staff, now=NOW)

    assert "Secret" not in json.dumps(given(world)[0])
