"""Words as people type them: cleaned for keeping, folded for searching.

1. What is kept is NFC, without control characters, surrogates, marks of direction or invisible characters, and
   without runs of spaces. A zero-width joiner stays between two characters that need it (emoji, Persian).
2. Text of several lines keeps its lines (one empty line at most between two) and its left-to-right marks.
3. Searching compares folded text: lower case, without nikud, accents, geresh, gershayim and quotes, hyphens as
   spaces, and final Hebrew letters as regular ones. Folding the finals only ever adds matches: while one types
   "שלומ" or "שלום", both "שלום" and "שלומי" are found. Both sides must be folded.
4. Text typed on the wrong keyboard layout (SI 1452) is turned into what the same keys give on the other one.

Nothing here raises: any string is accepted.
"""

import re
import unicodedata

_INVISIBLE = {"Cc", "Cf", "Cs"}
_JOINERS = "\u200c\u200d"
_MARKS = "\u200e\u200f"
_NEEDLESS_JOINER = re.compile(
    r"(?<![^\x00-\x7f\u0590-\u05ff\s\u200c-\u200f])[\u200c\u200d]+|[\u200c\u200d]+(?![^\x00-\x7f\u0590-\u05ff\s\u200c-\u200f])"
)
_QUOTES = frozenset("'\"`´‘’‚‛“”„‟′″‴ʹʺʻʼʽˈ׳״«»＇＂")
_FINALS = str.maketrans("ךםןףץ", "כמנפצ")
_BASIC_PLANE = 0x10000


def cleaned(text: str) -> str:
    """One line, as it is kept: rule 1."""
    if text.isprintable():
        return " ".join(unicodedata.normalize("NFC", text).split())
    return " ".join(_stripped(text, keep=_JOINERS).split())


def cleaned_lines(text: str) -> str:
    """Several lines, as they are kept: rule 2."""
    lines = (" ".join(_stripped(line, keep=_JOINERS + _MARKS).split()) for line in text.splitlines())
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n")


def folded(text: str) -> str:
    """The form that search compares: rule 3."""
    return " ".join(text.translate(_FOLDING).split())


def other_layout(text: str) -> str:
    """What the same keys give on the other layout: Hebrew letters become English, anything else Hebrew."""
    typed_in_hebrew = any("א" <= letter <= "ת" for letter in text)
    return text.translate(_TO_ENGLISH) if typed_in_hebrew else text.lower().translate(_TO_HEBREW)


def initials(name: str) -> str:
    """The first letters of the first and the last word, for the round badge; empty when there is none. A number is no word."""
    words = [word for word in (re.sub(r"[\W\d_]+", "", part) for part in cleaned(name).split()) if word]
    return "".join(word[0].upper()[:1] for word in (words[:1] + words[1:][-1:]))


def _stripped(text: str, *, keep: str) -> str:
    kept = "".join(_visible(letter, keep) for letter in unicodedata.normalize("NFC", text))
    kept = unicodedata.normalize("NFC", kept)
    while (less := unicodedata.normalize("NFC", _NEEDLESS_JOINER.sub("", kept))) != kept:
        kept = less  # marks that change places without it may leave another one without need
    return kept


def _visible(letter: str, keep: str) -> str:
    if letter.isspace():
        return " "
    return "" if unicodedata.category(letter) in _INVISIBLE and letter not in keep else letter


def _fold(letter: str) -> str:
    if letter in _QUOTES:
        return ""
    parts = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", letter).casefold())
    return "".join(_folded_part(part) for part in parts).translate(_FINALS)


def is_hebrew(text: object) -> bool:
    """A text that people wrote runs from right to left when Hebrew is in it, whatever word comes first."""
    return any("\u05d0" <= letter <= "\u05ea" for letter in str(text))


def isolated(text: object) -> str:
    """For a sentence that may run the other way: a name, a number, a moment within it."""
    return f"\u2068{text}\u2069" if text else ""


def _folded_part(part: str) -> str:
    category = unicodedata.category(part)
    if part.isspace() or category == "Pd" or part == "\u2212":
        return " "
    return "" if part in _QUOTES or category in {"Mn", "Me", "Cc", "Cf", "Cs"} else part


class _Folding(dict[int, str]):
    """Folds a character when it is first met; remembers those of the basic plane only, so that it stays small."""

    def __missing__(self, code: int) -> str:
        value = _fold(chr(code))
        if code < _BASIC_PLANE:
            self[code] = value
        return value


_FOLDING = _Folding()
_ENGLISH_KEYS = "qwertyuiopasdfghjkl;'zxcvbnm,./`"
_HEBREW_KEYS = "/'קראטוןםפשדגכעיחלךף,זסבהנמצתץ.;"
_TO_HEBREW = str.maketrans(_ENGLISH_KEYS, _HEBREW_KEYS)
_TO_ENGLISH = str.maketrans(_HEBREW_KEYS, _ENGLISH_KEYS)
