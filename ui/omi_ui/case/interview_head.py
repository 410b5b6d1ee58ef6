"""Who was interviewed on a case, in what role and when, or why the interview did not take place."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from omi_desktop.store import CaseInterview, TookPlace
from omi_ui.case.manager_choice import ManagerChoice, words_of
from omi_ui.dates import read_date, spoken_date
from omi_ui.widgets.labels import button, label

if TYPE_CHECKING:
    from omi_desktop.store.interviewing import Interviewing

_TOOK_PLACE = (
    (TookPlace.YES, "It took place"),
    (TookPlace.NO, "It did not take place"),
    (TookPlace.NOT_SAID, "Not said yet"),
)
_WITH: Mapping[str, Callable[[CaseInterview, str], CaseInterview]] = {
    "reason": lambda told, text: replace(told, reason=text),
    "role": lambda told, text: replace(told, role=text),
    "day": lambda told, text: replace(told, day=text),
}


class InterviewHead(QWidget):
    """The fields above the prompts; whatever is said in them is handed over at once."""

    told = Signal(object)
    """The interview as it now is said to have been."""
    united = Signal(object)
    """Another manager, who is the one that was interviewed."""

    def __init__(self, talk: Interviewing, refs: Mapping[str, str]) -> None:
        super().__init__()
        self._talk = talk
        said = talk.interview
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(self._build_took_place(said.took_place))
        form = QFormLayout()
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.setContentsMargins(0, 4, 0, 0)
        form.setHorizontalSpacing(12)
        form.setVerticalSpacing(8)
        self.reason = self._field(said.reason, "Why the interview did not take place", "reason")
        self.reason.setPlaceholderText("On leave until August; nobody else knew the case …")
        if said.took_place is TookPlace.NO or said.reason:
            form.addRow("Why not", self.reason)
        else:
            self.reason.setParent(self)
            self.reason.hide()
        self.choice = ManagerChoice(talk)
        form.addRow(
            "Who" if said.took_place is TookPlace.NO else "Interviewed", self._build_who(refs)
        )
        self.role = self._field(said.role, "Role of who was interviewed", "role")
        self.role.setPlaceholderText("Offender manager, supervisor, senior practitioner …")
        form.addRow("Role", self.role)
        self.day = self._field(spoken_date(said.day), "Day of the interview", "day")
        self.day.setPlaceholderText("18/7/2006")
        form.addRow("Day", self.day)
        self.complaint = label("", "problem", wraps=True)
        self.complaint.hide()
        form.addRow(self.complaint)
        column.addLayout(form)

    def _build_took_place(self, said: TookPlace) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(12)
        group = QButtonGroup(self)
        self.took_place: dict[TookPlace, QRadioButton] = {}
        for value, words in _TOOK_PLACE:
            choice = QRadioButton(words)
            choice.setChecked(said is value)
            choice.clicked.connect(partial(self._on_took_place, value))
            group.addButton(choice)
            line.addWidget(choice)
            self.took_place[value] = choice
        line.addStretch(1)
        return line

    def _build_who(self, refs: Mapping[str, str]) -> QWidget:
        manager = self._talk.manager
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        if manager is not None:
            words = words_of(manager)
            line = QHBoxLayout()
            line.addWidget(label(words, "strong", wraps=True), 1)
            self.change = button("Somebody else…", self._on_change, "quiet")
            line.addWidget(self.change)
            column.addLayout(line)
            others = [c for c in self._talk.cases_of(manager.key) if c != self._talk.case]
            shared = sorted(refs[case] for case in others if case in refs)
            if shared:
                column.addWidget(label(f"Also for {', '.join(shared)}", "small", wraps=True))
            self.choice.hide()
            self.alike: tuple[QPushButton, ...] = tuple(
                button(
                    f"The same person as {words_of(other)}".replace("&", "&&"),
                    partial(self.united.emit, other),
                    "quiet",
                    "Their staff interview is then one",
                )
                for other in self._talk.alike()
            )
            for each in self.alike:
                column.addWidget(each, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.choice)
        return whole

    def _field(self, text: str, name: str, what: str) -> QLineEdit:
        made = QLineEdit(text)
        made.setAccessibleName(name)
        made.editingFinished.connect(partial(self._on_field, what, made))
        return made

    def _on_took_place(self, value: TookPlace) -> None:
        self.told.emit(replace(self._talk.interview, took_place=value))

    def _on_field(self, what: str, field: QLineEdit) -> None:
        said, text = self._talk.interview, field.text().strip()
        if what == "day":
            day = read_date(text)
            is_none = bool(text) and day is None
            self.complaint.setText(f"“{text}” is no date. Write 18/7/2006." if is_none else "")
            self.complaint.setVisible(is_none)
            if is_none:
                return
            text = day or ""
        changed = _WITH[what](said, text)
        if changed != said:
            self.told.emit(changed)

    def _on_change(self) -> None:
        self.choice.show()
        self.choice.name.setFocus(Qt.FocusReason.OtherFocusReason)
