import pytest
from django.urls import NoReverseMatch, reverse

from kesher.core.addresses import address


@pytest.mark.parametrize("number", [1, 77, 123456789])
def test_an_address_is_what_the_site_map_says(number):
    assert address("customers:profile", "studio", number) == reverse(
        "customers:profile", args=["studio", number]
    )


def test_a_page_without_objects_has_an_address():
    assert address("office:choose_business") == "/"


def test_a_page_that_is_not_there_has_none():
    with pytest.raises(NoReverseMatch):
        address("customers:nowhere")
