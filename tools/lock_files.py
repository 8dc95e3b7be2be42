"""Lock files hold names, versions and hashes, and never the address of a registry."""

import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FILES = [
    "requirements.lock",
    "requirements-dev.lock",
    "package-lock.json",
    ".npmrc",
    "pyproject.toml",
    "Makefile",
]
ADDRESS = re.compile(r"https?://[^\s\"']+")


def addresses() -> list[str]:
    """Every address in a lock file, apart from packages' funding links."""
    found = []
    for name in FILES:
        for number, line in enumerate((ROOT / name).read_text().splitlines(), 1):
            is_local = "localhost" in line
            if ADDRESS.search(line) and not is_local and not is_funding(name, line):
                found.append(f"{name}:{number}: {line.strip()}")
    return found


def is_funding(name: str, line: str) -> bool:
    return (
        name == "package-lock.json"
        and ("resolved" not in line)
        and bool(re.search(r'"(url|funding)": "', line))
    )


if __name__ == "__main__":
    bad = addresses()
    print("\n".join(bad) or "Lock files name no registry.")
    sys.exit(bool(bad))
