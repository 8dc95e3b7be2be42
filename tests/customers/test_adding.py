from datetime import date

import pytest
from django.utils import timezone

from kesher.activity.models import Entry
from kesher.core.owning import acting_for
from kesher.core.refusals import Refused
from kesher.customers import adding
from tests import make


@pytest.fixture
def ours(world):
    with acting_for(world.ours):
        yield world


def add(world, **details):
    return adding.add(world.ours, by=world.staff, now=timezone.now(), **{"first_name": "Dana", **details})


def change(world, **details):
    return adding.change(world.customer, by=world.staff, now=timezone.now(), **details)


def codes(refused):
    return [problem.code for problem in refused.value.problems]


def facts(world):
    return list(Entry.objects.about(world.customer).order_by("id").values_list("kind", "details"))


def test_only_a_name_is_asked_for(ours):
    assert str(add(ours, first_name="Alpha Ltd", is_company=True)) == "Alpha Ltd"
    with pytest.raises(Refused) as refused:
        add(ours, first_name="")
    assert codes(refused) == ["name-missing"]


def test_a_lead_of_whom_no_stage_is_said_begins_at_the_first_one(ours):
    first, second = ours.ours.stages.filter(group="in-progress")[:2]

    assert add(ours).stage == first
    assert add(ours, stage=second).stage == second
    assert (add(ours, stage=None).stage, add(ours, role="customer").stage) == (None, None)


def test_phones_are_kept_as_dialled_abroad(ours):
    assert add(ours, phone="054-765 4321").phone == "+972547654321"
    assert add(ours, phone="*6050").phone == "*6050"


def test_an_e_mail_is_kept_in_small_letters(ours):
    assert add(ours, email="Dana@Example.COM").email == "dana@example.com"


def test_an_id_number_has_the_right_check_digit(ours):
    assert add(ours, id_number="39337423").id_number == "039337423"
    with pytest.raises(Refused) as refused:
        add(ours, id_number="039337424")
    assert codes(refused) == ["id-wrong"]


def test_the_number_on_invoices_has_the_right_check_digit(ours):
    with pytest.raises(Refused) as refused:
        add(ours, invoice_tax_number="514404798")
    assert codes(refused) == ["tax-number-wrong"]


def test_numbers_follow_one_another(ours):
    assert add(ours).number + 1 == add(ours).number


def test_a_new_person_has_the_role_from_that_day_on(ours):
    person = add(ours, role="customer")

    assert [(one.role, one.starts_on, one.ends_on) for one in person.role_periods.all()] == [
        ("customer", timezone.localdate(), None)
    ]


def test_a_new_person_is_tagged_at_once(ours):
    tag = ours.ours.tags.create(name="VIP")

    assert list(add(ours, tags=[tag]).tags.all()) == [tag]


def test_a_birthday_is_not_ahead(ours):
    with pytest.raises(Refused) as refused:
        add(ours, birthday=date(2999, 1, 1))
    assert codes(refused) == ["birthday-ahead"]


def test_a_change_is_recorded_with_before_and_after(ours):
    change(ours, first_name="Noga", email="noga@example.com")

    assert facts(ours)[-1] == (
        "customer.changed", {"changes": {"first_name": ["Noa", "Noga"], "email": ["", "noga@example.com"]}}
    )  # fmt: skip


def test_what_stays_the_same_is_not_recorded(ours):
    before = facts(ours)

    change(ours, first_name="Noa")

    assert facts(ours) == before


def test_the_log_never_repeats_an_id_number(ours):
    change(ours, id_number="039337423")

    assert facts(ours)[-1][1] == {"changes": {"id_number": ["…", "…"]}}


def test_a_new_stage_is_a_fact_of_its_own(ours):
    stage = ours.ours.stages.first()

    change(ours, stage=stage, first_name="Noga")

    assert [kind for kind, _details in facts(ours)[-2:]] == ["customer.changed", "customer.stage-changed"]


def test_who_pays_is_another_person(ours):
    with pytest.raises(Refused) as refused:
        change(ours, payer=ours.customer)
    assert codes(refused) == ["payer-self"]


def test_a_payer_who_may_not_be_seen_is_not_named(ours):
    north, south = make.branch(ours.ours, name="North"), make.branch(ours.ours, name="South")
    hidden = make.customer(ours.ours, first_name="Zelig", branch=south, payer=make.customer(ours.ours))
    clerk = make.staff(ours.ours, permissions=["customer.edit"], branches=[north])

    with pytest.raises(Refused) as refused:
        adding.change(ours.customer, by=clerk, now=timezone.now(), payer=hidden)
    assert "Zelig" not in str(refused.value.problems[0].sentence)
    with pytest.raises(Refused) as refused:
        change(ours, payer=hidden)
    assert "Zelig" in str(refused.value.problems[0].sentence)


def test_who_pays_pays_for_themselves(ours):
    company = make.customer(ours.ours)
    between = make.customer(ours.ours, payer=company)

    with pytest.raises(Refused) as refused:
        change(ours, payer=between)
    assert codes(refused) == ["payer-pays-not"]
    with pytest.raises(Refused) as refused:
        adding.change(company, by=ours.staff, now=timezone.now(), payer=ours.customer)
    assert codes(refused) == ["payer-of-others"]
