"""The way through the house: which room may import which, and which libraries it may know."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "lif_desktop"

# A room may import itself and the rooms named here.
BASE = {"", "errors", "archives", "places", "saving", "mail", "calendar_files"}
MAY_IMPORT: dict[str, set[str]] = {
    "": set(),
    "errors": {""},
    "archives": {""},
    "places": {""},
    "saving": {"", "errors"},
    "mail": {"", "errors", "saving"},
    "calendar_files": {"", "errors", "saving"},
    "framework": BASE,
    "registers": BASE | {"framework"},
    "office": BASE | {"framework", "registers"},
    "sheets": BASE | {"framework", "registers", "office"},
    "papers": BASE | {"framework", "registers", "office"},
    "demo": BASE | {"framework", "registers", "office", "sheets", "papers"},
    "gui": BASE | {"framework", "registers", "office", "sheets", "papers"},
    "commands": BASE | {"framework", "registers", "office", "sheets", "papers", "demo", "gui"},
    "app": BASE | {"framework", "registers", "office", "sheets", "papers", "demo", "gui", "commands"},
}

# A library that only some rooms may know.
KNOWN_IN: dict[str, set[str]] = {
    "PySide6": {"gui", "app"},
    "shiboken6": {"gui", "app"},
    "sqlalchemy": {"registers", "office"},
    "sqlcipher3": {"office"},
    "sqlite3": {"office"},
    "alembic": {"office"},
    "openpyxl": {"sheets"},
    "xlrd": {"sheets"},
    "python_calamine": {"sheets"},
    "xlsxwriter": {"sheets"},
    "docx": {"papers"},
    "matplotlib": {"papers"},
    "lxml": {"papers"},
    "icalendar": {"calendar_files"},
    # Known nowhere: there is no network, and these parts were weighed and left out.
    "socket": set(),
    "http": set(),
    "urllib.request": set(),
    "smtplib": set(),
    "requests": set(),
    "PySide6.QtNetwork": set(),
    "PySide6.QtWebEngineWidgets": set(),
    "PySide6.QtCharts": set(),
    "pandas": set(),
    "matplotlib.pyplot": set(),
    "odf": set(),
    "defusedxml": set(),
    "docxtpl": set(),
    "jinja2": set(),
}


@dataclass(frozen=True)
class Import:
    """One import: the dotted name it reaches, where it stands, and whether it runs as the module loads."""

    name: str
    line: int
    at_start: bool


def imports_of(source: str, module: str, *, is_package: bool = False) -> Iterator[Import]:
    """Give every import of `source`: at the top, in functions, for type checkers, and by name as text."""
    yield from _walk(ast.parse(source), module if is_package else module.rpartition(".")[0], at_start=True)


def _walk(node: ast.AST, package: str, *, at_start: bool) -> Iterator[Import]:
    for name in _names(node, package):
        yield Import(name, node.lineno, at_start)  # type: ignore[attr-defined]
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
        at_start = False
    if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test):
        for child in node.body:
            yield from _walk(child, package, at_start=False)
        for child in node.orelse:
            yield from _walk(child, package, at_start=at_start)
        return
    for child in ast.iter_child_nodes(node):
        yield from _walk(child, package, at_start=at_start)


def _names(node: ast.AST, package: str) -> list[str]:
    """Give the dotted names that one node imports; `from a import b` gives a.b, which may be a module."""
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom):
        parents = package.split(".")[: len(package.split(".")) - node.level + 1] if node.level else []
        base = ".".join([*parents, *filter(None, [node.module])])
        return [f"{base}.{alias.name}" for alias in node.names]
    if isinstance(node, ast.Call) and ast.unparse(node.func).endswith(("import_module", "__import__")):
        first = node.args[0] if node.args else None
        return [first.value] if isinstance(first, ast.Constant) and isinstance(first.value, str) else []
    return []


def room_of(name: str) -> str:
    """Give the room of a dotted name inside the package: "gui" of lif_desktop.gui.grid, "" of the package."""
    parts = name.split(".")
    return parts[1] if len(parts) > 1 and parts[1] in MAY_IMPORT else ""


def faults_of(source: str, module: str, *, is_package: bool = False) -> list[str]:
    """Give every import of `source` that the house does not allow, in words."""
    room = room_of(module)
    faults = []
    for found in imports_of(source, module, is_package=is_package):
        where = f"{module}, line {found.line}"
        if found.name.split(".")[0] == "lif_desktop":
            faults += _arrow_faults(room, found, where)
        else:
            faults += [
                f"{where}: {room} may not know {library}"
                for library, rooms in KNOWN_IN.items()
                if f"{found.name}.".startswith(f"{library}.") and room not in rooms
            ]
    return faults


def _arrow_faults(room: str, found: Import, where: str) -> list[str]:
    target = room_of(found.name)
    if target != room and target not in MAY_IMPORT[room]:
        return [f"{where}: {room} may not import {target}"]
    if room == "gui" and target == "papers" and found.at_start:
        return [f"{where}: gui imports papers inside functions only, since papers are slow to load"]
    return []


def modules() -> dict[str, Path]:
    """Give every module of the package by its dotted name."""
    found = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


def first_circle(arrows: dict[str, set[str]]) -> list[str]:
    """Give the names along one circle of `arrows`, or nothing when there is none."""
    done: set[str] = set()

    def search(name: str, path: list[str]) -> list[str]:
        if name in path:
            return [*path[path.index(name) :], name]
        if name in done:
            return []
        for following in sorted(arrows.get(name, ())):
            if circle := search(following, [*path, name]):
                return circle
        done.add(name)
        return []

    return next((circle for name in sorted(arrows) if (circle := search(name, []))), [])


def arrows_at_start(found: dict[str, Path]) -> dict[str, set[str]]:
    """Give, for each module, the modules of the package that are loaded with it."""
    arrows: dict[str, set[str]] = {}
    for name, path in found.items():
        reached = imports_of(path.read_text(encoding="utf-8"), name, is_package=path.stem == "__init__")
        names = {one.name for one in reached if one.at_start}
        arrows[name] = {one if one in found else one.rpartition(".")[0] for one in names} & set(found)
    return arrows


# The house as it stands


@pytest.mark.parametrize("module", modules())
def test_a_module_imports_only_what_its_room_may(module: str) -> None:
    path = modules()[module]
    assert faults_of(path.read_text(encoding="utf-8"), module, is_package=path.stem == "__init__") == []


def test_every_module_is_in_a_room_that_has_rules() -> None:
    strays = [name for name in modules() if name.count(".") and name.split(".")[1] not in MAY_IMPORT]
    assert strays == []


def test_there_is_no_circle_of_imports() -> None:
    assert first_circle(arrows_at_start(modules())) == []


# Each rule can fail


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("lif_desktop.errors", "from lif_desktop.framework import dates"),
        ("lif_desktop.framework.dates", "import lif_desktop.registers.field"),
        ("lif_desktop.framework.dates", "from lif_desktop.registers import field"),
        ("lif_desktop.framework.dates", "from ..office import journal"),
        ("lif_desktop.registers.field", "def f():\n    from lif_desktop.office import journal"),
        ("lif_desktop.office.journal", "from lif_desktop.sheets import plan"),
        ("lif_desktop.office.journal", "if TYPE_CHECKING:\n    from lif_desktop.gui import shell"),
        ("lif_desktop.sheets.plan", "from lif_desktop.papers.blocks import Heading"),
        ("lif_desktop.papers.word", "import lif_desktop.sheets.tracker as tracker"),
        ("lif_desktop.papers.word", "importlib.import_module('lif_desktop.gui.shell')"),
        ("lif_desktop.gui.shell", "from lif_desktop import app"),
        ("lif_desktop.gui.welcome", "def f():\n    from lif_desktop.demo import make_demo"),
        ("lif_desktop.demo", "from lif_desktop.gui import shell"),
        ("lif_desktop.gui.preview", "from lif_desktop.papers import word"),
        ("lif_desktop.gui.preview", "class A:\n    from lif_desktop.papers import word"),
        ("lif_desktop.framework.profile", "import sqlalchemy"),
        ("lif_desktop.office.journal", "from PySide6.QtCore import QObject"),
        ("lif_desktop.gui.grid", "import sqlcipher3.dbapi2"),
        ("lif_desktop.gui.grid", "from sqlalchemy.orm import Session"),
        ("lif_desktop.sheets.plan", "def f():\n    import alembic.command"),
        ("lif_desktop.papers.annual", "from openpyxl import Workbook"),
        ("lif_desktop.office.queries", "import xlrd"),
        ("lif_desktop.app", "import python_calamine"),
        ("lif_desktop.gui.grid", "__import__('xlsxwriter')"),
        ("lif_desktop.sheets.tracker", "import docx.shared"),
        ("lif_desktop.gui.preview", "def f():\n    import docxtpl"),
        ("lif_desktop.gui.home", "from matplotlib.figure import Figure"),
        ("lif_desktop.papers.charts", "import matplotlib.pyplot as plt"),
        ("lif_desktop.papers.charts", "from matplotlib import pyplot"),
        ("lif_desktop.gui.shell", "from PySide6.QtNetwork import QNetworkAccessManager"),
        ("lif_desktop.app", "from urllib.request import urlopen"),
        ("lif_desktop.office.invitations", "def f():\n    from icalendar import Calendar"),
        ("lif_desktop.calendar_files", "from lif_desktop.mail import Draft"),
    ],
)
def test_a_wrong_import_is_seen(module: str, source: str) -> None:
    assert len(faults_of(source, module)) == 1


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("lif_desktop.framework.dates", "from lif_desktop.errors import LifError\nimport holidays"),
        ("lif_desktop.framework.dates", "from .workdays import WorkingDays"),
        ("lif_desktop.office.journal", "import sqlcipher3\nfrom lif_desktop.registers import field"),
        ("lif_desktop.gui.preview", "def f():\n    from lif_desktop.papers import word"),
        ("lif_desktop.gui.preview", "if TYPE_CHECKING:\n    from lif_desktop.papers.blocks import Block"),
        ("lif_desktop.gui.shell", "from PySide6.QtWidgets import QMainWindow"),
        ("lif_desktop.papers.charts", "from matplotlib.figure import Figure"),
        ("lif_desktop.app", "from lif_desktop import __version__\nfrom lif_desktop.gui.shell import Shell"),
        ("lif_desktop.framework.dates", "import docxology, sqlite3000"),
    ],
)
def test_a_right_import_passes(module: str, source: str) -> None:
    assert faults_of(source, module) == []


@pytest.mark.parametrize(
    ("arrows", "circle"),
    [
        ({"a": {"b"}, "b": {"c"}, "c": {"a"}}, ["a", "b", "c", "a"]),
        ({"a": {"b"}, "b": {"b"}}, ["b", "b"]),
        ({"a": {"b", "c"}, "b": {"c"}, "c": set()}, []),
    ],
)
def test_a_circle_is_found(arrows: dict[str, set[str]], circle: list[str]) -> None:
    assert first_circle(arrows) == circle


def test_a_circle_counts_only_as_modules_are_loaded(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("from lif_desktop import b\n")
    (tmp_path / "b.py").write_text("def f():\n    from lif_desktop import a\n")
    found = {"lif_desktop.a": tmp_path / "a.py", "lif_desktop.b": tmp_path / "b.py"}
    assert first_circle(arrows_at_start(found)) == []
    (tmp_path / "b.py").write_text("from lif_desktop.a import x\n")
    assert first_circle(arrows_at_start(found)) == ["lif_desktop.a", "lif_desktop.b", "lif_desktop.a"]
