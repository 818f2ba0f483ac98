"""The people of a class at work: counts that are always right, and the verbs that change the list."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from hnabroad_desktop.actions import classes
from hnabroad_desktop.base.i18n import _
from hnabroad_desktop.base.vietnamese import money_words, show_number
from hnabroad_desktop.records.class_tables import ROLES
from hnabroad_desktop.ui.controls import WrapLayout, button, label, painted
from hnabroad_desktop.ui.host import Host
from hnabroad_desktop.ui.picker import pick_record
from hnabroad_desktop.ui.reason import ask_reason
from hnabroad_desktop.ui.replace_dialog import ReplaceDialog
from hnabroad_desktop.ui.roster import LISTED, RESERVE, RosterView


class RosterPanel(QWidget):
    """The list of one class. Every verb ends in one action and one signal."""

    #: The list was changed by a verb of this panel; the name of the person to look at, if any.
    changed = Signal(str)

    def __init__(self, host: Host, file: Any) -> None:
        super().__init__()
        painted(self, "list")
        self._host, self._file = host, file
        self.class_id = ""
        self.view = RosterView()
        self.counts = label("", "strong")
        self.remark = label("", "warning", wrap=True)
        self.remark.hide()
        self._keys = label(
            _("F4 replace · Delete take off · Alt+↑↓ move · F2 task · Insert add"), "hint", wrap=True
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._tools())
        head = QVBoxLayout()
        head.setContentsMargins(12, 0, 12, 6)
        head.setSpacing(2)
        head.addWidget(self.counts)
        head.addWidget(self.remark)
        column.addLayout(head)
        column.addWidget(self.view, 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(12, 3, 12, 3)
        foot.addWidget(self._keys)
        column.addLayout(foot)
        self.setFocusProxy(self.view)
        self.view.verb.connect(self.do)
        self.view.doubleClicked.connect(lambda _index: self.do("open"))
        self.view.people.dragged.connect(self._move_to)

    def _tools(self) -> QWidget:
        self.tools = QWidget()
        around = QVBoxLayout(self.tools)
        around.setContentsMargins(12, 8, 12, 6)
        row = WrapLayout(None, gap=6, line_gap=4)
        around.addLayout(row)
        self.add_button = button(_("Add someone"), self._add_menu, picture="user-plus", tip="Insert")
        self.replace_button = button(_("Replace"), lambda: self.do("replace"), picture="replace", tip="F4")
        self.withdraw_button = button(
            _("Take off"), lambda: self.do("withdraw"), picture="user-minus", tip="Delete"
        )
        self.role_button = button(_("Task"), lambda: self.do("role"), role="quiet", tip="F2")
        self.order_button = button(_("Arrange"), self._order_menu, role="quiet", picture="arrow-up-down")
        for made in (
            self.add_button,
            self.replace_button,
            self.withdraw_button,
            self.role_button,
            self.order_button,
        ):
            row.addWidget(made)
        return self.tools

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep one row of buttons where it is narrow; task and order stay in the menu and on their keys."""
        super().resizeEvent(event)
        for made in (self.role_button, self.order_button):
            made.setVisible(self.width() > 400)
        self._keys.setVisible(self.width() > 400)

    # --- what is shown

    def show_class(self, class_id: str) -> None:
        """Show the list of a class as it is stored now."""
        self.class_id = class_id
        listed = classes.roster(self._file, class_id)
        reserves = classes.reserve_list(self._file, class_id)
        self.view.show_people(listed, reserves, classes.gone(self._file, class_id))
        self._tell(classes.counts(self._file, class_id))
        self.tools.setVisible(not self._host.desk.read_only)

    def _tell(self, counted: classes.Counts) -> None:
        parts = [
            _("{count} people").format(count=counted.people),
            _("{count} women").format(count=counted.women),
        ]
        if counted.places is not None:
            parts.append(_("{count}/{places} places").format(count=counted.people, places=counted.places))
        if counted.money is not None:
            parts.append(_("{money} đồng").format(money=show_number(counted.money)))
            self.counts.setToolTip(money_words(counted.money))
        self.counts.setText(" · ".join(parts))
        over = counted.places is not None and counted.people > counted.places
        self.remark.setVisible(over)
        if over:
            self.remark.setText(
                _(
                    "{people}/{places} places are proposed. Saving is possible; issuing the decision needs "
                    "the document that allows more."
                ).format(people=counted.people, places=counted.places)
            )

    # --- verbs

    def do(self, verb: str) -> None:
        """Do one verb of the list with the person marked."""
        if verb == "open":
            self._open()
            return
        if self._host.desk.read_only:
            return
        classes.ensure_open(self._file, self.class_id)
        verbs: dict[str, Callable[[], object]] = {
            "order": self._order_menu,
            "add": self._add_menu,
            "replace": self._replace,
            "withdraw": self._withdraw,
            "role": self._role_menu,
            "up": lambda: self._step(-1),
            "down": lambda: self._step(1),
        }
        verbs[verb]()

    def _did(self, words: str, who: str = "") -> None:
        self._host.done(words, undoable=True)
        self.changed.emit(who)

    def _open(self) -> None:
        entry = self.view.current()
        if entry is not None and entry.place is not None:
            self._host.open_record("cadre", entry.place.cadre)

    def _replace(self) -> None:
        entry = self.view.current()
        if entry is None or entry.place is None or entry.part != LISTED:
            self._host.say(_("Mark a person on the list first."))
            return
        waiting = classes.reserve_list(self._file, self.class_id)
        dialog = ReplaceDialog(self.window(), entry.place, waiting, self._pick)
        if not dialog.ask():
            return
        did = classes.replace(
            self._file,
            self.class_id,
            entry.place.row_id,
            dialog.reason.text(),
            reserve_row=dialog.reserve_row,
            cadre_id=dialog.cadre,
        )
        words = _("{gone} replaced by {came}, no. {number}").format(
            gone=did.gone, came=did.came, number=did.number
        )
        warned = " ".join(problem.message for problem in did.warnings)
        self._did(f"{words}. {warned}".strip() if warned else words, did.came)
        self.view.go_to_line(did.number - 1)

    def _pick(self) -> Any:
        return pick_record(self, self._host.desk, self._host.background, ["cadre"])

    def _withdraw(self) -> None:
        entry = self.view.current()
        if entry is None or entry.place is None or entry.part not in {LISTED, RESERVE}:
            self._host.say(_("Mark a person on the list first."))
            return
        place = entry.place
        words = _("{name} is taken off the list. The record keeps the reason and the day.").format(
            name=place.name
        )
        reason = ask_reason(self.window(), _("Take off the list"), words, _("&Take off"))
        if reason:
            classes.withdraw(self._file, self.class_id, place.row_id, reason)
            self._did(_("Taken off the list: {name}").format(name=place.name))

    def _step(self, by: int) -> None:
        entry = self.view.current()
        if entry is None or entry.place is None or entry.part != LISTED:
            return
        number = entry.place.number + by
        if 1 <= number <= self.view.people.listed_count():
            self._move_to(entry.place.row_id, number)

    def _move_to(self, row_id: str, number: int) -> None:
        classes.ensure_open(self._file, self.class_id)
        classes.move(self._file, self.class_id, row_id, number)
        self._host.done()
        entry = self.view.current()
        self.changed.emit(entry.place.name if entry is not None and entry.place is not None else "")
        self.view.go_to(row_id)

    def _add_menu(self) -> None:
        classes.ensure_open(self._file, self.class_id)
        menu = QMenu(self)
        menu.addAction(_("Add to the &list…"), lambda: self.add_person())
        menu.addAction(_("Add a &reserve…"), lambda: self.add_person(reserve=True))
        self._pop_up(menu, self.add_button)

    def add_person(self, *, reserve: bool = False) -> None:
        """Pick a person and put them on the list or among the reserves."""
        classes.ensure_open(self._file, self.class_id)
        hit = self._pick()
        if hit is None:
            return
        put = classes.add_reserve if reserve else classes.add
        put(self._file, self.class_id, hit.value)
        self._did(_("Added: {name}").format(name=hit.title), "" if reserve else hit.title)
        people = self.view.people.entries
        line = next((i for i, e in enumerate(people) if e.place and e.place.cadre == hit.value), -1)
        self.view.go_to_line(line)

    def _role_menu(self) -> None:
        entry = self.view.current()
        if entry is None or entry.place is None or entry.part != LISTED:
            return
        row_id = entry.place.row_id
        menu = QMenu(self)
        for code, words in ROLES:
            action = menu.addAction(_(words), lambda code=code: self._set_role(row_id, code))  # type: ignore[misc]
            action.setCheckable(True)
            action.setChecked(code == entry.place.role)
            if code == entry.place.role:
                menu.setActiveAction(action)
        area = self.view.visualRect(self.view.currentIndex())
        menu.popup(self.view.viewport().mapToGlobal(area.bottomLeft()))

    def _set_role(self, row_id: str, role: str) -> None:
        classes.set_role(self._file, self.class_id, row_id, role)
        self._did(_("Task in the delegation changed"))
        self.view.go_to(row_id)

    def _order_menu(self) -> None:
        classes.ensure_open(self._file, self.class_id)
        menu = QMenu(self)
        menu.addAction(_("By block, organ and &post"), lambda: self._arrange("post"))
        menu.addAction(_("By the &alphabet"), lambda: self._arrange("alphabet"))
        self._pop_up(menu, self.order_button if self.order_button.isVisible() else self.withdraw_button)

    def _arrange(self, by: str) -> None:
        classes.arrange(self._file, self.class_id, "alphabet" if by == "alphabet" else "post")
        self._did(_("The list is in order"))

    def _pop_up(self, menu: QMenu, below: QWidget) -> None:
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(below.mapToGlobal(QPoint(0, below.height())))
