"""A focus group: who was met, how many they were, what they said."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QHBoxLayout, QLineEdit

from omi_desktop.errors import OmiError
from omi_desktop.report.surveys import count_typed
from omi_desktop.store import FocusGroup
from omi_ui.perspectives.count_field import CountField
from omi_ui.widgets.labels import label
from omi_ui.widgets.movable import Movable
from omi_ui.widgets.paragraphs import Paragraphs
from omi_ui.widgets.sentence import Sentence

_WANTING = "Say who they were; nothing of this group is kept until then."
_LEFT = "Say who they were; until then the file calls them “{}”."


class GroupItem(Movable):
    """The fields of a group; a number that is none is said beside it and not kept."""

    def __init__(self, row_id: str, group: FocusGroup, number: int) -> None:
        super().__init__(row_id)
        name = f"group {number}"
        line = QHBoxLayout()
        line.setSpacing(8)
        self.who = QLineEdit(group.who)
        self.who.setAccessibleName(f"Who they were, {name}")
        self.who.setPlaceholderText("Who they were, such as “Unpaid work, first group”")
        line.addWidget(self.who, 1)
        people = label("People")
        line.addWidget(people)
        self.people = CountField(f"How many they were, {name}", group.people)
        people.setBuddy(self.people)
        line.addWidget(self.people)
        self.column.addLayout(line)
        self.text = Paragraphs(group.text)
        self.text.setAccessibleName(f"What they said, {name}")
        self.text.setPlaceholderText("What they said; an empty line parts paragraphs")
        self.column.addWidget(self.text)
        self.sentence = Sentence()
        self.column.addWidget(self.sentence)
        self.add_menu(name)
        for field in (self.who, self.people):
            field.textEdited.connect(self._on_typed)
        self.who.editingFinished.connect(self.left)
        self.people.left.connect(self.left)
        self.text.textChanged.connect(self._on_typed)
        self.text.left.connect(self.left)

    def record(self, kept: FocusGroup) -> FocusGroup:
        """Return the group as it stands in the fields; where a number is none, the kept one."""
        who, text = self.who.text().strip(), self.text.toPlainText().strip()
        people, problem = kept.people, ""
        try:
            people = count_typed(self.people.text(), "how many they were")
        except OmiError as error:
            problem = str(error)
        has_more = bool(text) or people is not None
        wanting = ""
        if not who and has_more:
            # A group that only lost its name is not a group that was removed.
            who = kept.who
            wanting = _LEFT.format(who) if who else _WANTING
        self.sentence.say(problem or wanting, is_problem=bool(problem))
        return replace(kept, who=who, people=people, text=text)
