"""The catalogue of translations: collected from the code, translated by hand, complete.

1. Every text in the code has an entry; an entry whose text is gone goes too.
2. Hebrew has three plural forms (one, two, many). The header stands here, since Babel's own knows only two.
3. The catalogue is sorted and has no line numbers, so it changes only when texts do.

`python -m tools.messages` collects; `--check` says what lacks a translation and fails.
"""

import json
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.frontend import CommandLineInterface
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parent.parent
CATALOGUE = ROOT / "kesher/locale/he/LC_MESSAGES/django.po"
HEADER = r"""msgid ""
msgstr ""
"Language: he\n"
"MIME-Version: 1.0\n"
"Content-Type: text/plain; charset=utf-8\n"
"Content-Transfer-Encoding: 8bit\n"
"Plural-Forms: nplurals=3; plural=(n == 1) ? 0 : (n == 2) ? 1 : 2;\n"
"""
WORDS = ["_", "gettext", "gettext_lazy", "ngettext:1,2", "ngettext_lazy:1,2", "pgettext:1c,2", "pgettext_lazy:1c,2",
         "npgettext:1c,2,3", "npgettext_lazy:1c,2,3"]  # fmt: skip


def collected() -> list[Message]:
    """Every text in the code."""
    with tempfile.NamedTemporaryFile(suffix=".pot") as file:
        keywords = [part for word in WORDS for part in ("-k", word)]
        options = ["-F", str(ROOT / "babel.toml"), "--no-location", "--ignore-dirs", ".*", "-o", file.name]
        CommandLineInterface().run(["pybabel", "-q", "extract", *options, *keywords, str(ROOT / "kesher")])
        return sorted((message for message in read(Path(file.name)) if message.id), key=order)


def read(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale="he")


def first(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def order(message: Message) -> tuple[str, str]:
    return first(message), message.context or ""


def translation(message: Message, known: Catalog) -> list[str]:
    """What the catalogue says, one text a form; empty where it says nothing."""
    entry = known.get(first(message), message.context)
    forms = 1 if isinstance(message.id, str) else 3
    said = [entry.string] if entry and isinstance(entry.string, str) else list(entry.string if entry else [])
    return (said * 3)[:forms] if len(said) == 1 else [*said, "", "", ""][:forms]


def lines(message: Message, texts: list[str]) -> Iterator[str]:
    quoted = [json.dumps(text or "", ensure_ascii=False) for text in texts]
    flags = sorted(flag for flag in message.flags if flag != "fuzzy")
    if flags:
        yield "#, " + ", ".join(flags)
    if message.context:
        yield "msgctxt " + json.dumps(message.context, ensure_ascii=False)
    yield "msgid " + json.dumps(first(message), ensure_ascii=False)
    if isinstance(message.id, str):
        yield "msgstr " + quoted[0]
    else:
        yield "msgid_plural " + json.dumps(message.id[1], ensure_ascii=False)
        yield from (f"msgstr[{number}] {text}" for number, text in enumerate(quoted))
    yield ""


def main() -> int:
    known, messages = read(CATALOGUE), collected()
    missing = [first(message) for message in messages if not all(translation(message, known))]
    if "--check" not in sys.argv:
        written = [line for message in messages for line in lines(message, translation(message, known))]
        CATALOGUE.write_text("\n".join([HEADER, *written]))
    print("\n".join([*missing, f"{len(missing)} of {len(messages)} texts lack Hebrew."]))
    return 1 if missing and "--check" in sys.argv else 0


if __name__ == "__main__":
    sys.exit(main())
