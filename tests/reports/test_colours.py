"""The colours of pictures: visible on their ground, and told apart by the colour blind."""

import re
from itertools import pairwise

import pytest

from tests.house.sources import ROOT

SCSS = (ROOT / "frontend" / "scss" / "_reports.scss").read_text()
TOKENS = (ROOT / "frontend" / "scss" / "_tokens.scss").read_text()
HEX = r"light-dark\((#[0-9a-f]+), (#[0-9a-f]+)\)"
BLINDNESS = {
    "none": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": ((0.152, 1.053, -0.205), (0.115, 0.786, 0.099), (-0.004, -0.048, 1.052)),
    "deuteranopia": ((0.367, 0.861, -0.228), (0.280, 0.673, 0.047), (-0.012, 0.043, 0.969)),
    "tritanopia": ((1.256, -0.077, -0.179), (-0.078, 0.931, 0.148), (0.005, 0.691, 0.304)),
}
"""Machado, Oliveira and Fernandes 2009, full severity, over linear light"""


def token(name):
    return re.search(rf"--{name}: {HEX}", TOKENS).groups()


def tones(theme):
    found = [pair[theme] for pair in re.findall(rf"--chart-\d: {HEX}", SCSS)]
    return [token("accent")[theme], *found]


def linear(colour):
    colour = colour if len(colour) == 7 else "#" + "".join(one * 2 for one in colour[1:])
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    return [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]


def luminance(colour):
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear(colour), strict=True))


def contrast(one, other):
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def lab(colour, blindness):
    seen = [
        min(1, max(0, sum(weight * part for weight, part in zip(row, linear(colour), strict=True))))
        for row in BLINDNESS[blindness]
    ]
    red, green, blue = seen
    x = (0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.9505
    y = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    z = (0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.089
    cube = [part ** (1 / 3) if part > 0.008856 else 7.787 * part + 16 / 116 for part in (x, y, z)]
    return 116 * cube[1] - 16, 500 * (cube[0] - cube[1]), 200 * (cube[1] - cube[2])


def distance(one, other, blindness):
    pairs = zip(lab(one, blindness), lab(other, blindness), strict=True)
    return sum((a - b) ** 2 for a, b in pairs) ** 0.5


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
def test_each_colour_is_seen_on_its_ground(theme):
    assert len(tones(theme)) == 6
    assert [one for one in tones(theme) if contrast(one, token("surface")[theme]) < 3] == []


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize("blindness", BLINDNESS)
def test_colours_that_stand_beside_each_other_are_told_apart(theme, blindness):
    close = [pair for pair in pairwise(tones(theme)) if distance(*pair, blindness) < 20]

    assert close == []
