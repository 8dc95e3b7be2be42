import pytest

from kesher.core.owning import acting_for
from kesher.customers.models import Customer

PROFILE = "/b/ours/customers/{}/"


@pytest.mark.parametrize("part", ["", "head/", "contact/", "invoice/", "contact/edit/", "invoice/edit/", "tags/",
    "consent/", "consent/history/", "numbers/add/", "addresses/add/", "relations/add/"])  # fmt: skip
@pytest.mark.parametrize("is_fragment", [True, False])
def test_every_part_of_the_profile_opens(desk, world, part, is_fragment):
    headers = {"HX-Request": "true"} if is_fragment else {}

    answer = desk.get(PROFILE.format(world.customer.pk) + part, headers=headers)

    assert answer.status_code == 200
    assert ("<html" in answer.content.decode()) is not is_fragment
