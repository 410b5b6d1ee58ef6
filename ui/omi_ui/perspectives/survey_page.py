"""A survey as it is entered: sent, returned, and each item with its own base."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from omi_desktop.errors import OmiError
from omi_desktop.instrument.model import Survey
from omi_desktop.report import wording
from omi_desktop.report.surveys import Settled, TypedSurvey, count_typed, settle
from omi_desktop.store import SurveyResult, SurveyReturn
from omi_desktop.store.interviewing import STAFF
from omi_ui import theme
from omi_ui.perspectives.count_field import CountField
from omi_ui.perspectives.item_row import ItemRow
from omi_ui.perspectives.places import title_of
from omi_ui.widgets.labels import button, label
from omi_ui.widgets.paragraphs import Paragraphs
from omi_ui.widgets.sentence import Sentence

_STAFF = (
    "Every offender manager is asked once, however many of their cases are in the sample. The "
    "report prints the results with the criteria that they speak to: {}."
)


class SurveyPage(QWidget):
    """The numbers of one survey; what cannot be true is said beside it and not kept."""

    typed = Signal()
    left = Signal()
    count_wanted = Signal()
    """The interviews recorded with the cases are to be counted, in place of what was typed."""

    def __init__(
        self,
        survey: Survey,
        returned: SurveyReturn | None,
        results: Sequence[SurveyResult],
        interviews: int = 0,
        is_counted: bool = False,
    ) -> None:
        super().__init__()
        self.survey = survey
        self.is_staff = survey.id == STAFF
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(label(title_of(survey), "title", wraps=True))
        column.addWidget(label(f"{survey.respondents}.", "muted", wraps=True))
        if self.is_staff:
            own = dict.fromkeys(item.reported_in for item in survey.items if item.reported_in)
            column.addWidget(label(_STAFF.format(wording.listed(own)), "muted", wraps=True))
            self._add_interviews(column, interviews, is_counted=is_counted)
        column.addSpacing(4)
        column.addLayout(self._build_counts(returned))
        self.sentence = Sentence()
        column.addWidget(self.sentence)
        self.remark = Paragraphs(returned.remark if returned else "")
        self.remark.setAccessibleName("Remark on the questionnaires that came back")
        self.remark.setPlaceholderText("A remark, printed after these numbers")
        self.remark.setVisible(not self.is_staff)
        column.addWidget(self.remark)
        column.addSpacing(10)
        column.addLayout(self._build_items(results))
        self._small = label(
            "No percentage is given where fewer than "
            f"{wording.in_words(wording.SMALL_BASE)} people answered.",
            "small",
            wraps=True,
        )
        column.addWidget(self._small)
        self._connect_fields()
        self._show_results()

    @property
    def interviews_told(self) -> str:
        """Return what is said of the interviews recorded with the cases, or ""."""
        return self._interviews.text() if self.is_staff else ""

    def _add_interviews(self, column: QVBoxLayout, interviews: int, *, is_counted: bool) -> None:
        """Say whether these numbers are counted from the cases, and offer it where they are not."""
        told = wording.counted(interviews, "interview", "interviews")
        are = "is" if interviews == 1 else "are"
        words = f"{told} {are} recorded with the cases. "
        words += "They are counted here; a number that is typed takes the place of counting."
        if not is_counted:
            words = f"{told} {are} recorded with the cases. These numbers were "
            words += "typed, and stand."
        self._interviews = label(words if interviews else "", "muted", wraps=True)
        self._interviews.setVisible(bool(interviews))
        column.addWidget(self._interviews)
        self.count = button("Count the interviews instead", self.count_wanted.emit)
        self.count.setVisible(bool(interviews) and not is_counted)
        column.addWidget(self.count, 0, Qt.AlignmentFlag.AlignLeft)

    def focus(self) -> None:
        """Take the keyboard, at the first number."""
        self.sent.setFocus(Qt.FocusReason.OtherFocusReason)

    def fields(self) -> TypedSurvey:
        """Return what stands in the fields."""
        sent = self.sent.text()
        return TypedSurvey(
            sent=sent,
            returned=sent if self.is_staff else self.returned.text(),
            remark=self.remark.toPlainText(),
            items=tuple(row.typed() for row in self.rows),
        )

    def settle(self, returned: SurveyReturn | None, results: Sequence[SurveyResult]) -> Settled:
        """Return what can be kept, and say beside the fields what cannot, and why."""
        settled = settle(self.survey, self.fields(), returned, results)
        refused, wanting = dict(settled.refused), dict(settled.wanting)
        for place, sentence in (("", self.sentence), *((r.item, r.sentence) for r in self.rows)):
            if place in refused:
                sentence.say(refused[place])
            else:
                sentence.say(wanting.get(place, ""), is_problem=False)
        for row in self.rows:
            if row.item in refused:
                row.show_nothing()
        return settled

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out the results in words where the items have no room beside them."""
        super().resizeEvent(event)
        em = theme.measure().height() / 15
        for row in self.rows:
            row.part.setVisible(self.width() >= 560 * em)

    def _build_counts(self, returned: SurveyReturn | None) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(8)
        name = "Interviewed" if self.is_staff else "Sent"
        self.sent = CountField(name, returned.sent if returned else None)
        if self.is_staff and returned:
            self.sent.setText(str(returned.returned))
        self.returned = CountField("Returned", returned.returned if returned else None)
        self.returned.setVisible(not self.is_staff)
        for words, field in ((name, self.sent), ("Returned", self.returned)):
            if field is self.sent or not self.is_staff:
                beside = label(words)
                beside.setBuddy(field)
                line.addWidget(beside)
            line.addWidget(field)
            line.addSpacing(8)
        self._share = label("", "muted")
        line.addWidget(self._share)
        line.addStretch(1)
        return line

    def _build_items(self, results: Sequence[SurveyResult]) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 1)
        heads = ("", "Item", "Answered", "Above the line", "Per cent", "")
        for at, words in enumerate(heads):
            is_right = (
                Qt.AlignmentFlag.AlignRight if at in (2, 3, 4) else Qt.AlignmentFlag.AlignLeft
            )
            grid.addWidget(_head(words), 0, at, is_right | Qt.AlignmentFlag.AlignBottom)
        found = {result.item: result for result in results if result.survey == self.survey.id}
        self.rows = [
            ItemRow(number, item, found.get(item.id), grid)
            for number, item in enumerate(self.survey.items, 1)
        ]
        return grid

    def _connect_fields(self) -> None:
        fields = [self.sent, self.returned]
        fields += [field for row in self.rows for field in (row.answered, row.above)]
        for field in fields:
            field.textEdited.connect(self._on_typed)
            field.left.connect(self.left)
        self.remark.textChanged.connect(self._on_typed)
        self.remark.left.connect(self.left)

    def _show_results(self) -> None:
        for row in self.rows:
            row.show_result()
        self._small.setVisible(
            any(row.percentage.text() == wording.NO_PERCENTAGE for row in self.rows)
        )
        self._share.setText("" if self.is_staff else self._part_returned())

    def _part_returned(self) -> str:
        typed = self.fields()
        try:
            sent, returned = count_typed(typed.sent, ""), count_typed(typed.returned, "")
        except OmiError:
            # What is wrong is said below the fields once the writer pauses.
            return ""
        if not sent or returned is None or returned > sent:
            return ""
        return f"{wording.share(returned, sent)} came back"

    def _on_typed(self) -> None:
        self._show_results()
        self.typed.emit()


def _head(words: str) -> QLabel:
    made = label(words.replace(" the ", " the\n"), "small")
    made.setAlignment(Qt.AlignmentFlag.AlignRight if "\n" in made.text() else made.alignment())
    return made
