"""Types a value that is on neither side: the boxes of the form, both values beside them."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from hnabroad_desktop.actions.exchange.questions import Question
from hnabroad_desktop.base.fields import FieldError
from hnabroad_desktop.base.i18n import _
from hnabroad_desktop.ui.controls import label
from hnabroad_desktop.ui.dialog import Dialog
from hnabroad_desktop.ui.host import Host
from hnabroad_desktop.ui.input import Input
from hnabroad_desktop.ui.inputs import make_input


class ResultDialog(Dialog):
    """One box for each field of the value; Enter takes what stands in them."""

    def __init__(self, parent: QWidget | None, host: Host, question: Question, value: Any) -> None:
        super().__init__(parent, _("Type the result"), 480)
        #: What was typed: plain for one field, by name for several.
        self.value: Any = value
        self._question = question
        self.add_words(question.title, "title")
        self.add_words(_("Here: {value}").format(value=question.ours.text), "quiet")
        self.add_words(_("Sender: {value}").format(value=question.theirs.text), "quiet")
        self.boxes: dict[str, Input] = {}
        self._problems = {}
        for field in question.fields:
            box = make_input(field, host.desk, host.background)
            box.setAccessibleName(_(field.label))
            box.set_value(value.get(field.name) if isinstance(value, dict) else value)
            self.boxes[field.name] = box
            self._problems[field.name] = label("", "error", wrap=True)
            for part in (label(_(field.label), "label"), box, self._problems[field.name]):
                self.body.addWidget(part)
            self._problems[field.name].hide()
        self.go = self.add_verb(_("&Take this value"), self.take)
        self.go.setProperty("role", "primary")
        self.go.setDefault(True)
        self.add_button(_("&Close"), 0)
        next(iter(self.boxes.values())).setFocus()

    def take(self) -> None:
        """Clean what was typed and end; what is wrong is said under its box."""
        found: dict[str, Any] = {}
        good = True
        for field in self._question.fields:
            box, words = self.boxes[field.name], ""
            try:
                words = box.complaint()
                found[field.name] = field.clean(box.value())
            except FieldError as problem:
                words = words or str(problem)
            good = good and not words
            box.show_problem("error" if words else "")
            self._problems[field.name].setText(words)
            self._problems[field.name].setVisible(bool(words))
        if not good:
            self.fit()
            return
        self.value = found if len(found) > 1 else next(iter(found.values()))
        self.done(1)
