"""Where a record or a value of a catalogue is used, and another put in its place everywhere."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from hnabroad_desktop.actions import files, uses
from hnabroad_desktop.base.fields import Choice, Reference
from hnabroad_desktop.base.i18n import _
from hnabroad_desktop.base.vietnamese import show_number
from hnabroad_desktop.records.schema import Record
from hnabroad_desktop.ui import theme
from hnabroad_desktop.ui.controls import label
from hnabroad_desktop.ui.dialog import Dialog
from hnabroad_desktop.ui.host import Host
from hnabroad_desktop.ui.inputs import make_input
from hnabroad_desktop.ui.plain_table import PlainTable

#: More uses than this are counted, not listed.
_LISTED = 500


class UsesDialog(Dialog):
    """The places on top; below them what takes the place of the value, and what that would change."""

    def __init__(self, parent: QWidget | None, host: Host, file: files.OpenFile, record: Record) -> None:
        title = file.title(record.id)
        super().__init__(parent, _("Where “{title}” is used").format(title=title), 720)
        self._host, self._file, self._record, self._title = host, file, record, title
        self._uses = uses.uses_of(file, record)
        self._count = uses.count(self._uses)
        self._issued = uses.issued_uses(file, self._uses)
        self._places = uses.places(file, self._uses, _LISTED)
        self.chosen = ""
        self.add_words(self._words(), "quiet")
        self.table = PlainTable((_("Where"), _("Record")), wide=1)
        self.table.setMinimumHeight(theme.current().measure("row") * 8)
        self.table.show_rows([(place.label, place.title) for place in self._places])
        self.table.opened.connect(self._open)
        self.body.addWidget(self.table, 1)
        if self._count > self._issued and uses.may_be_replaced(record) and not file.read_only:
            self._ask_for_another()
        self.add_button(_("&Close"), 0)

    def _words(self) -> str:
        if not self._count:
            return _("Not used anywhere.")
        words = [_("Used in {count} places.").format(count=show_number(self._count))]
        if self._count > len(self._places):
            words.append(_("The first {count} are shown.").format(count=show_number(len(self._places))))
        words.append(_("Enter opens the record."))
        return " ".join(words)

    def _ask_for_another(self) -> None:
        record = self._record
        name = _("Replace by")
        asked = (
            Choice(name="another", label=name, catalogue=record.text("catalogue"))
            if record.kind == "catalogue_value"
            else Reference(name="another", label=name, kinds=(record.kind,))
        )
        self.input = make_input(asked, self._host.desk, self._host.background)
        self.input.setAccessibleName(name)
        self.said = label("", "hint", wrap=True)
        for part in (label(name, "label"), self.input, self.said):
            self.body.addWidget(part)
        self.go = self.add_button(_("&Replace"), 1, primary=True)
        self.go.setEnabled(False)
        self.input.changed.connect(self._look)
        self.input.left.connect(self._look)

    def _look(self) -> None:
        value = "" if self.input.complaint() else str(self.input.value() or "")
        own = self._record.text("code") if self._record.kind == "catalogue_value" else self._record.id
        self.chosen = "" if value == own else value
        self.go.setEnabled(bool(self.chosen))
        words = ""
        if self.chosen:
            words = _("“{old}” becomes “{new}” in {count} places.").format(
                old=self._title, new=self._name(), count=show_number(self._count - self._issued)
            )
            if self._issued:
                words += " " + _("{count} in issued documents stay as they were signed.").format(
                    count=show_number(self._issued)
                )
        self.said.setText(words)

    def _name(self) -> str:
        if self._record.kind == "catalogue_value":
            return self._file.word(self._record.text("catalogue"), self.chosen)
        return self._file.title(self.chosen)

    def _open(self, row: int) -> None:
        place = self._places[row]
        self.done(0)
        self._host.open_record("", place.record_id)


def show_uses(parent: QWidget, host: Host, file: files.OpenFile, record: Record) -> bool:
    """Show where a record is used; True when another was put in its place. Raises AppError."""
    dialog = UsesDialog(parent, host, file, record)
    if dialog.ask() != 1 or not dialog.chosen:
        return False
    done = uses.replace(file, record, dialog.chosen)
    host.done(_("Replaced in {count} places.").format(count=show_number(done.changed)), undoable=True)
    return True
