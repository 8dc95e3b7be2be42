"""Invented people: names by how common they are, numbers that ring nowhere, birthdays round the year."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from random import Random

LATIN = dict(
    zip("אבגדהוזחטיכלמנסעפצקרשתךםןףץ", [*"abgdhvzhtiklmnsap", "tz", *"krs", "t", *"kmnf", "tz"], strict=True)
)


@dataclass(frozen=True)
class Person:
    first_name: str
    last_name: str
    gender: str
    phone: str
    email: str
    birthday: date
    id_number: str


@cache
def names() -> dict[str, list[str]]:
    return json.loads((Path(__file__).parent / "names.json").read_text())  # type: ignore[no-any-return]


def person(random: Random, *, number: int, today: date) -> Person:
    """The `number`-th person: the same for the same seed."""
    gender = random.choices("fm", [3, 2])[0]
    first = common(random, names()["female" if gender == "f" else "male"])
    last = common(random, names()["last"])
    return Person(
        first_name=first,
        last_name=last,
        gender=gender,
        phone=f"05{random.choice('023458')}-{random.randint(2, 9)}{number % 100000:05d}{number % 10}",
        email=f"{latin(first)}.{latin(last)}{number}@example.co.il",
        birthday=birthday(random, today=today),
        id_number=identity_number(random.randint(20_000_000, 39_999_999)),
    )


def common(random: Random, choices: Sequence[str]) -> str:
    """The first names of the list come up far more often than the last ones."""
    return choices[int(len(choices) * random.random() ** 2)]


def birthday(random: Random, *, today: date) -> date:
    age = random.triangular(16, 75, 34)
    return today - timedelta(days=int(age * 365.25) + random.randint(0, 364))


def latin(name: str) -> str:
    return "".join(LATIN.get(letter, "") for letter in name) or "user"


def identity_number(body: int) -> str:
    """Nine digits whose check digit fits."""
    digits = [int(digit) for digit in f"{body:08d}"]
    total = sum(sum(divmod(digit * (1 + place % 2), 10)) for place, digit in enumerate(digits))
    return f"{body:08d}{-total % 10}"
