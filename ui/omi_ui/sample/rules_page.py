"""The rules of the draw: fixed and sealed before the list is opened, changed only with a reason."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from omi_desktop.errors import OmiError, RequestError
from omi_desktop.report import wording
from omi_desktop.sampling.rules import Minimum, Rules, read_rules, refuse_unusable, seal
from omi_ui.dates import read_date, spoken_date
from omi_ui.sample.gate_words import gates_in_order
from omi_ui.sample.minimums import Minimums
from omi_ui.widgets.labels import button, label, named
from omi_ui.widgets.number_field import NumberField
from omi_ui.widgets.sentence import Sentence
from omi_ui.widgets.still_combo import StillCombo

if TYPE_CHECKING:
    from omi_desktop.instrument.model import Instrument
    from omi_desktop.store import SealedRules

_ABOUT = (
    "The rules are sealed before the list is opened, so that anybody can see that they were not "
    "made to fit the cases. They can be changed later; the change and its reason stay in the file."
)
_SIZE = 100
_A_TENTH = 10
_NO_SHARE = "No fixed share"


class RulesPage(QScrollArea):
    """A form of the rules, and below it the seal."""

    seal_wanted = Signal(object, str)
    """The rules, and why they take the place of the ones before."""
    list_wanted = Signal()

    def __init__(self, bank: Instrument) -> None:
        super().__init__()
        self._bank = bank
        self._versions: tuple[SealedRules, ...] = ()
        self._is_open = True
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        body = QWidget()
        body.setObjectName("surface")
        self.setWidget(body)
        self._body = body
        column = QVBoxLayout(body)
        column.setContentsMargins(16, 12, 16, 24)
        column.setSpacing(12)
        column.addWidget(label("Rules of the draw", "heading"))
        column.addWidget(label(_ABOUT, "muted", wraps=True))
        self._form = QWidget()
        column.addWidget(self._form)
        self._fill_form(QGridLayout(self._form))
        self._fill_seal(column)
        column.addStretch(1)
        # Made once: it does not change until the rules are sealed.
        self.seed.setText(secrets.token_hex(8))

    @property
    def is_open(self) -> bool:
        """Tell whether the rules can be changed as they stand on the screen."""
        return self._is_open

    def show_versions(self, versions: Sequence[SealedRules], names: dict[str, str]) -> None:
        """Show the rules as they were sealed last, or a form to fill where none were."""
        fresh = tuple(versions)
        if fresh and fresh == self._versions:
            # Whoever is about to change the rules goes on where they were.
            return
        if fresh:
            self._show_rules(read_rules(fresh[-1].text))
        self._versions = fresh
        self._set_open(is_open=not fresh)
        if fresh:
            last = fresh[-1]
            self._sealed.setText(
                f"Sealed on {moment(last.at)} by {names.get(last.by, last.by)}, version "
                f"{last.number}."
            )
            self.digest.setText(last.digest)
        earlier = [
            f"Version {one.number}, {moment(one.at)}: {one.reason or 'the first rules'}"
            for one in fresh
        ]
        self._earlier.setText("\n".join(earlier) if len(fresh) > 1 else "")
        self._earlier.setVisible(len(fresh) > 1)

    def rules(self) -> Rules:
        """Return the rules as they stand on the screen; raises RequestError where they make none.

        The sentence names the types of case by their titles.
        """
        gate = self.share_gate.currentData()
        rules = Rules(
            size=self.size_field.value,
            seed=self.seed.text().strip(),
            minimums=self.minimums.minimums(),
            share=Minimum(gate, self.share_number.value) if gate else None,
            by_office=self.by_office.isChecked(),
            reserves=self.reserves.value,
            begins=_day(self.begins, "begins"),
            ends=_day(self.ends, "ends"),
        )
        titles = {gate.id: gate.title for gate in self._bank.gates}
        asked = [*rules.minimums, *([rules.share] if rules.share else [])]
        for place, one in enumerate(asked):
            if any(one.gate == other.gate for other in asked[:place]):
                raise RequestError(f"“{titles[one.gate]}” is asked for twice. Give it one number.")
            if one.number > rules.size:
                raise RequestError(
                    f"{one.number} of “{titles[one.gate]}” do not fit a sample of {rules.size}. "
                    f"Ask for 0 to {rules.size}."
                )
        refuse_unusable(rules, frozenset(titles))
        return rules

    def focus(self) -> None:
        """Take the keyboard where something can be done next."""
        place = self.size_field if self._is_open else self.to_list
        place.setFocus(Qt.FocusReason.OtherFocusReason)
        if not self._is_open:
            self._bring_in_sight(self._seal)

    def _fill_form(self, grid: QGridLayout) -> None:
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(12)
        grid.setColumnStretch(1, 1)
        self.size_field = NumberField(1)
        self.size_field.show_value(_SIZE)
        self.size_field.value_changed.connect(self._on_size)
        self.reserves = NumberField()
        self.reserves.show_value(_SIZE // _A_TENTH)
        self.minimums = Minimums(gates_in_order(self._bank))
        self.share_gate = StillCombo()
        self.share_gate.addItem(_NO_SHARE, "")
        for gate, title in gates_in_order(self._bank):
            self.share_gate.addItem(title, gate)
        self.share_gate.currentIndexChanged.connect(self._on_share)
        self.share_number = NumberField()
        self.by_office = QCheckBox("Every office has its proportional part")
        self.begins, self.ends, self.seed = QLineEdit(), QLineEdit(), QLineEdit()
        for field, name in (
            (self.begins, "First day on which supervision may have begun"),
            (self.ends, "Last day on which supervision may have begun"),
        ):
            field.setPlaceholderText("Any day, or such as 19 December 2005")
            named(field, name)
        rows: tuple[tuple[str, str, QWidget | QHBoxLayout], ...] = (
            ("Cases", "How many cases are drawn", _line(self.size_field)),
            ("Reserves", "How many reserves", _line(self.reserves)),
            ("Minimums", "", self.minimums),
            ("Share", "Type of which there is a fixed share", _share(self)),
            ("Offices", "", self.by_office),
            ("Supervision began", "", _line(label("from"), self.begins, label("to"), self.ends)),
            ("Seed", "Seed", _line(self.seed)),
        )
        for row, (words, _, content) in enumerate(rows):
            side = (
                Qt.AlignmentFlag.AlignTop if words == "Minimums" else Qt.AlignmentFlag.AlignVCenter
            )
            grid.addWidget(label(words), row, 0, side)
            if isinstance(content, QHBoxLayout):
                grid.addLayout(content, row, 1)
            else:
                grid.addWidget(content, row, 1)
        named(self.size_field, rows[0][1])
        named(self.reserves, rows[1][1])
        named(self.share_gate, rows[3][1])
        named(self.share_number, "How many cases of that type, no more and no fewer")
        named(self.seed, rows[6][1], "Decides which cases are drawn; made once for this inspection")
        about = (
            "The seed decides which cases are drawn. This one was made by chance; whoever has it, "
            "the rules and the list can repeat the draw. So that nobody can think that several "
            "were tried, let the inspected area name one."
        )
        grid.addWidget(label(about, "small", wraps=True), len(rows), 1)
        self._on_share()

    def _fill_seal(self, column: QVBoxLayout) -> None:
        self._reason_line = QWidget()
        line = QHBoxLayout(self._reason_line)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        line.addWidget(label("Reason"))
        self.reason = QLineEdit()
        named(self.reason, "Why the rules change")
        self.reason.setPlaceholderText("Why the rules change; kept with them")
        line.addWidget(self.reason, 1)
        column.addWidget(self._reason_line)
        self.problem = Sentence()
        column.addWidget(self.problem)
        acts = QHBoxLayout()
        acts.setSpacing(8)
        column.addLayout(acts)
        self.seal_button = button("Seal the rules…", self._on_seal, "primary")
        acts.addWidget(self.seal_button)
        self.leave_button = button("Leave the rules as they are", self._on_leave)
        acts.addWidget(self.leave_button)
        acts.addStretch(1)
        self._question = QFrame()
        self._question.setObjectName("sheet")
        inside = QVBoxLayout(self._question)
        inside.setContentsMargins(12, 12, 12, 12)
        inside.setSpacing(8)
        self._asked = label("", wraps=True)
        inside.addWidget(self._asked)
        self.asked_digest = label("")
        inside.addWidget(self.asked_digest)
        line = QHBoxLayout()
        line.setSpacing(8)
        inside.addLayout(line)
        self.confirm_button = button("Seal", self._on_confirmed, "primary")
        line.addWidget(self.confirm_button)
        line.addWidget(button("Not yet", self._on_not_yet))
        line.addStretch(1)
        column.addWidget(self._question)
        self._seal = QFrame()
        self._seal.setObjectName("sheet")
        inside = QVBoxLayout(self._seal)
        inside.setContentsMargins(12, 12, 12, 12)
        inside.setSpacing(8)
        self._sealed = label("", "strong", wraps=True)
        inside.addWidget(self._sealed)
        inside.addWidget(label("SHA-256 of the rules", "small"))
        self.digest = label("", wraps=True)
        inside.addWidget(self.digest)
        for shown in (self.digest, self.asked_digest):
            shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            shown.setMinimumWidth(40)
        self._earlier = label("", "muted", wraps=True)
        inside.addWidget(self._earlier)
        line = QHBoxLayout()
        line.setSpacing(8)
        inside.addLayout(line)
        self.to_list = button("Go on to the list", self.list_wanted.emit, "primary")
        line.addWidget(self.to_list)
        self.change_button = button("Change the rules…", self._on_change)
        line.addWidget(self.change_button)
        line.addStretch(1)
        column.addWidget(self._seal)
        self._set_open(is_open=True)

    def _set_open(self, *, is_open: bool) -> None:
        self._is_open = is_open
        sealed = bool(self._versions)
        self._form.setEnabled(is_open)
        self.seal_button.setVisible(is_open)
        self.leave_button.setVisible(is_open and sealed)
        self._reason_line.setVisible(is_open and sealed)
        self._question.hide()
        self._seal.setVisible(sealed)
        for act in (self.to_list, self.change_button):
            act.setVisible(sealed and not is_open)
        self.problem.say("")

    def _show_rules(self, rules: Rules) -> None:
        self.size_field.show_value(rules.size)
        self.reserves.show_value(rules.reserves)
        self.minimums.show_minimums(rules.minimums)
        gate = rules.share.gate if rules.share else ""
        self.share_gate.setCurrentIndex(max(self.share_gate.findData(gate), 0))
        self.share_number.show_value(rules.share.number if rules.share else 0)
        self.by_office.setChecked(rules.by_office)
        for field, day in ((self.begins, rules.begins), (self.ends, rules.ends)):
            field.setText(spoken_date(day.isoformat()) if day else "")
        self.seed.setText(rules.seed)

    def _on_size(self, size: int) -> None:
        self.reserves.show_value(-(-size // _A_TENTH))

    def _on_share(self) -> None:
        self.share_number.setEnabled(bool(self.share_gate.currentData()))

    def _on_seal(self) -> None:
        try:
            rules = self.rules()
            if self._versions and seal(rules) == self._versions[-1].digest:
                raise RequestError("These are the rules that are sealed already: nothing changed.")
            if self._versions and not self.reason.text().strip():
                self.reason.setFocus(Qt.FocusReason.OtherFocusReason)
                raise RequestError("Say why the rules change: the reason is kept with them.")
        except OmiError as error:
            self._question.hide()
            self.problem.say(str(error))
            return
        self.problem.say("")
        self._asked.setText(
            "Seal these rules? Their SHA-256 and the time are kept. The list is opened after that."
        )
        self.asked_digest.setText(seal(rules))
        self._question.show()
        self._bring_in_sight(self._question)
        self.confirm_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _bring_in_sight(self, sheet: QWidget) -> None:
        # A sheet has its place only once the page is laid out anew.
        sheet.adjustSize()
        self._body.adjustSize()
        self.ensureWidgetVisible(sheet)

    def _on_confirmed(self) -> None:
        try:
            rules = self.rules()
        except OmiError as error:
            self.problem.say(str(error))
            return
        self._question.hide()
        self.seal_wanted.emit(rules, self.reason.text().strip())

    def _on_not_yet(self) -> None:
        self._question.hide()
        self.seal_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_change(self) -> None:
        self._set_open(is_open=True)
        self.reason.clear()
        self.size_field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_leave(self) -> None:
        self._show_rules(read_rules(self._versions[-1].text))
        self._set_open(is_open=False)
        self.change_button.setFocus(Qt.FocusReason.OtherFocusReason)


def moment(at: str) -> str:
    """Return a moment of the file as it is written here: "18 July 2006, 14:02 UTC"."""
    return wording.time(datetime.fromisoformat(at))


def _day(field: QLineEdit, words: str) -> date | None:
    typed = field.text().strip()
    if not typed:
        return None
    found = read_date(typed)
    if found is None:
        field.setFocus(Qt.FocusReason.OtherFocusReason)
        raise RequestError(
            f"“{typed}” is no day on which the window {words}. Write it such as 19 December 2005."
        )
    return date.fromisoformat(found)


def _line(*parts: QWidget) -> QHBoxLayout:
    line = QHBoxLayout()
    line.setSpacing(8)
    for part in parts:
        line.addWidget(part)
    if any(isinstance(part, NumberField) for part in parts):
        line.addStretch(1)
    return line


def _share(page: RulesPage) -> QHBoxLayout:
    line = QHBoxLayout()
    line.setSpacing(8)
    line.addWidget(label("exactly"))
    line.addWidget(page.share_number)
    combo = page.share_gate
    combo.setSizeAdjustPolicy(StillCombo.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    combo.setMinimumContentsLength(16)
    line.addWidget(combo, 1)
    return line
