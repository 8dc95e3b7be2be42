from kesher.office import charting


def test_a_line_fills_its_frame_from_zero_to_the_greatest():
    assert charting.points([0, 5, 10]) == [(0, 30), (60, 16), (120, 2)]
    assert charting.line([0, 10]) == "0,30 120,2"
    assert charting.area([0, 10]) == "0,32 0,30 120,2 120,32"


def test_zeros_lie_on_the_ground_and_nothing_has_no_area():
    assert charting.points([0, 0]) == [(0, 30), (120, 30)]
    assert charting.area([]) == ""
