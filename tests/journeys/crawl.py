"""Visits every page of the URLconf in Chromium and writes down what the tests ask about."""

import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import expect

from tests.house.sources import ROOT
from tests.journeys.variants import WHOLE, WIDTHS

AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"],
    "resultTypes": ["violations"],
    "preload": False,
}
SHOTS = os.environ.get("KESHER_SHOTS", "")
"""a folder that keeps a picture of each page, to look at them"""
STRANGE = ["/b/nowhere/", "/nothing/here/"]
"""pages of their own: what is not there"""
SIGNED_OUT = [
    "/accounts/login/",
    "/accounts/password/reset/",
    "/accounts/password/reset/done/",
    "/accounts/signup/",
]
FRAME = [".side", ".top", ".bottom", "dialog"]
FRAMED = ["/b/demo/", "/b/demo/customers/"]
"""the frame is the same around all pages: looked at on these only"""
WIDTH = "Math.max(document.documentElement.scrollWidth, innerWidth)"
UNSETTLED = ".is-waiting, .is-loading, .htmx-settling, .htmx-swapping, [hx-trigger^=load] > .skeleton"
LISTENER = """
  window.broken = [];
  document.addEventListener("securitypolicyviolation", (event) =>
    window.broken.push(`${event.effectiveDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`));
"""


@dataclass
class Visit:
    axe: list[str] = field(default_factory=list)
    wide: list[str] = field(default_factory=list)
    """screens that the page does not fit into"""
    console: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    policy: list[str] = field(default_factory=list)


def visited(browser: Any, site: Any, face: Any) -> dict[str, Visit]:
    seen = {}
    with site.signed_in(browser, face) as context:
        paths = shown(context, [*site.told["paths"], *STRANGE]) if face in WHOLE else FRAMED
        seen |= visit_all(context, paths, face)
    with site.context(browser, face) as context:
        found = visit_all(context, SIGNED_OUT, face, prefix="out")
    return seen | {f"{path} (signed out)": visit for path, visit in found.items()}


def shown(context: Any, paths: list[str]) -> list[str]:
    """The addresses that show a whole page, each once."""
    found = []
    for path in paths:
        answer = context.request.get(path, max_redirects=0)
        is_page = (
            answer.status == 200
            and "text/html" in answer.headers["content-type"]
            and "<main" in answer.text()
        )
        if is_page or path in STRANGE:
            found.append(path)
        answer.dispose()
    return found


def visit_all(context: Any, paths: list[str], face: Any, prefix: str = "") -> dict[str, Visit]:
    context.add_init_script(LISTENER)
    page = context.new_page()
    visit = Visit()
    page.on(
        "console",
        lambda message: visit.console.append(message.text) if message.type in {"error", "warning"} else None,
    )
    page.on("pageerror", lambda error: visit.console.append(str(error)))
    page.on(
        "requestfailed", lambda request: visit.failed.append(told_of(request)) if is_lost(request) else None
    )
    page.on(
        "response",
        lambda answer: visit.failed.append(f"{answer.url} {answer.status}") if is_failure(answer) else None,
    )
    seen = {}
    for path in paths:
        visit = seen[path] = Visit()
        look(page, path, visit, face)
        keep_picture(page, f"{prefix}{path}", face)
    return seen


def is_lost(request: Any) -> bool:
    """It failed, and not because the page was left."""
    return request.failure != "net::ERR_ABORTED"


def told_of(request: Any) -> str:
    return f"{request.url} {request.failure}"


def is_failure(answer: Any) -> bool:
    return answer.status >= 400 and not answer.request.is_navigation_request()


def look(page: Any, path: str, visit: Visit, face: Any) -> None:
    page.goto(path, wait_until="load")
    visit.axe = problems(page, without=[] if path in FRAMED else FRAME)
    visit.wide = [str(width) for width in WIDTHS if is_wider(page, width, face)]
    visit.policy = page.evaluate("window.broken")
    visit.console = [text for text in visit.console if not is_own_answer(text)]


def is_wider(page: Any, width: int, face: Any) -> bool:
    """The page does not fit into a screen of this width; the window is the face's own again afterwards."""
    page.set_viewport_size({"width": width, "height": face.height})
    found = page.evaluate(WIDTH) > width
    page.set_viewport_size({"width": face.width, "height": face.height})
    return bool(found)


def is_own_answer(text: str) -> bool:
    """Chromium writes down that the page itself was a 404."""
    return "the server responded with a status of 40" in text


def settled(page: Any) -> None:
    """Parts that fetch themselves have come, and nothing is faded because more is on its way."""
    expect(page.locator(UNSETTLED)).to_have_count(0)


def problems(page: Any, *, without: Sequence[str] = ()) -> list[str]:
    """What axe finds; evaluated by the debugger, so the page's strict policy stays as it is."""
    settled(page)
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text())
    found = page.evaluate("([exclude, asked]) => axe.run({exclude}, asked)", [list(without), RULES])
    return [
        f"{one['id']}: {node['html'][:160]} {summary(node)}"
        for one in found["violations"]
        for node in one["nodes"]
    ]


def told(found: dict[str, list[str]]) -> str:
    """One line for each thing found; empty when all is well."""
    return "\n".join(f"{path}: {one}" for path, several in found.items() for one in several)


def summary(node: dict[str, Any]) -> str:
    return " ".join(str(check["message"]) for check in node["any"][:1])


def keep_picture(page: Any, path: str, face: Any) -> None:
    if SHOTS:
        name = path.strip("/").replace("/", "_").replace("?", "-") or "root"
        page.screenshot(path=str(Path(SHOTS) / f"{face}" / f"{name}.png"), full_page=True)
