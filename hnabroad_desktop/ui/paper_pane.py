"""A paper of a class on the screen: which one, its pages, what it lacks and what changed."""

from __future__ import annotations

import datetime as dt
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from hnabroad_desktop.actions import drafting, previews, printed
from hnabroad_desktop.actions.drafting import Gap
from hnabroad_desktop.actions.previews import Printout
from hnabroad_desktop.actions.printed import Printed
from hnabroad_desktop.base.errors import AppError
from hnabroad_desktop.base.i18n import N_, _
from hnabroad_desktop.records.decision import ISSUED
from hnabroad_desktop.records.schema import Record
from hnabroad_desktop.ui import printing, theme
from hnabroad_desktop.ui.controls import Tab, WrapLayout, button, label, painted
from hnabroad_desktop.ui.differences import Differences
from hnabroad_desktop.ui.host import Host
from hnabroad_desktop.ui.pages import Pages
from hnabroad_desktop.ui.paper_out import PaperOut, Shown
from hnabroad_desktop.ui.preview import PageView
from hnabroad_desktop.ui.shortened import Shortened
from hnabroad_desktop.ui.thumbnails import Thumbnails

#: The papers of a class, and the two sets of columns of the profile list.
PAPERS = (
    ("decision", "A", N_("Decision")),
    ("annex", "A", N_("Annexed list")),
    ("profile_list", "A", N_("Profile list A")),
    ("profile_list", "B", N_("Profile list B")),
)
#: Narrower than this the small pages give way, in pixels.
_ROOM_FOR_BOTH = 600
PROFILES = (("state", N_("State layout")), ("party", N_("Party layout")))


class PaperPane(QWidget):
    """One decision and its lists as page images; asks the actions for the paper each time it is refreshed."""

    #: A missing field is to be filled.
    gap_chosen = Signal(object)
    #: The other layout is wanted: "state" or "party".
    profile_wanted = Signal(str)

    def __init__(self, host: Host, file: Any, *, with_profiles: bool = True) -> None:
        super().__init__()
        painted(self, "paper")
        self._host, self._file = host, file
        self.decision: Record | None = None
        self.paper: Printout | None = None
        self.pages = Pages()
        self.changed: tuple[int, ...] = ()
        self._what, self._columns = "decision", "A"
        self._opened: dict[tuple[str, str, str], Printed] = {}
        self._before: Printed | None = None
        self._written: Path | None = None
        self.out = PaperOut(host, file, self)
        self.out.sent.connect(self.refresh)
        self.out.written.connect(self._offer_written)
        self.view = PageView()
        self.thumbnails = Thumbnails()
        self.differences = Differences()
        self._words = label("", "quiet", wrap=True)
        self._words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._words.setMargin(32)
        self._with_profiles = with_profiles
        self._build()
        self.view.moved.connect(self._moved)
        self.view.zoomed.connect(lambda _zoom: self._tell_zoom())
        self.view.place_chosen.connect(lambda name: self.gap_chosen.emit(drafting.gap(name)))
        self.thumbnails.currentRowChanged.connect(self.view.go_to)
        self.differences.closed.connect(self.toggle_differences)

    # --- what it is made of

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._choices())
        column.addWidget(self._tools())
        column.addWidget(self._gaps())
        column.addWidget(self._archive())
        pages = QWidget()
        beside = QHBoxLayout(pages)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(0)
        beside.addWidget(self.thumbnails)
        beside.addWidget(self.view, 1)
        self.stack = QStackedWidget()
        for page in (pages, self.differences, self._words):
            self.stack.addWidget(page)
        column.addWidget(self.stack, 1)
        column.addWidget(self._foot())
        for key, act in (
            ("Ctrl+P", self.out.print),
            ("Ctrl+Shift+P", self.print_changed),
            ("Ctrl+D", self.toggle_differences),
        ):
            QShortcut(QKeySequence(key), self, act, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def _choices(self) -> QVBoxLayout:
        around = QVBoxLayout()
        around.setContentsMargins(12, 4, 12, 0)
        row = WrapLayout(None, gap=14, line_gap=0)
        around.addLayout(row)
        self._tabs = QButtonGroup(self)
        for what, columns, words in PAPERS:
            made = Tab(_(words))
            made.clicked.connect(partial(self._choose, what, columns))
            made.setProperty("paper", what + columns)
            self._tabs.addButton(made)
            row.addWidget(made)
        return around

    def _tools(self) -> QWidget:
        tools = QWidget()
        around = QVBoxLayout(tools)
        around.setContentsMargins(12, 8, 12, 8)
        row = WrapLayout(None, gap=6, line_gap=4)
        around.addLayout(row)
        self.print_button = button(_("Print"), self.out.print, picture="printer", tip="Ctrl+P")
        self.reprint_button = button("", self.print_changed, picture="printer", tip="Ctrl+Shift+P")
        self.pdf_button = button("PDF", self.out.save_pdf, picture="download")
        self.word_button = button("Word", self.out.save_word, picture="download")
        self.excel_button = button("Excel", self.out.save_excel, picture="download")
        self.compare_button = button(
            _("Changed words"), self.toggle_differences, role="quiet", picture="file-search", tip="Ctrl+D"
        )
        for made in (
            self.print_button,
            self.reprint_button,
            self.pdf_button,
            self.word_button,
            self.excel_button,
        ):
            row.addWidget(made)
        self._profiles = QButtonGroup(self)
        choice = QWidget()
        inside = QHBoxLayout(choice)
        inside.setContentsMargins(10, 0, 0, 0)
        inside.setSpacing(12)
        for code, words in PROFILES if self._with_profiles else ():
            tab = Tab(_(words))
            tab.clicked.connect(partial(self._want_profile, code))
            tab.setProperty("profile", code)
            self._profiles.addButton(tab)
            inside.addWidget(tab)
        choice.setFixedHeight(round(30 * theme.current().scale / 100))
        row.addWidget(choice)
        return tools

    def _gaps(self) -> QWidget:
        self._gap_bar = QFrame()
        self._gap_bar.setObjectName("gaps")
        around = QVBoxLayout(self._gap_bar)
        around.setContentsMargins(12, 3, 12, 3)
        self._gap_row = WrapLayout(None, gap=2, line_gap=0)
        around.addLayout(self._gap_row)
        self._gap_bar.hide()
        return self._gap_bar

    def _archive(self) -> QWidget:
        self._archive_bar = QFrame()
        self._archive_bar.setObjectName("archive")
        row = QHBoxLayout(self._archive_bar)
        row.setContentsMargins(12, 4, 8, 4)
        self._archive_words = label("", "ok")
        row.addWidget(self._archive_words, 1)
        row.addWidget(button(_("Check again"), self.check_archive, role="link", picture="shield"))
        self._archive_bar.hide()
        return self._archive_bar

    def _foot(self) -> QWidget:
        foot = QWidget()
        row = QHBoxLayout(foot)
        row.setContentsMargins(12, 1, 8, 1)
        row.setSpacing(8)
        self._page_words = label("", "hint")
        self._changed_words = Shortened()
        self.file_button = button("", self._open_written, role="link", picture="external-link")
        self.file_button.hide()
        row.addWidget(self._page_words)
        row.addWidget(self._changed_words, 1)
        row.addWidget(self.compare_button)
        row.addWidget(self.file_button)
        self._smaller = button("", lambda: self.view.zoom_by(-1), role="quiet", picture="zoom-out", tip="−")
        self._fit = button("", lambda: self.view.set_zoom(0), role="quiet", tip="0")
        self._larger = button("", lambda: self.view.zoom_by(1), role="quiet", picture="zoom-in", tip="+")
        self._smaller.setAccessibleName(_("Smaller pages"))
        self._larger.setAccessibleName(_("Larger pages"))
        for made in (self._smaller, self._fit, self._larger):
            made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            row.addWidget(made)
        return foot

    # --- what is shown

    def show_decision(self, decision: Record | None, why_not: str = "") -> None:
        """Show the papers of a decision, stored or only tried; ``why_not`` stands where there is none."""
        self.decision = decision
        if decision is None:
            self.paper = self.out.shown = None
            self._say(why_not)
            return
        for made in self._profiles.buttons():
            made.setChecked(made.property("profile") == decision["profile"])
            made.setEnabled(decision["state"] not in ISSUED and not decision["amends"])
        self.refresh()

    def _choose(self, what: str, columns: str, _checked: bool) -> None:
        self.choose(what, columns)

    def choose(self, what: str, columns: str = "A") -> None:
        """Show another paper of the same class."""
        self._what, self._columns = what, columns
        self.refresh()
        self.view.go_to(0)

    @property
    def chosen(self) -> tuple[str, str]:
        """The paper in sight and its set of columns."""
        return self._what, self._columns

    def refresh(self) -> None:
        """Make the paper anew from what is stored now and show what changed."""
        for made in self._tabs.buttons():
            made.setChecked(made.property("paper") == self._what + self._columns)
        if self.decision is None:
            return
        try:
            paper = previews.printout(self._file, self.decision, self._what, self._columns)  # type: ignore[arg-type]
        except AppError as error:
            self.paper = self.out.shown = None
            self._say(str(error))
            return
        self.paper, self.pages = paper, Pages(paper.pdf)
        key = (self.decision.text("profile") + self.decision.id, self._what, self._columns)
        opened = self._opened.setdefault(key, Printed("", self.pages.marks, paper.text))
        self._before = printed.last(self._file, self.decision.id, self._what + self._columns) or opened
        issued = self.decision["state"] in ISSUED and self._what == "decision"
        self.changed = () if issued else self.pages.changed(self._before.pages)
        self.out.shown = Shown(
            self.decision,
            self._what,
            self._columns,
            self._name(),
            paper,
            self.pages,
            self.changed,
            self._before,
        )
        self.view.show_pages(self.pages, self.changed, self.pages.places(paper.missing))
        self.thumbnails.show_pages(self.pages, self.changed)
        self._place_thumbnails()
        self.differences.show_lines(previews.differences(self._before.text, paper.text), self._since())
        if self.stack.currentIndex() == 2:
            self.stack.setCurrentIndex(0)
        self._tell()

    def bring(self, words: str) -> None:
        """Bring words into sight on the pages, where they stand there."""
        place = self.pages.find(words) if words else None
        if place is not None:
            self.view.bring(place)

    def _place_thumbnails(self) -> None:
        self.thumbnails.setVisible(self.pages.count > 1 and self.width() >= _ROOM_FOR_BOTH)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the width to the page where there is not much of it."""
        super().resizeEvent(event)
        self._place_thumbnails()

    def forget_opening(self) -> None:
        """Compare with what is shown from now on, where nothing was printed yet."""
        self._opened.clear()

    def _say(self, words: str) -> None:
        self._words.setText(words)
        self.stack.setCurrentIndex(2)
        self.pages, self.changed = Pages(), ()
        self._tell()

    def _tell(self) -> None:
        shown = self.paper is not None
        for made in (self.print_button, self.pdf_button, self.word_button, self.compare_button):
            made.setEnabled(shown)
        self.excel_button.setVisible(shown and self._what != "decision")
        self.reprint_button.setVisible(bool(self.changed))
        self.reprint_button.setText(
            _("Print page {pages} again").format(pages=printing.told_pages(self.changed))
        )
        self._changed_words.show_words(
            _("Changed since {since}: page {pages}").format(
                since=self._since(), pages=printing.told_pages(self.changed)
            )
            if self.changed
            else ""
        )
        self._moved(self.view.page)
        self._tell_zoom()
        self._tell_gaps()
        self._tell_archive()

    def _since(self) -> str:
        if self._before is None or not self._before.when:
            return _("the screen was opened")
        when = dt.datetime.fromisoformat(self._before.when)
        return _("the print at {time}").format(time=f"{when:%H:%M}, {when:%d/%m/%Y}")

    def _tell_zoom(self) -> None:
        percent = self.view.percent()
        words = _("Width · {percent} %") if not self.view.zoom else _("{percent} %")
        self._fit.setText(words.format(percent=percent))

    def _tell_gaps(self) -> None:
        while self._gap_row.count():
            item = self._gap_row.takeAt(0)
            shown = item.widget() if item is not None else None
            if shown is not None:
                shown.hide()
                shown.deleteLater()
        missing = self.paper.missing if self.paper is not None else ()
        self._gap_bar.setVisible(bool(missing))
        if not missing:
            return
        lead = label(_("Still missing:"), "warning")
        lead.setFixedHeight(30)
        self._gap_row.addWidget(lead)
        for name in missing:
            made = button(f"‹{name}›", partial(self._choose_gap, name), role="link")
            made.setToolTip(_("Fill in: {name}").format(name=name))
            self._gap_row.addWidget(made)

    def _choose_gap(self, name: str) -> None:
        self.view.go_to_place(name)
        self.gap_chosen.emit(drafting.gap(name))

    def gaps(self) -> list[Gap]:
        """Return what the paper in sight lacks."""
        return [drafting.gap(name) for name in self.paper.missing] if self.paper is not None else []

    def _tell_archive(self) -> None:
        decision = self.decision
        kept = decision is not None and decision["state"] in ISSUED and self._what == "decision"
        self._archive_bar.setVisible(kept and self.paper is not None)
        if kept and decision is not None:
            code = decision.text("archive_hash").upper()
            self._archive_words.setText(
                _("Archive copy, unchanged since issuing. SHA-256 {start} … {end}").format(
                    start=" ".join(code[i : i + 4] for i in range(0, 12, 4)), end=code[-4:]
                )
            )
            self._archive_words.setToolTip(code)

    def check_archive(self) -> None:
        """Read the archive copy anew and compare its hash. Raises AppError when it differs."""
        if self.decision is not None:
            previews.printout(self._file, self.decision)
            self._host.say(_("The archive copy is as it was issued: the hash agrees."))
        self.refresh()

    def _moved(self, page: int) -> None:
        self.out.page = page
        self.thumbnails.mark(page)
        count = self.pages.count
        words = _("Page {page}/{count}").format(page=page + 1, count=count) if count else ""
        self._page_words.setText(words)

    def _want_profile(self, code: str, _checked: bool) -> None:
        if self.decision is not None and self.decision["profile"] != code:
            self.profile_wanted.emit(code)

    def toggle_differences(self) -> None:
        """Show the words that changed instead of the pages, and back."""
        if self.paper is None:
            return
        pages = self.stack.currentIndex() == 1
        self.stack.setCurrentIndex(0 if pages else 1)
        (self.view if pages else self.differences).setFocus()

    # --- ways out

    def print_changed(self) -> None:
        """Print the changed pages again."""
        self.out.print_changed(self._since())

    def _name(self) -> str:
        return _(next(words for what, columns, words in PAPERS if (what, columns) == self.chosen))

    def _offer_written(self, path: Path) -> None:
        self._written = path
        self.file_button.setText(_("Open {name}").format(name=path.name))
        self.file_button.setToolTip(str(path))
        self.file_button.show()

    def _open_written(self) -> None:
        if self._written is not None:
            self.out.open(self._written)
