"""Asks in which order names of people stand in the lists of this machine."""

from __future__ import annotations

from PySide6.QtWidgets import QButtonGroup, QRadioButton, QWidget

from hnabroad_desktop.base.i18n import _
from hnabroad_desktop.base.vietnamese import FAMILY_FIRST, SCHOOL_TONES
from hnabroad_desktop.ui import settings
from hnabroad_desktop.ui.controls import label
from hnabroad_desktop.ui.dialog import Dialog


class NameOrder(Dialog):
    """Which part of a name decides first, and in which order the tones follow each other."""

    def __init__(self, parent: QWidget | None, habits: str) -> None:
        super().__init__(parent, _("Order of names in lists"), 460)
        self.family = self._two(
            _("What decides first"),
            _("Given name, then family and middle names"),
            _("Family name, then middle and given names"),
            second=FAMILY_FIRST in habits,
        )
        self.tones = self._two(
            _("Order of the tones"),
            _("As dictionaries: ngang, huyền, hỏi, ngã, sắc, nặng"),
            _("As schools: ngang, huyền, sắc, hỏi, ngã, nặng"),
            second=SCHOOL_TONES in habits,
        )
        self.add_words(
            _("Lists of this machine only. Lists on printed documents keep their own order."), "hint"
        )
        self.add_button(_("&Save"), 1, primary=True)
        self.add_button(_("&Close"), 0)

    def _two(self, title: str, first: str, other: str, *, second: bool) -> QRadioButton:
        self.body.addWidget(label(title, "label"))
        group = QButtonGroup(self)
        made = [QRadioButton(words) for words in (first, other)]
        for place, each in enumerate(made):
            group.addButton(each)
            each.setChecked(second == bool(place))
            self.body.addWidget(each)
        return made[1]

    @property
    def habits(self) -> str:
        """What was chosen."""
        chosen = ((FAMILY_FIRST, self.family), (SCHOOL_TONES, self.tones))
        return " ".join(name for name, made in chosen if made.isChecked())


def choose_name_order(parent: QWidget | None) -> bool:
    """Ask, keep the answer, and say whether there is a new one."""
    before = settings.read_name_habits()
    dialog = NameOrder(parent, before)
    if dialog.ask() != 1 or dialog.habits == before:
        return False
    settings.write_name_habits(dialog.habits)
    return True
