"""The findings of an inspection: criteria, the page that is written, evidence beside it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from omi_desktop.errors import OmiError
from omi_desktop.report import settling
from omi_desktop.report.live import Figure, Reference
from omi_desktop.report.settling import Settled
from omi_desktop.report.wording import counted
from omi_desktop.store import FindingKind, Inspection
from omi_ui.findings.acts import Act
from omi_ui.findings.desk import Desk, first_words
from omi_ui.findings.head import FindingsHead
from omi_ui.findings.outline import criteria_outline, entries
from omi_ui.findings.page import CriterionView
from omi_ui.findings.side import Side

TYPING_PAUSE = 500
"""Milliseconds after the last key at which a finding is saved."""

_SIDE_FROM = 1080
"""Below this width, at normal text size, the panel beside the text folds away."""


class FindingsView(QWidget):
    """Shows the findings and keeps what is written; says so only when the file said so."""

    saved = Signal(object)
    writing = Signal()
    refused = Signal(object)
    said = Signal(str, object)
    """What happened, and a callable that undoes it, or None."""

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
        middle = QHBoxLayout()
        middle.setSpacing(0)
        column.addLayout(middle, 1)
        self._outline_frame = QFrame()
        self._outline_frame.setObjectName("outlineside")
        inside = QVBoxLayout(self._outline_frame)
        inside.setContentsMargins(0, 8, 1, 8)
        self.outline = criteria_outline()
        self.outline.wanted.connect(self.open_criterion)
        inside.addWidget(self.outline)
        middle.addWidget(self._outline_frame)
        self.page = CriterionView()
        middle.addWidget(self.page, 1)
        self.side = Side(inspection.instrument)
        self.evidence = self.side.evidence
        middle.addWidget(self.side)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(TYPING_PAUSE)
        self._pause.timeout.connect(self._on_pause)
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
        item = self.page.items.get(self._current)
        if item is not None:
            item.editor.setFocus(Qt.FocusReason.OtherFocusReason)

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
        self.evidence.opened.connect(self._on_take_one)
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
        worded = {key for key in self._unsaved if self._has_words(key)}
        self._unsaved -= worded
        self._save(worded)

    def _has_words(self, key: str) -> bool:
        item = self.page.items.get(key)
        return item is not None and bool(item.editor.written()[0].strip())

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
        gone = [each for each in settling.written(before) if not self._is_kept(each.key)]
        for finding in gone:
            words = f"Removed “{first_words(finding, desk.figures)}”, which had no words left."
            back = partial(self._take_back, desk, before, desk.findings, finding.key)
            self.said.emit(words, back)

    def _is_kept(self, key: str) -> bool:
        kept = settling.written(self._desk.findings) if self._desk else ()
        return any(finding.key == key for finding in kept)

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

    def _step(self, after: settling.Findings, words: str, focus: str = "") -> None:
        """Write a step, show it, and offer to take it back."""
        desk = self._desk
        if desk is None:
            return
        before = desk.findings
        if after == before or not self._write(after):
            return
        self._show_page()
        self.page.focus_item(focus)
        made = desk.findings
        self.said.emit(words, partial(self._take_back, desk, before, made, focus))

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
        desk = self._desk
        if desk is None:
            return
        findings = desk.findings
        finding = settling.found(findings, key)
        name = f"“{first_words(finding, desk.figures)}”"
        if act in (Act.UP, Act.DOWN):
            by = -1 if act is Act.UP else 1
            self._step(settling.moved(findings, key, by), f"Moved {name}.", key)
        elif act is Act.OTHER_SIDE:
            after = settling.on_the_other_side(findings, key)
            side = settling.OTHER_SIDE[finding.kind]
            self._step(after, f"{name} is now {_article(side)} {side}.", key)
        elif act is Act.MERGE:
            keys = [each.key for each in desk.listed(finding.criterion, finding.kind)]
            above = keys[max(keys.index(key) - 1, 0)]
            self._step(settling.merged(findings, key), f"Merged {name} into the one above.", above)
        else:
            keys = [each for each in self.page.items if each != key]
            at = list(self.page.items).index(key)
            beside = keys[min(at, len(keys) - 1)] if keys else ""
            self._step(settling.without(findings, key), f"Removed {name}.", beside)

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
        offered = self._desk.proposed(self._criterion)
        words = f"Took {counted(len(offered), 'proposal', 'proposals')}. They are yours to change."
        self._step(self._desk.taken(self._criterion, offered), words)
        self.page.focus_first()

    def _on_take_one(self, question: str) -> None:
        self.save()
        desk = self._desk
        offered = desk.proposed(self._criterion) if desk else ()
        found = [proposal for proposal in offered if proposal.question == question]
        if desk is None or not found:
            self.said.emit(f"The answers to {question} propose nothing.", None)
            return
        after = desk.taken(self._criterion, found)
        words = f"Took what {question} proposes, as the last {found[0].kind}."
        known = {finding.key for finding in desk.findings}
        fresh = next(finding.key for finding in after if finding.key not in known)
        self._step(after, words, fresh)

    def _on_accept_all(self) -> None:
        self.save()
        if self._desk is not None:
            after = settling.accepting(self._desk.findings, self._desk.figures)
            self._step(after, "Accepted every figure as it is now.", self._current)

    def _on_chosen(self, piece: Figure | Reference) -> None:
        item = self.page.items.get(self._current)
        if item is not None:
            item.editor.insert_piece(piece)
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
        if isinstance(piece, Figure) and piece.of[0] != self.evidence.question:
            self.evidence.show_question(piece.of[0])

    def _leave_wordless(self) -> None:
        """Forget findings that were begun and never given a word; the file never had them."""
        if self._desk is not None:
            kept = settling.written(self._desk.findings)
            if kept != self._desk.findings:
                self._write(settling.arranged(kept))

    def _turn(self, by: int) -> None:
        if self._desk is not None:
            ids = [page.id for page in self._desk.pages]
            to = ids.index(self._criterion) + by
            if 0 <= to < len(ids):
                self.open_criterion(ids[to])

    def _fold(self) -> None:
        em = self.fontMetrics().height() / 15
        wide = self.width() >= _SIDE_FROM * em
        is_asked = not self.side.is_evidence or self.head.evidence_button.isChecked()
        self._outline_frame.setFixedWidth(min(int(248 * em), int(self.width() * 0.27)))
        self.side.setFixedWidth(min(int(356 * em), int(self.width() * 0.45)))
        self.head.evidence_button.setVisible(not wide)
        self.side.setVisible(wide or is_asked)
        # Text and what is beside it come first where three columns do not fit.
        self._outline_frame.setVisible(wide or not is_asked)
        self.head.show_in_two_lines(two_lines=self.width() <= 860 * em)


def _article(kind: FindingKind) -> str:
    return "an" if kind is FindingKind.IMPROVEMENT else "a"
