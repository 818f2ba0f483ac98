"""A recovery key on the screen, this once: print it, copy it, and say that it is put away."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from hnabroad_desktop.base.i18n import _
from hnabroad_desktop.ui import theme
from hnabroad_desktop.ui.controls import button, label
from hnabroad_desktop.ui.dialog import Dialog
from hnabroad_desktop.ui.print_note import page, print_page


class RecoveryKeyView(QWidget):
    """The key in letters that can be read across a desk, with what to do with it."""

    #: Whether the user says that the key lies in the sealed envelope.
    put_away = Signal(bool)

    def __init__(self, key: str, file_name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._key, self._file = key, file_name
        shown = label(key, "key", wrap=True)
        font = theme.current().font(13, strong=True)
        font.setFamilies(["Consolas", "DejaVu Sans Mono", font.family()])
        shown.setFont(font)
        shown.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        shown.setAccessibleName(_("Recovery key"))
        self._said = label("", "ok")
        self.done_box = QCheckBox(_("The key lies in the &sealed envelope"))
        self.done_box.toggled.connect(self.put_away)
        verbs = QHBoxLayout()
        verbs.setSpacing(8)
        self.print_button = button(_("&Print…"), self._print, picture="printer")
        verbs.addWidget(self.print_button)
        verbs.addWidget(button(_("&Copy"), self._copy, picture="copy"))
        verbs.addWidget(self._said)
        verbs.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addWidget(label(self._words(), wrap=True))
        layout.addWidget(shown)
        layout.addLayout(verbs)
        layout.addWidget(self.done_box)

    def _words(self) -> str:
        return _(
            "This key opens the file when every password is forgotten. It is shown this once. "
            "Print it, put the paper into an envelope, seal it and keep it in the safe of the unit."
        )

    def html(self) -> str:
        """Return the page that is printed."""
        return page(
            _("Recovery key"),
            (
                _("Data file: {name}").format(name=self._file),
                self._key,
                _("Keep this paper in a sealed envelope. Whoever has it and the file can read everything."),
            ),
        )

    def _print(self) -> None:
        if print_page(self, self.html()):
            self._said.setText(_("Printed"))

    def _copy(self) -> None:
        QApplication.clipboard().setText(self._key)
        self._said.setText(_("Copied"))


def show_recovery_key(parent: QWidget | None, key: str, file_name: str) -> None:
    """Show a new key until the user says that it is put away."""
    dialog = Dialog(parent, _("New recovery key"), 520)
    view = RecoveryKeyView(key, file_name)
    dialog.body.addWidget(view)
    go = dialog.add_button(_("&Go on"), 1, primary=True)
    go.setEnabled(False)
    view.put_away.connect(go.setEnabled)
    view.print_button.setFocus()
    while not dialog.ask():
        # Esc would lose the only sight of the key.
        view.done_box.setFocus()
