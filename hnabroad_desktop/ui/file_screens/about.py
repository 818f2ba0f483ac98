"""What the program is, whose work is in it, and what changed from version to version."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QTextBrowser, QWidget

from hnabroad_desktop import __version__
from hnabroad_desktop.base.i18n import _
from hnabroad_desktop.base.paths import RESOURCES, ROOT
from hnabroad_desktop.ui import theme
from hnabroad_desktop.ui.dialog import Dialog


class ReadingDialog(Dialog):
    """A text of the program to be read, larger than a message."""

    def __init__(self, parent: QWidget | None, title: str) -> None:
        super().__init__(parent, title, 860)
        self.page = QTextBrowser()
        self.page.setOpenLinks(False)  # the program never reaches out of the machine
        self.page.setMinimumHeight(theme.current().measure("row") * 14)
        self.page.setAccessibleName(title)
        self.body.addWidget(self.page, 1)
        self.add_button(_("&Close"), 0, primary=True)


def show_changes(parent: QWidget | None) -> None:
    """Show what changed, from version to version."""
    dialog = ReadingDialog(parent, _("What changed"))
    dialog.page.setMarkdown((RESOURCES / "changes.md").read_text(encoding="utf-8"))
    dialog.ask()


def licences() -> str:
    """Return the licence of the program and of the work of others in it, as one text."""
    found = [ROOT / "LICENSE", ROOT / "THIRD_PARTY.md", *sorted((RESOURCES / "licences").glob("*.txt"))]
    found.append(RESOURCES / "fonts" / "OFL.txt")
    return "\n\n\n".join(_part(path) for path in found if path.exists())


def _part(path: Path) -> str:
    return f"{path.name}\n{'─' * len(path.name)}\n\n{path.read_text(encoding='utf-8')}"


def show_licences(parent: QWidget | None) -> None:
    """Show the licences."""
    dialog = ReadingDialog(parent, _("Licences"))
    dialog.page.setPlainText(licences())
    dialog.ask()


def show_about(parent: QWidget | None) -> None:
    """Say what the program is and which version this is."""
    dialog = Dialog(parent, _("About the program"), 480)
    dialog.add_words("HN Abroad Desktop", "title")
    dialog.add_words(_("Version {version}").format(version=__version__), "quiet")
    dialog.add_words(
        _(
            "HN Abroad Desktop keeps the cadres, plans, agreements and classes of a unit "
            "that sends people to train abroad."
        )
    )
    dialog.add_words(
        _("The program works without a network; nothing leaves this machine by itself."), "quiet"
    )
    dialog.add_verb(_("&What changed"), lambda: show_changes(dialog))
    dialog.add_verb(_("&Licences"), lambda: show_licences(dialog))
    dialog.add_button(_("&Close"), 0, primary=True)
    dialog.ask()
