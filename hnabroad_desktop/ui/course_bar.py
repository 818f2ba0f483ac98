"""The course of a decision at the foot of its pages: where it is, the next step, and issuing apart."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QWidget

from hnabroad_desktop.actions import amending, issuing, papers
from hnabroad_desktop.base.i18n import N_, _
from hnabroad_desktop.records.decision import IN_FORCE, ISSUED, STATES, shown_number
from hnabroad_desktop.records.schema import Record
from hnabroad_desktop.ui.controls import button, label, painted, restyle
from hnabroad_desktop.ui.host import Host
from hnabroad_desktop.ui.icons import pixmap
from hnabroad_desktop.ui.issue_dialog import IssueDialog
from hnabroad_desktop.ui.reason import ask_reason

_STEPS = ("draft", "submitted", "signed", "issued")
_DONE = {"submit": N_("Submitted for signing"), "sign": N_("Signed, waiting for its number")}


class CourseBar(QWidget):
    """Draws up, submits, signs, takes back and issues one decision."""

    #: The decision moved on.
    moved = Signal()
    #: A draft is to be drawn up.
    draft_wanted = Signal()
    #: A decision that amends the issued one is to be drawn up.
    amendment_wanted = Signal()

    def __init__(self, host: Host, file: Any) -> None:
        super().__init__()
        painted(self, "course")
        self._host, self._file = host, file
        self._decision: Record | None = None
        self._steps: dict[str, QLabel] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 4, 12, 6)
        row.setSpacing(7)
        labels = {state.code: state.label for state in STATES}
        for place, code in enumerate(_STEPS):
            if place:
                arrow = QLabel()
                arrow.setPixmap(pixmap("chevron-right", "quiet", 14, self.devicePixelRatioF()))
                row.addWidget(arrow)
            made = label(_(labels[code]), "hint")
            made.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
            self._steps[code] = made
            row.addWidget(made)
        self._words = label("", "strong")
        row.addSpacing(10)
        row.addWidget(self._words, 1)
        self.back_button = button(_("Back to draft…"), self.back_to_draft, role="link", picture="undo-2")
        self.draw_up_button = button(_("Draw up the draft"), self.draft_wanted.emit, role="primary")
        self.submit_button = button(_("Submit for signing"), self.submit, role="primary", picture="send")
        self.sign_button = button(_("It is signed"), self.sign, role="primary", picture="signature")
        self.amend_button = button(_("Amend…"), self.amendment_wanted.emit, picture="file-pen")
        self.issue_button = button(_("Issue…"), self.issue, picture="stamp")
        for made_button in (
            self.back_button,
            self.draw_up_button,
            self.amend_button,
            self.submit_button,
            self.sign_button,
        ):
            row.addWidget(made_button)
        self._apart = apart = QFrame()
        apart.setObjectName("apart")
        apart.setFixedWidth(1)
        row.addSpacing(10)
        row.addWidget(apart)
        row.addSpacing(10)
        row.addWidget(self.issue_button)

    def show_decision(self, decision: Record | None, *, possible: bool = True) -> None:
        """Show where a decision stands; None when nothing is drawn up yet (or, not ``possible``, never)."""
        self._decision = decision
        state = decision.text("state") if decision is not None else ""
        step = "issued" if state in ISSUED else state
        for code, made in self._steps.items():
            restyle(made, role="heading" if code == step else "hint")
        may = not self._host.desk.read_only
        self.draw_up_button.setVisible(may and possible and decision is None)
        self.amend_button.setVisible(may and possible and state in IN_FORCE)
        self.submit_button.setVisible(may and state == "draft")
        self.sign_button.setVisible(may and state == "submitted")
        self.back_button.setVisible(may and state in {"submitted", "signed"})
        self.issue_button.setVisible(may and possible and state not in ISSUED)
        self._apart.setVisible(not self.issue_button.isHidden())
        self.issue_button.setEnabled(state == "signed")
        self.issue_button.setToolTip("" if state == "signed" else _("The decision must be signed first."))
        self._words.setText(self._told(decision) if decision is not None else "")

    def _told(self, decision: Record) -> str:
        """Return number and day of an issued decision with those that amend it, or what a draft amends."""
        if decision["state"] not in ISSUED:
            first = self._file.get("decision", decision.text("amends")) if decision["amends"] else None
            return _("Amends {number}").format(number=shown_number(first)) if first else ""
        later = amending.issued_amendments(self._file, decision.text("class"))
        words = [issuing.issued_on(decision)]
        words += [_("amended: {number}").format(number=issuing.issued_on(each)) for each in later]
        return "; ".join(words)

    # --- steps

    def next_step(self) -> bool:
        """Do the next step of the course, but never issue: that is only brought under the cursor."""
        for made in (self.draw_up_button, self.submit_button, self.sign_button):
            if not made.isHidden():
                made.click()
                return True
        if self.issue_button.isEnabled() and not self.issue_button.isHidden():
            self.issue_button.setFocus()
        return True

    def submit(self) -> None:
        """Submit the draft. Raises AppError naming what the text lacks."""
        if self._decision is not None and self._decision["state"] == "draft":
            papers.submit(self._file, self._decision.id)
            self._did("submit")

    def sign(self) -> None:
        """Enter that the paper is signed."""
        if self._decision is not None and self._decision["state"] == "submitted":
            papers.sign(self._file, self._decision.id)
            self._did("sign")

    def _did(self, verb: str) -> None:
        self._host.done(_(_DONE[verb]), undoable=True)
        self.moved.emit()

    def back_to_draft(self) -> None:
        """Take the paper back, with a reason."""
        decision = self._decision
        if decision is None or decision["state"] not in {"submitted", "signed"}:
            return
        words = _("“{title}” becomes a draft again and can be changed.").format(
            title=decision.text("summary")
        )
        reason = ask_reason(self.window(), _("Back to draft"), words, _("&Back to draft"))
        if reason:
            papers.back_to_draft(self._file, decision.id, reason)
            self._host.done(_("The decision is a draft again."), undoable=True)
            self.moved.emit()

    def issue(self) -> None:
        """Ask for number and date and issue; only for a signed decision."""
        decision = self._decision
        if decision is None or decision["state"] != "signed" or self._host.desk.read_only:
            return
        dialog = IssueDialog(self.window(), self._file, decision)
        if dialog.ask() and dialog.issued is not None:
            issued = dialog.issued
            words = _("Issued: {number}").format(number=issued.number)
            self._host.done(" ".join(part for part in (words + ".", issued.remark) if part))
            self.moved.emit()
