"""The summary sheet of a cadre as it will be printed."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from hnabroad_desktop.actions.summaries import Summary
from hnabroad_desktop.base.i18n import _
from hnabroad_desktop.ui.host import Host
from hnabroad_desktop.ui.paper_dialog import PaperDialog


class SummaryDialog(PaperDialog):
    """Shows the page; Enter prints it."""

    def __init__(self, parent: QWidget | None, made: Summary, host: Host) -> None:
        super().__init__(parent, _("Summary of the cadre"), made, host)
