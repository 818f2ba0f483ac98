"""Texts that wait for their place in a catalogue: each is matched once, wherever it stands."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from hnabroad_desktop.actions import catalogues, files, parked
from hnabroad_desktop.base.fields import Choice
from hnabroad_desktop.base.i18n import _
from hnabroad_desktop.base.vietnamese import show_number
from hnabroad_desktop.records import KINDS
from hnabroad_desktop.ui import theme
from hnabroad_desktop.ui.controls import label
from hnabroad_desktop.ui.desk import Hit
from hnabroad_desktop.ui.dialog import Dialog
from hnabroad_desktop.ui.pick_line import PickLine
from hnabroad_desktop.ui.plain_table import PlainTable


def catalogue_names() -> dict[str, str]:
    """Return what each catalogue is called on the screen."""
    field = KINDS["catalogue_value"].by_name["catalogue"]
    names = {code: _(words) for code, words in getattr(field, "options", ())}
    plural = KINDS["unit"].label_plural
    return {**names, "unit": _(plural)}


class MatchDialog(Dialog):
    """The texts on top, the catalogue value below; matching is one step and can be undone."""

    def __init__(self, parent: QWidget | None, file: files.OpenFile) -> None:
        super().__init__(parent, _("Waiting to be matched with the catalogue"), 720)
        self._file = file
        self._waiting: list[tuple[str, str, int]] = []
        self.matched = 0
        self._said = label("", "quiet", wrap=True)
        self.table = PlainTable((_("Catalogue"), _("As typed"), _("Uses")), numbers=(2,), wide=1)
        self.table.setMinimumHeight(theme.current().measure("row") * 8)
        self._name = label("", "label")
        self.pick = PickLine((), _("Value of the catalogue"))
        self._name.setBuddy(self.pick)
        for part in (self._said, self.table, self._name, self.pick):
            self.body.addWidget(part)
        self.go = self.add_verb(_("&Match"), self.match)
        self.add_button(_("&Close"), 0)
        self.go.setProperty("role", "primary")
        self.table.itemSelectionChanged.connect(self._marked)
        self.table.opened.connect(lambda _row: self.pick.setFocus())
        self.pick.line.returnPressed.connect(self.match)
        self.show_waiting()

    def show_waiting(self) -> None:
        """Show what waits now."""
        names = catalogue_names()
        self._waiting = catalogues.unmatched(self._file)
        self.table.show_rows(
            [(names.get(c, c), text, show_number(count)) for c, text, count in self._waiting]
        )
        self._said.setText(
            _("Texts that were typed freely. Choose the value each of them means.")
            if self._waiting
            else _("Nothing waits to be matched.")
        )
        self._marked()

    def _marked(self) -> None:
        row = self.table.currentRow()
        here = 0 <= row < len(self._waiting) and not self._file.read_only
        self.go.setEnabled(here)
        self.pick.setVisible(here)
        self._name.setVisible(here)
        if not here:
            return
        catalogue, text, _count = self._waiting[row]
        fresh = PickLine(self._hits(catalogue), _("Value of the catalogue"))
        fresh.line.returnPressed.connect(self.match)
        self.body.replaceWidget(self.pick, fresh)
        self.pick.deleteLater()
        self.pick = fresh
        self._name.setText(_("“{text}” &means").format(text=text))
        self._name.setBuddy(fresh)
        asked = Choice(name="pick", label="", catalogue=catalogue)
        self.pick.set_value(catalogues.code_of(self._file, asked, text))

    def _hits(self, catalogue: str) -> list[Hit]:
        if catalogue == parked.CATALOGUE:
            # A name may have been borne by several units: their days tell them apart.
            return [Hit(*meaning) for meaning in parked.meanings(self._file)]
        return [Hit(code, words) for code, words in catalogues.options(self._file, catalogue)]

    def match(self) -> None:
        """Put the value chosen wherever the text waits."""
        self.pick.leave()
        code, row = self.pick.value(), self.table.currentRow()
        if not code:
            self.pick.setFocus()
            return
        catalogue, text, _count = self._waiting[row]
        self.matched += catalogues.match(self._file, catalogue, text, code)
        self.show_waiting()
        if self._waiting:
            self.table.setCurrentCell(min(row, len(self._waiting) - 1), 0)
        self.table.setFocus()
