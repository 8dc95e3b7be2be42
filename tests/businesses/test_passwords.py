import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import override

from kesher.businesses import passwords


def test_a_short_password_is_refused_in_the_readers_language():
    with override("he"), pytest.raises(ValidationError) as refused:
        validate_password("4 green", password_validators=[passwords.LongEnough(12)])

    assert "12" in refused.value.messages[0]
    assert refused.value.messages[0].isascii() is False
