"""Who was interviewed: the manager whom the list names, another known one, or somebody new."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QPushButton, QVBoxLayout, QWidget

from omi_desktop.casework.likely_names import likely
from omi_ui.widgets.labels import button, label

if TYPE_CHECKING:
    from omi_desktop.store import OffenderManager
    from omi_desktop.store.interviewing import Interviewing

_LEFT = Qt.AlignmentFlag.AlignLeft


class ManagerChoice(QWidget):
    """A name is never taken for somebody: whom it may mean is offered, and chosen."""

    chosen = Signal(object)
    """The manager that was chosen."""
    added = Signal(str)
    """The name of somebody new."""

    def __init__(self, talk: Interviewing) -> None:
        super().__init__()
        self._talk = talk
        self.offers: tuple[QPushButton, ...] = ()
        self._shown: list[QWidget] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self.listed: QPushButton | None = None
        if talk.listed is not None and talk.manager is None:
            known = talk.managers.find(talk.listed.key) or talk.listed
            self.listed = self._offer(known, "as the list says")
            self._column.addWidget(self.listed, 0, _LEFT)
        self.name = QLineEdit()
        self.name.setAccessibleName("Name of who was interviewed")
        self.name.setPlaceholderText("A few letters of a name")
        self.name.textChanged.connect(self._on_typed)
        self.name.returnPressed.connect(self._on_entered)
        self._column.addWidget(self.name)

    def _on_typed(self, text: str) -> None:
        for each in self._shown:
            self._column.removeWidget(each)
            each.hide()
            each.deleteLater()
        name = " ".join(text.split())
        known = {manager.key: manager for manager in self._talk.managers.known}
        keys = likely(name, [(key, manager.name) for key, manager in known.items()])
        offers = [self._offer(known[key], "known already") for key in keys]
        if name:
            words = f"Add “{name}”, who is none of these" if keys else f"Add “{name}”"
            offers.append(button(words, partial(self.added.emit, name)))
        self.offers = tuple(offers)
        self._shown = [label("This may be", "small")] if keys else []
        self._shown += offers
        for each in self._shown:
            self._column.addWidget(each, 0, _LEFT)
            # At once: Enter may follow before the layout has shown them.
            each.show()

    def _on_entered(self) -> None:
        # Enter goes to the first offer and does not take it: a name is no proof.
        if self.offers:
            self.offers[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _offer(self, manager: OffenderManager, why: str) -> QPushButton:
        words = words_of(manager)
        made = button(f"{words} · {why}".replace("&", "&&"), partial(self.chosen.emit, manager))
        made.setAccessibleName(f"{words}, {why}")
        return made


def words_of(manager: OffenderManager) -> str:
    """Return a manager by name, post and place."""
    return ", ".join(part for part in (manager.name, manager.post, manager.place) if part)
