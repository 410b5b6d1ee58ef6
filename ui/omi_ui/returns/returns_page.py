"""What came back: files, their passphrase, what merging them would do, and merging."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from omi_desktop.store.merge_records import Keep
from omi_ui.returns.reading import (
    FILE_NUMBERS,
    FILE_TITLES,
    CameBack,
    Comparison,
    file_row,
    file_words,
    plan_words,
)
from omi_ui.widgets.empty import EmptyPlace
from omi_ui.widgets.labels import button, label, named
from omi_ui.widgets.rows_table import RowsTable
from omi_ui.widgets.still_combo import StillCombo

_EMPTY = (
    "Drop the workbooks and .omi files that the assessors sent, or their folder, anywhere onto the "
    "window, or choose them. "
    "They are only read; what a merge would do is shown before anything is written."
)
_RULES = (
    ("What differs is settled one by one", None),
    ("What differs: keep the assessor’s", Keep.ASSESSOR),
    ("What differs: keep ours", Keep.OURS),
)
_HIGH = 8


class ReturnsPage(QStackedWidget):
    """A table of files, what is to be said of the chosen one, and the next thing to do."""

    files_wanted = Signal()
    forgetting_wanted = Signal()
    reading_wanted = Signal(str)
    merge_wanted = Signal(object)
    """The rule by which what differs is settled at once, or None."""

    def __init__(self) -> None:
        super().__init__()
        self._known = Comparison(())
        self.choose_button = button("Choose files…", self.files_wanted.emit, "primary")
        self.addWidget(EmptyPlace("Nothing here yet", _EMPTY, self.choose_button))
        body = QWidget()
        body.setObjectName("surface")
        self.addWidget(body)
        column = QVBoxLayout(body)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        line = QHBoxLayout()
        line.setSpacing(8)
        column.addLayout(line)
        self.more_button = button("Choose more files…", self.files_wanted.emit)
        line.addWidget(self.more_button)
        self.forget_button = button("Put these files away", self.forgetting_wanted.emit, "quiet")
        line.addWidget(self.forget_button)
        line.addStretch(1)
        self.files = RowsTable("The files that came back")
        self.files.row_chosen.connect(self._on_row)
        column.addWidget(self.files)
        self._name = label("", "strong", wraps=True)
        column.addWidget(self._name)
        self.look = QPlainTextEdit()
        self.look.setReadOnly(True)
        # A file that is dropped is for the screen.
        self.look.setAcceptDrops(False)
        self.look.setTabChangesFocus(True)
        self.look.setMinimumHeight(60)
        named(self.look, "What to look at in the chosen file")
        column.addWidget(self.look, 1)
        self._asking = self._build_asking()
        column.addWidget(self._asking)
        self._merging = self._build_merging()
        column.addWidget(self._merging)

    @property
    def words(self) -> str:
        """Return what merging would do, in words."""
        return "" if self._merging.isHidden() else self._plan.text()

    @property
    def asks(self) -> bool:
        """Tell whether a passphrase is asked for."""
        return not self._asking.isHidden()

    def show_files(self, known: Comparison) -> None:
        """Show the files, and what can be done with them next."""
        self._known = known
        self.setCurrentIndex(1 if known.files else 0)
        self.files.show_rows(
            FILE_TITLES, [file_row(one) for one in known.files], stretched=0, numbers=FILE_NUMBERS
        )
        self.files.be_high(_HIGH)
        self.passphrase.clear()
        self._asking.setVisible(known.wants_reading)
        self._plan.setText(plan_words(known))
        self._merging.setVisible(known.revision >= 0)
        self.rule.setVisible(known.differ > 0)
        self.rule.setCurrentIndex(0)
        self.merge_button.setEnabled(bool(known.ready))
        if self.files.row < 0 and known.files:
            self.files.choose(0)
        else:
            self._on_row(self.files.row)

    def focus(self) -> None:
        """Take the keyboard where something can be done next."""
        place: QWidget = self.choose_button
        if self._known.files:
            place = self.files
            if self._known.ready:
                place = self.merge_button
            elif self._known.wants_reading:
                place = self.passphrase
        place.setFocus(Qt.FocusReason.OtherFocusReason)

    def _build_asking(self) -> QWidget:
        made = QWidget()
        line = QHBoxLayout(made)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        words = label("Passphrase of the files that are not read yet")
        line.addWidget(words)
        self.passphrase = QLineEdit()
        self.passphrase.setEchoMode(QLineEdit.EchoMode.Password)
        named(self.passphrase, "Passphrase of the files that are not read yet")
        words.setBuddy(self.passphrase)
        self.passphrase.setAcceptDrops(False)
        self.passphrase.returnPressed.connect(self._on_read)
        line.addWidget(self.passphrase, 1)
        self.read_button = button("Read and compare", self._on_read, "primary")
        line.addWidget(self.read_button)
        return made

    def _build_merging(self) -> QWidget:
        made = QWidget()
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self._plan = label("", wraps=True)
        column.addWidget(self._plan)
        line = QHBoxLayout()
        line.setSpacing(8)
        column.addLayout(line)
        self.rule = StillCombo()
        named(self.rule, "What becomes of what differs")
        for words, keep in _RULES:
            self.rule.addItem(words, keep)
        line.addWidget(self.rule)
        self.merge_button = button("Merge", self._on_merge, "primary")
        line.addWidget(self.merge_button)
        line.addStretch(1)
        return made

    def _chosen(self) -> CameBack | None:
        row = self.files.row
        return self._known.files[row] if 0 <= row < len(self._known.files) else None

    def _on_row(self, _row: int) -> None:
        one = self._chosen()
        self._name.setText(one.path.name if one else "")
        self.look.setPlainText(file_words(one) if one else "")

    def _on_read(self) -> None:
        self.reading_wanted.emit(self.passphrase.text())

    def _on_merge(self) -> None:
        # By its place: Qt hands an enumeration of words back as a plain word.
        self.merge_wanted.emit(_RULES[self.rule.currentIndex()][1])
