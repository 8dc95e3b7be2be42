"""The Israeli holidays of `kesher/calendar/holidays.json`, as the library `holidays` has them.

`python -m tools.holidays` writes the file anew; the library is needed here only.
"""

import json
import re
from pathlib import Path

from holidays import country_holidays

FILE = Path(__file__).resolve().parent.parent / "kesher/calendar/holidays.json"
YEARS = range(2000, 2101)
LANGUAGES = {"en": "en_US", "he": "he"}
OBSERVED = re.compile(r" \((observed|נצפה)\)")
"""said of a day that the law moves; here it is that day"""
KINDS = {"public": ["public"], "ordinary": ["optional", "school"]}


def days() -> dict[str, dict[str, dict[str, str]]]:
    """Language → kind → day → name."""
    return {
        short: {kind: named(language, categories) for kind, categories in KINDS.items()}
        for short, language in LANGUAGES.items()
    }


def named(language: str, categories: list[str]) -> dict[str, str]:
    found = country_holidays("IL", years=YEARS, language=language, categories=categories)
    return {day.isoformat(): OBSERVED.sub("", name) for day, name in sorted(found.items())}


if __name__ == "__main__":
    FILE.write_text(json.dumps(days(), ensure_ascii=False, indent=0) + "\n", encoding="utf-8")
