"""The properties of a vCard (2.1, 3.0, 4.0) or jCard, read tolerantly.

vobject was tried and is too strict for cards that real phones write (it stops a whole file at one bad line, at a
property without a colon, at quoted-printable lines of Android). So: one card at a time, one line at a time; what is
unknown is passed over, pictures and keys are never kept in memory.
"""

import quopri
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

_PROPERTY = re.compile(
    r'\s*(?:(?P<group>[\w-]+)\.)?(?P<name>[\w-]+)(?P<params>(?:;(?:[^":;]|"[^"]*")*)*):(?P<value>.*)',
    re.DOTALL,
)
_PARAM = re.compile(r';((?:[^";]|"[^"]*")*)')
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
_HEAVY = re.compile(
    r"(?:[\w-]+\.)?(?:PHOTO|LOGO|SOUND|KEY|X-MS-OL-DESIGN|X-MS-CARDPICTURE)[;:]", re.IGNORECASE
)
_SOFT_BREAK = re.compile(r"[^:]*QUOTED-PRINTABLE[^:]*:", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Property:
    """`types` are lower case (cell, work, pref …); `parts` the components of a structured value, unescaped; properties that belong
    together have one `group`.
    """

    name: str
    types: frozenset[str]
    text: str
    parts: tuple[str, ...]
    group: str = ""

    def part(self, index: int) -> str:
        return self.parts[index].strip() if index < len(self.parts) else ""


def unfolded(lines: Iterable[str]) -> Iterator[str]:
    """Logical lines: folded ones and quoted-printable ones joined, heavy ones (pictures) left out."""
    parts: list[str] = []
    gap = 1
    for raw in lines:
        line = raw.rstrip("\r\n")
        if parts and parts[-1].endswith("=") and _SOFT_BREAK.match(parts[0]):
            parts[-1:] = [parts[-1][:-1], line]
        elif parts and line[:1] in {" ", "\t"}:
            parts += [] if _HEAVY.match(parts[0]) else [line[gap:]]
        else:
            yield from _joined(parts)
            parts = [line]
            gap = {"VERSION:2.1": 0, "BEGIN:VCARD": 1}.get(line.strip().upper(), gap)
    yield from _joined(parts)


def parsed(line: str) -> Property | None:
    """The property on a logical line, or None when it is none."""
    found = _PROPERTY.fullmatch(line)
    if not found:
        return None
    types, charset, is_quoted = _params(found["params"])
    value = _decoded(found["value"], charset) if is_quoted else found["value"]
    parts = tuple(" ".join(_plain(one) for one in split(part, ",")) for part in split(value, ";"))
    group = (found["group"] or "").lower()
    return Property(found["name"].upper(), types, _plain(value).strip(), parts, group)


def from_json(entry: object) -> Property | None:
    """The property in a jCard's list [name, parameters, type, value …], or None when it is none."""
    if not (isinstance(entry, list) and len(entry) > 3 and isinstance(entry[0], str)):  # noqa: PLR2004
        return None
    params = entry[1] if isinstance(entry[1], dict) else {}
    told = params.get("type", [])
    named = {str(one).lower() for one in (told if isinstance(told, list) else [told])}
    parts = tuple(_json_text(one) for one in (entry[3] if isinstance(entry[3], list) else [entry[3]]))
    texts = "\n".join(_json_text(one) for one in entry[3:])
    types = frozenset(named | ({"pref"} if "pref" in params else set()))
    return Property(entry[0].upper(), types, texts, parts, str(params.get("group", "")).lower())


def split(value: str, separator: str) -> list[str]:
    """The pieces between separators that are not escaped; escapes stay."""
    pieces = [""]
    for token in re.findall(rf"\\.|[^\\{separator}]+|[\\{separator}]", value, re.DOTALL):
        if token == separator:
            pieces.append("")
        else:
            pieces[-1] += token
    return pieces


def _joined(parts: list[str]) -> Iterator[str]:
    if parts and parts[0].strip() and not _HEAVY.match(parts[0]):
        yield "".join(parts)


def _params(text: str) -> tuple[frozenset[str], str, bool]:
    types: set[str] = set()
    charset, is_quoted = "utf-8", False
    for param in _PARAM.findall(text):
        key, equals, value = param.rpartition("=")
        values = {one.strip().lower() for one in value.replace('"', "").split(",")}
        is_quoted = is_quoted or "quoted-printable" in values
        if key.strip().upper() == "CHARSET":
            charset = values.pop()
        elif key.strip().upper() == "PREF":
            types.add("pref")
        elif not equals or key.strip().upper() == "TYPE":
            types |= values
        elif key.strip().upper() == "X-APPLE-OMIT-YEAR":
            types.add("omit-year")
    return frozenset(types), charset, is_quoted


def _decoded(value: str, charset: str) -> str:
    content = quopri.decodestring(value.encode("utf-8", "surrogatepass"))
    for name in (charset, "utf-8"):
        try:
            return content.decode(name)
        except (LookupError, ValueError):
            continue
    return content.decode("cp1255", "replace")


def _plain(value: str) -> str:
    return _ESCAPE.sub(lambda found: "\n" if found[1] in "nN" else found[1], value)


def _json_text(value: object) -> str:
    if isinstance(value, list):
        return " ".join(_json_text(one) for one in value)
    return "" if value is None or isinstance(value, dict) else str(value)
