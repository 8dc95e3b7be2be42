"""The page that shows the log: the same for one person and for the whole business.

1. The address says what is asked for (words, group, who, from, to), so a reload and a shared link show the same.
2. Entries are parted by days; the next portion goes on where the last one ended, within a day too.
3. A day that cannot be read is said at its field, and the rest is asked for without it.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date, timedelta
from itertools import groupby
from typing import Any
from urllib.parse import urlencode, urlsplit

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from kesher.activity import telling, timeline
from kesher.activity.models import Entry, EntryQuerySet
from kesher.activity.telling import Told
from kesher.activity.timeline import Question
from kesher.core import days, pages
from kesher.core.day_field import DayField
from kesher.core.keys import key_from

TEMPLATE = "activity/log.html"


class QuestionForm(forms.Form):
    q = forms.CharField(required=False, max_length=200)
    group = forms.CharField(required=False, max_length=40)
    who = forms.CharField(required=False, max_length=20)
    since = DayField(label=gettext_lazy("From"), required=False, past=True)
    until = DayField(label=gettext_lazy("To"), required=False, past=True)


@dataclass(frozen=True)
class DayOfLog:
    """A day of the log; `heading` is empty when the portion before ended within it."""

    heading: str
    hebrew: str
    entries: list[Told]


def show(
    request: HttpRequest,
    entries: EntryQuerySet,
    *,
    hidden: Collection[str],
    staff: Iterable[tuple[int, str]],
    now: Any,
    veil: Callable[[list[Entry]], list[Entry]],
    people: Any = None,
    **frame: Any,
) -> HttpResponse:
    """Answers with the page, or with the part of it that was asked for. `veil` hides what the reader may not know of
    entries. `people` names the persons of entries: a function of their ids; without it the page is about one person.
    """
    form = QuestionForm(request.GET)
    question, names = asked(form, staff), [(str(key), name) for key, name in staff]
    rows, more = timeline.page(
        timeline.found(entries, question, hidden=hidden), before=key_from(request.GET.get("before", ""))
    )
    told = [telling.told(entry) for entry in veil(rows)]
    context = frame | {
        "form": form, "question": question, "is_asked": not question.is_open, "here": address(request, question),
        "groups": [one for one in telling.group_names() if one[0] not in hidden], "staff": names,
        "chips": chips(request, question, names), "people": people(told) if people else None,
        "days": list(by_day(told, last=request.GET.get("day", ""), today=timezone.localdate(now))),
        "more_url": address(request, question, before=more, day=told[-1].day) if more else "",
        "is_fragment": pages.is_fragment_request(request),
    }  # fmt: skip
    answer = pages.page(request, TEMPLATE, block=block_for(request), **context)
    answer["HX-Push-Url"] = pushed(request, context["here"])
    return answer


def asked(form: QuestionForm, staff: Iterable[tuple[int, str]]) -> Question:
    """What the address asks for; a field that is wrong does not count."""
    form.is_valid()
    given = form.cleaned_data
    known = {timeline.SYSTEM, *(str(key) for key, _name in staff)}
    return Question(
        text=given.get("q", ""),
        group=given.get("group", "") if given.get("group", "") in telling.groups() else "",
        who=given.get("who", "") if given.get("who", "") in known else "",
        since=given.get("since"),
        until=given.get("until"),
    )


def block_for(request: HttpRequest) -> str:
    if "before" in request.GET:
        return "entries"
    return "results" if request.headers.get("HX-Target") == "log-results" else "log"


def pushed(request: HttpRequest, here: str) -> str:
    """The browser's address follows what is asked for when the log is the page itself, not within another page."""
    shown = urlsplit(request.headers.get("HX-Current-URL", ""))
    is_itself = shown.path == request.path and "before" not in request.GET
    return here if is_itself and f"{shown.path}?{shown.query}".rstrip("?") != here else "false"


def address(request: HttpRequest, question: Question, **further: Any) -> str:
    """The same page, asking this question."""
    given = {"q": question.text, **{k: v for k, v in asdict(question).items() if k != "text"}, **further}
    query = urlencode({name: value for name, value in given.items() if value})
    return f"{request.path}?{query}" if query else request.path


def chips(request: HttpRequest, question: Question, staff: list[tuple[str, str]]) -> list[dict[str, str]]:
    """The filters that are on, each as words and with the address without it."""
    names = dict([*staff, (timeline.SYSTEM, _("The system"))])
    language = get_language() or "he"
    words: Mapping[str, str] = {
        "text": question.text and f"“{question.text}”",
        "group": dict(telling.group_names()).get(question.group, ""),
        "who": names.get(question.who, ""),
        "since": (question.since and _("From %(day)s") % {"day": days.shown_date(question.since, language)})
        or "",
        "until": (question.until and _("Until %(day)s") % {"day": days.shown_date(question.until, language)})
        or "",
    }
    empty = Question()
    return [
        {"label": label, "remove_url": address(request, replace(question, **{part: getattr(empty, part)}))}
        for part, label in words.items()
        if label
    ]


def by_day(told: list[Told], *, last: str, today: date) -> Iterator[DayOfLog]:
    for day, entries in groupby(told, key=lambda one: one.day):
        heading = "" if day.isoformat() == last else day_name(day, today=today)
        yield DayOfLog(heading, days.hebrew_date(day), list(entries))


def day_name(day: date, *, today: date) -> str:
    shown = days.shown_date(day, get_language() or "he")
    if day == today:
        return f"{_('Today')}, {shown}"
    return f"{_('Yesterday')}, {shown}" if day == today - timedelta(days=1) else shown
