from datetime import date, datetime, timedelta
from urllib.parse import unquote_plus, urlencode

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.http import QueryDict
from django.utils import timezone, translation

from kesher.activity import reacting
from kesher.activity.models import Entry
from kesher.activity.reacting import Plan
from kesher.businesses.permissions import Permission
from kesher.calendar import meetings
from kesher.core.owning import acting_for
from kesher.core.refusals import Problem, Refused
from kesher.customers import (
    adding,
    converting,
    erasing,
    exporting,
    filtering,
    merging,
    moving,
    noting,
    pairing,
    phrasing,
    relating,
    saved_views,
    searching,
    unmerging,
)
from kesher.customers.kinds import Kind
from kesher.customers.models import Customer, SavedView
from kesher.inquiries import changing
from tests import make

NOW = timezone.make_aware(datetime(2026, 11, 22, 10))
TODAY = date(2026, 11, 22)
TELLING = (
    "דנה",
    "אברהמוביץ",
    "0502345678",
    "972502345678",
    "dana@secret.example",
    "123456782",
    "Knee",
    "allergic",
    "Herzl",
)


@pytest.fixture(autouse=True)
def ours(world):
    with acting_for(world.ours), translation.override("en"):
        yield


@pytest.fixture
def dana(world):
    business = world.ours
    person = make.customer(
        business, first_name="דנה", last_name="אברהמוביץ", phone="050-2345678", email="dana@secret.example",
        id_number="123456782", birthday=date(1990, 1, 2), invoice_name="דנה אברהמוביץ",
    )  # fmt: skip
    adding.change(person, by=world.staff, now=NOW, job_title="allergic to work")
    noting.add(person, text="allergic to nuts", by=world.staff, now=NOW)
    business.addresses.create(customer=person, street="Herzl", town="Haifa")
    business.injuries.create(customer=person, title="Knee", starts_on=TODAY, created_at=NOW)
    number = business.contact_numbers.create(customer=person, phone="+972541112223")
    business.consents.create(
        customer=person,
        number=number,
        channel="sms",
        purpose="marketing",
        is_given=True,
        at=NOW,
        how="by דנה herself",
    )
    relating.relate(world.customer, other=person, side="family", by=world.staff, now=NOW)
    field = business.custom_fields.create(name="Diet")
    business.field_values.create(customer=person, field=field, value="allergic")
    run = business.imports.create(file_name="a.csv", created_at=NOW)
    business.import_rows.create(
        run=run,
        row=1,
        customer=person,
        outcome="created",
        content=["דנה", "dana@secret.example"],
        before={"phone": "0502345678"},
    )
    return person


def erase(world, person, **more):
    return erasing.erase(person, by=world.staff, now=NOW, **more)


def everything(business):
    """All that the database says about the people of this business, as one text."""
    rows = [
        row
        for model in [
            Customer,
            SavedView,
            *{relation.related_model for _label, relation, _policy in moving.relations()},
        ]
        for row in model.objects.across_businesses().filter(business=business).values()
    ]
    return unquote_plus(str([*rows, *Entry.objects.of(business).values()]))


def test_nothing_tells_who_it_was(world, dana):
    assert all(word in everything(world.ours) for word in TELLING)

    erase(world, dana)

    assert [word for word in TELLING if word in everything(world.ours)] == []


def test_the_person_is_shown_by_number_and_found_by_nothing(world, dana):
    person = erase(world, dana).fresh()

    assert str(person) == f"Erased person {person.number}"
    assert (person.erased_at, person.archived_at) == (NOW, NOW)
    for words in ("דנה", "dana@secret.example", "0502345678"):
        assert not searching.found(world.ours.customers.all(), words, by=world.staff).exists()


def test_roles_and_the_days_of_consent_stay(world, dana):
    erase(world, dana)

    assert dana.role_periods.count() == 1
    consent = dana.consents.get()
    assert (consent.at, consent.is_given, consent.how, consent.number) == (NOW, True, "", None)


def test_the_log_keeps_what_happened_without_values(world, dana):
    before = Entry.objects.about(dana).count()
    erase(world, dana)

    entries = Entry.objects.about(dana)
    assert entries.count() == before + 1
    assert entries.newest_first().first().kind == Kind.ERASED
    assert {(one.details == {}, one.redacted_by) for one in entries.filter(redacted_at=NOW)} == {
        (True, world.staff.pk)
    }


def named_about(customer, name):
    """Whether an entry in this one's log still names somebody."""
    return name in str(list(Entry.objects.about(customer).values("details", "search_text")))


def paid_by(world, dana):
    adding.change(world.customer, payer=dana, by=world.staff, now=NOW)
    adding.change(world.customer, payer=None, by=world.staff, now=NOW)


def unlike(world, dana):
    pairing.dismiss(world.customer, dana, by=world.staff, now=NOW)


def alike_again(world, dana):
    unlike(world, dana)
    pairing.put_back(world.customer, dana, by=world.staff, now=NOW)


def merged_by_mistake(world, dana):
    unmerging.undo(
        merging.merge(world.customer, dana, choices={}, by=world.staff, now=NOW), by=world.staff, now=NOW
    )


def asked_for(world, dana):
    inquiry = make.inquiry(world.ours, customer=dana)
    changing.change(inquiry, customer=world.customer, by=world.staff, now=NOW)


def met(world, dana):
    meeting = make.meeting(world.ours, customer=dana)
    meetings.change(meeting, customer=None, by=world.staff, now=NOW)


@pytest.mark.parametrize("happening", [paid_by, unlike, alike_again, merged_by_mistake, asked_for, met])
def test_what_others_logs_tell_names_nobody_who_was_erased(world, dana, happening):
    happening(world, dana)
    assert named_about(world.customer, "דנה אברהמוביץ")

    erase(world, dana)

    assert [word for word in TELLING if word in everything(world.ours)] == []


def test_a_former_name_goes_from_others_logs_too(world, dana):
    adding.change(dana, last_name="לוי", by=world.staff, now=NOW)

    erase(world, dana)

    assert not named_about(world.customer, "אברהמוביץ")


def test_entries_about_others_that_do_not_name_the_person_stay(world, dana):
    other = make.customer(world.ours, first_name="דנה אברהמוביץ", last_name="כהן")
    adding.change(other, job_title="Baker", by=world.staff, now=NOW)

    erase(world, dana)

    assert {one.redacted_at for one in Entry.objects.about(other)} == {None}


def view_of(world, typed):
    query = urlencode({"q": typed, "role": "lead"})
    told = {"list_key": "customers", "is_shared": False, "by": world.staff, "now": NOW}
    return saved_views.save(name=f"View {typed[:1]}", query=query, **told)


@pytest.mark.parametrize(
    "typed",
    [
        "דנה אברהמוביץ", "אברהמוביץ, דנה", "sbv tcrvnuch.", "050-234 5678", "+972 50 2345678", "דנה 0502345678",
        "dana@secret.example", "123456782", "054-1112223",
    ],
)  # fmt: skip
def test_what_was_typed_to_find_the_person_goes_from_saved_views(world, dana, typed):
    view = view_of(world, typed)

    erase(world, dana)

    assert view.fresh().query == "role=lead"


@pytest.mark.parametrize("typed", ["דנה כהן", "אברהמוביץ", "050-2345679", "2345", "dan@secret.example"])
def test_what_was_typed_to_find_others_stays(world, dana, typed):
    view = view_of(world, typed)

    erase(world, dana)

    assert view.fresh().query == urlencode({"q": typed, "role": "lead"})


def test_the_log_is_not_told_what_was_typed_to_find_the_person(world, dana):
    field = world.ours.custom_fields.create(name="Nickname", is_in_list=True)
    view = view_of(world, "דנה אברהמוביץ")
    saved_views.remove(view, by=world.staff, now=NOW)
    choices = filtering.choices_of(world.ours)
    asked = filtering.wanted(
        QueryDict(urlencode({"q": "אברהמוביץ", f"field_{field.pk}": "allergic"})), choices
    )
    filters = [one.logged for one in phrasing.sentences(asked, choices)]
    exporting.note(world.ours.customers.all(), [], filters=filters, by=world.staff, now=NOW)

    erase(world, dana)

    assert [word for word in TELLING if word in everything(world.ours)] == []


def test_stored_files_go_after_the_commit(world, dana, django_capture_on_commit_callbacks):
    name = default_storage.save("1/files/secret", ContentFile(b"x-ray"))
    world.ours.customer_files.create(
        customer=dana,
        name="knee.pdf",
        content=name,
        content_type="application/pdf",
        size=5,
        sha256="0" * 64,
        uploaded_at=NOW,
    )
    with django_capture_on_commit_callbacks(execute=True):
        erase(world, dana)
        assert default_storage.exists(name)

    assert not default_storage.exists(name)


def test_who_was_merged_into_the_person_goes_along(world, dana):
    survivor = make.customer(world.ours, first_name="Other", last_name="Name")
    made = merging.merge(survivor, dana, choices={}, by=world.staff, now=NOW)

    erase(world, survivor)

    assert [word for word in TELLING if word in everything(world.ours)] == []
    with pytest.raises(Refused):
        unmerging.undo(made.fresh(), by=world.staff, now=NOW)


def test_a_merged_person_is_not_erased_alone(world, dana):
    merging.merge(world.customer, dana, choices={}, by=world.staff, now=NOW)

    with pytest.raises(Refused, match="person-merged"):
        erase(world, dana)


def test_an_archived_person_can_be_erased(world, dana):
    dana.archived_at = NOW - timedelta(days=9)
    dana.save()

    assert erase(world, dana).fresh().archived_at == NOW - timedelta(days=9)


def test_erasing_twice_is_refused(world, dana):
    erase(world, dana)

    with pytest.raises(Refused, match="person-erased"):
        erase(world, dana)


def test_staff_leave_first(world, dana):
    converting.convert(
        dana, to="staff", roles=[world.ours.roles.get(key="instructor")], by=world.staff, now=NOW
    )

    with pytest.raises(Refused, match="is-staff"):
        erase(world, dana)


def test_nothing_is_erased_while_a_higher_domain_has_a_problem(world, dana, monkeypatch):
    monkeypatch.setitem(
        reacting._together,
        str(Kind.ERASED),
        [lambda *_: Plan(problems=[Problem("debt", "₪120 are owed.", fix_url="/pay/")])],
    )

    assert [one.code for one in erasing.foreseen(dana, by=world.staff).problems] == ["debt"]
    with pytest.raises(Refused, match="debt"):
        erase(world, dana)
    assert dana.fresh().first_name == "דנה"


def test_the_preview_counts_what_goes(world, dana):
    assert {"Notes: 1", "Injuries: 1", "Phone numbers: 1"} <= set(
        erasing.foreseen(dana, by=world.staff).sentences
    )


def test_the_preview_counts_injuries_for_who_may_see_them(world, dana):
    readers = [
        make.staff(world.ours, permissions=[Permission.CUSTOMER_ERASE, *more])
        for more in ([], [Permission.INJURY_VIEW])
    ]

    told = [erasing.foreseen(dana, by=reader).sentences for reader in readers]

    assert ["Injuries: 1" in sentences for sentences in told] == [False, True]
    assert all("Notes: 1" in sentences for sentences in told)


def test_every_key_to_a_person_says_what_erasing_does():
    assert {label for label, _relation, _policy in moving.relations()} == set(erasing.ROWS)


def test_every_detail_of_a_person_is_blanked_or_named_as_staying():
    fields = {field.name for field in Customer._meta.concrete_fields}

    assert fields == set(erasing.BLANK) | erasing.STAYING


def test_the_preview_tells_of_inquiries_and_meetings(world, dana):
    make.inquiry(world.ours, customer=dana, by=world.staff)
    make.meeting(world.ours, starts_at=timezone.now(), by=world.staff, customer=dana)

    told = [str(one) for one in erasing.foreseen(dana, by=world.staff).sentences]

    assert [one.split(" keeps")[0] for one in told if " keeps" in one] == ["1 meeting", "1 inquiry"]
