"""An import of many rows: a list of invented people, always the same, brought in as an installation does it.

The importing process is `kesher import-customers` itself; its peak memory is what the kernel counted for it.
"""

import csv
import os
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path
from random import Random

from kesher.demo import people

KESHER = [sys.executable, "-m", "kesher"]
SECONDS, MEGABYTES = 60, 300
"""what an import of 20,000 rows may take"""
COLUMNS = (
    "First name", "Last name", "Phone", "Phone 2", "E-mail", "ID number", "Birthday", "Gender", "Street", "House number",
    "Town", "Tags", "Note",
)  # fmt: skip
TOWNS = ["תל אביב - יפו", "ירושלים", "חיפה", "באר שבע", "רמת גן"]


def main(count: int) -> None:
    subprocess.run([*KESHER, "prepare"], check=True, stdout=subprocess.DEVNULL)
    command = ["business", "create", "bench", "--name", "Bench", "--owner", "bench"]
    subprocess.run([*KESHER, *command], check=True, stdout=subprocess.DEVNULL)
    with tempfile.NamedTemporaryFile("w", suffix=".csv", newline="") as file:
        write(file, count)
        file.flush()
        for what in ("new", "known"):
            seconds, worked, megabytes = brought_in(Path(file.name))
            said = f"{seconds:.1f} s ({worked:.1f} s of processor), {megabytes:.0f} MB at most"
            print(f"import of {count:,} rows, all {what}: {said}", flush=True)
    print(f"(wanted for 20,000: {SECONDS} s, {MEGABYTES} MB)")


def write(file: object, count: int) -> None:
    random = Random(20)
    writer = csv.writer(file)  # type: ignore[arg-type]
    writer.writerow(COLUMNS)
    for number in range(count):
        writer.writerow(row(people.person(random, number=number, today=date(2026, 1, 1)), random, number))


def row(one: people.Person, random: Random, number: int) -> list[str]:
    return [
        one.first_name, one.last_name, one.phone, f"03-{6000000 + number}", one.email, one.id_number,
        f"{one.birthday:%d/%m/%Y}", one.gender, "הרצל", str(random.randint(1, 120)), random.choice(TOWNS),
        random.choice(["VIP", "בוקר", "ערב", ""]), "העדיפה להתאמן בבקרים",
    ]  # fmt: skip


def brought_in(file: Path) -> tuple[float, float, float]:
    """Seconds, those the process itself worked, and the most memory that it held, in megabytes."""
    start = time.perf_counter()
    process = subprocess.Popen(
        [*KESHER, "import-customers", str(file), "--business", "bench"], stdout=subprocess.DEVNULL
    )
    _pid, status, used = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(f"the import of {file} failed")
    return time.perf_counter() - start, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


if __name__ == "__main__":
    main(int(sys.argv[1]))
