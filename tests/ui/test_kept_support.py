"""The modules inside Qt's binding are compiled once and never read from anything else."""

from __future__ import annotations

import builtins
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from omi_ui.kept_support import support_kept

NAME = "shibokensupport/signature/mapping.py"
SOURCE = b"answer = 6 * 7\n"


@pytest.fixture(autouse=True)
def keeps_what_it_compiled(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have Python write bytecode, whatever this machine is set to."""
    monkeypatch.setattr(sys, "dont_write_bytecode", False)


def _compiled(source: bytes, name: str = NAME) -> object:
    made: dict[str, object] = {}
    exec(builtins.compile(source, name, "exec"), made)
    return made.get("answer")


def test_what_was_compiled_is_read_and_not_compiled_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = tmp_path / "folder" / "kept.pyc"
    with support_kept(kept):
        assert _compiled(SOURCE) == 42

    python, asked = builtins.compile, list[object]()

    def watched(source: Any, filename: Any, *rest: Any, **how: Any) -> Any:
        asked.append(filename)
        return python(source, filename, *rest, **how)

    monkeypatch.setattr(builtins, "compile", watched)
    with support_kept(kept):
        assert _compiled(SOURCE) == 42
        assert _compiled(SOURCE, "another/module.py") == 42
    assert asked == ["another/module.py"]


def test_other_text_under_the_same_name_is_compiled(tmp_path: Path) -> None:
    kept = tmp_path / "kept.pyc"
    with support_kept(kept):
        _compiled(SOURCE)
    with support_kept(kept):
        assert _compiled(b"answer = 43\n") == 43
    with support_kept(kept):
        assert _compiled(b"answer = 43\n") == 43


@pytest.mark.parametrize("at", [0, 3, 20, 60, -1])
def test_a_damaged_file_is_passed_over_and_written_anew(tmp_path: Path, at: int) -> None:
    kept = tmp_path / "kept.pyc"
    with support_kept(kept):
        _compiled(SOURCE)
    whole = kept.read_bytes()
    damaged = bytearray(whole)
    damaged[at] ^= 0xFF
    kept.write_bytes(damaged)
    with support_kept(kept):
        assert _compiled(SOURCE) == 42
    assert kept.read_bytes() == whole
    kept.write_bytes(whole[: len(whole) // 2])
    with support_kept(kept):
        assert _compiled(SOURCE) == 42
    assert kept.read_bytes() == whole


def test_where_nothing_can_be_written_it_is_compiled_all_the_same(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder", encoding="utf-8")
    with support_kept(tmp_path / "file" / "kept.pyc"):
        assert _compiled(SOURCE) == 42


def test_python_compiles_by_itself_again_afterwards(tmp_path: Path) -> None:
    before = builtins.compile
    with pytest.raises(ZeroDivisionError), support_kept(tmp_path / "kept.pyc"):
        _ = 1 / 0
    assert builtins.compile is before
    assert not (tmp_path / "kept.pyc").exists()


_PROGRAM = """
import builtins, sys
from omi_ui.loading import load_msgspec, load_qt
load_msgspec()
load_qt()
from PySide6.QtCore import QObject, Qt
import typing_extensions
try:
    QObject().setObjectName(7)
except TypeError as error:
    print(str(error).splitlines()[0])
print(Qt.Key.Key_Return.name, "argparse" in sys.modules, builtins.compile.__module__)
"""


def test_qt_loaded_so_is_the_whole_of_qt(tmp_path: Path) -> None:
    told = []
    for _ in range(2):
        done = subprocess.run(
            [sys.executable, "-c", _PROGRAM],
            capture_output=True,
            text=True,
            env={
                "PYTHONPATH": os.pathsep.join(sys.path),
                "PYTHONPYCACHEPREFIX": str(tmp_path),
                "QT_QPA_PLATFORM": "offscreen",
            },
            check=False,
        )
        assert done.returncode == 0, done.stderr
        told.append(done.stdout)
    assert told[0] == told[1]
    assert "called with wrong argument types" in told[0]
    assert told[0].splitlines()[-1] == "Key_Return False builtins"
    assert list(tmp_path.rglob("binding.*.pyc"))
