"""Icons drawn into the page: the shapes of Tabler that `npm run icons` copied into `icons.json`."""

import json
from functools import lru_cache
from pathlib import Path

from markupsafe import Markup

SHAPES: dict[str, str] = json.loads((Path(__file__).parent / "icons.json").read_text(encoding="utf-8"))
UNKNOWN = SHAPES["point"]
POINTING = {
    "align-left", "arrow-back-up", "arrow-forward-up", "arrow-left", "arrow-right", "chevron-left", "chevron-right",
    "chevrons-left", "chevrons-right", "external-link", "list", "list-details", "login", "logout", "mail-forward",
    "menu-2", "message", "message-2", "message-dots", "notes", "question-mark", "send", "trending-down", "trending-up",
}  # fmt: skip
"""icons that point somewhere, and so turn with the direction of writing"""


@lru_cache(maxsize=2048)
def icon(name: str, *, mirrored: bool | None = None, cls: str = "", label: str = "") -> Markup:
    """The icon as inline SVG. It is silent to screen readers unless it has a label."""
    turns = name in POINTING if mirrored is None else mirrored
    classes = " ".join(filter(None, ["icon", "icon-mirrored" if turns else "", cls]))
    paint = (
        'fill="currentColor" stroke="none"'
        if name.endswith("-filled")
        else 'fill="none" stroke="currentColor"'
    )
    spoken = Markup(' role="img" aria-label="{}"').format(label) if label else Markup(' aria-hidden="true"')
    return Markup(  # noqa: S704 - the shapes are our own file
        f'<svg class="{classes}" viewBox="0 0 24 24" width="20" height="20" {paint} stroke-width="1.75" '
        f'stroke-linecap="round" stroke-linejoin="round"{spoken}><path d="{SHAPES.get(name, UNKNOWN)}"/></svg>'
    )
