"""The screens of an open inspection: made when they are wanted, shown, and left on disk."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from omi_desktop.errors import OmiError
from omi_desktop.store import Case, CaseStatus, Inspection, PersonKind, Role, Saved, new_key
from omi_ui.cases.rows import CaseRow, case_rows, named_rows
from omi_ui.cases.view import CasesView
from omi_ui.workspace_frame import WorkspaceFrame
from omi_ui.written_screens import written_view

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtGui import QDragEnterEvent, QDropEvent

    from omi_ui.case.sitting import Sitting
    from omi_ui.case.view import CaseView
    from omi_ui.export.view import ExportView
    from omi_ui.scores.screen import ScoresScreen
    from omi_ui.spelling.watch import SpellingWatch
    from omi_ui.start.recent import RecentFile
    from omi_ui.tasks import TaskRunner
    from omi_ui.written_screens import WrittenView


class Workspace(WorkspaceFrame):
    """The screens of one open file; closing it brings every note to disk first.

    `settings` is the folder that remembers how somebody works, None to remember nothing.
    """

    counted = Signal()
    """It is counted how far the cases are, for the first time."""
    switched = Signal(bool)
    """The file asks the Risk of Harm thread alone from now on, or everything again."""

    def __init__(
        self,
        inspection: Inspection,
        runner: TaskRunner,
        settings: Path | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(inspection, parent)
        self._settings = settings
        self._runner = runner
        self._rows: tuple[CaseRow, ...] = ()
        self._shown = ""
        self._refused: OmiError | None = None
        is_lead = inspection.details.role is Role.LEAD
        # What comes back can be dropped whatever screen is shown.
        self.setAcceptDrops(is_lead)
        self.cases = CasesView(saved_filters=settings and settings / "filters.json")
        self.cases.use(inspection)
        self.cases.opened.connect(self.open_case)
        self.cases.opened_at.connect(self.open_case)
        self.cases.added.connect(self._on_added)
        self.cases.form_wanted.connect(self._on_form_wanted)
        self.cases.refused.connect(self.problems.show_error)
        self._stack.addWidget(self.cases)
        self._case: CaseView | None = None
        self._scores: ScoresScreen | None = None
        self._back_to = ""
        self._written: dict[str, WrittenView] = {}
        self._export: ExportView | None = None
        self.spelling: SpellingWatch | None = None
        self.strip.show_saved(inspection.saved())
        self.show_screen("cases")
        self._counting = QTimer(self)
        self._counting.setSingleShot(True)
        self._counting.timeout.connect(self._on_count)
        self._counting.start(0)
        if not is_lead:
            self._tell_comments()

    @property
    def case(self) -> CaseView | None:
        """Return the workspace of the case that was opened last."""
        return self._case

    @property
    def place(self) -> tuple[str, str, str]:
        """Return the screen that is shown, and where it is a case, the case and its question."""
        case = self._case
        if case is None or self._stack.currentWidget() is not case:
            return self._shown, "", ""
        return self._shown, case.sitting.case.id, case.page_view.last_current

    def show_place(self, place: tuple[str, str, str]) -> None:
        """Show what `place` of another workspace over the same file returned."""
        screen, case, question = place
        self.show_screen(screen)
        if case:
            self.open_case(case, question)

    @property
    def scores(self) -> ScoresScreen:
        """Return the scores, made when they are first wanted."""
        if self._scores is None:
            from omi_ui.scores.screen import ScoresScreen

            self._scores = ScoresScreen(self.inspection, self._runner)
            self._scores.case_wanted.connect(partial(self._on_case_wanted_by, "scores"))
            self._scores.said.connect(self.notices.say)
            self._scores.saved.connect(self.strip.show_saved)
            self._scores.annex_wanted.connect(partial(self.show_screen, "export"))
            self._scores.refused.connect(self.problems.show_error)
            if self.inspection.details.role is Role.LEAD:
                self._scores.wanted.connect(self.show_screen)
            self._stack.addWidget(self._scores)
        return self._scores

    def written(self, name: str) -> WrittenView:
        """Return a screen on which the lead inspector writes, made when it is first wanted."""
        self._watch_spelling()
        view = self._written.get(name)
        if view is None:
            view = written_view(name, self.inspection, self._runner, typist(self.inspection))
            view.saved.connect(self._on_saved)
            view.writing.connect(self.strip.show_writing)
            view.refused.connect(self._on_refused)
            view.said.connect(self.notices.say)
            comes_back = partial(self._on_case_wanted_by, name)
            opens = comes_back if hasattr(view, "come_back") else self.open_case
            for signal, slot in (("wanted", self.show_screen), ("case_wanted", opens)):
                if hasattr(view, signal):
                    getattr(view, signal).connect(slot)
            if hasattr(view, "switch_wanted"):
                view.switch_wanted.connect(self.ask_risk_of_harm_only)
            self._stack.addWidget(view)
            self._written[name] = view
        return view

    @property
    def export(self) -> ExportView:
        """Return the exports, made when they are first wanted."""
        if self._export is None:
            from omi_ui.export.view import ExportView

            self._export = ExportView(self.inspection, self._runner)
            self._export.said.connect(self.notices.say)
            self._export.refused.connect(self.problems.show_error)
            self._stack.addWidget(self._export)
        return self._export

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files that can be returns, and folders of them."""
        from omi_ui.returns.choosing import returns_in

        if returns_in(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Show the screen of returns with what was dropped."""
        from omi_ui.returns.choosing import returns_in
        from omi_ui.returns.view import ReturnsView

        found = returns_in(event.mimeData())
        if found:
            event.acceptProposedAction()
            self.show_screen("returns")
            view = self.written("returns")
            if isinstance(view, ReturnsView):
                view.take(found)

    def show_screen(self, name: str, place: str = "") -> None:
        """Show a screen of the rail by its name, at a place where it has places."""
        self._leave()
        self._back_to = ""
        self._shown = name
        # An undo offered for what is no longer in sight would surprise.
        self.notices.hide()
        self.rail.show_chosen(name)
        if name == "cases":
            # The first time, the list is painted before anything is counted.
            self._rows = (case_rows if self._rows else named_rows)(self.inspection)
            self.cases.show_rows(self._rows)
            count = len(self._rows)
            self.strip.show_beside(f"{count} {'case' if count == 1 else 'cases'}")
            self._stack.setCurrentWidget(self.cases)
        elif name == "scores":
            self._stack.setCurrentWidget(self.scores)
            self.scores.show_now(place)
        elif name == "export":
            self._stack.setCurrentWidget(self.export)
        else:
            view = self.written(name)
            self._stack.setCurrentWidget(view)
            view.show_now(*([place] if place else []))

    def open_case(self, case_id: str, question: str = "") -> CaseView:
        """Open a case, at a question if one is given, and return its workspace."""
        from omi_ui.case.sitting import Sitting

        self._back_to = ""
        sitting = Sitting(self.inspection, case_id, typist(self.inspection, case_id))
        view = self._case or self._make_case(sitting)
        self._stack.setCurrentWidget(view)
        view.show_sitting(sitting, question)
        self._shown = "cases"
        self.rail.show_chosen("cases")
        return view

    def _on_count(self) -> None:
        """Count how far the cases are, now that their list is in sight."""
        self._rows = case_rows(self.inspection)
        self.cases.show_rows(self._rows)
        self.counted.emit()

    def remembered(self) -> RecentFile:
        """Return what the list of recent files keeps of this one."""
        from omi_ui.start.recent import RecentFile

        rows = [row for row in self._rows if row.status is not CaseStatus.WITHDRAWN]
        return RecentFile(
            path=str(self.inspection.path.resolve()),
            area=self.inspection.details.area,
            role=str(self.inspection.details.role),
            answered=sum(row.answered for row in rows),
            applicable=sum(row.applicable for row in rows),
            saved_at=self.inspection.saved().at,
        )

    def ask_risk_of_harm_only(self, only: bool) -> None:
        """Have the file ask the thread alone, or everything; what is on screen is then old."""
        self._leave()
        try:
            self.inspection.ask_risk_of_harm_only(only=only, by=typist(self.inspection))
        except OmiError as error:
            self.problems.show_error(error)
            return
        self.switched.emit(only)

    def close_file_and_remember(self, recent_list: Path) -> None:
        """Bring everything to disk, close the file and note how far it is."""
        from omi_ui.start.recent import remember

        self._leave()
        self.close_documents()
        self._rows = case_rows(self.inspection)
        try:
            remember(recent_list, self.remembered())
        finally:
            self.inspection.close()

    def close_documents(self) -> None:
        """Save and let go of all work under way; the file stays open."""
        self._leave()
        self._counting.stop()
        if self._scores is not None:
            self._scores.close_documents()
        if self._export is not None:
            self._export.close_documents()
        for view in self._written.values():
            if hasattr(view, "close_documents"):
                view.close_documents()

    def _make_case(self, sitting: Sitting) -> CaseView:
        from omi_ui.case.view import CaseView

        self._watch_spelling()
        view = self._case = CaseView(sitting, self._settings and self._settings / "keys.json")
        view.saved.connect(self._on_saved)
        view.writing.connect(self.strip.show_writing)
        view.refused.connect(self._on_refused)
        view.said.connect(self.notices.say)
        view.left.connect(self._on_case_left)
        view.case_wanted.connect(self.open_case)
        self._stack.addWidget(view)
        return view

    def _watch_spelling(self) -> None:
        """Watch for fields of prose, from the first screen on that has any."""
        if self.spelling is None:
            from omi_ui.spelling.watch import SpellingWatch

            own_words = self._settings and self._settings / "my-words.txt"
            self.spelling = SpellingWatch(self, own_words)
            self.spelling.failed.connect(self.problems.show_error)

    def leave(self) -> OmiError | None:
        """Bring to disk whatever is being written; return what the file refused, if anything."""
        self._refused = None
        self._leave()
        return self._refused

    def go_on_in(self, path: Path) -> bool:
        """Save a copy of the file and go on in that; tell whether it could be written."""
        try:
            self.inspection.go_on_in(path)
        except OmiError as error:
            self.problems.show_error(error)
            return False
        self.problems.hide()
        self.strip.show_saved(self.inspection.saved())
        if self.leave() is None:
            self.notices.say(f"You go on in {path.name}. Everything is in it.")
        return True

    def _on_saved(self, saved: Saved) -> None:
        self.strip.show_saved(saved)
        self.watch.take(saved)
        if self._case is not None:
            self.strip.show_unsaved(self._case.unkept)

    def _on_refused(self, error: Exception) -> None:
        self.problems.show_error(error)
        self._refused = error if isinstance(error, OmiError) else None
        self.strip.show_saved(self.watch.saved)
        if self._case is not None:
            self.strip.show_unsaved(self._case.unkept)

    def _leave(self) -> None:
        """Bring to disk whatever is being written on any screen."""
        if self._case is not None:
            self._case.save_notes()
        for view in self._written.values():
            view.save()

    def _tell_comments(self) -> None:
        """Say how many comments of the lead inspector wait, with the way to them."""
        from omi_desktop.store.checking import to_answer
        from omi_ui.thread_words import to_answer_words

        waiting = len(to_answer(self.inspection))
        if waiting:
            show = partial(self.show_screen, "checks")
            self.notices.say(f"{to_answer_words(waiting)}.", show, "Show")

    def _on_case_left(self) -> None:
        if self._back_to:
            self._leave()
            name, self._back_to = self._back_to, ""
            view: Any = self.scores if name == "scores" else self.written(name)
            self.notices.hide()
            self.rail.show_chosen(name)
            self._stack.setCurrentWidget(view)
            view.come_back()
            return
        self.show_screen("cases")
        if self._case is not None:
            self.cases.show_case(self._case.sitting.case.id)

    def _on_case_wanted_by(self, screen: str, case_id: str, question: str) -> None:
        self.open_case(case_id, question)
        self._back_to = screen

    def _on_form_wanted(self, case_id: str) -> None:
        self.open_case(case_id).paper.begin()

    def _on_added(self, references: tuple[str, ...]) -> None:
        known = {case.ref for case in self.inspection.cases()}
        fresh = [reference for reference in references if reference not in known]
        start = len(known)
        cases = [
            Case(new_key(), reference, start + at, CaseStatus.NOT_STARTED, "", None)
            for at, reference in enumerate(fresh)
        ]
        try:
            saved: Saved = self.inspection.add_cases(cases, by=typist(self.inspection))
        except OmiError as error:
            self.problems.show_error(error)
            return
        self.strip.show_saved(saved)
        self.show_screen("cases")
        words = f"{len(fresh)} {'case was' if len(fresh) == 1 else 'cases were'} added."
        if len(fresh) < len(references):
            words += f" {len(references) - len(fresh)} stood in the list already."
        self.notices.say(words)


def typist(inspection: Inspection, case_id: str | None = None) -> str:
    """Return the id of the person at the keyboard, or "" where the file does not know.

    On the lead's copy it is the lead inspector, on an assessor's copy the assessor of the case.
    """
    if inspection.details.role is Role.ASSESSOR and case_id is not None:
        return inspection.case(case_id).assessor or ""
    leads = (p.id for p in inspection.people() if p.kind is PersonKind.LEAD_INSPECTOR)
    return next(leads, "")
