"""Asks who takes the place of a person, and why."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QLineEdit, QRadioButton, QWidget

from hnabroad_desktop.actions.classes import Place
from hnabroad_desktop.base.i18n import _
from hnabroad_desktop.ui.controls import label
from hnabroad_desktop.ui.desk import Hit
from hnabroad_desktop.ui.dialog import Dialog

#: More reserves than this are found through the picker.
_OFFERED = 6


class ReplaceDialog(Dialog):
    """The reserves to choose from by Up and Down, the reason to type, Enter to do it."""

    def __init__(
        self,
        parent: QWidget | None,
        leaving: Place,
        reserves: Sequence[Place],
        pick: Callable[[], Hit | None],
    ) -> None:
        super().__init__(parent, _("Replace {name}").format(name=leaving.name), 520)
        self._reserves, self._pick = list(reserves)[:_OFFERED], pick
        self.picked: Hit | None = None
        self.add_words(", ".join(part for part in (leaving.name, leaving.post) if part), "strong")
        self.body.addWidget(label(_("Replaced by"), "label"))
        self.group = QButtonGroup(self)
        for number, place in enumerate(self._reserves):
            words = _("Reserve no. {number}: {name}, {post}").format(
                number=place.number, name=place.name, post=place.post
            )
            self._add_choice(number, words)
        self._add_choice(len(self._reserves), _("Another person…"))
        self.body.addWidget(label(_("Reason"), "label"))
        self.reason = QLineEdit()
        self.reason.setAccessibleName(_("Reason"))
        self.body.addWidget(self.reason)
        self.add_words(
            _(
                "The newcomer takes the place that the post gives. Counts, money and list follow; "
                "the change can be undone with Ctrl+Z until the decision is issued."
            ),
            "hint",
        )
        self.go = self.add_button(_("&Replace"), 1, primary=True)
        self.add_button(_("&Close"), 0)
        self.group.button(0).setChecked(True)
        self.group.idClicked.connect(self._clicked)
        self.reason.textChanged.connect(lambda _text: self._check())
        self.reason.installEventFilter(self)
        self._check()
        self.reason.setFocus()

    def _add_choice(self, number: int, words: str) -> None:
        made = QRadioButton(words.replace("&", "&&"))
        self.group.addButton(made, number)
        self.body.addWidget(made)

    def _clicked(self, number: int) -> None:
        if number == len(self._reserves):
            self._pick_other()
        self._check()

    def _pick_other(self) -> None:
        hit = self._pick()
        if hit is not None:
            self.picked = hit
            self.group.button(len(self._reserves)).setText(hit.title.replace("&", "&&"))
        self.reason.setFocus()

    def _check(self) -> None:
        other = self.group.checkedId() == len(self._reserves)
        self.go.setEnabled(bool(self.reason.text().strip()) and (not other or self.picked is not None))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let Up and Down choose while the cursor stays in the reason; F4 opens the picker."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
            if step is not None:
                last = len(self._reserves)
                self.group.button(max(0, min(self.group.checkedId() + step, last))).setChecked(True)
                self._check()
                return True
            if event.key() == Qt.Key.Key_F4:
                self.group.button(len(self._reserves)).setChecked(True)
                self._clicked(len(self._reserves))
                return True
        return super().eventFilter(watched, event)

    @property
    def reserve_row(self) -> str:
        """The row of the reserve chosen, "" for another person."""
        number = self.group.checkedId()
        return self._reserves[number].row_id if number < len(self._reserves) else ""

    @property
    def cadre(self) -> str:
        """The other person picked, "" for a reserve."""
        return self.picked.value if self.picked is not None and not self.reserve_row else ""
