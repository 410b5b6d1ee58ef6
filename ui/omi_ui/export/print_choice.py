"""Which pages are printed: all of them, one part, or those that are typed."""

from __future__ import annotations

from PySide6.QtWidgets import QButtonGroup, QComboBox, QLineEdit, QRadioButton, QVBoxLayout, QWidget

from omi_desktop.errors import RequestError
from omi_ui.export.page_ranges import PrintedPart, page_numbers
from omi_ui.widgets.labels import label

_INSIDE = "\u2003"
"""The space before a part that stands inside another."""


class PrintChoice(QWidget):
    """Radio buttons; the part follows the page in sight until somebody chooses another."""

    def __init__(self) -> None:
        super().__init__()
        self._parts: tuple[PrintedPart, ...] = ()
        self._pages = 0
        self._choices = QButtonGroup(self)
        self.all_pages = self._radio("All pages")
        self.one_part = self._radio("This part only")
        self.some_pages = self._radio("These pages")
        self.all_pages.setChecked(True)
        self.part = QComboBox()
        self.part.setAccessibleName("Part to print")
        # The longest title would widen the column.
        self.part.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.part.setMinimumContentsLength(12)
        self.part.activated.connect(self._on_part_chosen)
        self.typed = QLineEdit()
        self.typed.setPlaceholderText("1-3, 7")
        self.typed.setAccessibleName("Pages to print")
        self.typed.setAccessibleDescription("Numbers and ranges, as in 1-3, 7")
        self.typed.textEdited.connect(self._on_typed)
        self._fault = label("", "problem", wraps=True)
        self._fault.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for widget in (
            self.all_pages,
            self.one_part,
            self.part,
            self.some_pages,
            self.typed,
            self._fault,
        ):
            column.addWidget(widget)
        self.show_pages((), 0)

    @property
    def fault(self) -> str:
        """Return what is wrong with what was typed, or ""."""
        return "" if self._fault.isHidden() else self._fault.text()

    def show_pages(self, parts: tuple[PrintedPart, ...], pages: int) -> None:
        """Offer the parts of a document of so many pages; keep the part that was chosen."""
        before = self._chosen()
        self._parts, self._pages = parts, pages
        self.part.clear()
        for part in parts:
            self.part.addItem(f"{_INSIDE * part.level}{part.title}")
        titles = [part.title for part in parts]
        if before is not None and before.title in titles:
            self.part.setCurrentIndex(titles.index(before.title))
        elif self.one_part.isChecked():
            self.all_pages.setChecked(True)
        for control in (self.one_part, self.part, self.some_pages, self.typed):
            control.setEnabled(bool(pages))

    def follow(self, page: int) -> None:
        """Take the innermost part that the page with this index belongs to."""
        if self.one_part.isChecked():
            return
        places = [
            place for place, part in enumerate(self._parts) if part.first <= page + 1 <= part.last
        ]
        if places:
            self.part.setCurrentIndex(max(places, key=self._depth))

    def numbers(self) -> tuple[int, ...]:
        """Return the pages to print; raise RequestError where they are typed wrongly."""
        part = self._chosen()
        if self.one_part.isChecked() and part is not None:
            return tuple(range(part.first, part.last + 1))
        if self.some_pages.isChecked():
            return page_numbers(self.typed.text(), self._pages)
        return tuple(range(1, self._pages + 1))

    def check(self) -> bool:
        """Tell whether the pages can be printed; if not, say why beside the field."""
        try:
            self.numbers()
        except RequestError as error:
            self._fault.setText(str(error))
            self._fault.show()
            self.typed.setFocus()
            return False
        self._fault.hide()
        return True

    def _radio(self, words: str) -> QRadioButton:
        made = QRadioButton(words)
        self._choices.addButton(made)
        return made

    def _chosen(self) -> PrintedPart | None:
        place = self.part.currentIndex()
        return self._parts[place] if 0 <= place < len(self._parts) else None

    def _depth(self, place: int) -> tuple[int, int]:
        part = self._parts[place]
        # Of several that share a page, the first: it fills the top.
        return part.level, -place

    def _on_part_chosen(self) -> None:
        self.one_part.setChecked(True)

    def _on_typed(self) -> None:
        self.some_pages.setChecked(True)
        self._fault.hide()
