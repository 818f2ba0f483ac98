"""Saves workbooks: what a list shows, rows that were not imported, blank templates."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from hnabroad_desktop.actions import exports
from hnabroad_desktop.actions.files import OpenFile
from hnabroad_desktop.base.errors import AppError
from hnabroad_desktop.base.i18n import _
from hnabroad_desktop.ui import settings
from hnabroad_desktop.ui.host import Host
from hnabroad_desktop.ui.kind_screen import KindScreen

_FOLDER = "export/folder"


def save_workbook(parent: QWidget, host: Host, title: str, made: Callable[[], bytes]) -> None:
    """Ask where, write a workbook there as a job, and say so. Raises AppError when it cannot be written."""
    folder = settings.read(_FOLDER)
    start = str(Path(folder) / f"{title}.xlsx") if folder else f"{title}.xlsx"
    name, _kind = QFileDialog.getSaveFileName(parent, title, start, _("Excel workbook (*.xlsx)"))
    if not name:
        return
    path = Path(name if name.lower().endswith(".xlsx") else f"{name}.xlsx")
    settings.write(_FOLDER, str(path.parent))

    def work(_report: object) -> Path:
        try:
            path.write_bytes(made())
        except OSError as error:
            raise AppError(
                _("{path} could not be written. Choose another folder, or close the file in Excel.").format(
                    path=path
                )
            ) from error
        return path

    host.background.run(
        _("Writing {name}").format(name=path.name),
        work,
        lambda written: host.say(_("Written: {path}").format(path=written)),
    )


def export_shown(screen: KindScreen, host: Host, file: OpenFile) -> None:
    """Write exactly what a list shows: its rows, columns and order."""
    query, columns = screen.list.model.query, tuple(screen.list.column_names())
    kind = screen.type.code
    save_workbook(
        screen, host, _(screen.type.label_plural), lambda: exports.exported(file, kind, query, columns)
    )
