"""Inside an app lower floors never import higher ones; across apps only rows and rules can be imported."""

import ast

from tests.house.sources import APPS, floor, modules

SHARED = {"calendar/forms/reminding.py", "calendar/forms/recurring.py"}
"""fields that forms of other apps take in: reminding and recurring are set in the same way everywhere"""
ORDER = {"rows": 0, "rules": 1, "plumbing": 1, "pages": 2}


def imported(tree: ast.Module) -> set[str]:
    names = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
        elif isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
    return {name for name in names if name.startswith("kesher.")}


def as_path(name: str) -> str | None:
    """The source file that an imported name stands in."""
    parts = name.split(".")[1:]
    for length in range(len(parts), 0, -1):
        for path in ("/".join(parts[:length]) + ".py", "/".join(parts[:length]) + "/__init__.py"):
            if path in modules():
                return path
    return None


def test_lower_floors_never_import_higher_ones_of_their_app():
    wrong = []
    for path, tree in modules().items():
        app = path.split("/")[0]
        if app not in APPS:
            continue
        for name in imported(tree):
            target = as_path(name)
            if target and target.split("/")[0] == app and ORDER[floor(path)] < ORDER[floor(target)]:
                wrong.append(f"{path} imports {target}")

    assert wrong == []


def test_other_apps_are_entered_through_rows_and_rules():
    wrong = []
    for path, tree in modules().items():
        app = path.split("/")[0]
        for name in imported(tree):
            target = as_path(name)
            foreign = target and target.split("/")[0] in APPS and target.split("/")[0] != app
            if foreign and floor(target) == "pages" and app != "config" and target not in SHARED:
                wrong.append(f"{path} imports {target}")

    assert wrong == []


def test_no_module_sounds_like_a_junk_drawer():
    junk = {"utils", "helpers", "services", "managers", "misc", "common", "signals", "handlers"}

    assert [path for path in modules() if junk & set(path.removesuffix(".py").split("/"))] == []


def test_there_are_no_signals():
    names = {
        "django.dispatch",
        "django.db.models.signals",
        "django.core.signals",
        "django.contrib.auth.signals",
    }
    wrong = [
        path
        for path, tree in modules().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module in names
    ]

    assert wrong == []
