"""The `kesher` command: serves, works, backs up, checks; any Django command too. `kesher help` lists them."""

import os
import sys

OVERVIEW = """kesher: customer relations for service businesses

  kesher serve [--port N] [--host ADDRESS] [--demo] [--no-worker]   web server and background worker
  kesher worker [--threads N]                                       one more background worker
  kesher demo                                                       loads the demo business
  kesher business create SLUG --name NAME --owner USER --email ADDRESS
  kesher owner [USER]                                               who the whole installation is entrusted to
  kesher activation issue SLUG --until DATE [--modules …]           an activation code
  kesher import-customers FILE --business SLUG [--dry-run] [--json]
  kesher import-calendar FILE --business SLUG --staff USERNAME [--dry-run] [--json]
  kesher backup FILE, kesher restore FILE                           everything in one file, and back
  kesher doctor                                                     checks the installation, says what to do
  kesher prepare                                                    migrates the database (serve does it by itself)
  kesher help --all                                                 Django's own commands
"""
ALIASES = {"import-customers": "import_customers", "import-calendar": "import_calendar"}


def main(arguments: list[str] | None = None) -> int:
    arguments = sys.argv[1:] if arguments is None else arguments
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kesher.config.settings")
    if not arguments or arguments in (["help"], ["--help"], ["-h"]):
        print(OVERVIEW, end="")
        return 0
    try:
        return run(arguments)
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        return 1


def run(arguments: list[str]) -> int:
    """Slow imports stand inside: `serve` itself needs none of Django."""
    if arguments[0] == "serve":
        from kesher.config.serving import serve  # noqa: PLC0415

        return serve(arguments[1:])
    from kesher.config.commanding import command  # noqa: PLC0415

    if arguments == ["help", "--all"]:
        arguments = ["help"]
    return command([ALIASES.get(arguments[0], arguments[0]), *arguments[1:]])


if __name__ == "__main__":
    sys.exit(main())
