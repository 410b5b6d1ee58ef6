"""Python's own import, after PySide6 put its hook in the way."""

from __future__ import annotations

import builtins
from collections.abc import Callable

import pytest
from PySide6.QtCore import QObject

from omi_ui.plain_imports import import_plainly


@pytest.fixture
def hook(monkeypatch: pytest.MonkeyPatch) -> Callable[..., object]:
    """Put the hook of PySide6 in place, as it is after PySide6 was loaded."""
    hook: Callable[..., object] = vars(builtins)["__feature_import__"]
    monkeypatch.setattr(builtins, "__import__", hook)
    return hook


def test_python_imports_by_itself_again(hook: Callable[..., object]) -> None:
    assert builtins.__import__ is hook
    import_plainly()
    assert builtins.__import__ is vars(builtins)["__orig_import__"]
    import_plainly()
    assert builtins.__import__ is vars(builtins)["__orig_import__"]


@pytest.mark.usefixtures("hook")
def test_names_of_qt_stay_those_of_qt() -> None:
    import_plainly()

    class Named(QObject):
        pass

    named = Named()
    named.setObjectName("as Qt calls it")
    assert named.objectName() == "as Qt calls it"
