import pytest
from django.http import QueryDict

from kesher.core.phone_field import PhoneField, PhoneForm
from tests import make


class ReachForm(PhoneForm):
    phone = PhoneField(required=False)


@pytest.fixture
def business(db):
    return make.business()


def sent(business, phone, *, before="", keep=None):
    given = QueryDict(mutable=True)
    given.update({"phone": phone} | ({"keep_phone": keep} if keep is not None else {}))
    return ReachForm(given, business=business, initial={"phone": before})


@pytest.mark.parametrize("phone", ["123", "05212345", "052-123456", "052-123456789", "+1 23", "not a number"])
def test_a_number_that_cannot_be_one_is_asked_about_and_kept_when_told_so(business, phone):
    asked, told, another = (sent(business, phone, keep=keep) for keep in (None, phone, "1234"))

    assert [one.is_valid() for one in (asked, told, another)] == [False, True, False]
    assert told.cleaned_data["phone"] == phone


@pytest.mark.parametrize(
    "phone", ["", "052-1112233", "03-5012345", "*6050", "+44 20 7946 0958", "1-700-500-500"]
)
def test_a_number_that_can_be_dialled_is_not_asked_about(business, phone):
    assert sent(business, phone).is_valid()


def test_a_number_that_stands_there_already_is_not_asked_about(business):
    assert sent(business, "123", before="123").is_valid()


def test_a_kept_number_is_shown_as_people_here_write_it(business):
    form = ReachForm(business=business, initial={"phone": "+972521112233"})

    assert form["phone"].value() == "052-111-2233"
    assert not sent(business, "052-111-2233", before="+972521112233").has_changed()
