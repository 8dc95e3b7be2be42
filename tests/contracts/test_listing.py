from datetime import timedelta

import pytest
from django.http import QueryDict
from django.utils import timezone

from kesher.contracts import changing, listing
from tests import make


@pytest.fixture(autouse=True)
def acting(ours):
    return ours


def rows(world, today, query="", *, by=None, after=""):
    found = listing.clauses_of(by or world.staff, listing.wanted(QueryDict(query)), today=today)
    return listing.page_of(found, after=after, today=today)


def shown(world, today, query="", **more):
    return [(row.contract.name, row.clause.kind) for row in rows(world, today, query, **more)[0]]


def test_one_row_is_one_clause_and_the_newest_contract_comes_first(world, today):
    make.contract(world.customer, name="Gold", clauses=[make.bank(), make.visits()])
    make.contract(world.customer, name="Silver", clauses=[make.response()])

    assert shown(world, today) == [("Silver", "response-time"), ("Gold", "hour-bank"), ("Gold", "visits")]


def test_the_clauses_of_the_version_that_holds_today_are_shown(world, today):
    contract = make.contract(world.customer, name="Gold", clauses=[make.bank()])
    later = today + timedelta(days=9)
    changing.change(contract, clauses=[make.visits()], version_on=later, by=world.staff, now=timezone.now())

    assert shown(world, today) == [("Gold", "hour-bank")]
    assert shown(world, later) == [("Gold", "visits")]


def test_of_a_contract_that_begins_later_the_first_version_is_shown(world, today):
    make.contract(world.customer, name="Gold", starts_on=today + timedelta(days=30))

    assert shown(world, today) == [("Gold", "hour-bank")]


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("kind=visits", ["Gold"]),
        ("state=draft", ["Draft"]),
        ("within=400", ["Gold", "Gold"]),
        ("q=gol", ["Gold", "Gold"]),
        ("kind=vase", []),
        ("customer=999999", []),
    ],
)
def test_the_list_is_narrowed_and_what_is_not_offered_is_nobodys(world, today, query, names):
    make.contract(world.customer, name="Gold", clauses=[make.bank(), make.visits()])
    make.contract(world.customer, name="Draft", is_draft=True)

    assert [name for name, _kind in shown(world, today, query)] == names


def test_a_page_goes_on_after_the_last_row_shown(world, today, monkeypatch):
    monkeypatch.setattr(listing, "PAGE", 2)
    make.contract(world.customer, name="Gold", clauses=[make.bank(), make.visits()])
    make.contract(world.customer, name="Silver", clauses=[make.response()])

    first, after = rows(world, today)
    rest, end = rows(world, today, after=after)

    assert [[row.clause.kind for row in page] for page in (first, rest)] == [
        ["response-time", "hour-bank"], ["visits"],
    ]  # fmt: skip
    assert end == ""


def test_hour_banks_show_what_is_left_in_their_contract(world, today):
    make.contract(world.customer, clauses=[make.bank(10), make.response()])

    [bank, response] = rows(world, today)[0]

    assert (bank.figures["granted"], bank.figures["remaining"], response.figures) == (600, 600, None)


def test_staff_of_a_branch_see_the_contracts_of_their_people(world, today):
    north, south = make.branch(world.ours), make.branch(world.ours)
    for name, branch in (("Northern", north), ("Southern", south)):
        make.contract(make.customer(world.ours, branch=branch), name=name)

    assert shown(world, today, by=make.staff(world.ours, branches=[north])) == [("Northern", "hour-bank")]
