"""The product's own source files, read once."""

import ast
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
PACKAGE = ROOT / "kesher"
PLUMBING = {
    "__init__", "apps", "models", "kinds", "forms", "views", "urls", "api", "tasks", "reactions", "migrations",
    "management", "jinja2", "middleware", "requests", "actions",
}  # fmt: skip
APPS = (
    "activity", "businesses", "customers", "messaging", "calendar", "entitlements", "contracts", "inquiries", "reports",
    "office",
)  # fmt: skip


@cache
def modules() -> dict[str, ast.Module]:
    """{relative path: syntax tree} of everything but migrations."""
    paths = [path for path in sorted(PACKAGE.rglob("*.py")) if "migrations" not in path.parts]
    return {str(path.relative_to(PACKAGE)): ast.parse(path.read_text()) for path in paths}


def floor(path: str) -> str:
    """pages, rules or rows: by the folder or file that Django's words name."""
    parts = path.removesuffix(".py").split("/")
    inside = parts[1] if len(parts) > 1 else ""
    if inside in {"models", "kinds", "migrations"}:
        return "rows"
    if inside in {"views", "forms", "urls", "api", "tasks", "reactions", "apps", "management", "actions", ""}:
        return "pages"
    return (
        "plumbing"
        if inside in {"__init__", "accounts", "middleware", "requests", "guards", "sessions"}
        else "rules"
    )


def topics() -> list[str]:
    """Every module of an app that holds a piece of the business."""
    return [path for path in modules() if path.split("/")[0] in APPS and floor(path) == "rules"]
