"""Small charts drawn on the server: the points of a line, the parts of a whole.

1. A line of figures fills its frame from 0 to the greatest figure; nothing but zeros lies on the ground.
2. It runs from left to right; where the language runs from right to left, the style sheet turns it round.
"""

from collections.abc import Sequence

WIDTH, HEIGHT, EDGE = 120, 32, 2


def line(values: Sequence[int]) -> str:
    """The points of an SVG polyline."""
    return " ".join(f"{x:g},{y:g}" for x, y in points(values))


def area(values: Sequence[int]) -> str:
    """The same, closed along the ground."""
    return f"0,{HEIGHT} {line(values)} {WIDTH},{HEIGHT}" if values else ""


def points(values: Sequence[int]) -> list[tuple[float, float]]:
    most = max([*values, 1])
    step = WIDTH / max(len(values) - 1, 1)
    room = HEIGHT - 2 * EDGE
    return [
        (round(index * step, 1), round(HEIGHT - EDGE - room * value / most, 1))
        for index, value in enumerate(values)
    ]
