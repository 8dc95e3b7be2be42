"""The Jinja2 environment: components as `ui.<macro>`, translations, addresses, icons."""

from datetime import date, datetime
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from django.contrib.staticfiles.storage import staticfiles_storage
from django.template import engines
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils import timezone, translation
from jinja2 import Environment

from kesher.core import browsers, days, front_end, icons, identities, money, phones, words
from kesher.core.addresses import address
from kesher.core.refusals import who_may
from kesher.core.spoken import SpokenEnvironment

COMPONENTS = Path(__file__).resolve().parent.parent / "jinja2" / "_components"


class LazyComponents:
    """All macros of `_components/*.html` under one name, read when a template first asks for one."""

    def __init__(self, env: Environment) -> None:
        self._env = env

    @cached_property
    def _macros(self) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for path in sorted(COMPONENTS.glob("*.html")):
            module = self._env.get_template(f"_components/{path.name}").module
            found |= {name: macro for name, macro in vars(module).items() if not name.startswith("_")}
        return found

    def __getattr__(self, name: str) -> Any:
        try:
            return self._macros[name]
        except KeyError:
            raise AttributeError(f"No component named {name}") from None


def environment(language: str = "", **options: Any) -> Environment:
    env = SpokenEnvironment(**options, extensions=["jinja2.ext.i18n"], trim_blocks=True, lstrip_blocks=True)
    env.language = language
    env.install_gettext_callables(  # type: ignore[attr-defined]
        gettext=translation.gettext,
        ngettext=translation.ngettext,
        pgettext=translation.pgettext,
        npgettext=translation.npgettext,
        newstyle=True,
    )
    env.globals.update(
        url=address_with, static=staticfiles_storage.url, icon=icons.icon, ui=LazyComponents(env)
    )
    env.globals.update(front_end.GLOBALS, get_language=translation.get_language, who_may=who_may)
    env.filters.update(
        date=local_date, moment=local_moment, clock=local_clock, money=money.shown, phone=phones.shown
    )
    env.tests["hebrew"] = words.is_hebrew
    env.policies["json.dumps_kwargs"] = {"sort_keys": True, "ensure_ascii": False}
    env.filters.update(filesizeformat=filesizeformat)  # Jinja's own speaks English only
    env.filters.update(hebrew_date=days.hebrew_date, masked=identities.masked, browser=browsers.name_of)
    return env


def local_date(value: date) -> str:
    """A day, or the day of a moment where we are."""
    return days.shown_date(timezone.localtime(value) if isinstance(value, datetime) else value)


def local_moment(value: datetime) -> str:
    return days.shown_moment(timezone.localtime(value))


def local_clock(value: datetime) -> str:
    return days.shown_time(timezone.localtime(value))


def address_with(name: str, *args: Any, **kwargs: Any) -> str:
    return reverse(name, kwargs=kwargs) if kwargs else address(name, *args)


def jinja() -> Environment:
    """The environment of the language that is spoken now."""
    return spoken(translation.get_language() or "")


@lru_cache(maxsize=8)
def spoken(language: str) -> Environment:
    engine: Any = engines["jinja2"]
    ours = engine.env
    return environment(
        language, loader=ours.loader, autoescape=ours.autoescape, auto_reload=ours.auto_reload,
        undefined=ours.undefined,
    )  # fmt: skip
