"""The pages of the start window that ask for something: unlocking a file, and making a new one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Signal
from PySide6.QtWidgets import QFileDialog, QFormLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from hnabroad_desktop.base.i18n import _
from hnabroad_desktop.ui.controls import button, label
from hnabroad_desktop.ui.desk import Hit
from hnabroad_desktop.ui.pick_line import PickLine
from hnabroad_desktop.ui.recovery_key import RecoveryKeyView
from hnabroad_desktop.ui.secret_box import SecretBox

#: The ending of a data file.
SUFFIX = ".hnab"


class Page(QWidget):
    """A title, a form below it, and its verbs in the last line: the red one first, the way back last."""

    left = Signal()

    def __init__(self, title: str, hint: str = "") -> None:
        super().__init__()
        self.title = label(title, "title", wrap=True)
        self.hint = label(hint, "quiet", wrap=True)
        self.form = QFormLayout()
        self.form.setVerticalSpacing(8)
        self.form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapAllRows)
        self._verbs = QHBoxLayout()
        self._verbs.setSpacing(8)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(self.title)
        layout.addWidget(self.hint)
        layout.addLayout(self.form)
        layout.addLayout(self._verbs)
        layout.addStretch(1)

    def ask_for(self, words: str, box: QWidget) -> None:
        """Put a box below its words."""
        name = label(words, "label")
        name.setBuddy(box)
        self.form.addRow(name, box)

    def add_verbs(self, words: str, act: Callable[[], object], *others: QWidget) -> None:
        """Put the red button, the other verbs and the way back into the last line."""
        self.go = button(words, act, role="primary")
        self.go.setAutoDefault(True)
        self._verbs.addWidget(self.go)
        for other in others:
            self._verbs.addWidget(other)
        self._verbs.addStretch(1)
        self.back = button(_("&Back"), self.left.emit, role="quiet", picture="arrow-left")
        self._verbs.addWidget(self.back)


class UnlockPage(Page):
    """Asks for the password of a file, or for its recovery key."""

    #: (person or "", password or "", recovery key or "")
    asked = Signal(str, str, str)

    def __init__(self, path: Path, people: Sequence[str], last: str, *, read_only: bool) -> None:
        super().__init__(path.name, str(path.parent))
        self.path, self._by_key = path, False
        self.person = PickLine([Hit(name, name) for name in people], _("Person"))
        self.person.set_value(last if last in people else people[0] if people else None)
        self.secret = SecretBox(_("Password"))
        self.secret.returnPressed.connect(self._go)
        if read_only:
            self.form.addRow(label(_("The file is opened to view; nothing can be changed in it."), "warning"))
        if len(people) > 1:
            self.ask_for(_("P&erson"), self.person)
        self.ask_for(_("Pass&word"), self.secret)
        self._name = self.form.labelForField(self.secret)
        self.switch = button("", self.use_key, role="link", picture="key-round")
        self.add_verbs(_("&Open"), self._go, self.switch)
        self._show_way()

    def use_key(self, by_key: bool | None = None) -> None:
        """Ask for the recovery key instead of the password, or the other way round."""
        self._by_key = not self._by_key if by_key is None else by_key
        self.secret.clear()
        self._show_way()
        self.secret.setFocus()

    def _show_way(self) -> None:
        name = _("Recovery key, as on the paper in the envelope") if self._by_key else _("Pass&word")
        if isinstance(self._name, QWidget):
            self._name.setProperty("text", name)
        self.switch.setText(_("Use the pass&word") if self._by_key else _("Use the &recovery key"))
        self.person.setEnabled(not self._by_key)

    def answer(self) -> tuple[str, str, str]:
        """Return person, password and recovery key as typed; what does not apply is ""."""
        if self._by_key:
            return "", "", self.secret.text()
        return self.person.value(), self.secret.text(), ""

    def _go(self) -> None:
        self.asked.emit(*self.answer())

    def focus(self) -> None:
        """Take the cursor to where the password is typed."""
        self.secret.setFocus()
        self.secret.selectAll()


class NewFilePage(Page):
    """Asks for what a new file needs: unit, place, person and password."""

    #: (path, code of the unit, person, password)
    asked = Signal(object, str, str, str)
    refused = Signal(str)

    def __init__(self, keepers: Sequence[Hit]) -> None:
        super().__init__(
            _("New data file"),
            _("One file holds everything of one unit. It is encrypted; without a password nobody reads it."),
        )
        self.unit = PickLine(keepers, _("Unit that keeps the file"))
        self.unit.line.setPlaceholderText(_("Type a few words, with or without marks"))
        self.unit.left.connect(self._name_file)
        self.place = QLineEdit()
        self.place.setAccessibleName(_("Where the file lies"))
        self._proposed = ""
        self.person = QLineEdit()
        self.person.setAccessibleName(_("Your full name"))
        self.first = SecretBox(_("Password"))
        self.second = SecretBox(_("The password once more"))
        self.second.returnPressed.connect(self._go)
        self.ask_for(_("&Unit that keeps the file"), self.unit)
        self.ask_for(_("&Where the file lies"), self._beside(self.place, _("C&hoose…"), self._choose))
        self.ask_for(_("Your full &name"), self.person)
        both = QWidget()
        row = QHBoxLayout(both)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.first)
        row.addWidget(self.second)
        self.second.setPlaceholderText(_("once more"))
        self.ask_for(_("Pass&word, twice"), both)
        self.add_verbs(_("&Make the file"), self._go)
        for before, after in ((self.unit.line, self.person), (self.person, self.first)):
            before.returnPressed.connect(after.setFocus)
        self.first.returnPressed.connect(self.second.setFocus)

    @staticmethod
    def _beside(box: QLineEdit, words: str, act: Callable[[], object]) -> QWidget:
        both = QWidget()
        row = QHBoxLayout(both)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(box, 1)
        row.addWidget(button(words, act))
        both.setFocusProxy(box)
        return both

    def _name_file(self) -> None:
        code = self.unit.value()
        if code and self.place.text() in ("", self._proposed):
            documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
            folder = Path(documents) if Path(documents).is_dir() else Path.home()
            self._proposed = str(folder / f"{code}{SUFFIX}")
            self.place.setText(self._proposed)

    def _choose(self) -> None:
        name, _kind = QFileDialog.getSaveFileName(
            self, _("Where the file lies"), self.place.text(), _("Data files") + f" (*{SUFFIX})"
        )
        if name:
            self.place.setText(name)

    def _go(self) -> None:
        faults = (
            (not self.unit.value(), _("Choose the unit that keeps the file."), self.unit),
            (not self.place.text().strip(), _("Say where the file is to lie."), self.place),
            (not self.person.text().strip(), _("Type your full name."), self.person),
            (not self.first.text(), _("Type a password."), self.first),
            (
                self.first.text() != self.second.text(),
                _("The two passwords differ. Nothing was made. Type both again."),
                self.second,
            ),
        )
        for wrong, words, box in faults:
            if wrong:
                self.refused.emit(words)
                box.setFocus()
                return
        path = Path(self.place.text().strip())
        path = path if path.suffix else path.with_suffix(SUFFIX)
        self.asked.emit(path, self.unit.value(), self.person.text().strip(), self.first.text())

    def focus(self) -> None:
        """Take the cursor to the first box."""
        self.unit.setFocus()


class KeyPage(Page):
    """Shows the recovery key of a new file until it is put away."""

    passed = Signal()

    def __init__(self, key: str, path: Path) -> None:
        super().__init__(_("Recovery key of the file {name}").format(name=path.name))
        self.view = RecoveryKeyView(key, path.name)
        self.form.addRow(self.view)
        self.hint.hide()
        self.add_verbs(_("&Go on"), self.passed.emit)
        self.back.hide()  # there is no way back from here
        self.go.setEnabled(False)
        self.view.put_away.connect(self.go.setEnabled)

    def focus(self) -> None:
        """Take the cursor to printing."""
        self.view.print_button.setFocus()
