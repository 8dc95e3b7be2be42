import pytest

from kesher.customers import reading_names
from kesher.customers.import_fields import Reading


def named(**values):
    reading = Reading(2)
    reading_names.read_name(reading, values)
    return reading


@pytest.mark.parametrize(
    ("whole", "parts"),
    [("נועה כהן לוי", ("נועה", "כהן לוי")), ("Cohen, Noa", ("Noa", "Cohen")), ("Noa", ("Noa", None))],
)
def test_full_name_is_parted(whole, parts):
    details = named(full_name=whole).details

    assert (details["first_name"], details.get("last_name")) == parts


@pytest.mark.parametrize("name", ['כהן בע"מ', "Cohen Ltd", "Cohen Inc."])
def test_a_company_name_stays_whole(name):
    assert named(full_name=name).details == {"is_company": True, "first_name": name}
