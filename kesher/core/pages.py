"""How a page answers: whole, one block of it, or a fact. The htmx contract of the house, in one place.

* GET of a page: the whole page; the same address asked by htmx for a target gives the named block alone.
* POST that worked: `done(...)`: 204 with facts in HX-Trigger, or a redirect (303) for a plain page.
* POST that failed: the form again with 422.
"""

import json
from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.middleware.csrf import get_token
from django.template import engines
from django.utils.functional import Promise
from jinja2_fragments import render_block
from markupsafe import Markup

from kesher.core.refusals import Refused, who_may
from kesher.core.templates import jinja


def page(
    request: HttpRequest, template: str, *, block: str = "", status: int = 200, **context: Any
) -> HttpResponse:
    """The page, or only its `block` when htmx asks for a fragment."""
    if block and is_fragment_request(request):
        return fragment(request, template, block, status=status, **context)
    return HttpResponse(jinja().get_template(template).render(given(request, context)), status=status)


def fragment(
    request: HttpRequest, template: str, block: str, *, status: int = 200, **context: Any
) -> HttpResponse:
    response = HttpResponse(render_block(jinja(), template, block, given(request, context)), status=status)
    response["Vary"] = "HX-Request"
    return response


def is_fragment_request(request: HttpRequest) -> bool:
    return request.headers.get("HX-Request") == "true" and request.headers.get("HX-Boosted") != "true"


def given(request: HttpRequest, context: Mapping[str, Any]) -> dict[str, Any]:
    """What every template sees: the request, the token against forgery, the frame, and its own context."""
    token = get_token(request)
    shared: dict[str, Any] = {
        "request": request,
        "csrf_token": token,
        "csrf_input": Markup('<input type="hidden" name="csrfmiddlewaretoken" value="{}">').format(token),
    }
    engine: Any = engines["jinja2"]
    for processor in engine.template_context_processors:
        shared |= processor(request)
    return {**shared, **context}


def done(
    request: HttpRequest, *, to: str = "", fact: str = "", message: str | Promise = "", undo_url: str = ""
) -> HttpResponse:
    """A POST that worked. `fact` (or several, with spaces between) tells whoever shows it to fetch itself again; `message` becomes a toast."""
    if not is_fragment_request(request):
        keep_toast(request, message, undo_url)
        return HttpResponseRedirect(to or request.headers.get("Referer") or "/", status=303)
    response = HttpResponse(status=204)
    facts: dict[str, Any] = dict.fromkeys(fact.split(), True)
    if to:
        keep_toast(request, message, undo_url)
        response["HX-Redirect"] = to
    elif message:
        facts["toast"] = {"message": str(message), "undo_url": undo_url}
    if facts:
        response["HX-Trigger"] = json.dumps(facts)
    return response


def refusal(request: HttpRequest, refused: Refused, to: str) -> HttpResponse:
    """A POST without a form that was refused: every reason, and who may go on, as a toast; nothing on the page changes."""
    sentences = [
        said for one in refused.problems for said in (str(one.sentence), who_may(one.override)) if said
    ]
    if not is_fragment_request(request):
        keep_toast(request, " ".join(sentences))
        return HttpResponseRedirect(to, status=303)
    return refused_toast(" ".join(sentences))


def refused_toast(message: str) -> HttpResponse:
    toast = {"toast": {"message": message, "level": "error"}}
    return HttpResponse(status=422, headers={"HX-Trigger": json.dumps(toast), "HX-Reswap": "none"})


def keep_toast(request: HttpRequest, message: str | Promise, undo_url: str = "") -> None:
    """Keeps a toast for the next page this person opens."""
    if message:
        request.session["toast"] = {"message": str(message), "undo_url": undo_url}


def kept_offline(response: HttpResponse, *, person: Any) -> HttpResponse:
    """The page may be read without a line by this person, on a device where they chose that (docs/decisions/0007)."""
    if response.status_code == 200:  # noqa: PLR2004
        response["X-Kept-Offline"] = str(person.pk)
    return response
