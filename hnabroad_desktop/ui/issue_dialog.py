"""Asks once, with number and date in sight, whether a signed decision is issued (wording.md 12.2)."""

from __future__ import annotations

import datetime as dt
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from hnabroad_desktop.actions import drafting, issuing
from hnabroad_desktop.actions.issuing import Issued
from hnabroad_desktop.base import dates
from hnabroad_desktop.base.errors import AppError
from hnabroad_desktop.base.i18n import _
from hnabroad_desktop.records.schema import Record
from hnabroad_desktop.ui.controls import label, restyle
from hnabroad_desktop.ui.dialog import Dialog


class IssueDialog(Dialog):
    """Takes the number of the registry and the date; what is refused stands below and can be mended here."""

    def __init__(self, parent: QWidget | None, file: Any, decision: Record) -> None:
        super().__init__(parent, _("Issue the decision"), 500)
        self._file, self._decision = file, decision
        self.issued: Issued | None = None
        self.add_words(decision.text("summary"), "strong")
        book = drafting.numbering(file, decision.id, file.today())
        self._book = book
        self.number = QLineEdit(str(book.offered) if book.offered is not None else "")
        self.number.setAccessibleName(_("Number"))
        self.number.setMaximumWidth(110)
        self.day = QLineEdit(dates.show(file.today().isoformat()))
        self.day.setAccessibleName(_("Date of the document"))
        self.day.setMaximumWidth(140)
        row = QHBoxLayout()
        row.setSpacing(16)
        for words, box in ((_("Number"), self.number), (_("Date of the document"), self.day)):
            column = QVBoxLayout()
            column.setSpacing(2)
            column.addWidget(label(words, "label"))
            column.addWidget(box)
            row.addLayout(column)
        row.addStretch(1)
        self.body.addLayout(row)
        self.add_words(self._book_words(), "hint")
        self.over = self._over_quota()
        self.shown = label("", "title")
        self.body.addWidget(self.shown)
        self.add_words(
            _(
                "The register takes this number. Pages, list and data are kept as the archive copy "
                "and cannot be changed any more. Issuing is not undone; a later change needs an "
                "amending decision."
            )
        )
        self.refusal = label("", "error", wrap=True)
        self.refusal.hide()
        self.body.addWidget(self.refusal)
        self.go = self.add_verb(_("&Issue"), self._issue)
        self.go.setProperty("role", "primary")
        self.go.setDefault(True)
        self.add_button(_("&Close"), 0)
        self.number.textChanged.connect(lambda _text: self._tell())
        self.day.textChanged.connect(lambda _text: self._tell())
        self._tell()
        self.number.setFocus()
        self.number.selectAll()

    def _book_words(self) -> str:
        book = self._book
        if book.latest is None:
            return _("{register}: no number yet in this period.").format(register=book.register)
        return _("{register}: the latest number is {number}.").format(
            register=book.register, number=f"{book.latest:02d}{book.joint}{book.symbol}"
        )

    def _over_quota(self) -> QLineEdit | None:
        over = drafting.over_quota(self._file, self._decision.id)
        if over is None:
            return None
        self.add_words(
            _("{people} people for {places} places. Document that allows more:").format(
                people=over[0], places=over[1]
            ),
            "warning",
        )
        box = QLineEdit()
        box.setAccessibleName(_("Document that allows more people"))
        self.body.addWidget(box)
        return box

    def _number(self) -> int:
        typed = self.number.text().strip()
        return int(typed) if typed.isdecimal() and len(typed) < 7 else 0

    def _day(self) -> dt.date | None:
        try:
            return dt.date.fromisoformat(dates.parse_day(self.day.text()))
        except ValueError:
            return None

    def _tell(self) -> None:
        number, day = self._number(), self._day()
        restyle(self.shown, role="title" if number and day is not None else "quiet")
        self.shown.setText(
            _("Decision no. {number}, {day}").format(
                number=f"{number:02d}{self._book.joint}{self._book.symbol}",
                day=dates.show(day.isoformat()),
            )
            if number and day is not None
            else _("Type number and date.")
        )
        self.go.setEnabled(bool(number) and day is not None)
        self.refusal.hide()

    def _issue(self) -> None:
        day = self._day()
        if day is None:
            return
        # What is refused here is mended here: the dialog stays open with the sentence in sight.
        try:
            if self.over is not None and self.over.text().strip():
                drafting.allow_over_quota(self._file, self._decision.id, self.over.text())
            self.issued = issuing.issue(self._file, self._decision.id, number=self._number(), day=day)
        except AppError as refused:
            self.refusal.setText(str(refused))
            self.refusal.show()
            self.fit()
            self.number.setFocus()
            self.number.selectAll()
            return
        self.done(1)
