"""The findings of an inspection: criteria, the page that is written, evidence beside it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from omi_desktop.errors import OmiError
from omi_desktop.report import settling
from omi_desktop.report.live import Figure, Form, Reference
from omi_desktop.report.settling import Settled
from omi_desktop.report.wording import listed
from omi_desktop.store import Conclusion, FindingKind, Inspection, Mark
from omi_ui.findings.acts import Act
from omi_ui.findings.columns import Columns
from omi_ui.findings.deciding import Deciding
from omi_ui.findings.desk import Desk, first_words
from omi_ui.findings.head import FindingsHead
from omi_ui.findings.item import FindingItem
from omi_ui.findings.outline import entries
from omi_ui.findings.steps import Step, all_taken, rearranged, together_taken

TYPING_PAUSE = 500
"""Milliseconds after the last key at which a finding is saved."""


class FindingsView(QWidget):
    """Shows the findings and keeps what is written; says so only when the file said so."""

    saved = Signal(object)
    writing = Signal()
    refused = Signal(object)
    said = Signal(str, object)
    """What happened, and a callable that undoes it, or None."""
    case_wanted = Signal(str, str)
    """The id of a case that is wanted, and the question it is wanted at."""

    def __init__(self, inspection: Inspection, by: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._inspection = inspection
        self._by = by
        self._desk: Desk | None = None
        self._criterion = ""
        self._current = ""
        self._unsaved: set[str] = set()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.head = FindingsHead()
        column.addWidget(self.head)
        self._columns = Columns(inspection.instrument)
        column.addWidget(self._columns, 1)
        self.outline = self._columns.outline
        self.page = self._columns.page
        self.side = self._columns.side
        self.evidence = self.side.evidence
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(TYPING_PAUSE)
        self._pause.timeout.connect(self._on_pause)
        self.deciding = Deciding(self)
        self._connect_parts()
        for act in Act:
            if act is not Act.BELOW:  # Enter belongs to the field itself
                self._add_shortcut(act.keys, partial(self._on_keys, act))
        self._add_shortcut("Ctrl+PgDown", partial(self._turn, 1))
        self._add_shortcut("Ctrl+PgUp", partial(self._turn, -1))

    @property
    def criterion(self) -> str:
        """Return the id of the criterion that is open."""
        return self._criterion

    @property
    def desk(self) -> Desk | None:
        """Return the findings as they stand; None until they were first shown."""
        return self._desk

    def show_now(self, criterion: str = "") -> None:
        """Read cases and findings anew and show a criterion, else the one that was open."""
        self.save()
        try:
            desk = self._desk = Desk(self._inspection, self._by)
        except OmiError as error:
            self.refused.emit(error)
            return
        self.open_criterion(criterion or self._criterion or desk.pages[0].id)

    def open_criterion(self, criterion: str) -> None:
        """Open the page of a criterion."""
        self.save()
        if self._desk is None:
            return
        self._leave_wordless()
        self._criterion, self._current = criterion, ""
        self._show_page()
        self.close_panel()
        self.evidence.show_criterion(self._desk, criterion)
        self.page.focus_first()

    def save(self) -> None:
        """Bring every word to disk; a finding whose words are all gone is removed."""
        self._pause.stop()
        keys, self._unsaved = self._unsaved, set()
        self._save(keys)

    def close_panel(self) -> None:
        """Go back from a panel to the evidence, and to the text."""
        if self.side.is_evidence:
            return
        self.side.show_evidence()
        self._fold()
        if self._current in self.page.items:
            self.page.items[self._current].editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def do(self, key: str, act: Act) -> None:
        """Do with a finding what its menu or its keys ask for."""
        item = self.page.items.get(key)
        if item is None or self._desk is None:
            return
        self._current = key
        if act is Act.FIGURE:
            self.side.ask_figure(self._desk, self._criterion)
            self._fold()
        elif act is Act.REFERENCE:
            self.save()
            self.side.ask_reference(self._desk, key)
            self._fold()
        elif act is Act.CASES:
            self._show_cases(item)
        elif act is Act.WORDS:
            item.editor.unfold(self._desk.words_of)
            self.save()
        elif act in (Act.ACCEPT, Act.ACCEPT_ONE):
            item.editor.accept(only_at_caret=act is Act.ACCEPT_ONE)
            self.save()
        elif act is Act.BELOW:
            self._add(item.kind, after=key)
        else:
            self._rearrange(key, act)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close a panel on Escape."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_panel()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold the panel away where there is no room for it."""
        super().resizeEvent(event)
        self._fold()

    def _connect_parts(self) -> None:
        self.outline.wanted.connect(self.open_criterion)
        self.head.accept_wanted.connect(self._on_accept_all)
        self.head.act_wanted.connect(self._on_keys)
        self.head.evidence_toggled.connect(self._fold)
        self.page.typed.connect(self._on_typed)
        self.page.left.connect(self._on_left)
        self.page.entered.connect(self._on_entered)
        self.page.caret_moved.connect(self._on_caret_moved)
        self.page.asked.connect(self.do)
        self.page.proposals_wanted.connect(self._on_take)
        self.page.finding_wanted.connect(self._add)
        self.page.concluded.connect(self._on_concluded)
        self.page.line_wanted.connect(partial(self._on_concluded, None))
        self.deciding.saved.connect(self.saved)
        self.deciding.refused.connect(self.refused)
        self.deciding.said.connect(self.said)
        self.deciding.concluded.connect(self._on_conclusion_kept)
        self.deciding.used.connect(self._on_used)
        self.evidence.opened.connect(self._on_take_together)
        self.evidence.case_wanted.connect(self._on_case_wanted)
        self.evidence.practice_wanted.connect(self._on_practice_wanted)
        self.evidence.quotation_wanted.connect(self._on_quotation_wanted)
        self.side.chosen.connect(self._on_chosen)
        self.side.closed.connect(self.close_panel)

    def _add_shortcut(self, keys: str, slot: Callable[[], None]) -> None:
        shortcut = QShortcut(QKeySequence(keys), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(slot)

    def _show_page(self) -> None:
        if self._desk is not None:
            self.page.show_page(self._desk, self._criterion)
            self._refresh_outline()

    def _refresh_outline(self) -> None:
        desk = self._desk
        if desk is None:
            return
        shown = entries(desk)
        self.outline.show_entries(shown, self._criterion)
        own = [entry for entry in shown if entry.criterion]
        self.head.show_counts(
            settled=sum(entry.settled in (Settled.SETTLED, Settled.CHANGED) for entry in own),
            proposed=sum(entry.settled is Settled.PROPOSED for entry in own),
            criteria=len(own),
            changed=sum(entry.changed for entry in own),
        )

    def _on_pause(self) -> None:
        """Save what has words; who has just deleted all of them may be about to write new ones."""
        worded = {key for key in self._unsaved if self.page.has_words(key)}
        self._unsaved -= worded
        self._save(worded)

    def _save(self, keys: set[str]) -> None:
        desk = self._desk
        if desk is None or not keys:
            return
        before = after = desk.findings
        for key in keys & set(self.page.items):
            after = settling.rewritten(after, key, *self.page.items[key].editor.written())
        if not self._write(after):
            # Still on the screen and nowhere else: to be tried again at the next chance.
            self._unsaved |= keys
            return
        self.page.refresh(desk)
        left = {finding.key for finding in settling.written(desk.findings)}
        for finding in settling.written(before):
            if finding.key not in left:
                words = f"Removed “{first_words(finding, desk.figures)}”, which had no words left."
                back = partial(self._take_back, desk, before, desk.findings, finding.key)
                self.said.emit(words, back)

    def _write(self, after: settling.Findings) -> bool:
        if self._desk is None:
            return False
        try:
            saved = self._desk.write(after)
        except OmiError as error:
            self.refused.emit(error)
            return False
        self.saved.emit(saved)
        self._refresh_outline()
        return True

    def _take_step(self, step: Step) -> None:
        """Write a step, show it, and offer to take it back."""
        desk = self._desk
        if desk is None:
            return
        before = desk.findings
        if step.after == before or not self._write(step.after):
            return
        self._show_page()
        self.page.focus_item(step.focus)
        made = desk.findings
        self.said.emit(step.words, partial(self._take_back, desk, before, made, step.focus))

    def _take_back(
        self, desk: Desk, before: settling.Findings, made: settling.Findings, focus: str
    ) -> None:
        self.save()
        # Only while the same reading is on the desk: the bar outlives the screen.
        if self._desk is desk and self._write(settling.taken_back(desk.findings, before, made)):
            self._show_page()
            self.page.focus_item(focus)

    def _on_keys(self, act: Act) -> None:
        if self._current:
            self.do(self._current, act)

    def _rearrange(self, key: str, act: Act) -> None:
        self.save()
        if self._desk is not None:
            self._take_step(rearranged(self._desk, list(self.page.items), key, act))

    def _add(self, kind: FindingKind, after: str = "") -> None:
        self.save()
        if self._desk is None:
            return
        self._leave_wordless()
        fresh = self._desk.new_finding(self._criterion, kind)
        if self._write(settling.added(self._desk.findings, fresh, after)):
            self._show_page()
            self.page.focus_item(fresh.key)

    def _on_take(self) -> None:
        if self._desk is None:
            return
        self._take_step(all_taken(self._desk, self._criterion))
        self.page.focus_first()

    def _on_take_together(self, questions: tuple[str, ...]) -> None:
        self.save()
        step = together_taken(self._desk, self._criterion, questions) if self._desk else None
        if step is not None:
            self._take_step(step)
        else:
            self.said.emit(f"The answers to {listed(questions)} propose nothing.", None)

    def _on_accept_all(self) -> None:
        self.save()
        if self._desk is not None:
            after = settling.accepting(self._desk.findings, self._desk.figures)
            self._take_step(Step(after, "Accepted every figure as it is now.", self._current))

    def _on_concluded(self, own: Conclusion | None) -> None:
        self.save()
        if self._desk is not None:
            self.deciding.conclude(self._desk, self._criterion, own)

    def _on_conclusion_kept(self, criterion: str) -> None:
        self.save()
        self.page.forget_draft(criterion)
        if self._desk is not None and self._criterion == criterion:
            # The step may be taken back after the cases were read anew.
            self._desk.read_decisions()
            self._show_page()
            self.page.focus_conclusion()

    def _on_used(self) -> None:
        if self._desk is not None:
            self._desk.read_decisions()
            self.evidence.show_marks()

    def _on_practice_wanted(self, mark: Mark) -> None:
        if self._desk is not None:
            self.deciding.use(self._desk, mark)

    def _on_quotation_wanted(self, mark: Mark) -> None:
        item = self.page.items.get(self._current)
        if self._desk is None or item is None:
            words = "Put the caret into a finding first: the quotation goes where it stands."
            self.said.emit(words, None)
            return
        item.editor.insert_words(self._desk.quotation(mark))
        self.save()
        item.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_chosen(self, piece: Figure | Reference) -> None:
        if self._current in self.page.items:
            self.page.items[self._current].editor.insert_piece(piece)
        self.close_panel()

    def _on_typed(self, key: str) -> None:
        self._unsaved.add(key)
        self.writing.emit()
        self._pause.start()

    def _on_left(self, key: str) -> None:
        if key in self.page.items:
            self.save()

    def _on_entered(self, key: str) -> None:
        self._current = key
        self._show_evidence(key)

    def _on_caret_moved(self, key: str) -> None:
        if key == self._current:
            self._show_evidence(key)

    def _show_evidence(self, key: str) -> None:
        item = self.page.items.get(key)
        piece = item.editor.caret_piece() if item else None
        if isinstance(piece, Figure):
            self.evidence.show_figure(piece)

    def _show_cases(self, item: FindingItem) -> None:
        piece = item.editor.caret_piece()
        if isinstance(piece, Figure) and piece.form is not Form.SCORE:
            self.evidence.show_figure(piece)
            self.side.show_evidence()
            self.head.evidence_button.setChecked(True)
            self._fold()
            self.evidence.show_cases()

    def _on_case_wanted(self, case: str, question: str) -> None:
        self.save()
        self.case_wanted.emit(case, question)

    def _leave_wordless(self) -> None:
        """Forget findings that were begun and never given a word; the file never had them."""
        if self._desk is not None:
            kept = settling.written(self._desk.findings)
            if kept != self._desk.findings:
                self._write(settling.arranged(kept))

    def _turn(self, by: int) -> None:
        if self._desk is not None:
            beside = self._desk.beside(self._criterion, by)
            if beside:
                self.open_criterion(beside)

    def _fold(self) -> None:
        em = self.fontMetrics().height() / 15
        is_asked = not self.side.is_evidence or self.head.evidence_button.isChecked()
        self._columns.fold(self.width(), side_asked=is_asked)
        self.head.evidence_button.setVisible(not self._columns.is_wide(self.width()))
        self.head.show_in_two_lines(two_lines=self.width() <= 860 * em)
