"""A paper of a class on the screen: which one, its pages, what it lacks and what changed."""

from __future__ import annotations

import datetime as dt
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QButtonGroup,
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
from hnabroad_desktop.ui import printing
from hnabroad_desktop.ui.archive_bar import ArchiveBar
from hnabroad_desktop.ui.controls import Tab, WrapLayout, label, painted
from hnabroad_desktop.ui.differences import Differences
from hnabroad_desktop.ui.gap_bar import GapBar
from hnabroad_desktop.ui.host import Host
from hnabroad_desktop.ui.pages import Pages
from hnabroad_desktop.ui.paper_foot import PaperFoot
from hnabroad_desktop.ui.paper_out import PaperOut, Shown
from hnabroad_desktop.ui.paper_tools import PaperTools
from hnabroad_desktop.ui.preview import PageView
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
        self.out = PaperOut(host, file, self)
        self.tools = PaperTools(self.out, with_profiles=with_profiles)
        self.view = PageView()
        self.thumbnails = Thumbnails()
        self.differences = Differences()
        self.gap_bar, self.archive_bar, self.foot = GapBar(), ArchiveBar(), PaperFoot(self.view)
        self._words = label("", "quiet", wrap=True)
        self._words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._words.setMargin(32)
        self._build()
        self.out.sent.connect(self.refresh)
        self.tools.reprint_wanted.connect(self.print_changed)
        self.tools.profile_chosen.connect(self._want_profile)
        self.view.moved.connect(self._moved)
        self.view.place_chosen.connect(lambda name: self.gap_chosen.emit(drafting.gap(name)))
        self.thumbnails.currentRowChanged.connect(self.view.go_to)
        self.differences.closed.connect(self.toggle_differences)
        self.gap_bar.chosen.connect(self._choose_gap)
        self.archive_bar.check_wanted.connect(self.check_archive)
        self.foot.differences_wanted.connect(self.toggle_differences)
        self.foot.open_wanted.connect(self.out.open)
        self.out.written.connect(self.foot.offer_file)

    # --- what it is made of

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._choices())
        column.addWidget(self.tools)
        column.addWidget(self.gap_bar)
        column.addWidget(self.archive_bar)
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
        column.addWidget(self.foot)
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
        for place, (what, columns, words) in enumerate(PAPERS):
            made = Tab(_(words))
            made.setProperty("paper", what + columns)
            self._tabs.addButton(made, place)
            row.addWidget(made)
        self._tabs.idClicked.connect(self._choose)
        return around

    # --- what is shown

    def show_decision(self, decision: Record | None, why_not: str = "") -> None:
        """Show the papers of a decision, stored or only tried; ``why_not`` stands where there is none."""
        self.decision = decision
        if decision is None:
            self.paper = self.out.shown = None
            self._say(why_not)
            return
        free = decision["state"] not in ISSUED and not decision["amends"]
        self.tools.show_profile(decision["profile"], free=free)
        self.refresh()

    def _choose(self, place: int) -> None:
        self.choose(*PAPERS[place][:2])

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
        self.tools.show_paper(shown, is_list=self._what != "decision", changed=self.changed)
        self.foot.compare_button.setEnabled(shown)
        self.foot.show_changed(
            _("Changed since {since}: page {pages}").format(
                since=self._since(), pages=printing.told_pages(self.changed)
            )
            if self.changed
            else ""
        )
        self._moved(self.view.page)
        self.foot.show_zoom()
        self.gap_bar.show_missing(self.paper.missing if self.paper is not None else ())
        self._tell_archive()

    def _since(self) -> str:
        if self._before is None or not self._before.when:
            return _("the screen was opened")
        when = dt.datetime.fromisoformat(self._before.when)
        return _("the print at {time}").format(time=f"{when:%H:%M}, {when:%d/%m/%Y}")

    def _choose_gap(self, name: str) -> None:
        self.view.go_to_place(name)
        self.gap_chosen.emit(drafting.gap(name))

    def gaps(self) -> list[Gap]:
        """Return what the paper in sight lacks."""
        return [drafting.gap(name) for name in self.paper.missing] if self.paper is not None else []

    def _tell_archive(self) -> None:
        decision = self.decision
        kept = decision is not None and decision["state"] in ISSUED and self._what == "decision"
        self.archive_bar.setVisible(kept and self.paper is not None)
        if kept and decision is not None:
            self.archive_bar.show_hash(decision.text("archive_hash"))

    def check_archive(self) -> None:
        """Read the archive copy anew and compare its hash. Raises AppError when it differs."""
        if self.decision is not None:
            previews.printout(self._file, self.decision)
            self._host.say(_("The archive copy is as it was issued: the hash agrees."))
        self.refresh()

    def _moved(self, page: int) -> None:
        self.out.page = page
        self.thumbnails.mark(page)
        self.foot.show_page(page, self.pages.count)

    def _want_profile(self, code: str) -> None:
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
