"""What is loaded before it is needed."""

from __future__ import annotations

import subprocess
import sys

_PROGRAM = """
import sys
import omi_ui.app, omi_ui.main_window, omi_ui.workspace, omi_ui.scores.view, omi_ui.export.view
heavy = {"openpyxl", "xlsxwriter", "reportlab", "PySide6.QtPdf", "PySide6.QtPrintSupport"}
heavy |= {"hunspell", "omi_desktop.spelling", "omi_ui.spelling"}
print(sorted(heavy & set(sys.modules)))
"""


def test_the_window_loads_no_document_library_and_no_dictionary_before_they_are_wanted() -> None:
    done = subprocess.run(
        [sys.executable, "-c", _PROGRAM],
        capture_output=True,
        text=True,
        check=True,
        env={"PYTHONPATH": ":".join(sys.path), "QT_QPA_PLATFORM": "offscreen"},
    )
    assert done.stdout.strip() == "[]"
