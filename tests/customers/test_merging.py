from datetime import date, datetime, timedelta

import pytest
from django.apps import apps
from django.utils import timezone, translation

from kesher.activity import reacting
from kesher.activity.models import Entry
from kesher.activity.reacting import Plan
from kesher.core.owning import acting_for
from kesher.core.refusals import Problem, Refused
from kesher.customers import archiving, converting, merging, searching, unmerging
from kesher.customers.kinds import Kind
from kesher.customers.models import Role
from tests import make

NOW = timezone.make_aware(datetime(2026, 11, 22, 10))
TODAY = date(2026, 11, 22)


@pytest.fixture(autouse=True)
def ours(world):
    with acting_for(world.ours), translation.override("en"):
        yield


@pytest.fixture
def dana(world):
    return make.customer(world.ours, first_name="Dana", last_name="Levi", phone="050-2345678")


@pytest.fixture
def twin(world):
    made = make.customer(
        world.ours, first_name="Dana", last_name="Levy", phone="054-1112223", email="dana@example.com"
    )
    made.number = 98765
    made.save()
    searching.renew(made)
    return made


@pytest.fixture
def rich(world, dana, twin):
    """Rows of every kind, with every clash."""
    business, other = world.ours, make.customer(world.ours)
    tags = [business.tags.create(name=name) for name in ("VIP", "gym")]
    field = business.custom_fields.create(name="Shoe size")
    for person, one, size in ((dana, tags[:1], "38"), (twin, tags, "39")):
        for tag in one:
            business.customer_tags.create(customer=person, tag=tag)
        business.field_values.create(customer=person, field=field, value=size)
        business.addresses.create(customer=person, town="Haifa", is_main=True)
        number = business.contact_numbers.create(
            customer=person, phone="+97235012345", is_default_for_messages=True
        )
        business.consents.create(
            customer=person, number=number, channel="sms", purpose="marketing", is_given=True, at=NOW
        )
        business.customer_notes.create(customer=person, text=f"note of {person}", created_at=NOW)
        business.injuries.create(customer=person, title="Knee", starts_on=TODAY, created_at=NOW)
        business.relations.create(customer=person, other=other, kind="family")
    business.relations.create(customer=twin, other=dana, kind="family")
    business.relations.create(customer=other, other=twin, kind="guardian")
    other.payer = twin
    other.save()
    business.customer_files.create(
        customer=twin,
        name="a.pdf",
        content="x",
        content_type="application/pdf",
        size=1,
        sha256="0" * 64,
        uploaded_at=NOW,
    )
    return other


def merge(world, survivor, merged, **more):
    return merging.merge(survivor, merged, choices=more.pop("choices", {}), by=world.staff, now=NOW, **more)


def all_rows(business):
    """Every row of the people's app, but for the stamps and the merges themselves."""
    found = {}
    for model in apps.get_app_config("customers").get_models():
        if model.__name__ == "Merge":
            continue
        for row in model.objects.across_businesses().filter(business=business).values():
            row.pop("changed_at", None)
            found[model.__name__, row["id"]] = row
    return found


def test_the_survivor_takes_over_everything(world, dana, twin, rich):
    merge(world, dana, twin)

    for name in (
        "notes",
        "files",
        "injuries",
        "relations",
        "related_from",
        "addresses",
        "numbers",
        "tag_links",
    ):
        assert not getattr(twin, name).exists(), name
    assert sorted(dana.tags.values_list("name", flat=True)) == ["VIP", "gym"]
    assert dana.notes.count() == dana.injuries.count() == 2
    assert rich.fresh().payer == dana


def test_what_a_person_has_once_stays_once(world, dana, twin, rich):
    merge(world, dana, twin)

    assert dana.addresses.filter(is_main=True).count() == 1
    assert dana.addresses.count() == 2
    assert dana.numbers.filter(is_default_for_messages=True).count() == 1
    assert [value.value for value in dana.field_values.all()] == ["38"]
    assert dana.relations.filter(other=rich, kind="family").count() == 1
    assert not dana.relations.filter(other=dana).exists()


def test_consent_of_a_number_that_both_had_stays(world, dana, twin, rich):
    merge(world, dana, twin)

    assert dana.consents.filter(number=dana.numbers.get(phone="+97235012345")).count() == 2


def test_the_chosen_values_stay(world, dana, twin, rich):
    field = world.ours.custom_fields.get()
    merge(
        world, dana, twin, choices={"last_name": "merged", "email": "survivor", f"field-{field.pk}": "merged"}
    )

    survivor = dana.fresh()
    assert (survivor.full_name, survivor.email) == ("Dana Levy", "")
    assert survivor.field_values.get().value == "39"


def test_an_empty_field_is_filled_without_asking(world, dana, twin):
    merge(world, dana, twin)

    assert (dana.fresh().email, dana.fresh().last_name) == ("dana@example.com", "Levi")


@pytest.mark.parametrize("chosen", ["survivor", "merged"])
def test_no_telephone_is_lost(world, dana, twin, chosen):
    merge(world, dana, twin, choices={"phone": chosen})

    survivor = dana.fresh()
    numbers = {survivor.phone, *survivor.numbers.values_list("phone", flat=True)}
    assert numbers == {"+972502345678", "+972541112223"}


def test_the_stronger_role_stays_and_one_period_is_open(world, dana, twin):
    converting.convert(twin, to=Role.CUSTOMER, by=world.staff, now=NOW)
    merge(world, dana, twin)

    assert dana.fresh().role == Role.CUSTOMER
    assert [one.role for one in dana.role_periods.filter(ends_on=None)] == ["customer"]


def test_the_merged_person_is_archived_and_the_number_finds_the_survivor(world, dana, twin):
    merge(world, dana, twin)

    twin = twin.fresh()
    assert (twin.merged_into, twin.archived_at) == (dana, NOW)
    people = world.ours.customers.current()
    assert list(searching.found(people, str(twin.number), by=world.staff)) == [dana]
    assert list(searching.found(people, "054-1112223", by=world.staff)) == [dana]
    assert merging.merged_ids(dana) == [dana.pk, twin.pk]


def test_the_log_tells_who_was_merged_and_what_changed(world, dana, twin):
    merge(world, dana, twin)

    entry = Entry.objects.about(dana).newest_first().first()
    assert (entry.kind, entry.details["merged"]) == (Kind.MERGED, "Dana Levy")
    assert entry.details["changes"] == {"email": ["", "dana@example.com"]}


def test_a_chain_of_merges_ends_at_the_last_survivor(world, dana, twin):
    third = make.customer(world.ours)
    merge(world, twin, third)
    merge(world, dana, twin)

    assert third.fresh().merged_into == dana
    assert merging.merged_ids(dana) == [dana.pk, twin.pk, third.pk]


def test_who_pays_for_the_other_does_not_end_up_paying_for_themselves(world, dana, twin):
    dana.payer = twin
    dana.save()
    merge(world, dana, twin)

    assert dana.fresh().payer is None


def test_a_person_is_not_merged_with_itself(world, dana):
    with pytest.raises(Refused, match="same-person"):
        merge(world, dana, dana)


def test_two_staff_members_are_not_merged(world, dana, twin):
    dana.staff, twin.staff = world.staff, make.staff(world.ours)
    dana.save()
    twin.save()

    with pytest.raises(Refused, match="both-staff"):
        merge(world, dana, twin)


def test_the_place_as_staff_goes_to_the_survivor(world, dana, twin):
    twin.staff = world.staff
    twin.save()
    merge(world, dana, twin)

    assert (dana.fresh().staff, twin.fresh().staff) == (world.staff, None)


def test_the_archived_are_not_merged(world, dana, twin):
    archiving.archive(twin, by=world.staff, now=NOW)

    with pytest.raises(Refused, match="person-archived"):
        merge(world, dana, twin)


def test_a_merge_in_the_other_direction_afterwards_is_refused(world, dana, twin):
    merge(world, dana, twin)

    with pytest.raises(Refused, match="person-merged"):
        merge(world, twin, dana)


def test_the_preview_counts_what_moves_and_asks_the_higher_domains(world, dana, twin, rich, monkeypatch):
    def planner(customer, by, details):
        assert details["merged"] == twin
        return Plan(sentences=["2 memberships move."], problems=[Problem("door", "At the door just now.")])

    monkeypatch.setitem(reacting._together, str(Kind.MERGED), [planner])
    ahead = merging.foreseen(dana, twin, by=world.staff)

    assert {"Notes: 1", "Files: 1", "Tags: 2", "2 memberships move."} <= set(ahead.sentences)
    with pytest.raises(Refused, match="door"):
        merge(world, dana, twin)


def test_merge_refuses_when_something_has_moved_since_the_preview(world, dana, twin):
    seen = merging.foreseen(dana, twin, by=world.staff).fingerprint
    world.ours.customer_notes.create(customer=twin, text="new", created_at=NOW)

    with pytest.raises(Refused, match="plan-changed"):
        merge(world, dana, twin, seen=seen)


@pytest.mark.parametrize("chosen", ["survivor", "merged"])
def test_merge_then_undo_leaves_every_row_as_it_was(world, dana, twin, rich, chosen):
    converting.convert(twin, to=Role.CUSTOMER, by=world.staff, now=NOW - timedelta(days=3))
    twin.staff = world.staff
    twin.save()
    searching.renew(dana)
    searching.renew(twin)
    before = all_rows(world.ours)
    every = dict.fromkeys(
        ["last_name", "phone", "role", "stage", f"field-{world.ours.custom_fields.get().pk}"], chosen
    )

    made = merge(world, dana, twin, choices=every)
    assert all_rows(world.ours) != before
    missed = unmerging.undo(made, by=world.staff, now=NOW)

    assert (missed, all_rows(world.ours)) == (0, before)


def test_that_somebody_has_injuries_is_told_to_who_may_see_them(world, dana, twin, rich):
    clerk = make.staff(world.ours, permissions=["customer.view", "customer.merge"])

    assert any("Injuries" in one for one in merging.foreseen(dana, twin, by=world.staff).sentences)
    assert not any("Injuries" in one for one in merging.foreseen(dana, twin, by=clerk).sentences)
