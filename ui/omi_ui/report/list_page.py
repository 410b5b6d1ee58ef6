"""A page that is a list: entries are written, added, moved, removed, and each step is undone."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, Generic

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from omi_desktop.report import listing
from omi_desktop.report.listing import P, Row, Rows
from omi_ui.keeping import TYPING_PAUSE
from omi_ui.report.acts import LIVE, ORDER, PANELS, Act
from omi_ui.report.page import Page
from omi_ui.report.written_item import WrittenItem
from omi_ui.widgets.labels import button, label

if TYPE_CHECKING:
    from omi_desktop.report.kept_list import KeptList
    from omi_desktop.report.live import Figure, Reference
    from omi_ui.report.desk import ReportDesk
    from omi_ui.report.item import ListItem

_LONGEST_NAME = 60


class ListPage(Page, Generic[P]):
    """Shows a list of records; what has no words is never kept."""

    ACTS = LIVE | ORDER
    ONE = "entry"
    EMPTY = "None yet."

    def __init__(self) -> None:
        super().__init__()
        self._items: dict[str, ListItem[P]] = {}
        self._current = ""
        self._unsaved: set[str] = set()
        self._is_growing = False
        self.verticalScrollBar().rangeChanged.connect(self._on_range)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(TYPING_PAUSE)
        self._pause.timeout.connect(self._on_pause)

    def own(self, desk: ReportDesk) -> KeptList[P]:
        """Return the list among those of the desk."""
        raise NotImplementedError

    def home(self) -> str:
        """Return which of the lists of its kind is shown."""
        return ""

    def blank(self) -> P:
        """Return an entry without words."""
        raise NotImplementedError

    def made_item(self, row: Row[P]) -> ListItem[P]:
        """Return the entry on the screen for a row."""
        raise NotImplementedError

    def said_of(self, record: P) -> str:
        """Return the first words of an entry, as they are printed."""
        raise NotImplementedError

    @property
    def items(self) -> Mapping[str, ListItem[P]]:
        """Return the entries of the page by id, in order."""
        return self._items

    @property
    def current(self) -> str:
        """Return the id of the entry that had the keyboard last."""
        return self._current

    @property
    def has_unsaved(self) -> bool:
        """Tell whether words stand on the screen that could not be brought to disk."""
        return bool(self._unsaved)

    @property
    def kept(self) -> KeptList[P]:
        """Return the list that the page is of."""
        return self.own(self.desk)

    def fill(self, column: QVBoxLayout) -> None:
        """Fill the body with the entries and the button that adds one."""
        # First forgotten: what the old fields say while they go is said to nobody.
        self._items = {}
        self.fill_head(column)
        rows = self.kept.of(self.home())
        for row in rows:
            item = self.made_item(row)
            item.finish()
            self._items[row.id] = item
            item.typed.connect(self._on_typed)
            item.left.connect(self._on_left)
            item.entered.connect(self._on_entered)
            item.asked.connect(self.do_with)
            if isinstance(item, WrittenItem):
                item.editor.caret_moved.connect(partial(self._follow, item))
            column.addSpacing(6)
            column.addWidget(item)
        if not rows:
            column.addWidget(label(self.EMPTY, "muted", wraps=True))
        foot = QHBoxLayout()
        foot.setSpacing(8)
        self.fill_foot(foot)
        foot.addStretch(1)
        column.addSpacing(6)
        column.addLayout(foot)
        self.fill_end(column)
        if self._current not in self._items:
            self._current = next(iter(self._items), "")

    def fill_head(self, column: QVBoxLayout) -> None:
        """Fill what stands above the list."""

    def fill_foot(self, line: QHBoxLayout) -> None:
        """Fill the buttons below the list."""
        adder = button(f"Add a {self.ONE}", self.add)
        line.addWidget(adder, 0, Qt.AlignmentFlag.AlignLeft)

    def fill_end(self, column: QVBoxLayout) -> None:
        """Fill what stands below the list."""

    def sign_of(self, _place: int, _count: int) -> str:
        """Return what stands before an entry."""
        return ""

    def refresh(self) -> None:
        """Show signs and chips anew, and touch no word."""
        for place, item in enumerate(self._items.values()):
            item.show_place(place + 1, self.sign_of(place, len(self._items)))
            item.refresh()

    def save(self) -> None:
        """Bring every word to disk; an entry whose words are all gone is removed."""
        self._pause.stop()
        keys, self._unsaved = self._unsaved, set()
        self._save(keys)

    def focus_first(self) -> None:
        """Give the first entry the keyboard, else the first thing that can be done."""
        if self._items:
            self._current = next(iter(self._items))
            self.focus_again()
        else:
            super().focus_first()

    def focus_again(self) -> None:
        """Give the entry that was written in the keyboard again."""
        item = self._items.get(self._current)
        if isinstance(item, WrittenItem):
            item.editor.setFocus(Qt.FocusReason.OtherFocusReason)
        elif item is not None:
            item.focus()

    def insert(self, piece: Figure | Reference) -> None:
        """Put a figure or reference where the caret was."""
        item = self._items.get(self._current)
        if isinstance(item, WrittenItem):
            item.editor.insert_piece(piece)

    def add(self) -> None:
        """Add an entry at the end and give it the keyboard."""
        self._add("")

    def do(self, act: Act) -> None:
        """Do an act with the entry that has the keyboard."""
        if self._current in self._items:
            self.do_with(self._current, act)

    def do_with(self, row_id: str, act: Act) -> None:
        """Do with an entry what its menu or its keys ask for."""
        item = self._items.get(row_id)
        if item is None:
            return
        self._current = row_id
        if act in PANELS:
            self.save()
            self.panel_wanted.emit(act)
        elif act is Act.BELOW:
            self._add(row_id)
        elif act in (Act.UP, Act.DOWN, Act.REMOVE):
            self._rearrange(row_id, act)
        elif isinstance(item, WrittenItem):
            if act is Act.WORDS:
                item.editor.unfold(self.desk.words_of)
            else:
                item.editor.accept(only_at_caret=act is Act.ACCEPT_ONE)
            self.save()

    def step(self, after: Rows[P], words: str, focus: str = "") -> None:
        """Write a step, show it, and offer to take it back."""
        kept, before = self.kept, self.kept.rows
        if after == before or not self._write(after):
            return
        self.show_place(self.desk, self.place)
        self.focus_item(focus)
        back = partial(self._take_back, self.desk, before, kept.rows, focus)
        self.said.emit(words, back)

    def focus_item(self, row_id: str) -> None:
        """Give an entry the keyboard and bring it into sight."""
        item = self._items.get(row_id)
        if item is not None:
            self._current = row_id
            item.focus()
            self.ensureWidgetVisible(item, 0, 24)

    def name_of(self, record: P) -> str:
        """Return an entry in quotation marks, by its first words."""
        words = " ".join(self.said_of(record).split())
        if len(words) > _LONGEST_NAME:
            words = f"{words[: _LONGEST_NAME - 1].rstrip()}…"
        return f"“{words}”" if words else f"the new {self.ONE}"

    def _rearrange(self, row_id: str, act: Act) -> None:
        self.save()
        if not self.kept.has(row_id):
            return
        rows, name = self.kept.rows, self.name_of(self.kept.record(row_id))
        if act is Act.REMOVE:
            ids = list(self._items)
            at = ids.index(row_id)
            others = [each for each in ids if each != row_id]
            beside = others[min(at, len(others) - 1)] if others else ""
            self.step(listing.without(rows, row_id), f"Removed {name}.", beside)
        else:
            by = -1 if act is Act.UP else 1
            self.step(listing.moved(rows, row_id, by), f"Moved {name}.", row_id)

    def _add(self, after: str) -> None:
        self.save()
        fresh = self.kept.fresh(self.blank())
        if self._write(listing.added(self.kept.rows, fresh, after)):
            self.show_place(self.desk, self.place)
            self.focus_item(fresh.id)

    def _take_back(self, desk: ReportDesk, before: Rows[P], made: Rows[P], focus: str) -> None:
        # Only while the same reading is on the desk: the bar outlives the screen.
        if self._desk is not desk:
            return
        self.save()
        if self._write(listing.taken_back(self.kept.rows, before, made)):
            self.show_place(desk, self.place)
            self.focus_item(focus)

    def _on_pause(self) -> None:
        """Save what has words; who has just deleted all of them may be about to write new ones."""
        worded = {each for each in self._unsaved if self._has_words(each)}
        self._unsaved -= worded
        self._save(worded)

    def _has_words(self, row_id: str) -> bool:
        item = self._items.get(row_id)
        return item is not None and listing.says_something(item.record(self.kept.record(row_id)))

    def _save(self, row_ids: set[str]) -> None:
        if not row_ids or self._desk is None:
            return
        before = after = self.kept.rows
        for row_id in row_ids & set(self._items):
            record = self._items[row_id].record(self.kept.record(row_id))
            after = listing.rewritten(after, row_id, record)
        if after == before:
            self.settle()
            return
        if not self._write(after):
            # Still on the screen and nowhere else: to be tried again at the next chance.
            self._unsaved |= row_ids
            return
        self.refresh()
        for row in before:
            now = self.kept.record(row.id)
            if listing.says_something(row.record) and not listing.says_something(now):
                words = f"Removed {self.name_of(row.record)}, which had no words left."
                back = partial(self._take_back, self.desk, before, self.kept.rows, row.id)
                self.said.emit(words, back)

    def _write(self, after: Rows[P]) -> bool:
        kept, desk = self.kept, self.desk
        return self.attempt(lambda: desk.write(kept, after))

    def _follow(self, item: WrittenItem[P]) -> None:
        """Keep the caret in sight: a field is as high as its text, higher than the page maybe."""
        body = self.widget()
        if item.editor.hasFocus() and body is not None:
            caret = item.editor.cursorRect().center()
            at = item.editor.viewport().mapTo(body, caret)
            self.ensureVisible(at.x(), at.y(), 0, 2 * self.fontMetrics().height())

    def _on_range(self) -> None:
        """Follow the caret once the page is as high as what was typed."""
        item = self._items.get(self._current)
        if self._is_growing and isinstance(item, WrittenItem):
            self._is_growing = False
            self._follow(item)

    def _on_typed(self, row_id: str) -> None:
        self._unsaved.add(row_id)
        self._is_growing = True
        self.begin_writing()
        self._pause.start()

    def _on_left(self, row_id: str) -> None:
        if row_id in self._items:
            self.save()

    def _on_entered(self, row_id: str) -> None:
        self._current = row_id
