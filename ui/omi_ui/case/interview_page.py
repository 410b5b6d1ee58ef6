"""The interview with the offender manager: who and when, the prompts, and the staff interview."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QMenu,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from omi_desktop.clock import now
from omi_desktop.errors import OmiError
from omi_desktop.store import CaseInterview, TookPlace
from omi_desktop.store.interviewing import STAFF
from omi_ui.case.interview_head import InterviewHead
from omi_ui.case.interview_staff import StaffPart
from omi_ui.case.interview_text import InterviewText
from omi_ui.dates import clock_time
from omi_ui.widgets.labels import button, label

if TYPE_CHECKING:
    from omi_desktop.instrument.model import InterviewGuide, Prompt
    from omi_desktop.store import OffenderManager, Saved
    from omi_desktop.store.interviewing import Interviewing
    from omi_ui.case.sitting import Sitting


class InterviewPage(QScrollArea):
    """Everything of an interview on one page, in the order in which one talks."""

    saved = Signal(object)
    writing = Signal()
    refused = Signal(object)
    said = Signal(str, object)
    jump_wanted = Signal(str)
    """A question on which a prompt is evidence."""
    case_wanted = Signal(str)
    """Another case of the same manager."""
    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.notes: dict[str, InterviewText] = {}
        self.evidence: dict[str, QPushButton] = {}
        self.recovered: dict[str, tuple[QPushButton, QPushButton]] = {}
        """The buttons that take and leave what was typed on a prompt and never saved."""
        self._shown: Sitting | None = None
        self._steps: list[Callable[[], None]] = []
        self._prompt_left = ""
        QApplication.instance().focusChanged.connect(self._on_focus)  # type: ignore[union-attr]

    def show_sitting(self, sitting: Sitting, *, takes_single_keys: bool = True) -> None:
        """Show the interview of a case as the file holds it."""
        if sitting is not self._shown:
            self._prompt_left = ""
        self._shown = self._sitting = sitting
        self._takes_single_keys = takes_single_keys
        self.talk: Interviewing = sitting.interviewing()
        self._refs = {case.id: case.ref for case in (sitting.case, *sitting.other_cases())}
        self._steps.clear()
        self._show()
        self.verticalScrollBar().setValue(0)

    def save(self) -> None:
        """Bring everything that is written to disk."""
        for field in self.findChildren(InterviewText):
            field.save()

    def focus_prompt(self, prompt: str = "") -> None:
        """Give a prompt the keyboard: this one, else where it was left, else what comes first."""
        if not self._sitting.is_open:
            return
        wanted = prompt or self._prompt_left
        field = self.notes.get(wanted) if wanted else None
        if field is not None:
            field.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self.talk.interview.took_place is TookPlace.NOT_SAID:
            self.head.took_place[TookPlace.YES].setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.next_prompt()

    def focus_staff(self) -> None:
        """Give the staff interview the keyboard."""
        rows = list(self.staff.rows.values()) if self.staff else []
        row = next((row for row in rows if not row.value), rows[0] if rows else None)
        if row is not None:
            row.focus()

    def next_prompt(self) -> None:
        """Go to the next prompt without notes; after the last, to the staff interview."""
        fields = list(self.notes.values())
        here = next((at for at, field in enumerate(fields) if field.hasFocus()), -1)
        free = (field for field in fields[here + 1 :] if not field.toPlainText().strip())
        field = next(free, None)
        if field is not None:
            field.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.focus_staff()

    def undo(self) -> None:
        """Take back the last thing that was chosen, answered or written on this page."""
        self.save()
        if self._steps:
            self._steps.pop()()
        else:
            self.said.emit("There is nothing more to undo in this interview.", None)

    def _show(self) -> None:
        guide = self._sitting.instrument.interview
        body = QWidget()
        body.setObjectName("surface")
        column = QVBoxLayout(body)
        column.setContentsMargins(16, 16, 16, 24)
        column.setSpacing(4)
        self.notes, self.evidence, self.recovered = {}, {}, {}
        self.head = InterviewHead(self.talk, self._refs)
        self.head.told.connect(self._on_told)
        self.head.choice.chosen.connect(self._on_chosen)
        self.head.choice.added.connect(self._on_added)
        self.head.united.connect(self._on_united)
        self.staff: StaffPart | None = None
        if guide is not None:
            body.setAccessibleName(guide.title)
            column.addWidget(label(guide.title, "heading", wraps=True))
            column.addWidget(label(guide.introduction, "muted", wraps=True))
            column.addSpacing(8)
            column.addWidget(self.head)
            self._add_prompts(column, guide)
            self._add_staff(column)
        column.addStretch(1)
        body.setEnabled(self._sitting.is_open)
        old = self.takeWidget()
        self.setWidget(body)
        if old is not None:
            # Later: the page may be shown anew by one of its own buttons.
            old.deleteLater()

    def _show_anew(self) -> None:
        """Show what changed, and stay where the page was."""
        at = self.verticalScrollBar().value()
        self.save()
        self._show()
        body = self.widget()
        if body is not None:
            body.resize(self.viewport().width(), body.heightForWidth(self.viewport().width()))
        self.verticalScrollBar().setValue(at)

    def _add_prompts(self, column: QVBoxLayout, guide: InterviewGuide) -> None:
        journalled = self._sitting.typed_in_interview
        for part in guide.parts:
            column.addSpacing(16)
            column.addWidget(label(part.title, "strong"))
            for prompt in part.prompts:
                column.addSpacing(8)
                column.addWidget(label(prompt.text, wraps=True))
                column.addWidget(label(prompt.ask, "small", wraps=True))
                name = f"Notes on: {prompt.text}"
                self._add_note(column, prompt.id, name, journalled.get(prompt.id))
                self._add_evidence(column, prompt)
        column.addSpacing(16)
        column.addWidget(label("Anything else", "strong"))
        self._add_note(column, "", "Notes of the interview in general", journalled.get(""))

    def _add_note(
        self, column: QVBoxLayout, prompt: str, name: str, typed: tuple[str, str] | None
    ) -> None:
        field = InterviewText(self.talk.notes.get(prompt, ""), name, self)
        field.setPlaceholderText("What was said")
        field.written.connect(partial(self._on_note, prompt))
        field.typed.connect(partial(self._on_typing, prompt))
        field.writing.connect(self.writing)
        field.next_wanted.connect(self.next_prompt)
        column.addWidget(field)
        self.notes[prompt] = field
        if typed is not None:
            text, at = typed
            line = QHBoxLayout()
            told = f"Typed at {clock_time(at)} and never saved: “{text}”"
            line.addWidget(label(told, "problem", wraps=True), 1)
            take = button("Take", partial(self._on_take, prompt, text))
            leave = button("Leave", partial(self._on_leave, prompt), "quiet")
            for each in (take, leave):
                each.setAccessibleName(f"{each.text()} what was typed: {text}")
                line.addWidget(each)
            column.addLayout(line)
            self.recovered[prompt] = (take, leave)

    def _add_evidence(self, column: QVBoxLayout, prompt: Prompt) -> None:
        asked = [q for q in prompt.informs if self._sitting.is_shown(q)]
        if asked:
            made = button(f"Evidence on {', '.join(asked)}", partial(self._on_evidence, prompt))
            made.setProperty("role", "quiet")
            made.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
            made.setToolTip("Go to one of these questions, and back with Ctrl+I")
            column.addWidget(made, 0, Qt.AlignmentFlag.AlignLeft)
            self.evidence[prompt.id] = made

    def _add_staff(self, column: QVBoxLayout) -> None:
        survey = next((s for s in self._sitting.instrument.surveys if s.id == STAFF), None)
        if survey is None:
            return
        column.addSpacing(24)
        keys = self._takes_single_keys
        self.staff = StaffPart(survey, self.talk, self._refs, takes_single_keys=keys)
        self.staff.answered.connect(self._on_staff_answer)
        self.staff.noted.connect(self._on_staff_note)
        self.staff.writing.connect(self.writing)
        self.staff.case_wanted.connect(self.case_wanted)
        column.addWidget(self.staff)

    def _on_told(self, interview: CaseInterview) -> None:
        before = self.talk.interview
        if not self._kept(partial(self.talk.say, interview)):
            self._show_anew()
            return
        self._steps.append(partial(self._take_back, before))
        if interview.took_place is not before.took_place:
            self._show_anew()
            chosen = self.head.took_place[interview.took_place]
            chosen.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_chosen(self, manager: OffenderManager) -> None:
        self._choose(partial(self.talk.choose, manager))

    def _on_added(self, name: str) -> None:
        self._choose(partial(self.talk.add, name))

    def _choose(self, choose: Callable[[], Saved]) -> None:
        before, talk = self.talk.interview, self.talk
        self.save()
        if not self._kept(choose) or talk.manager is None:
            return
        self._steps.append(partial(self._take_back, before))
        self._show_anew()
        self.head.role.setFocus(Qt.FocusReason.OtherFocusReason)

        def back() -> None:
            # Only while the same interview is on the page: the bar outlives it.
            if self.talk is talk:
                self.undo()

        self.said.emit(f"{talk.manager.name} was interviewed.", back)

    def _on_united(self, other: OffenderManager) -> None:
        """Take two managers for one, after somebody said that they are."""
        talk = self.talk
        kept = [manager for manager in (talk.manager, other) if manager is not None]
        differing = talk.differing_from(other)
        if not self._kept(partial(talk.unite, other)) or talk.manager is None:
            return
        words = f"{other.name} and {kept[0].name} are one person now."
        if differing:
            count = "One answer" if differing == 1 else f"{differing} answers"
            words += f" {count} differed; those given as {talk.manager.name} stand."
        self._steps.append(partial(self._divide, kept))
        self._show_anew()
        self.said.emit(words, self.undo)

    def _divide(self, managers: Sequence[OffenderManager]) -> None:
        if self._kept(partial(self.talk.put_managers, managers)):
            self._show_anew()

    def _on_evidence(self, prompt: Prompt) -> None:
        self._prompt_left = prompt.id
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        for question in prompt.informs:
            if self._sitting.is_shown(question):
                words = f"{question}  {self._sitting.instrument.questions[question].short}"
                menu.addAction(words.replace("&", "&&"), partial(self.jump_wanted.emit, question))
        made = self.evidence[prompt.id]
        menu.popup(made.mapToGlobal(made.rect().bottomLeft()))

    def _on_note(self, prompt: str, text: str) -> None:
        before = self.talk.notes.get(prompt, "")
        if self._kept(partial(self.talk.note, prompt, text)):
            self._steps.append(partial(self._note_back, prompt, before))

    def _on_typing(self, prompt: str, text: str) -> None:
        try:
            self.talk.journal(prompt, text)
        except OmiError as error:
            self.refused.emit(error)

    def _on_take(self, prompt: str, text: str) -> None:
        self.notes[prompt].put(text)
        self._show_anew()

    def _on_leave(self, prompt: str) -> None:
        self._sitting.forget_typed_in_interview(prompt)
        self._show_anew()

    def _on_staff_answer(self, item: str, value: str) -> None:
        staff = self.talk.staff
        was = staff.answers[item].value if staff and item in staff.answers else ""
        if not self._kept(self._staff_write(item, value)):
            self._show_anew()
            return
        self._steps.append(partial(self._staff_back, item, was))
        if self.staff is not None:
            self.staff.tell(self.talk)

    def _staff_write(self, item: str, value: str) -> Callable[[], Saved]:
        today = now().astimezone().date().isoformat()
        return partial(self.talk.answer, item, value, day=today)

    def _on_staff_note(self, item: str, text: str) -> None:
        self._kept(partial(self.talk.note_answer, item, text))

    def _staff_back(self, item: str, value: str) -> None:
        if self._kept(self._staff_write(item, value)):
            self._show_anew()
            if self.staff is not None and item in self.staff.rows:
                self.staff.rows[item].focus()

    def _note_back(self, prompt: str, text: str) -> None:
        if self._kept(partial(self.talk.note, prompt, text)):
            self._show_anew()
            self.focus_prompt(prompt)

    def _take_back(self, told: CaseInterview) -> None:
        if self._kept(partial(self.talk.say, told)):
            self._show_anew()
            self.head.role.setFocus(Qt.FocusReason.OtherFocusReason)

    def _kept(self, write: Callable[[], Saved]) -> bool:
        try:
            saved = write()
        except OmiError as error:
            self.refused.emit(error)
            return False
        self._sitting.interview_changed()
        self.saved.emit(saved)
        self.changed.emit()
        return True

    def _on_focus(self, _old: QWidget | None, now_in: QWidget | None) -> None:
        """Bring what has the keyboard into sight, with what is asked above it."""
        if now_in is None or not self.isAncestorOf(now_in):
            return
        self.ensureWidgetVisible(now_in, 0, 140)
        self._prompt_left = next(
            (prompt for prompt, field in self.notes.items() if field is now_in), self._prompt_left
        )
