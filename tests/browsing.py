"""What a browser would send for the form that a page shows, untouched."""

from collections.abc import Iterator
from html.parser import HTMLParser

MARKS = {"checkbox", "radio"}
FRAME = {"csrfmiddlewaretoken", "next", "language", "theme", "q"}
UNSENT = {"submit", "button", "file", "image", "reset"}


class Fields(HTMLParser):
    """Collects the fields of each form that is posted: [(name, value), …]."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[list[tuple[str, str]]] = []
        self.area = self.select = ""
        self.options: list[tuple[str, bool]] = []
        self.is_inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.is_inside = given.get("method", "").lower() == "post" or "hx-post" in given
            if self.is_inside:
                self.forms.append([])
        elif tag == "input" and given.get("name") and given.get("type") not in UNSENT:
            is_marked = given.get("type") in MARKS
            is_sent = not is_marked or "checked" in given
            is_sent = is_sent and "form" not in given
            self.add([(given["name"], given.get("value", "on" if is_marked else ""))] if is_sent else [])
        elif tag == "textarea":
            self.area = given.get("name", "")
            self.add([(self.area, "")])
        elif tag == "select":
            self.select, self.options = given.get("name", ""), []
        elif tag == "option" and self.select:
            self.options.append((given.get("value", ""), "selected" in given))

    def handle_data(self, data: str) -> None:
        if self.area and self.is_inside:
            name, before = self.forms[-1][-1]
            self.forms[-1][-1] = (name, before + data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self.area = ""
        elif tag == "select" and self.select:
            chosen = [value for value, is_chosen in self.options if is_chosen] or [
                value for value, _ in self.options[:1]
            ]
            self.add([(self.select, value) for value in chosen])
            self.select = ""
        elif tag == "form":
            self.is_inside = False

    def add(self, pairs: list[tuple[str, str]]) -> None:
        if self.is_inside:
            self.forms[-1] += pairs


def sent(page: str) -> dict[str, list[str]]:
    """Of the form with the most fields besides those of the frame."""
    fields = Fields()
    fields.feed(page)
    form: list[tuple[str, str]] = max(fields.forms, key=lambda one: len(dict(one).keys() - FRAME), default=[])
    return {name: list(values(form, name)) for name, _ in form}


def values(form: list[tuple[str, str]], name: str) -> Iterator[str]:
    return (value.removeprefix("\n") for one, value in form if one == name)
