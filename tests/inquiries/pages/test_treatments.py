import re

import pytest

from kesher.core.owning import acting_for
from tests import make


@pytest.fixture
def call(world):
    """A call under a contract with one hour, 300 beyond it."""
    make.contract(world.customer, clauses=[make.bank(hours=1, overage_rate=30000)])
    return make.inquiry(world.ours, kind="service-call", customer=world.customer, title="No water")


def kind(world, sub_type="work"):
    with acting_for(world.ours):
        return world.ours.treatment_types.filter(sub_type=sub_type).first().pk


def foreseen(desk, call, **typed):
    url = f"/b/ours/inquiries/{call.pk}/treatments/foresee/"
    return desk.get(url, typed, headers={"HX-Request": "true"}).content.decode().strip()


def test_what_a_line_would_take_is_foreseen_as_it_is_typed(desk, world, call):
    assert "30" in foreseen(desk, call, type=kind(world), minutes=30)
    part = foreseen(desk, call, type=kind(world), minutes=90)
    assert "60" in part
    assert "300.00" in part


@pytest.mark.parametrize("typed", [{}, {"minutes": "x"}, {"minutes": "0"}, {"starts_at": "??"}])
def test_nothing_is_foreseen_while_it_makes_no_sense(desk, world, call, typed):
    assert foreseen(desk, call, type=kind(world), **typed) == ""


def test_without_a_contract_nothing_is_asked(desk, world):
    call = make.inquiry(world.ours, kind="service-call", customer=world.customer)
    url = f"/b/ours/inquiries/{call.pk}/treatments/add/?type={kind(world)}"

    assert "treatments/foresee" not in desk.get(url).content.decode()
    assert foreseen(desk, call, type=kind(world), minutes=90) == ""


def test_the_tab_of_work_tells_what_the_bank_covered_and_what_not(desk, world, call):
    url = f"/b/ours/inquiries/{call.pk}/treatments/add/?type={kind(world)}"
    assert "treatments/foresee" in desk.get(url).content.decode()

    assert desk.post(url, {"minutes": "90", "rate": "100"}).status_code == 303

    shown = desk.get(f"/b/ours/inquiries/{call.pk}/work/?tab=work").content.decode()
    assert "is-beyond" in shown
    assert "150.00" in shown
    assert "is-beyond" in desk.get(f"/b/ours/entitlements/{world.customer.pk}/").content.decode()


def test_the_tab_of_parts_tells_what_the_contract_took_off(desk, world):
    make.contract(world.customer, clauses=[make.discount(parts=15)])
    call = make.inquiry(world.ours, kind="service-call", customer=world.customer)
    url = f"/b/ours/inquiries/{call.pk}/treatments/add/?type={kind(world, 'parts')}"

    assert desk.post(url, {"item": "Switch", "quantity": "1", "price": "100"}).status_code == 303

    shown = desk.get(f"/b/ours/inquiries/{call.pk}/work/?tab=parts").content.decode()
    assert "85.00" in shown
    assert "15%" in shown


def test_the_tab_of_outside_work_tells_of_travel_beyond_the_bank(desk, world):
    make.contract(world.customer, clauses=[make.bank(hours=1, overage_rate=30000, counts_travel=True)])
    call = make.inquiry(world.ours, kind="service-call", customer=world.customer)
    url = f"/b/ours/inquiries/{call.pk}/treatments/add/?type={kind(world, 'external')}"

    posted = {"supplier": "Crane", "quantity": "1", "price": "100", "travel_minutes": "90"}
    assert desk.post(url, posted).status_code == 303

    shown = desk.get(f"/b/ours/inquiries/{call.pk}/work/?tab=external").content.decode()
    assert "is-beyond" in shown
    assert "250.00" in shown


@pytest.fixture
def second(world, call):
    """The hours of another contract, which end later."""
    with acting_for(world.ours):
        make.contract(world.customer, name="Other", clauses=[make.bank(hours=2)])
        return world.customer.lots.order_by("pk").last()


def add_url(world, call):
    return f"/b/ours/inquiries/{call.pk}/treatments/add/?type={kind(world)}"


def offered_in(page):
    found = re.search(r'<select name="lot".*?</select>', page.content.decode(), re.DOTALL)
    return re.findall(r'<option value="(\d*)"', found[0]) if found else None


def test_from_which_hours_is_asked_where_more_than_one_bank_fits(desk, world, call, second):
    page = desk.get(add_url(world, call))

    assert offered_in(page) == ["", str(second.pk)]


def test_from_which_hours_is_not_asked_where_there_is_no_choice(desk, world, call):
    assert offered_in(desk.get(add_url(world, call))) is None


def test_work_is_taken_from_the_hours_that_were_chosen_and_foreseen_so(desk, world, call, second):
    assert "90" in foreseen(desk, call, type=kind(world), minutes=90, lot=second.pk)

    assert desk.post(add_url(world, call), {"minutes": "90", "lot": second.pk}).status_code == 303

    with acting_for(world.ours):
        line = call.treatments.get()
        assert (second.fresh().balance, line.lot) == (30, second)
    page = desk.get(f"/b/ours/inquiries/treatments/{line.pk}/edit/")
    assert re.search(rf'<option value="{second.pk}" selected', page.content.decode())
    assert desk.post(page.request["PATH_INFO"], {"minutes": "90", "lot": ""}).status_code == 303
    with acting_for(world.ours):
        assert second.fresh().balance == 120 - 30


def test_hours_of_others_are_no_choice(desk, world, call, second):
    of_another, foreign = make.lot(make.customer(world.ours)), make.lot(world.foreign_customer)

    for lot in (of_another.pk, foreign.pk, "x"):
        assert desk.post(add_url(world, call), {"minutes": "30", "lot": lot}).status_code == 422
        assert "30" in foreseen(desk, call, type=kind(world), minutes=30, lot=lot)


@pytest.mark.parametrize(("sub_type", "is_closed"), [("closing", True), ("work", False)])
def test_only_a_closing_line_offers_closed_statuses(desk, world, call, sub_type, is_closed):
    page = desk.get(
        f"/b/ours/inquiries/{call.pk}/treatments/add/?type={kind(world, sub_type)}"
    ).content.decode()
    found = re.search(r'<select name="status".*?</select>', page, re.DOTALL)[0]
    offered = [key for key in re.findall(r'<option value="(\d*)"', found) if key]

    with acting_for(world.ours):
        categories = {*world.ours.statuses.filter(pk__in=offered).values_list("category", flat=True)}
    assert ("closed" in categories, bool(categories - {"closed"})) == (is_closed, not is_closed)
