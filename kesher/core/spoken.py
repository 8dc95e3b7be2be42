"""Templates of one language: fixed texts and icons are put in when the template is compiled, not on each page.

A page says some hundred texts and draws some dozen icons that never change. Those that carry values of the page, or have forms of number, are still looked up
when the page is drawn.
"""

from collections.abc import Callable
from typing import Any

from django.utils import translation
from jinja2 import nodes
from jinja2.visitor import NodeTransformer
from markupsafe import Markup

from kesher.core import icons
from kesher.core.quick import QuickEnvironment


class SpokenEnvironment(QuickEnvironment):
    """Without a language it is a plain environment, whose texts are looked up in the language of the moment."""

    language = ""

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        template = super()._parse(source, name, filename)
        return Speaker(self.language).visit(template) if self.language else template


class Speaker(NodeTransformer):
    """Puts what a call makes in the place of the call, where that is the same on each page."""

    def __init__(self, language: str) -> None:
        self.language = language

    def visit_Call(self, node: nodes.Call, *args: Any, **options: Any) -> nodes.Node:  # noqa: N802 - the name is Jinja's
        if not is_fixed(node):
            return self.generic_visit(node, *args, **options)
        given = [one.as_const() for one in node.args]
        values = {one.key: one.value.as_const() for one in node.kwargs}
        with translation.override(self.language):
            return nodes.Const(FIXED[name_of(node)](*given, **values), lineno=node.lineno)


def say(text: str, **values: Any) -> Markup:
    """As jinja2.ext.i18n does."""
    return Markup(translation.gettext(text)) % values  # noqa: S704 - the texts are our own


FIXED: dict[str, Callable[..., Markup]] = {"_": say, "gettext": say, "icon": icons.icon}


def is_fixed(node: nodes.Call) -> bool:
    """A text or an icon, and the template writes all that it is given."""
    given = [*node.args, *(one.value for one in node.kwargs)]
    is_open = node.dyn_args or node.dyn_kwargs or any(type(one) is not nodes.Const for one in given)
    return name_of(node) in FIXED and not is_open


def name_of(node: nodes.Call) -> str:
    return node.node.name if isinstance(node.node, nodes.Name) else ""
