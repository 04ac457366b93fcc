"""The walls of the house: who may import whom, which library has which door, what is in the wheel."""

from __future__ import annotations

import ast
import subprocess
import sys
import zipfile
from functools import cache
from pathlib import Path

import pytest
from importlinter.cli import lint_imports

from circulars import errors
from circulars.lexicon import table

ROOT = Path(__file__).parents[1]
PACKAGES = ("circulars", "parsers", "generator", "templates", "registry", "desk", "web", "terminal")
#: Third-party libraries, and the modules that may import them.
DOORS = {
    "click": ("cli", "terminal."),
    "sqlalchemy": ("registry.",),
    "alembic": ("registry.",),
    "jinja2": ("generator.sentences", "generator.words", "web."),
    "typst": ("generator.pdf_writer", "generator.emblem"),
    "xlsxwriter": ("generator.xlsx_",),
    "segno": ("generator.qr",),
    "python_calamine": ("parsers.form_reader",),
    "fontTools": ("generator.", "parsers."),
    "docx": ("parsers.docx", "generator.docx"),
    "pdfplumber": ("parsers.pdf",),
    "pdfminer": ("parsers.pdf", "parsers.font_program"),
    "zxingcpp": ("parsers.codes",),
    "pypdfium2": ("parsers.", "generator.pdf"),
    "fastapi": ("web.",),
    "uvicorn": ("web.serve",),
    "pydantic": ("web.api.shapes",),
    "prometheus_client": ("web.metrics",),
    "joserfc": ("web.openid",),
    "argon2": ("desk.accounts",),
    "distributed": ("desk.cluster",),
    "imaplib": ("desk.imap",),
    "tantivy": ("registry.search.",),
    "rapidfuzz": ("registry.search.nearness",),
    "nlpo3": ("parsers.words",),
}
#: What only the doors may read: the clock, the environment, the user's name.
DOOR_ONLY = {"os.environ", "os.getenv", "getpass.getuser", "dt.datetime.now", "dt.date.today", "time.time"}


def modules():
    for package in PACKAGES:
        for path in sorted((ROOT / package).rglob("*.py")):
            if "migrations" not in path.parts:
                yield ".".join(path.relative_to(ROOT).with_suffix("").parts), path
    yield "cli", ROOT / "cli.py"


MODULES = dict(modules())


@cache
def tree_of(path):
    return ast.parse(path.read_text(encoding="utf-8"))


@cache
def imported(path):
    """The modules that a module names in its imports."""
    found = set()
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Import):
            found |= {one.name for one in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            found.add(node.module)
    return found


def test_letters_flow_one_way(capsys):
    code = lint_imports(config_filename=str(ROOT / "pyproject.toml"), cache_dir=None)
    assert code == 0, capsys.readouterr().out


@pytest.mark.parametrize("library", sorted(DOORS))
def test_every_library_has_one_door(library):
    allowed = DOORS[library]
    strangers = [
        name
        for name, path in MODULES.items()
        if library in {one.split(".")[0] for one in imported(path)}
        and not any(name == door or name.startswith(door) for door in allowed)
    ]
    assert strangers == []


def test_the_command_line_asks_only_the_terminal_and_opens_the_counter():
    """import-linter does not look at a module that is no package."""
    own = {one.split(".")[0] for one in imported(ROOT / "cli.py")} & {*PACKAGES}
    assert own == {"terminal", "web"}


@pytest.mark.parametrize("name", sorted(MODULES))
def test_only_the_doors_look_at_the_clock_and_the_environment(name):
    if name.split(".")[0] in {"cli", "web", "terminal"}:
        return
    tree = tree_of(MODULES[name])
    # A program that is started inherits the environment; nobody reads it for that.
    handed_on = {
        value
        for node in ast.walk(tree)
        if isinstance(node, ast.Dict)
        for key, value in zip(node.keys, node.values, strict=True)
        if key is None
    }
    read = {
        ast.unparse(node)
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and node not in handed_on
    }
    assert read & DOOR_ONLY == set()


@pytest.mark.parametrize("name", sorted(MODULES))
def test_only_the_doors_catch_everything(name):
    caught = {
        ast.unparse(node.type)
        for node in ast.walk(tree_of(MODULES[name]))
        if isinstance(node, ast.ExceptHandler) and node.type is not None
    }
    if name != "terminal.door" and not name.startswith("web."):
        assert "Exception" not in caught


def raised_kinds():
    """The kinds of failure that the code names outright."""
    for path in MODULES.values():
        for node in ast.walk(tree_of(path)):
            if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
                name = node.func.id if isinstance(node.func, ast.Name) else ""
                if name.endswith("Error") and issubclass(
                    getattr(errors, name, Exception), errors.SarabanError
                ):
                    yield node.args[0].value


def test_every_failure_has_its_words():
    assert {kind for kind in raised_kinds() if kind not in table("messages")} == set()


def test_no_folder_of_tests_hides_a_package():
    assert list((ROOT / "tests").rglob("__init__.py")) == []


@pytest.mark.slow
def test_the_wheel_holds_the_packages_and_their_data(tmp_path):
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(tmp_path), str(ROOT)]
    subprocess.run(build, check=True, capture_output=True, text=True)
    (wheel,) = tmp_path.glob("*.whl")
    names = zipfile.ZipFile(wheel).namelist()
    top = {name.split("/")[0] for name in names if ".dist-info" not in name}
    assert top == {*PACKAGES, "cli.py"}
    assert {name for name in names if name.endswith("entry_points.txt")}
    assert set(_files()) - set(names) == set()


def _files():
    """Every file of the packages, as the wheel should name it."""
    found = [path for package in PACKAGES for path in (ROOT / package).rglob("*") if path.is_file()]
    return [
        path.relative_to(ROOT).as_posix()
        for path in found
        if path.suffix != ".pyc" and not path.name.startswith(".")
    ]
