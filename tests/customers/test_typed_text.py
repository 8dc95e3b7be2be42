import pytest

from kesher.core.owning import acting_for
from kesher.customers.typed_text import is_about, untyped
from tests import make


def test_what_was_chosen_stays_and_what_was_typed_goes():
    assert untyped("q=noa&role=lead&field_7=blue&sort=name") == "role=lead&sort=name"


@pytest.mark.parametrize(
    ("text", "found"),
    [("levi dana", True), ("Dana Levi, Haifa", True), ("dana", False), ("052-345-6789", True), ("+972523456789", True),
     ("0523", False), ("DANA@example.com", True), ("777777715", True), ("חיפה", False)],
)  # fmt: skip
def test_a_person_is_looked_for_by_the_whole_name_a_number_or_an_address(world, text, found):
    with acting_for(world.ours):
        dana = make.customer(
            world.ours, first_name="Dana", last_name="Levi", phone="052-3456789", email="dana@example.com",
            id_number="777777715",
        )  # fmt: skip

        assert is_about(text, dana, ["Dana Levi"]) == found
