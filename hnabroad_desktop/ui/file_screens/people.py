"""Who may open the file: people and passwords, and a new recovery key."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QLineEdit, QListWidget, QWidget

from hnabroad_desktop.actions import files
from hnabroad_desktop.base.i18n import _
from hnabroad_desktop.ui import theme
from hnabroad_desktop.ui.controls import label
from hnabroad_desktop.ui.dialog import Dialog, choose
from hnabroad_desktop.ui.file_screens.work_line import WorkLine
from hnabroad_desktop.ui.jobs import Background
from hnabroad_desktop.ui.problem_box import ProblemBox
from hnabroad_desktop.ui.recovery_key import show_recovery_key
from hnabroad_desktop.ui.secret_box import SecretBox


class PasswordDialog(Dialog):
    """Asks for the boxes a change needs and tells at once what is wrong with them."""

    def __init__(self, parent: QWidget | None, title: str, verb: str, *, name: bool, present: bool) -> None:
        super().__init__(parent, title, 460)
        self.name = QLineEdit()
        self.present = SecretBox(_("Present password"))
        self.first = SecretBox(_("New password"))
        self.second = SecretBox(_("The password once more"))
        self._boxes: list[QLineEdit] = []
        if name:
            self._ask(_("Full &name"), self.name)
        if present:
            self._ask(_("&Present password"), self.present)
        self._ask(_("Ne&w password"), self.first)
        self._ask(_("The password &once more"), self.second)
        self.problem = ProblemBox()
        self.body.addWidget(self.problem)
        self.go = self.add_verb(verb, self._go)
        self.go.setProperty("role", "primary")
        self.go.setDefault(True)
        self.add_button(_("&Close"), 0)
        self._boxes[0].setFocus()

    def _ask(self, words: str, box: QLineEdit) -> None:
        name = label(words, "label")
        name.setBuddy(box)
        box.setAccessibleName(words.replace("&", ""))
        self.body.addWidget(name)
        self.body.addWidget(box)
        self._boxes.append(box)

    def _go(self) -> None:
        empty = next((box for box in self._boxes if not box.text().strip()), None)
        if empty is not None:
            self.problem.say(_("Something is still empty. Nothing was changed. Fill every box."))
            empty.setFocus()
        elif self.first.text() != self.second.text():
            self.problem.say(_("The two passwords differ. Nothing was changed. Type both again."))
            self.second.setFocus()
        else:
            self.accept()


class PeopleDialog(Dialog):
    """Lists the people and changes what is asked; every change is a job, as keys are slow on purpose."""

    def __init__(self, parent: QWidget | None, file: files.OpenFile, background: Background) -> None:
        super().__init__(parent, _("People and passwords"), 620)
        self._file = file
        self.add_words(_("Each person opens the file with a password of their own."), "quiet")
        self.people = QListWidget()
        self.people.setObjectName("inner")
        self.people.setAccessibleName(_("People"))
        self.people.setMinimumHeight(theme.current().measure("row") * 5)
        self.problem = ProblemBox()
        self.work = WorkLine(background)
        for part in (self.people, self.problem, self.work):
            self.body.addWidget(part)
        verbs = (
            (_("&Add a person…"), self.add_person),
            (_("&Take the password away…"), self.remove_person),
            (_("Change my pass&word…"), self.change_password),
            (_("New &recovery key…"), self.new_recovery_key),
        )
        for words, act in verbs:
            self.add_verb(words, act).setEnabled(not file.read_only and not file.practice)
        self.add_button(_("&Close"), 0, primary=True)
        if file.practice:
            self.add_words(_("Practice data opens without a password."), "hint")
        self.show_people()

    def show_people(self) -> None:
        """Show who has a password now."""
        self.people.clear()
        for name in self._file.vault.people:
            self.people.addItem(
                _("{name} (at work now)").format(name=name) if name == self._file.user else name
            )
        self.people.setCurrentRow(0)

    def _marked(self) -> str:
        row = self.people.currentRow()
        return self._file.vault.people[row] if row >= 0 else ""

    def _do(self, title: str, act: Callable[[], object]) -> None:
        self.problem.clear()
        self.work.run(title, lambda _report: act(), lambda _done: self.show_people(), self.problem.say)

    def add_person(self) -> None:
        """Give one more person a password."""
        asked = PasswordDialog(self, _("Add a person"), _("&Add"), name=True, present=False)
        if asked.ask():
            name, password = asked.name.text().strip(), asked.first.text()
            self._do(
                _("Adding {name}").format(name=name), lambda: files.add_person(self._file, name, password)
            )

    def remove_person(self) -> None:
        """Take the password of the person marked away."""
        name = self._marked()
        question = _("{name} will not be able to open the file any more. What they wrote stays.").format(
            name=name
        )
        answers = [_("&Take the password away"), _("&Keep it")]
        if name and choose(self, _("Take a password away"), question, answers) == 0:
            self._do(_("Taking the password away"), lambda: files.remove_person(self._file, name))

    def change_password(self) -> None:
        """Change the password of the person at work."""
        asked = PasswordDialog(self, _("Change my password"), _("&Change"), name=False, present=True)
        if asked.ask():
            present, password = asked.present.text(), asked.first.text()
            self._do(_("Changing the password"), lambda: files.change_password(self._file, present, password))

    def new_recovery_key(self) -> None:
        """Make a new recovery key; the paper in the envelope is worth nothing then."""
        question = _(
            "The recovery key in the sealed envelope will open nothing more; a new one is printed now."
        )
        answers = [_("&Make a new key"), _("&Keep the present one")]
        if choose(self, _("New recovery key"), question, answers) != 0:
            return
        self.problem.clear()
        self.work.run(
            _("Making a new recovery key"),
            lambda _report: files.new_recovery_key(self._file),
            lambda key: show_recovery_key(self, key, self._file.path.name),
            self.problem.say,
        )
