"""Templates that ask mappings much: an attribute that a mapping lacks is told without raising two errors inside.

A menu item is a mapping with a few of a dozen possible keys, and a page draws hundreds of such.
"""

from typing import Any

from jinja2 import Environment

METHODS = frozenset(dir(dict))


class QuickEnvironment(Environment):
    def getattr(self, obj: Any, attribute: str) -> Any:
        """As Jinja's own: a method, then a key, then undefined."""
        if type(obj) is not dict or attribute in METHODS:
            return super().getattr(obj, attribute)
        return obj[attribute] if attribute in obj else self.undefined(obj=obj, name=attribute)
