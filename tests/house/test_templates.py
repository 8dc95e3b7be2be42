"""Templates: each is used, none holds script or style of its own, every text has its Hebrew."""

import re
from io import BytesIO

from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from tests.house.sources import PACKAGE, ROOT
from tools import messages

INLINE = re.compile(
    r"""\sstyle=|\son[a-z]+=["']|<style|<script(?![^>]*(?:src=|type="application/json"))|javascript:"""
)
METHODS = [("**.py", "python"), ("**/jinja2/**.html", "jinja2")]
OPTIONS = {"**/jinja2/**.html": {"silent": "false", "trimmed": "true", "newstyle_gettext": "true"}}
KEYWORDS = {
    "_": None, "gettext": None, "gettext_lazy": None, "ngettext": (1, 2), "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2), "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3), "npgettext_lazy": ((1, "c"), 2, 3),
}  # fmt: skip
BY_OTHERS = ("403.html", "404.html", "500.html", "account/", "mfa/", "usersessions/")
"""asked for by Django and by the sign-in library"""


def templates():
    return {str(path).split("/jinja2/")[1]: path for path in PACKAGE.rglob("jinja2/**/*.html")}


def test_every_template_is_used():
    sources = "\n".join(
        path.read_text()
        for path in [*PACKAGE.rglob("*.py"), *PACKAGE.rglob("*.html"), *(ROOT / "tests").rglob("*.py")]
    )
    unused = [
        name for name in templates() if f'"{name}"' not in sources and not name.startswith("_components/")
    ]

    assert [name for name in unused if not name.startswith(BY_OTHERS)] == []


def test_no_template_holds_script_or_style_of_its_own():
    wrong = {name: INLINE.findall(path.read_text()) for name, path in templates().items()}

    assert {name: found for name, found in wrong.items() if found} == {}


def asked():
    """(context, text) of every text in the code, shared components too."""
    return {
        (context, message if isinstance(message, str) else message[0])
        for _file, _line, message, _comments, context in extract_from_dir(
            str(PACKAGE), METHODS, OPTIONS, KEYWORDS, directory_filter=lambda _path: True
        )
    }


def test_the_collector_misses_no_text():
    assert {(one.context, messages.first(one)) for one in messages.collected()} == asked()


def test_every_text_has_its_hebrew():
    catalog = read_po(BytesIO((PACKAGE / "locale/he/LC_MESSAGES/django.po").read_bytes()), locale="he")
    known = {
        (message.context, message.id if isinstance(message.id, str) else message.id[0])
        for message in catalog
        if message.id and (message.string if isinstance(message.string, str) else all(message.string))
    }

    assert sorted(text for _context, text in asked() - known) == []
