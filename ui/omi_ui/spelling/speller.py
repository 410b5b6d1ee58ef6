"""Asks a process beside the window which words are misspelt and what may have been meant."""

from __future__ import annotations

import json
import os
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, QProcess, QProcessEnvironment, Signal
from shiboken6 import isValid

import omi_desktop
from omi_desktop.errors import OmiError, RequestError
from omi_desktop.spelling.own_words import add_word

if TYPE_CHECKING:
    from collections.abc import Iterable

_SERVICE = "omi_desktop.spelling"
_ENDS_WITHIN = 1000
"""Milliseconds that a killed process is waited for; it takes a few."""


class Speller(QObject):
    """Remembers what it was told of each word; asks only about words that it never met.

    The process starts with the first question and ends with this object. Words that a person
    adds are kept in the file `own_words`, where there is one.
    """

    learned = Signal()
    """More is known of words that were asked about."""
    suggested = Signal(str, tuple)
    failed = Signal(object)

    def __init__(self, own_words: Path | None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._own_words = own_words
        self._known: dict[str, bool] = {}
        self._asked: set[str] = set()
        self._suggestions: dict[str, tuple[str, ...]] = {}
        self._process: QProcess | None = None
        self._has_failed = False

    @property
    def is_running(self) -> bool:
        """Tell whether the process was started and has not failed."""
        process = self._process
        return process is not None and process.state() is not QProcess.ProcessState.NotRunning

    def unknown(self, words: Iterable[str]) -> frozenset[str]:
        """Return those of the words that are certainly unknown; ask about those never met."""
        found, fresh = set(), []
        for word in words:
            known = self._known.get(word)
            if known is None and word not in self._asked:
                self._asked.add(word)
                fresh.append(word)
            elif known is False:
                found.add(word)
        if fresh:
            self._ask({"check": fresh})
        return frozenset(found)

    def waits_for(self, words: Iterable[str]) -> bool:
        """Tell whether one of the words was asked about and the answer is still to come."""
        return any(word not in self._known for word in words)

    def suggestions(self, word: str) -> tuple[str, ...] | None:
        """Return what may have been meant; None while it is asked, then `suggested` tells."""
        found = self._suggestions.get(word)
        if found is None:
            self._ask({"suggest": word})
        return found

    def add(self, word: str) -> None:
        """Know a word from now on, and at the next start."""
        self._known[word] = True
        self._ask({"add": word})
        self.learned.emit()
        if self._own_words is None:
            return
        try:
            add_word(self._own_words, word)
        except OmiError as error:
            self.failed.emit(error)

    def _ask(self, question: dict[str, object]) -> None:
        if self._has_failed:
            return
        if self._process is None:
            self._process = self._started()
        self._process.write(json.dumps(question).encode("ascii") + b"\n")

    def _started(self) -> QProcess:
        process = QProcess()
        variables = QProcessEnvironment.systemEnvironment()
        # It must find the program where this one found it, installed or not.
        root = str(Path(omi_desktop.__file__).parent.parent)
        known = variables.value("PYTHONPATH")
        variables.insert("PYTHONPATH", os.pathsep.join(filter(None, (root, known))))
        process.setProcessEnvironment(variables)
        process.setProcessChannelMode(QProcess.ProcessChannelMode.SeparateChannels)
        process.readyReadStandardOutput.connect(self._on_answer)
        process.errorOccurred.connect(self._on_failed)
        process.finished.connect(self._on_failed)
        own = [str(self._own_words)] if self._own_words else []
        # In UTF-8 wherever it runs: the path of the dictionary may hold any letter.
        process.start(sys.executable, ["-X", "utf8", "-m", _SERVICE, *own])
        # No child of this object: Qt would delete it while it runs, and complain.
        self.destroyed.connect(partial(_end, process))
        QCoreApplication.instance().aboutToQuit.connect(partial(_end, process))  # type: ignore[union-attr]
        return process

    def _on_answer(self) -> None:
        process = self._process
        while process is not None and process.canReadLine():
            match json.loads(bytes(process.readLine().data())):
                case {"checked": [*words], "unknown": [*unknown]}:
                    wrong = frozenset(unknown)
                    # A word that was added meanwhile stays known.
                    self._known = {word: word not in wrong for word in words} | self._known
                    self.learned.emit()
                case {"word": str(word), "suggestions": [*found]}:
                    self._suggestions[word] = tuple(found)
                    self.suggested.emit(word, self._suggestions[word])

    def _on_failed(self) -> None:
        if not self._has_failed:
            # One sentence is enough: what is asked from now on is not asked.
            self._has_failed = True
            self.failed.emit(
                RequestError(
                    "The spelling is not checked: the part of the program that does it does not "
                    "run on this computer. Your text is safe; everything else works as it should."
                )
            )


def _end(process: QProcess) -> None:
    if not isValid(process):
        return
    process.blockSignals(True)
    process.kill()
    process.waitForFinished(_ENDS_WITHIN)
