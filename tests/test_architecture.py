"""Who may import whom: the contracts of pyproject.toml hold, and they bite."""

from __future__ import annotations

import ast
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
LINT = "from importlinter.cli import lint_imports; raise SystemExit(lint_imports(no_cache=True))"
DATABASES = {"sqlite3", "sqlcipher3", "sqlite_utils"}
DOCUMENTS = {"openpyxl", "xlsxwriter", "reportlab"}

HEADLESS = """
import importlib, pkgutil, sys

class Refuse:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in {"PySide6", "shiboken6", "omi_ui"}:
            raise ImportError(f"{name} is not installed here")

sys.meta_path.insert(0, Refuse())
import omi_desktop
names = [m.name for m in pkgutil.walk_packages(omi_desktop.__path__, "omi_desktop.")]
for name in names:
    if not name.endswith("__main__"):
        importlib.import_module(name)
from omi_desktop.cli import main
sys.argv = ["omi", "--help"]
main()
"""


def _python(code: str, folder: Path) -> subprocess.CompletedProcess[str]:
    path = os.pathsep.join([str(folder), str(folder / "ui")])
    return subprocess.run(
        [sys.executable, "-c", code],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": path, "COLUMNS": "200", "NO_COLOR": "1"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def _modules(folder: Path) -> Iterator[tuple[str, set[str]]]:
    """Yield each module's path with the top-level names that it imports anywhere."""
    for file in sorted(folder.rglob("*.py")):
        names: set[str] = set()
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                names.update(alias.name.split(".")[0] for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module:
                names.add(node.module.split(".")[0])
        yield file.relative_to(folder).as_posix(), names


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """Return a copy of the two packages and their contracts, to plant an import in."""
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    without_caches = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "omi_desktop", tmp_path / "omi_desktop", ignore=without_caches)
    shutil.copytree(ROOT / "ui", tmp_path / "ui", ignore=without_caches)
    return tmp_path


def test_the_contracts_hold() -> None:
    done = _python(LINT, ROOT)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(
    ("file", "line", "contract"),
    [
        ("omi_desktop/clock.py", "import omi_ui", "The window depends on the domain"),
        ("omi_desktop/errors.py", "import omi_desktop.clock", "Layers of the domain"),
        ("omi_desktop/utils.py", "", "Layers of the domain"),
        ("omi_desktop/store/records.py", "from PySide6 import QtCore", "The domain is headless"),
        ("omi_desktop/scoring/scorecard.py", "import sqlite3", "Rules and sums"),
        ("ui/omi_ui/theme.py", "import openpyxl", "The window asks the domain"),
        ("ui/omi_ui/scores/__init__.py", "import omi_ui.case", "Screens do not import"),
        ("ui/omi_ui/widgets/__init__.py", "import omi_desktop.store", "Widgets know nothing"),
    ],
)
def test_a_planted_import_is_caught(copy: Path, file: str, line: str, contract: str) -> None:
    planted = copy / file
    text = planted.read_text(encoding="utf-8") if planted.exists() else ""
    if line:
        # Under TYPE_CHECKING, to show that imports for types alone count as well.
        text += f"\nfrom typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    {line}\n"
    planted.write_text(text, encoding="utf-8")
    done = _python(LINT, copy)
    assert done.returncode == 1, done.stdout + done.stderr
    verdicts = [row for row in done.stdout.splitlines() if row.endswith(("KEPT", "BROKEN"))]
    broken = [row for row in verdicts if row.endswith("BROKEN")]
    assert any(row.startswith(contract) for row in broken), done.stdout


def test_databases_are_known_to_the_store_alone() -> None:
    knowing = {name for name, imports in _modules(ROOT / "omi_desktop") if imports & DATABASES}
    assert knowing, "the store speaks to a database"
    assert {name.split("/")[0] for name in knowing} == {"store"}


def test_document_libraries_are_known_to_exchange_and_report_alone() -> None:
    knowing = {name for name, imports in _modules(ROOT / "omi_desktop") if imports & DOCUMENTS}
    assert knowing, "reports and workbooks are written with libraries"
    assert {name.split("/")[0] for name in knowing} <= {"exchange", "report"}


def test_the_command_line_runs_where_the_window_is_not_installed() -> None:
    done = _python(HEADLESS, ROOT)
    assert done.returncode == 0, done.stderr
    assert "demo" in done.stdout


def test_what_a_second_reader_said_is_read_through_one_door() -> None:
    """Blind until both readings are complete: nothing else may read a second reading at all."""
    allowed = {
        "demo/second_reads.py",  # makes them
        "exchange/pack.py",  # gives a reader their own back
        "merge/ground.py",
        "merge/plan.py",
        "merge/undoing.py",  # take them in and out
        "store/merge_records.py",
        "store/second_readings.py",  # the door
        "store/second_records.py",
    }
    sources = [*(ROOT / "omi_desktop").rglob("*.py"), *(ROOT / "ui").rglob("*.py")]
    found = {
        file.relative_to(ROOT / "omi_desktop").as_posix()
        if file.is_relative_to(ROOT / "omi_desktop")
        else file.relative_to(ROOT).as_posix()
        for file in sources
        if "SecondReading" in file.read_text(encoding="utf-8")
    }
    assert found == allowed
