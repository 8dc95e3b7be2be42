from datetime import time

import pytest

from kesher.calendar.forms.working import ClockField


@pytest.mark.parametrize("text", ["9:30", "9.30", "0930", "09:30"])
def test_an_hour_is_typed_in_many_ways(text):
    assert ClockField().clean(text) == time(9, 30)
