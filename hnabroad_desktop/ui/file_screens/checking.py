"""Checking the whole data file and making its tables anew, with findings that can be printed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from hnabroad_desktop.actions import files
from hnabroad_desktop.base.i18n import N_, _
from hnabroad_desktop.base.vietnamese import show_number
from hnabroad_desktop.ui import theme
from hnabroad_desktop.ui.controls import label, restyle
from hnabroad_desktop.ui.dialog import Dialog
from hnabroad_desktop.ui.file_screens.work_line import WorkLine
from hnabroad_desktop.ui.jobs import Background
from hnabroad_desktop.ui.plain_table import PlainTable
from hnabroad_desktop.ui.print_note import page, print_page
from hnabroad_desktop.ui.problem_box import ProblemBox

#: What each check looks at.
PARTS = {
    "pages": N_("Encrypted pages"),
    "structure": N_("Structure of the tables"),
    "chain": N_("Chain of the journal"),
    "reading": N_("Tables made from the journal"),
    "reference": N_("References"),
}


class CheckDialog(Dialog):
    """Verifies the file as soon as it is shown; writes nothing unless the tables are to be made anew."""

    def __init__(self, parent: QWidget | None, file: files.OpenFile, background: Background) -> None:
        super().__init__(parent, _("Check the integrity of the data"), 820)
        self._file = file
        self.found: Sequence[files.Finding] = ()
        self._said = label("", wrap=True)
        self.table = PlainTable((_("Part"), _("Place"), _("Difference")), wide=2)
        self.table.setMinimumHeight(theme.current().measure("row") * 7)
        self.problem = ProblemBox()
        self.work = WorkLine(background)
        for part in (self._said, self.table, self.problem, self.work):
            self.body.addWidget(part)
        self.body.addStretch(1)
        self.print_button = self.add_verb(_("&Print…"), self._print)
        self.again = self.add_verb(_("&Check again"), self.check)
        self.rebuild_button = self.add_verb(_("&Make the tables anew"), self.rebuild)
        self.add_button(_("&Close"), 0, primary=True)

    def check(self) -> None:
        """Verify pages, tables, journal and references."""
        self._begin(_("Checking the data file"))
        self.work.run(
            _("Checking the data file"),
            lambda report: files.check(self._file, report),
            self._checked,
            self._failed,
        )

    def rebuild(self) -> None:
        """Make every table anew from the journal, after a backup."""
        self._begin(_("Making the tables anew from the journal"))
        self.work.run(
            _("Making the tables anew from the journal"),
            lambda report: files.rebuild(self._file, report),
            self._rebuilt,
            self._failed,
        )

    def _begin(self, words: str) -> None:
        self.problem.clear()
        restyle(self._said, role="")
        self._said.setText(words + "…")
        self._enable(False)

    def _enable(self, enabled: bool) -> None:
        for verb in (self.print_button, self.again):
            verb.setEnabled(enabled)
        self.rebuild_button.setEnabled(enabled and not self._file.read_only)

    def _failed(self, words: str) -> None:
        self._said.setText("")
        self._enable(True)
        self.problem.say(words)

    def _checked(self, found: Sequence[files.Finding]) -> None:
        self.found = found
        self._enable(True)
        self._said.setText(self.sentence())
        restyle(self._said, role="error" if found else "ok")
        self.table.show_rows([(_(PARTS.get(f.part, f.part)), f.place, f.detail) for f in found])

    def sentence(self) -> str:
        """Return what the check found in one sentence."""
        if not self.found:
            return _("The data file is sound: pages, tables, journal and references agree.")
        return _(
            "{count} faults were found. The check has written nothing to the file. Make the tables anew; "
            "if faults remain, restore the latest backup."
        ).format(count=show_number(len(self.found)))

    def _rebuilt(self, lines: int) -> None:
        self._enable(True)
        restyle(self._said, role="ok")
        self._said.setText(
            _("The tables were made anew from {count} lines of the journal. Check again to be sure.").format(
                count=show_number(lines)
            )
        )
        self.table.show_rows([])

    def html(self) -> str:
        """Return the findings as they are printed."""
        rows = [(_(PARTS.get(f.part, f.part)), f.place, f.detail) for f in self.found]
        head = (_("Part"), _("Place"), _("Difference"))
        paragraphs = (_("Data file: {name}").format(name=self._file.path), self.sentence())
        return page(_("Check of the integrity of the data"), paragraphs, (head, *rows) if rows else ())

    def _print(self) -> None:
        print_page(self, self.html())
