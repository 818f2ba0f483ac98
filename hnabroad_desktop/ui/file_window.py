"""The window of an open data file: backups by themselves, the verbs on the file, and an orderly end."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QCloseEvent

from hnabroad_desktop.actions import files
from hnabroad_desktop.base.errors import AppError
from hnabroad_desktop.base.i18n import N_, _
from hnabroad_desktop.ui import settings
from hnabroad_desktop.ui.areas import MakeScreen
from hnabroad_desktop.ui.dialog import choose
from hnabroad_desktop.ui.file_desk import FileDesk
from hnabroad_desktop.ui.menus import FILE, HELP, LIST, RECORD
from hnabroad_desktop.ui.shell import Identity, Shell
from hnabroad_desktop.ui.verbs import Verb

if TYPE_CHECKING:
    from hnabroad_desktop.ui.kind_screen import KindScreen
    from hnabroad_desktop.ui.units_screen import SettingsArea

#: How often it is asked whether a backup is due, in milliseconds; the rule itself is the store's.
_MINUTE = 60_000


class FileWindow(Shell):
    """Shows one open file until it is left; ``restore_from`` and ``wants_another`` say what comes then."""

    ended = Signal()

    #: The backup to go back to, and whether another file is to be opened, once the window has closed.
    restore_from: Path | None = None
    wants_another = False
    #: Work that waits until the window can be seen and used.
    behind_first_paint: Sequence[Callable[[], object]] = ()
    _backup_words = ""

    def __init__(
        self, desk: FileDesk, identity: Identity, own: Mapping[str, MakeScreen] | None = None
    ) -> None:
        self._file: files.OpenFile = desk.file
        super().__init__(desk, identity, own=own, verbs=_verbs)
        self._changed = True  # so that opening makes a backup, if the last one is old
        self._complained = ""
        self._file.listeners.append(self._heard)
        self._minute = QTimer(self)
        self._minute.setInterval(_MINUTE)
        self._minute.timeout.connect(self.back_up_if_due)
        self._painted = False
        self.navigation.viewport().installEventFilter(self)

    def _build(self) -> None:
        super()._build()
        self.status.show_backup(self._backup_words)

    # --- behind the first paint

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Begin what can wait once the window has been painted."""
        if event.type() == QEvent.Type.Paint and not self._painted:
            self._painted = True
            watched.removeEventFilter(self)
            QTimer.singleShot(0, self._settle_in)
        return super().eventFilter(watched, event)

    def _settle_in(self) -> None:
        for work in self.behind_first_paint:
            work()
        self.background.run(
            _("Looking the file over"), lambda _report: files.quick_check(self._file), self._looked_over
        )
        self._show_last_backup()

    def _looked_over(self, found: Sequence[files.Finding]) -> None:
        if not self._file.read_only:
            self._minute.start()
            self.back_up_if_due()
        if found:
            self.show_sentence(
                _(
                    "The quick look at opening found {count} faults in the data file. Nothing was changed. "
                    "Check the integrity of the data (menu File) before going on."
                ).format(count=len(found))
            )

    # --- backups

    def _heard(self, _kinds: frozenset[str]) -> None:
        self._changed = True

    def back_up_if_due(self) -> None:
        """Make a backup if the store says that one is due; a failure is told once, not every minute."""
        if self.background.busy:
            return
        changed, self._changed = self._changed, False
        second = settings.read_second_folder(self._file.path)

        def work(_report: object) -> tuple[bool, str]:
            # Backups begin behind the first paint, and are loaded there.
            from hnabroad_desktop.actions import backups
            from hnabroad_desktop.ui.file_screens.backing_up import copy_to_second  # likewise

            try:
                made = backups.backup_if_due(self._file, changed)
            except AppError as problem:
                return False, str(problem)
            return made is not None, copy_to_second(self._file, second) if made is not None else ""

        self.background.run(
            _("Backing up"),
            work,
            lambda outcome: self._backed_up(changed=changed, made=outcome[0], words=outcome[1]),
        )

    def _backed_up(self, *, changed: bool, made: bool, words: str) -> None:
        if not made:
            self._changed = self._changed or changed
        if words and words != self._complained:
            self.show_sentence(words)
        self._complained = words
        self._show_last_backup()

    def _show_last_backup(self) -> None:
        # Told behind the first paint.
        from hnabroad_desktop.actions import backups

        last = backups.last_time(self._file.path)
        if last is None:
            self._backup_words = ""
        else:
            local = last.astimezone()
            today = local.date() == dt.datetime.now().date()
            time = f"{local:%H:%M}" if today else f"{local:%H:%M, %d/%m/%Y}"
            self._backup_words = _("Last backup {time}, checked").format(time=time)
        self.status.show_backup(self._backup_words)

    # --- verbs on the file

    def open_another(self) -> None:
        """Close this file and go to the start window."""
        self.wants_another = True
        if not self.close():
            self.wants_another = False

    def show_backups(self) -> None:
        """Show the backups; going back to one closes the file first."""
        # Loaded when asked for: the first paint does not need it.
        from hnabroad_desktop.ui.file_screens.backing_up import BackupsDialog

        dialog = BackupsDialog(self, self._file, self.background, self._show_last_backup)
        dialog.table.setFocus()
        dialog.ask()
        self.restore_from = dialog.restore_from
        if self.restore_from is not None and not self.close():
            self.restore_from = None

    def back_up_now(self) -> None:
        """Show the backups and make one."""
        # Loaded when asked for: the first paint does not need it.
        from hnabroad_desktop.ui.file_screens.backing_up import BackupsDialog

        dialog = BackupsDialog(self, self._file, self.background, self._show_last_backup)
        QTimer.singleShot(0, dialog.back_up)
        dialog.ask()

    def check_file(self) -> None:
        """Check the whole file."""
        # Loaded when asked for: the first paint does not need it.
        from hnabroad_desktop.ui.file_screens.checking import CheckDialog

        dialog = CheckDialog(self, self._file, self.background)
        QTimer.singleShot(0, dialog.check)
        dialog.ask()

    def rebuild_tables(self) -> None:
        """Make the tables anew from the journal."""
        # Loaded when asked for: the first paint does not need it.
        from hnabroad_desktop.ui.file_screens.checking import CheckDialog

        words = _(
            "Every table is made anew from the journal, after a backup. Nothing that was typed is lost. "
            "It takes a few seconds for each ten thousand records."
        )
        if choose(self, _("Make the tables anew"), words, [_("&Make the tables anew"), _("&Close")]) == 0:
            dialog = CheckDialog(self, self._file, self.background)
            QTimer.singleShot(0, dialog.rebuild)
            dialog.ask()
            self.refresh()

    def show_people(self) -> None:
        """Show who may open the file."""
        # Loaded when asked for: the first paint does not need it.
        from hnabroad_desktop.ui.file_screens.people import PeopleDialog

        PeopleDialog(self, self._file, self.background).ask()

    def match_texts(self) -> None:
        """Match the texts that wait for their catalogue."""
        # Loaded when asked for: the first paint does not need it.
        from hnabroad_desktop.ui.file_screens.matching import MatchDialog

        dialog = MatchDialog(self, self._file)
        dialog.table.setFocus()
        dialog.ask()
        if dialog.matched:
            self.done(_("{count} values were matched.").format(count=dialog.matched), undoable=True)
            self.refresh()

    def rearrange_units(self) -> None:
        """Show the wizard that rearranges units."""
        self._on_units(lambda area: area.start_rearranging())

    def show_waiting(self) -> None:
        """Show the people who wait to be placed."""
        self._on_units(lambda area: area.show_waiting())

    def show_figures(self) -> None:
        """Show the figures by unit."""
        self._on_units(lambda area: area.show_figures())

    def _on_units(self, act: Callable[[SettingsArea], object]) -> None:
        # Loaded when asked for: the first paint does not need it.
        from hnabroad_desktop.ui.units_screen import SettingsArea

        if self.go_to_area("settings") and isinstance(area := self.current_screen(), SettingsArea):
            area.show_kind("unit")
            act(area)

    def show_uses(self) -> None:
        """Show where the record in sight is used, and offer another in its place."""
        # Loaded when asked for: the first paint does not need it.
        from hnabroad_desktop.ui.file_screens.uses import show_uses

        screen = self.kind_screen()
        record = self.desk.get(screen.type.code, screen.current_id()) if screen is not None else None
        if record is None:
            self.say(_("Mark a record in a list first."))
        elif screen is not None and screen.may_leave() and show_uses(screen, self, self._file, record):
            self.refresh()

    def start_import(self) -> None:
        """Show the import from Excel."""
        # Loaded when asked for: the first paint does not need it.
        from hnabroad_desktop.ui.people_area import PeopleArea

        if self.go_to_area("people") and isinstance(area := self.current_screen(), PeopleArea):
            area.start_import()

    def show_imports(self) -> None:
        """Show the imports made so far."""
        # Loaded when asked for: the first paint does not need it.
        from hnabroad_desktop.ui.people_area import PeopleArea

        if self.go_to_area("people") and isinstance(area := self.current_screen(), PeopleArea):
            area.show_imports()

    def export_shown(self) -> None:
        """Write what the list in sight shows into a workbook."""
        # Loaded when asked for: the first paint does not need it.
        from hnabroad_desktop.ui.exporting import export_shown

        screen = self.kind_screen()
        if screen is not None:
            export_shown(screen, self, self._file)

    def choose_columns(self) -> None:
        """Ask which columns the list in sight shows."""
        screen = self._list_in_sight()
        if screen is not None:
            screen.views.choose_columns()

    def _list_in_sight(self) -> KindScreen | None:
        screen = self.kind_screen()
        if screen is not None and screen.list.isVisible():
            return screen
        self.say(_("No list is in sight here."))
        return None

    def choose_name_order(self) -> None:
        """Ask in which order names stand in lists."""
        # Loaded when asked for: the first paint does not need it.
        from hnabroad_desktop.ui.name_order import choose_name_order

        if choose_name_order(self):
            self.refresh()

    def change_selected(self) -> None:
        """Change one field of the rows selected in the list in sight."""
        # Loaded when asked for: the first paint does not need it.
        from hnabroad_desktop.ui.bulk_dialog import change_selected

        screen = self._list_in_sight()
        if screen is not None and not self._file.read_only and screen.may_leave():
            ids = screen.list.selected_ids()
            change_selected(screen, self, self._file, screen.type.code, ids, self.refresh)

    def show_about(self) -> None:
        """Say what the program is."""
        # Loaded when asked for: the first paint does not need it.
        from hnabroad_desktop.ui.file_screens.about import show_about

        show_about(self)

    def show_changes(self) -> None:
        """Say what changed from version to version."""
        # Loaded when asked for: the first paint does not need it.
        from hnabroad_desktop.ui.file_screens.about import show_changes

        show_changes(self)

    # --- the end

    def closeEvent(self, event: QCloseEvent) -> None:
        """Close only when nothing unsaved is lost; a failed write blocks until the user decides."""
        if self._unsaved_failure and not self._close_over_failure():
            event.ignore()
            return
        super().closeEvent(event)
        if event.isAccepted():
            self._minute.stop()
            self._file.listeners.remove(self._heard)
            self.ended.emit()

    def _close_over_failure(self) -> bool:
        words = _(
            "The last change could not be written to the file. What was saved before is intact. "
            "Stay and save again; closing now loses the last change."
        )
        answers = [_("&Stay and save again"), _("&Lose the last change and close"), _("S&tay")]
        return choose(self, _("Not saved"), words, answers) == 1


def _verbs(shell: Shell) -> list[Verb]:
    assert isinstance(shell, FileWindow)
    return [
        Verb("open", FILE, N_("&Open another file…"), shell.open_another, "Ctrl+O", "folder-open"),
        Verb(
            "backup",
            FILE,
            N_("&Back up now"),
            shell.back_up_now,
            "Ctrl+Shift+S",
            "hard-drive",
            separate=True,
        ),
        Verb("backups", FILE, N_("Backups and &restoring…"), shell.show_backups, "", "archive"),
        Verb("check", FILE, N_("&Check the integrity of the data…"), shell.check_file, "", "shield"),
        Verb("rebuild", FILE, N_("&Make the tables anew…"), shell.rebuild_tables, "", "database"),
        Verb("people", FILE, N_("&People and passwords…"), shell.show_people, "", "key-round", separate=True),
        Verb("match", FILE, N_("&Waiting to be matched…"), shell.match_texts, "", "badge-check"),
        Verb(
            "rearrange", FILE, N_("Rearran&ge units…"), shell.rearrange_units, "", "list-tree", separate=True
        ),
        Verb("waiting", FILE, N_("Peop&le waiting to be placed…"), shell.show_waiting, "", "hourglass"),
        Verb("figures", FILE, N_("&Figures by unit…"), shell.show_figures, "", "chart-column"),
        Verb(
            "import", FILE, N_("&Import from Excel…"), shell.start_import, "Ctrl+I", "download", separate=True
        ),
        Verb("imports", FILE, N_("Imports &so far…"), shell.show_imports, "", "history"),
        Verb(
            "export", FILE, N_("&Export what the list shows…"), shell.export_shown, "Ctrl+Shift+E", "upload"
        ),
        Verb(
            "send",
            FILE,
            N_("Sen&d data packages…"),
            lambda: shell.open_record("exchange", "send"),
            "",
            "send",
            separate=True,
        ),
        Verb(
            "receive",
            FILE,
            N_("Recei&ve data packages…"),
            lambda: shell.open_record("exchange", "receive"),
            "",
            "inbox",
        ),
        Verb("columns", LIST, N_("C&olumns…"), shell.choose_columns, "Ctrl+Shift+K", "list", separate=True),
        Verb(
            "bulk", LIST, N_("C&hange a field of the selected rows…"), shell.change_selected, "Ctrl+Shift+B"
        ),
        Verb("uses", RECORD, N_("&Where it is used…"), shell.show_uses, "", "replace"),
        Verb("name_order", LIST, N_("Order of &names…"), shell.choose_name_order, "", "users"),
        Verb("changes", HELP, N_("What c&hanged"), shell.show_changes, "", "scroll-text"),
    ]
