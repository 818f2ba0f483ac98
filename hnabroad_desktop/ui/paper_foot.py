"""The line below a paper: which page is in sight, what changed, the file just written, and the zoom."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from hnabroad_desktop.base.i18n import _
from hnabroad_desktop.ui.controls import button, label
from hnabroad_desktop.ui.preview import PageView
from hnabroad_desktop.ui.shortened import Shortened


class PaperFoot(QWidget):
    """Follows the zoom of the pages by itself; the rest it is told."""

    #: The words that changed are wanted instead of the pages, or the pages again.
    differences_wanted = Signal()
    #: The file just written is to be opened.
    open_wanted = Signal(object)

    def __init__(self, view: PageView) -> None:
        super().__init__()
        self._view = view
        self._written: Path | None = None
        self._page = label("", "hint")
        self._changed = Shortened()
        self.compare_button = button(
            _("Changed words"),
            self.differences_wanted.emit,
            role="quiet",
            picture="file-search",
            tip="Ctrl+D",
        )
        self._file = button("", self._open_written, role="link", picture="external-link")
        self._file.hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 1, 8, 1)
        row.setSpacing(8)
        row.addWidget(self._page)
        row.addWidget(self._changed, 1)
        row.addWidget(self.compare_button)
        row.addWidget(self._file)
        smaller = button("", lambda: view.zoom_by(-1), role="quiet", picture="zoom-out", tip="−")
        self._fit = button("", lambda: view.set_zoom(0), role="quiet", tip="0")
        larger = button("", lambda: view.zoom_by(1), role="quiet", picture="zoom-in", tip="+")
        smaller.setAccessibleName(_("Smaller pages"))
        larger.setAccessibleName(_("Larger pages"))
        for made in (smaller, self._fit, larger):
            made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            row.addWidget(made)
        view.zoomed.connect(lambda _zoom: self.show_zoom())

    def show_page(self, page: int, count: int) -> None:
        """Say which page is in sight, counted from 0, of how many."""
        words = _("Page {page}/{count}").format(page=page + 1, count=count) if count else ""
        self._page.setText(words)

    def show_changed(self, words: str) -> None:
        """Say what changed since when; "" for nothing."""
        self._changed.show_words(words)

    def show_zoom(self) -> None:
        """Say how large the pages are."""
        percent = self._view.percent()
        words = _("Width · {percent} %") if not self._view.zoom else _("{percent} %")
        self._fit.setText(words.format(percent=percent))

    def offer_file(self, path: Path) -> None:
        """Offer to open a file that was just written."""
        self._written = path
        self._file.setText(_("Open {name}").format(name=path.name))
        self._file.setToolTip(str(path))
        self._file.show()

    def _open_written(self) -> None:
        if self._written is not None:
            self.open_wanted.emit(self._written)
