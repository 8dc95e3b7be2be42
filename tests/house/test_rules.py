"""What rules may not do, and how large things may grow."""

import ast

from django.apps import apps

from tests.house.sources import PACKAGE, ROOT, floor, modules, topics

SIZES = {"rules": 250, "rows": 300, "pages": 400, "plumbing": 400, "urls": 120}
FUNCTION, VIEW, TEMPLATE = 40, 30, 150
LARGER = {
    "customers/kinds.py": "a list",
}


def functions(tree: ast.Module):
    return [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]


def test_rules_do_not_read_the_clock():
    clock = {"now", "today", "localdate", "localtime", "utcnow"}
    wrong = []
    for path in topics():
        for node in ast.walk(modules()[path]):
            bare = isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and not node.args
            if bare and node.func.attr in clock and not node.keywords:
                wrong.append(f"{path}:{node.lineno}")

    assert [place for place in wrong if place.split(":")[0] not in CLOCK_KEEPERS] == []


CLOCK_KEEPERS = {
    "activity/recording.py": "stamps entries whose caller gave no time",
    "businesses/activating.py": "guards ask for today's state without a time of their own",
    "office/shell.py": "says on paper which day it was printed",
}


def test_functions_fit_the_screen():
    long = [
        f"{path}: {node.name}"
        for path, tree in modules().items()
        for node in functions(tree)
        if node.end_lineno - node.lineno + 1 > (VIEW if "/views/" in path else FUNCTION)
    ]

    assert long == []


def test_files_stay_small():
    long = []
    for path in modules():
        lines = len((PACKAGE / path).read_text().splitlines())
        if lines > SIZES[sort_of(path)] and path not in LARGER:
            long.append(f"{path}: {lines}")

    assert long == []


def sort_of(path):
    return "urls" if "urls" in path.removesuffix(".py").split("/") else floor(path)


def test_templates_stay_small():
    long = [
        f"{path.relative_to(PACKAGE)}"
        for path in PACKAGE.rglob("*.html")
        if len(path.read_text().splitlines()) > TEMPLATE
    ]

    assert long == []


def test_pages_read_rows_by_walking_from_the_business():
    wrong = [
        f"{path}:{node.lineno}"
        for path, tree in modules().items()
        if floor(path) == "pages" and not path.startswith("core/")
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and node.attr in {"across_businesses", "unscoped", "_rows"}
    ]

    assert [place for place in wrong if place.split(":")[0] not in ACROSS] == []


ACROSS = {
    "office/views/welcome.py": "chooses among the user's own places",
}


def test_no_exclusion_over_relations():
    """`exclude(relation__x=…)` cannot be distributed (scale): write ~Exists."""
    wrong = [
        f"{path}:{node.lineno}"
        for path, tree in modules().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "exclude"
        and any(keyword.arg and crosses(keyword.arg) for keyword in node.keywords)
    ]

    assert wrong == []


def crosses(lookup: str) -> bool:
    """`customer__name` crosses a relation, `customer__isnull` and `kind__startswith` do not."""
    relations = {
        field.name for model in apps.get_models() for field in model._meta.get_fields() if field.is_relation
    }
    first, *rest = lookup.split("__")
    return first in relations and bool(rest) and rest[0] not in {"in", "isnull", "exact"}


def test_every_topic_is_tested_by_name():
    """A test file of its name among its app's, or a test that imports it from its app."""
    tests = list((ROOT / "tests").rglob("test_*.py"))
    asked = {name for path in tests for name in imported_names(ast.parse(path.read_text()))}

    assert [path for path in untested(topics(), tests) if dotted(path) not in asked] == []


def test_a_test_of_another_app_does_not_count():
    tests = [ROOT / "tests/customers/test_listing.py", ROOT / "tests/contracts/pages/test_filling.py"]

    assert untested(["contracts/listing.py", "contracts/filling.py"], tests) == ["contracts/listing.py"]


def untested(paths, tests):
    """Topics without a test file of their name in their app's folder."""
    names = {(path.relative_to(ROOT).parts[1], path.stem.removeprefix("test_")) for path in tests}
    return [
        path for path in paths if (path.split("/")[0], path.split("/")[-1].removesuffix(".py")) not in names
    ]


def imported_names(tree: ast.Module) -> set[str]:
    nodes = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module]
    return {
        name for node in nodes for name in (node.module, *(f"{node.module}.{one.name}" for one in node.names))
    }


def dotted(path: str) -> str:
    return "kesher." + path.removesuffix(".py").replace("/", ".")


def test_every_topic_says_its_rules_first():
    silent = [path for path in topics() if not ast.get_docstring(modules()[path])]

    assert silent == []
