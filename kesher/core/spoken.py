"""Templates of one language: their fixed texts are translated when the template is compiled, not on each page.

A page says some hundred texts that never change. Those that carry values, or have forms of number, are still looked up
when the page is drawn.
"""

from typing import Any

from django.utils import translation
from jinja2 import Environment, nodes
from jinja2.visitor import NodeTransformer
from markupsafe import Markup

WORDS = {"_", "gettext"}


class SpokenEnvironment(Environment):
    """Without a language it is a plain environment, whose texts are looked up in the language of the moment."""

    language = ""

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        template = super()._parse(source, name, filename)
        return Speaker(self.language).visit(template) if self.language else template


class Speaker(NodeTransformer):
    """Puts texts in the place of calls that ask for them."""

    def __init__(self, language: str) -> None:
        self.language = language

    def visit_Call(self, node: nodes.Call, *args: Any, **options: Any) -> nodes.Node:  # noqa: N802 - the name is Jinja's
        if not is_fixed(node):
            return self.generic_visit(node, *args, **options)
        with translation.override(self.language):
            text = Markup(translation.gettext(node.args[0].as_const())) % {}  # noqa: S704 - as jinja2.ext.i18n does
        return nodes.Const(text, lineno=node.lineno)


def is_fixed(node: nodes.Call) -> bool:
    """A call with one text and nothing else."""
    given = node.kwargs or node.dyn_args or node.dyn_kwargs
    is_word = isinstance(node.node, nodes.Name) and node.node.name in WORDS
    return is_word and not given and [type(one) for one in node.args] == [nodes.Const]
