from datetime import timedelta
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from python_calamine import load_workbook

from kesher.activity.models import Entry
from kesher.businesses.permissions import Permission
from kesher.contracts import clauses, ranking
from kesher.core import days
from kesher.core.owning import acting_for
from tests import make

HTMX = {"HX-Request": "true"}
SURE = {"is_sure": "1"}
LIST, ADD = "/b/ours/contracts/", "/b/ours/contracts/add/"
TYPED = {
    "name": "Gold", "starts_on": "1/1/2026", "ends_on": "31/12/2099", "renewal": "by-hand", "warning_days": "30",
    "clause": ["1"], "clause-1-kind": "hour-bank", "clause-1-hours": "20",
}  # fmt: skip


def text(answer):
    return answer.content.decode()


def queries(desk, url):
    with CaptureQueriesContext(connection) as seen:
        assert desk.get(url).status_code == 200
    return len(seen)


def test_one_row_is_one_clause_with_what_is_used(desk, world):
    make.contract(world.customer, name="Gold", clauses=[make.bank(10), make.response(), make.visits(3)])

    shown = text(desk.get(LIST))

    assert shown.count("data-row data-id") == 3
    assert "0:00 מתוך 10:00" in shown
    assert "0 מתוך 3" in shown


def test_an_empty_list_says_so_and_a_filtered_one_offers_to_clear(desk, world):
    assert "/contracts/add/" in text(desk.get(LIST))
    make.contract(world.customer)

    assert "filter" in text(desk.get(LIST + "?kind=visits&state=valid&within=30&q=zzz"))


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("kind=visits", 1),
        ("state=draft", 1),
        ("q=gold", 2),
        ("within=400", 2),
        ("customer=999999", 0),
        ("within=x", 0),
        ("kind=vase", 0),
        ("customer=x", 0),
    ],
)
def test_the_list_is_narrowed(desk, world, query, count):
    make.contract(world.customer, name="Gold", clauses=[make.bank(), make.visits()])
    make.contract(world.customer, name="Draft", is_draft=True)

    assert text(desk.get(f"{LIST}?{query}")).count("data-row data-id") == count


def test_a_contract_cancelled_from_a_day_ends_before_it_in_the_list_on_the_profile_and_in_excel(desk, world):
    contract, last = make.contract(world.customer), timezone.localdate() + timedelta(days=2)
    with acting_for(world.ours):
        world.ours.contracts.filter(pk=contract.pk).update(cancelled_on=last + timedelta(days=1))
    sheet = load_workbook(BytesIO(b"".join(desk.get(LIST + "export/excel/").streaming_content)))

    for shown in (text(desk.get(LIST)), text(desk.get(f"{LIST}of/{world.customer.pk}/"))):
        assert days.shown_date(last) in shown
        assert days.shown_date(contract.ends_on) not in shown
    assert last in sheet.get_sheet_by_index(0).to_python()[1]
    assert "data-row data-id" in text(desk.get(LIST + "?within=5"))


def test_the_list_asks_few_questions_whatever_it_shows(desk, world):
    make.contract(world.customer)
    desk.get(LIST)
    one = queries(desk, LIST)
    for _number in range(4):
        make.contract(make.customer(world.ours), clauses=[make.bank(), make.visits()])

    assert queries(desk, LIST) == one <= 12


def test_a_page_holds_fifty_rows_and_the_next_begins_after_them(desk, world):
    for _number in range(3):
        make.contract(world.customer, clauses=[make.visits(one + 1) for one in range(20)])

    first = text(desk.get(LIST))
    url = first.split('class="more-rows" hx-get="')[1].split('"')[0].replace("&amp;", "&")
    rest = text(desk.get(url, headers=HTMX))

    assert (first.count("data-row data-id"), rest.count("data-row data-id")) == (50, 10)


def test_the_list_is_taken_as_excel_and_that_is_recorded(desk, world):
    make.contract(world.customer)

    answer = desk.get(LIST + "export/excel/")

    assert b"".join(answer.streaming_content).startswith(b"PK")
    assert Entry.objects.of(world.ours).filter(kind="contract.exported").exists()


def test_the_log_is_not_told_whose_contracts_were_taken(desk, world):
    make.contract(world.customer)

    desk.get(f"{LIST}export/excel/?customer={world.customer.pk}&q=gold&kind=visits").getvalue()

    [entry] = Entry.objects.of(world.ours).filter(kind="contract.exported")
    assert len(entry.details["filters"]) == 2
    assert not [
        word for word in (str(world.customer), "gold") if word in f"{entry.details}{entry.search_text}"
    ]


def test_whose_it_is_comes_first(desk, world):
    assert "completions" in text(desk.get(ADD))
    answer = desk.post(ADD, {"customer": world.customer.pk})
    assert (answer.status_code, answer["Location"]) == (303, f"{ADD}?customer={world.customer.pk}")
    assert desk.post(ADD, {"customer": world.foreign_customer.pk}).status_code == 422


def test_a_contract_is_entered_with_its_clauses(desk, world):
    site = make.site(world.customer)
    url = f"{ADD}?customer={world.customer.pk}"

    answer = desk.post(url, {**TYPED, "price": "1,200", "sites": [site.pk]}, headers=HTMX)

    with acting_for(world.ours):
        contract = world.ours.contracts.get()
        assert answer["HX-Redirect"] == f"{LIST}{contract.pk}/"
        assert (contract.price, contract.covers.get().site) == (120000, site)
        assert world.ours.clauses.get().terms["hours"] == 20


def test_what_is_wrong_is_shown_at_its_field(desk, world):
    url = f"{ADD}?customer={world.customer.pk}"

    answer = desk.post(url, {**TYPED, "clause-1-hours": "", "name": ""}, headers=HTMX)

    assert answer.status_code == 422
    assert "clause-1-hours_error" in text(answer)
    assert desk.post(url, {**TYPED, "clause": []}, headers=HTMX).status_code == 422


@pytest.mark.parametrize("kind", clauses.KINDS)
def test_a_further_clause_of_every_kind_is_brought(desk, kind):
    shown = text(desk.get(f"{LIST}clause/?kind={kind}&number=3", headers=HTMX))

    assert 'name="clause-3-text"' in shown
    assert "number=4" in shown
    assert text(desk.get(f"{LIST}clause/")) == ""


def test_a_response_time_may_differ_by_priority(desk, world, monkeypatch):
    monkeypatch.setattr(ranking, "_offers", [lambda business: [ranking.Rank(7, "Urgent")]])
    typed = {
        **TYPED,
        "clause-1-kind": "response-time",
        "clause-1-response_minutes": "240",
        "clause-1-response_7": "60",
    }

    assert "Urgent" in text(desk.get(f"{LIST}clause/?kind=response-time&number=1"))
    desk.post(f"{ADD}?customer={world.customer.pk}", typed, headers=HTMX)

    with acting_for(world.ours):
        assert world.ours.clauses.get().terms["by_priority"] == {"7": {"response_minutes": 60}}


def test_what_was_promised_for_a_retired_priority_can_be_kept(desk, world, monkeypatch):
    ranks = [ranking.Rank(7, "Urgent", is_retired=True), ranking.Rank(8, "Calm", is_retired=True)]
    monkeypatch.setattr(ranking, "_offers", [lambda business: ranks])
    clause = make.response(240, by_priority={"7": {"response_minutes": 60}})
    contract = make.contract(world.customer, clauses=[clause])
    page = f"{LIST}{contract.pk}/edit/"
    shown = text(desk.get(page))
    typed = {
        **TYPED, "version_on": "1/12/2026", "clause-1-kind": "response-time", "clause-1-response_minutes": "300",
        "clause-1-response_7": "60",
    }  # fmt: skip
    desk.post(page, typed, headers=HTMX)

    assert ("Urgent" in shown, "Calm" in shown) == (True, False)
    with acting_for(world.ours):
        assert (
            contract.versions.order_by("number").last().clauses.get().terms["by_priority"]
            == clause["terms"]["by_priority"]
        )


def test_the_page_of_a_contract_shows_everything(desk, world):
    site = make.site(world.customer, name="Warehouse")
    contract = make.contract(
        world.customer, sites=[site], clauses=[make.bank(), make.visits(), make.response()]
    )

    shown = text(desk.get(f"{LIST}{contract.pk}/"))

    assert "Warehouse" in shown
    assert shown.count("balance-figures") == 2
    assert queries(desk, f"{LIST}{contract.pk}/") <= 14


def test_the_page_of_a_contract_asks_no_more_however_much_it_holds(desk, world):
    small = make.contract(world.customer)
    large = make.contract(
        make.customer(world.ours), clauses=[make.bank(), make.bank(5), make.visits(), make.response()]
    )

    desk.get(f"{LIST}{small.pk}/")
    assert queries(desk, f"{LIST}{small.pk}/") == queries(desk, f"{LIST}{large.pk}/")


def test_other_clauses_make_a_version(desk, world):
    contract = make.contract(world.customer)
    today = timezone.localdate()
    shown = text(desk.get(f"{LIST}{contract.pk}/edit/"))
    assert 'name="version_on"' in shown

    answer = desk.post(
        f"{LIST}{contract.pk}/edit/",
        {**TYPED, "starts_on": f"{contract.starts_on:%d/%m/%Y}", "clause-1-hours": "30", "version_on": f"{today:%d/%m/%Y}",
         "reason": "Bigger"},
        headers=HTMX,
    )  # fmt: skip

    assert answer.status_code == 204, text(answer)
    with acting_for(world.ours):
        assert contract.versions.count() == 2
    assert "Bigger" in text(desk.get(f"{LIST}{contract.pk}/"))


@pytest.mark.parametrize("pressed", [{}, {"preview": "1"}, {"preview": "1", "is_sure": "1"}])
def test_nothing_is_carried_out_without_the_button_that_says_so(desk, world, pressed):
    contract = make.contract(world.customer)
    for verb, typed in (
        ("renew", {"ends_on": "+400d", "price": "10"}),
        ("cancel", {"cancelled_on": "+3d", "reason": "Moved"}),
    ):
        answer = desk.post(f"{LIST}{contract.pk}/{verb}/", typed | pressed, headers=HTMX)
        assert (answer.status_code, 'name="is_sure"' in text(answer)) == (422, True)
        assert "field-error" not in text(answer)

    with acting_for(world.ours):
        assert (contract.fresh().cancelled_on, contract.renewed_by.count()) == (None, 0)


def test_renewing_shows_what_will_happen_and_does_it(desk, world):
    contract = make.contract(world.customer)
    url = f"{LIST}{contract.pk}/renew/"
    shown = text(desk.get(url))
    seen = shown.split('name="seen" value="')[1].split('"')[0]
    ends = shown.split('name="ends_on" value="')[1].split('"')[0]

    assert desk.post(url, {"ends_on": ends, "price": "10", "preview": "1"}, headers=HTMX).status_code == 422
    stale = desk.post(url, {"ends_on": ends, "price": "10", "seen": seen, **SURE}, headers=HTMX)
    done = desk.post(url, {"ends_on": ends, "price": "0", "seen": seen, **SURE}, headers=HTMX)

    assert (stale.status_code, done.status_code) == (422, 204)
    with acting_for(world.ours):
        assert contract.renewed_by.count() == 1


def test_cancelling_needs_a_reason_and_can_be_taken_back(desk, world):
    contract = make.contract(world.customer)
    url = f"{LIST}{contract.pk}/cancel/"
    assert desk.get(url).status_code == 200

    assert desk.post(url, {"cancelled_on": "+3d", **SURE}, headers=HTMX).status_code == 422
    assert desk.post(url, {"cancelled_on": "+3d", "reason": "Moved", **SURE}, headers=HTMX).status_code == 204
    assert desk.post(f"{LIST}{contract.pk}/take-back/", headers=HTMX).status_code == 204

    with acting_for(world.ours):
        assert contract.fresh().cancelled_on is None


def test_the_profile_has_a_tab_of_contracts(desk, world):
    make.contract(world.customer, name="Gold")

    assert "Gold" in text(desk.get(f"{LIST}of/{world.customer.pk}/", headers=HTMX))
    assert "/contracts/of/" in text(desk.get(f"/b/ours/customers/{world.customer.pk}/?tab=contracts"))


def test_who_may_only_see_changes_nothing(world, client):
    client.force_login(
        make.staff(world.ours, permissions=[Permission.CONTRACT_VIEW, Permission.CUSTOMER_VIEW]).user
    )
    contract = make.contract(world.customer)

    assert "/edit/" not in text(client.get(f"{LIST}{contract.pk}/"))
    assert client.get(f"{LIST}{contract.pk}/edit/").status_code == 403


def test_the_calls_under_a_contract_stand_on_its_page(desk, world):
    contract = make.contract(world.customer)
    other = make.customer(world.ours)
    make.inquiry(world.ours, kind="service-call", customer=world.customer, title="No water")
    make.inquiry(world.ours, kind="service-call", customer=other, title="No gas")
    part = f"/b/ours/inquiries/contracts/{contract.pk}/"

    assert part in text(desk.get(f"{LIST}{contract.pk}/"))
    assert "No water" in text(desk.get(part))
    assert "No gas" not in text(desk.get(part))


def test_the_newest_twenty_calls_stand_there_and_all_of_them_one_press_away(desk, world):
    contract = make.contract(world.customer)
    for number in range(21):
        make.inquiry(world.ours, kind="service-call", customer=world.customer, title=f"Call {number}.")
    part = f"/b/ours/inquiries/contracts/{contract.pk}/"

    newest, every = text(desk.get(part)), text(desk.get(f"{part}?all=1"))

    assert f'href="{part}?all=1"' in newest
    assert ("Call 0." in newest, "Call 20." in newest) == (False, True)
    assert ("Call 0." in every, f'href="{part}?all=1"' in every) == (True, False)


def test_the_calls_about_equipment_stand_on_the_profile(desk, world):
    boiler, pump = make.equipment(world.customer), make.equipment(world.customer, "Pump")
    make.inquiry(world.ours, kind="service-call", customer=world.customer, equipment=boiler, title="No water")
    parts = [f"/b/ours/inquiries/equipment/{one.pk}/" for one in (boiler, pump)]

    assert all(part in text(desk.get(f"/b/ours/customers/{world.customer.pk}/sites/")) for part in parts)
    assert ["No water" in text(desk.get(part)) for part in parts] == [True, False]


def test_who_may_not_see_calls_is_not_led_to_them(world, client):
    contract = make.contract(world.customer)
    client.force_login(
        make.staff(world.ours, permissions=[Permission.CONTRACT_VIEW, Permission.CUSTOMER_VIEW]).user
    )

    assert "/inquiries/contracts/" not in text(client.get(f"{LIST}{contract.pk}/"))


def test_the_priorities_of_the_business_are_offered_for_a_response_time(desk, world):
    with acting_for(world.ours):
        urgent = world.ours.priorities.get(key="urgent")

    assert f"response_{urgent.pk}" in text(desk.get("/b/ours/contracts/clause/?kind=response-time&number=2"))


@pytest.mark.parametrize("day", ["31/12/9999", "01/01/0001"])
def test_a_contract_neither_ends_nor_is_cancelled_beyond_the_calendar(desk, world, day):
    contract = make.contract(world.customer)

    assert (
        desk.post(
            f"{LIST}{contract.pk}/cancel/", {"cancelled_on": day, "reason": "x"}, headers=HTMX
        ).status_code
        == 422
    )
    assert desk.get(f"{LIST}{contract.pk}/cancel/", {"cancelled_on": day}, headers=HTMX).status_code < 500
    added = desk.post(f"{ADD}?customer={world.customer.pk}", TYPED | {"ends_on": day}, headers=HTMX)
    assert added.status_code == 422
