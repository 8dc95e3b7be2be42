from types import SimpleNamespace

import pytest

from kesher.inquiries import ways

MOBILE, LANDLINE = "+972501234567", "+97235012345"


def reached(phone="", customer="", place="", site=""):
    subject = SimpleNamespace(
        customer=SimpleNamespace(phone=customer) if customer else None,
        site=SimpleNamespace(address=site) if site else None,
    )
    return ways.of(subject, phone=phone, place=place)


def test_the_number_that_came_with_it_is_called_before_the_customers():
    assert reached(LANDLINE, MOBILE)["phone"] == LANDLINE
    assert reached("", MOBILE)["phone"] == MOBILE


@pytest.mark.parametrize("phone", [LANDLINE, "*6050", "0501234567"])
def test_a_number_that_is_no_mobile_one_is_not_written_to(phone):
    assert reached(phone)["whatsapp"] == ""
    assert reached(phone, MOBILE)["whatsapp"] == "https://wa.me/972501234567"


def test_one_drives_to_the_place_that_is_named_before_the_site():
    assert reached(place="Haifa 3", site="Eilat 1")["place"] == "Haifa 3"
    assert reached(site="Eilat 1")["navigate"] == "https://waze.com/ul?q=Eilat%201&navigate=yes"
    assert reached()["navigate"] == ""
