"""Personal data stays out of logs and kept error texts.

1. What the database says about a row (DETAIL, the failing row, parameters) is cut.
2. E-mail addresses, telephone and identity numbers are replaced.
3. Quoted values and Hebrew words inside an error text are replaced, since they come from somebody's row.
"""

import re

REMOVED = "[…]"
_DATABASE_DETAIL = re.compile(
    r"^\s*(DETAIL|CONTEXT|HINT|PARAMETERS|\[parameters|\[SQL)[:\s].*$", re.MULTILINE | re.IGNORECASE
)
_FAILING_ROW = re.compile(r"(Failing row contains|Key \([^)]*\)=)\s*\(.*?\)(?=\.|\s|$)", re.DOTALL)
_EMAIL = re.compile(r"[^\s@<>\"'(),:;]+@[^\s@<>\"'(),:;]+")
_NUMBER = re.compile(r"(?<![\w-])\+?\d(?:[ .()-]?\d){6,}(?![\w-])")
_QUOTED = re.compile(r"""(?<!\w)("[^"\n]*"|'[^'\n]*'|«[^»\n]*»)""")
_HEBREW = re.compile(r"[֐-׿][֐-׿\s\"'׳״-]*")


def scrubbed(text: str) -> str:
    """`text` without e-mail addresses, telephone and identity numbers, Hebrew words or database rows."""
    for pattern in (_DATABASE_DETAIL, _FAILING_ROW, _EMAIL, _NUMBER, _HEBREW):
        text = pattern.sub(REMOVED, text)
    return text


def scrubbed_error(error: BaseException) -> str:
    """What an error says, also without the values that it quotes."""
    return scrubbed(_QUOTED.sub(REMOVED, str(error)))
