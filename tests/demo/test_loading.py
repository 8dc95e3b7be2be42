"""The demo as one finds it: it loads, its sums agree, every place answers for everybody, twice is once."""

import re
from datetime import datetime, timedelta
from io import StringIO
from itertools import pairwise

import pytest
from django.core.management import call_command
from django.db import transaction
from django.db.models import Count, Q, Sum
from django.test import Client
from django.utils import timezone, translation

from kesher.activity.models import Entry
from kesher.businesses import entrusting
from kesher.businesses.models import Business, User
from kesher.contracts import filling, stating
from kesher.core.owning import acting_for
from kesher.customers import birthdays, counting
from kesher.customers import searching as finding_people
from kesher.demo import studio, technicians, today
from kesher.entitlements.models import Unit
from kesher.inquiries import clocks, searching
from kesher.inquiries.models import Category, InquiryKind
from tests.demo.test_day import assert_lively

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("demo")]  # loaded once, so by one process
SIGN_INS = [(one.SLUG, who[1]) for one in (studio, technicians) for who in one.TEAM]
SLUGS = [studio.SLUG, technicians.SLUG]
NOW = timezone.make_aware(datetime(2026, 11, 25, 13, 40))


@pytest.fixture(scope="module")
def demo(django_db_setup, django_db_blocker):
    """A smaller one, loaded once for all tests and taken back after them."""
    with django_db_blocker.unblock(), transaction.atomic():
        studio.load(count=40, now=NOW, with_desk=True)
        technicians.load(now=NOW, customers=60, calls_a_day=1.5)
        yield
        transaction.set_rollback(True)


@pytest.fixture(params=SLUGS)
def business(demo, request):
    business = Business.objects.get(slug=request.param)
    with acting_for(business), translation.override("he"):
        yield business


@pytest.fixture
def karir(demo):
    business = Business.objects.get(slug=technicians.SLUG)
    with acting_for(business), translation.override("he"):
        yield business


@pytest.mark.parametrize(("slug", "username"), SIGN_INS)
def test_every_place_of_the_menu_answers(demo, slug, username):
    client = Client(HTTP_HOST="localhost")
    client.force_login(User.objects.get(username=username))
    home = client.get(f"/b/{slug}/").content.decode()
    menus = "".join(re.findall(r"<nav.*?</nav>", home, re.DOTALL))
    places = set(re.findall(rf'href="(/b/{slug}/[a-z/-]*)"', menus))

    answers = {url: client.get(url).status_code for url in places}

    assert len(answers) >= 3
    assert answers == dict.fromkeys(places, 200)


def test_loading_twice_changes_nothing(demo):
    said = StringIO()
    before = [(one.inquiries.count(), one.customers.count()) for one in owned()]

    call_command("demo", stdout=said)

    assert [(one.inquiries.count(), one.customers.count()) for one in owned()] == before
    assert all(username in said.getvalue() for _slug, username in SIGN_INS)


def owned():
    for slug in SLUGS:
        business = Business.objects.get(slug=slug)
        with acting_for(business):
            yield business


def test_numbers_have_no_gap(business):
    given = list(business.inquiries.values_list("number", flat=True))
    given += business.meetings.filter(number__isnull=False).values_list("number", flat=True)

    assert sorted(given) == list(range(1, len(given) + 1))
    assert business.counters.get(series="inquiry").last == len(given)
    assert business.counters.get(series="customer").last == business.customers.count()


def test_every_opening_and_closing_is_told(business):
    told = Entry.objects.of(business)

    opened = set(told.filter(kind="inquiry.opened").values_list("subject_id", flat=True))
    closed = set(told.filter(kind="inquiry.closed").values_list("subject_id", flat=True))

    assert opened == set(business.inquiries.values_list("pk", flat=True))
    rows = business.inquiries.closed().filter(~Q(kind=InquiryKind.DOCUMENTATION))
    assert closed == set(rows.values_list("pk", flat=True))


def test_nothing_happened_ahead_of_its_time(business):
    assert not Entry.objects.of(business).filter(at__gt=NOW).exists()
    assert not business.inquiries.filter(Q(created_at__gt=NOW) | Q(closed_at__gt=NOW)).exists()
    assert not business.treatments.filter(performed_at__gt=NOW).exists()
    assert not business.meetings.filter(starts_at__gt=NOW, state__in=["held", "no-show"]).exists()


def test_people_and_inquiries_are_found_by_their_text(business):
    for person in business.customers.all()[:80]:
        assert person.search_text.startswith(finding_people.text_of(person))
    for inquiry in business.inquiries.select_related("customer").order_by("-id")[:80]:
        assert inquiry.search_text == searching.text_of(inquiry)


def test_a_closed_inquiry_is_closed_in_every_respect(business):
    closed = business.inquiries.filter(status__category=Category.CLOSED)

    assert set(closed) == set(business.inquiries.closed())
    assert set(closed.values_list("percent", flat=True)) == {100}
    assert not business.response_clocks.filter(inquiry__in=closed, stopped_at=None).exists()
    assert not business.clock_spans.filter(inquiry__in=closed, ends_at=None).exists()


def test_running_clocks_stand_as_the_rules_reckon_them(business):
    running = business.response_clocks.filter(stopped_at=None).select_related("inquiry__status")
    before = {one.pk: (one.due_at, one.next_step_at, one.missed_at) for one in running}

    for clock in running:
        clocks.reckon(clock.inquiry, NOW)

    assert {one.pk: (one.due_at, one.next_step_at, one.missed_at) for one in running.all()} == before


def test_the_receipt_agrees_with_what_was_missed(business):
    rows = business.inquiries.closed().filter(kind__in=clocks.CLOCKED).order_by("-id")[:60]

    for inquiry in rows:
        for line in clocks.receipt(inquiry, NOW).lines:
            is_missed = line.clock.missed_at is not None
            counted = sum(row.length.total_seconds() for row in line.rows) / 60
            assert is_missed == (counted >= line.clock.minutes), inquiry.number


def test_balances_are_the_sums_of_their_entries(karir):
    sums = dict(karir.ledger_entries.values_list("lot").annotate(sum=Sum("quantity")))

    assert {lot.pk: lot.balance for lot in karir.lots.all()} == sums
    assert len(sums) >= 15


def test_the_bank_paid_what_the_treatments_say(karir):
    used = karir.ledger_entries.filter(kind="consume", lot__unit=Unit.MINUTES).aggregate(sum=Sum("quantity"))
    covered = karir.treatments.aggregate(sum=Sum("covered_minutes"))

    assert covered["sum"] == -used["sum"]
    assert covered["sum"] > 6000


def test_each_closed_call_with_own_work_took_one_visit_where_its_contract_includes_visits(karir):
    with_visits = karir.clauses.filter(kind="visits").values("version__contract")
    worked = karir.treatments.filter(type__sub_type="work").values("inquiry")
    calls = karir.inquiries.closed().filter(contract__in=with_visits, pk__in=worked)
    taken = karir.ledger_entries.filter(kind="consume", lot__unit=Unit.VISITS).values("subject_id")

    counts = dict(taken.annotate(count=Count("id")).values_list("subject_id", "count"))

    assert counts == dict.fromkeys(calls.values_list("pk", flat=True), 1)


def test_visits_are_used_as_a_reader_would_believe(karir):
    lots = karir.lots.filter(unit=Unit.VISITS, source_kind=filling.SOURCE)
    granted, used = (
        Sum("entries__quantity", filter=Q(entries__kind="grant")),
        Count("entries", filter=Q(entries__kind="consume")),
    )

    shares = [one.used / one.granted for one in lots.annotate(granted=granted, used=used)]

    assert max(shares) < 1.25
    assert [one > 1 for one in shares].count(True) == 1
    assert any(0.8 <= one < 1 for one in shares)
    assert all(shares)


def test_both_have_contracts_that_are_used(business):
    used = business.ledger_entries.filter(kind="consume", quantity__lt=0).values("lot__customer").distinct()

    assert business.contracts.count() >= 4
    assert used.count() >= 3
    assert business.lots.filter(balance__gt=0).exists()


def test_people_are_new_and_have_birthdays_around_today(karir):
    people, day = karir.customers.all(), timezone.localdate(NOW)

    weeks = counting.weekly(people, today=day)

    assert weeks.people[-1] >= weeks.leads[-1] >= 1
    assert birthdays.coming(people, today=day)[0].on == day


def test_contracts_stand_in_every_state(karir):
    day = timezone.localdate(NOW)

    states = {stating.state_of(contract, day) for contract in karir.contracts.all()}

    assert states == set(stating.State)
    assert any(lot.balance < 0 for lot in karir.lots.all())
    assert karir.contracts.filter(renews__isnull=False).exists()


def test_each_technician_has_a_full_day_and_a_call_at_risk(karir):
    for staff in karir.staff.filter(user__username__in=today.TECHNICIANS):
        assert_lively(staff, NOW)


def test_many_calls_are_a_team_s(karir):
    calls = karir.inquiries.filter(kind="service-call")

    assert 0.2 <= calls.exclude(team=None).count() / calls.count() <= 0.5


def test_rooms_are_never_taken_twice(business):
    rows = business.meetings.standing().filter(resource__isnull=False).exclude(state="cancelled")
    taken = list(rows.order_by("resource", "starts_at").values_list("resource", "starts_at", "ends_at"))

    both = [(one, other) for one, other in pairwise(taken) if one[0] == other[0] and other[1] < one[2]]

    assert both == []


def test_the_weeks_are_as_full_as_in_a_living_business(business):
    for weeks in range(1, 6):
        start = NOW - timedelta(weeks=weeks)
        held = business.meetings.standing().filter(
            starts_at__gte=start, starts_at__lt=start + timedelta(days=7)
        )
        assert 30 <= held.count() <= 80


def test_the_studio_s_owner_is_entrusted_with_the_installation(demo):
    assert entrusting.holders() == ["orit"]


def test_the_links_are_told_without_an_address_where_it_may_change(demo):
    said = StringIO()
    call_command("demo", address="", stdout=said)

    assert re.findall("Demo: (.*)", said.getvalue()) == ["/b/demo/", f"/b/{technicians.SLUG}/"]


def test_views_are_kept_for_everybody_and_the_last_reports_are_signed(demo):
    technicians = Business.objects.get(slug="karir")
    with acting_for(technicians):
        assert technicians.saved_views.filter(list_key="inquiries", staff=None).count() == 3
        assert technicians.signatures.count() == 6
