import pytest
from django.utils import translation

from kesher.core.owning import acting_for
from kesher.office import finding
from tests import make


@pytest.fixture
def ours(world):
    with acting_for(world.ours):
        yield world.ours


def titles(staff, text):
    return [[one["title"] for one in group.found] for group in finding.everything(staff, text)]


def test_people_are_found_in_a_group_that_says_where_the_rest_is(ours, world):
    for _number in range(9):
        make.customer(ours, first_name="Zelda", last_name="Levin")

    groups = finding.everything(world.staff, "zeld")

    assert [len(group.found) for group in groups] == [finding.MOST]
    assert groups[0].more_url == "/b/ours/customers/?q=zeld"
    assert groups[0]["items"] == groups[0].found


def test_without_a_text_the_people_worked_on_last_are_there(ours, world):
    mine = make.customer(ours, by=world.staff)

    assert titles(world.staff, " ") == [[str(mine)]]


def test_a_whole_customer_number_comes_first(ours, world):
    for number in range(10):
        make.customer(ours, first_name=f"A{number}", phone="0541111111")

    assert titles(world.staff, "1")[0][0] == str(world.customer)


def test_who_may_not_see_customers_finds_nobody(ours, world):
    stranger = make.staff(ours, permissions=[])

    assert titles(stranger, "noa") == titles(stranger, "") == []


def test_nobody_of_another_branch_or_business_is_found(ours, world):
    limited = make.staff(ours, branches=[make.branch(ours)])
    make.customer(ours, first_name="Hidden", branch=make.branch(ours))

    assert titles(limited, "hidden") == []
    assert titles(world.staff, str(world.foreign_customer).split()[1]) == []


def test_each_group_says_of_what_there_is_more(ours, world):
    with translation.override("en"):
        for _number in range(9):
            customer = make.customer(ours, first_name="Boiler")
            make.inquiry(ours, customer=customer, title="Boiler", by=world.staff)
            make.contract(customer, name="Boiler")

        groups = finding.everything(world.staff, "boiler")

    assert [(group.more_label, group.more_url.split("?")[0]) for group in groups] == [
        ("All people who match", "/b/ours/customers/"),
        ("All inquiries that match", "/b/ours/inquiries/"),
        ("All service contracts that match", "/b/ours/contracts/"),
    ]
