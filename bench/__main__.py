"""Runs the benchmark: one child process per database and size, since settings are read once."""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile

from tests import postgres


def main() -> int:
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument("--database", choices=["sqlite", "postgres"], action="append")
    parser.add_argument("--count", type=int, action="append", help="customers")
    parser.add_argument("--seconds", type=int, default=5, help="length of a round")
    parser.add_argument("--rows", type=int, default=20_000, help="of the import; 0: none")
    parser.add_argument("--only-import", action="store_true", help="no pages")
    options = parser.parse_args()
    if not (options.only_import or shutil.which("wrk")):
        raise SystemExit("wrk is missing: apt-get install wrk")
    for database in options.database or ["sqlite", "postgres"]:
        for count in [] if options.only_import else options.count or [10_000, 100_000]:
            measure(database, "bench.round", count, options.seconds)
        if options.rows:
            print(f"\n{database}", flush=True)
            measure(database, "bench.importing", options.rows)
    return 0


def measure(database: str, module: str, *numbers: int) -> None:
    with tempfile.TemporaryDirectory(prefix="kesher-bench-") as folder:
        environment = {**os.environ, "KESHER_DATA": folder, "LOG_LEVEL": "ERROR"}
        if database == "postgres":
            environment["DATABASE_URL"] = postgres.start()
        command = [sys.executable, "-m", module, *map(str, numbers)]
        subprocess.run(command, env=environment, check=True)


if __name__ == "__main__":
    sys.exit(main())
