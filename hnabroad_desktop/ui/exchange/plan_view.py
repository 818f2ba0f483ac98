"""The comparison before a package is taken in: counts, then each question with both sides and the result."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from hnabroad_desktop.actions.exchange.questions import questions
from hnabroad_desktop.actions.exchange.sitting import Entry
from hnabroad_desktop.actions.files import OpenFile
from hnabroad_desktop.base.i18n import N_, _
from hnabroad_desktop.base.vietnamese import show_number
from hnabroad_desktop.records import KINDS
from hnabroad_desktop.ui import theme
from hnabroad_desktop.ui.controls import button, label, painted, with_key
from hnabroad_desktop.ui.dialog import choose
from hnabroad_desktop.ui.exchange.question_panel import QuestionPanel
from hnabroad_desktop.ui.exchange.words import moment
from hnabroad_desktop.ui.host import Host
from hnabroad_desktop.ui.plain_table import PlainTable

#: Width of the table of counts, at 100 %.
_WIDEST = 640

#: What happens to records, in the order of the counts.
_DEEDS = (N_("{count} new"), N_("{count} changed"), N_("{count} merged by themselves"), N_("{count} deleted"))


class PlanView(QWidget):
    """Stands in the place of the queue until the package is taken in or left waiting."""

    left = Signal()
    #: Take the package in as chosen.
    agreed = Signal()

    def __init__(self, host: Host, file: OpenFile) -> None:
        super().__init__()
        painted(self, "surface")
        self._file = file
        self.entry: Entry | None = None
        self.title = label(_("Comparison before the package is taken in"), "title")
        self.facts = label("", "quiet", wrap=True)
        heads = (_("Kind of record"), _("New"), _("Changed"), _("Merged by themselves"), _("Deleted"))
        self.counts = PlainTable(heads, numbers=(1, 2, 3, 4))
        self.counts.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.counts.setMaximumWidth(round(_WIDEST * theme.current().scale / 100))
        self.summary = label("", wrap=True)
        self.notes = label("", "late", wrap=True)
        self.heading = label("", "heading")
        self.panel = QuestionPanel(host, file)
        self.panel.changed.connect(self._judge)
        self.panel.table.currentCellChanged.connect(lambda *_at: self._judge())
        self.take_button = button(
            with_key(_("Take the package in"), "Ctrl+Enter"), self.agree, role="primary"
        )
        self.edit_button = button(
            with_key(_("&Type the result…"), "F2"), self.panel.type_result, picture="pencil"
        )
        self.close_button = button(with_key(_("Leave it waiting"), "Esc"), self.left.emit)
        self.panel.ended.connect(self.take_button.setFocus)
        self._build()

    def _build(self) -> None:
        foot = QHBoxLayout()
        foot.setSpacing(8)
        for made in (self.take_button, self.edit_button, self.close_button):
            foot.addWidget(made)
        foot.addStretch(1)
        self._rest = QWidget()
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 10, 16, 10)
        column.setSpacing(6)
        for part in (self.title, self.facts, self.summary, self.counts, self.notes, self.heading):
            column.addWidget(part)
        column.addWidget(self.panel, 1)
        column.addWidget(self._rest, 1)
        column.addLayout(foot)

    def show_entry(self, entry: Entry) -> None:
        """Show what a package would change, or did, and what it asks."""
        package, plan = entry.package, entry.plan
        assert package is not None
        assert plan is not None
        self.entry = entry
        self.facts.setText(
            _("Package no. {number} of {unit} · packed {when} · code to compare {code}").format(
                number=package.number,
                unit=package.sender_name,
                when=moment(package.packed_at),
                code=package.code,
            )
        )
        self._show_counts(entry)
        self.notes.setText(_notes(entry))
        self.notes.setVisible(bool(self.notes.text()))
        done = entry.merged is not None
        self.panel.show_questions([] if done else questions(self._file, plan), entry.choices)
        some = bool(self.panel.questions)
        self.panel.setVisible(some)
        self._rest.setVisible(not some)
        self.edit_button.setVisible(some)
        self.take_button.setVisible(not done)
        self.take_button.setEnabled(not self._file.read_only)
        self.close_button.setText(with_key(_("Close") if done else _("Leave it waiting"), "Esc"))
        self._judge()

    def _show_counts(self, entry: Entry) -> None:
        plan = entry.plan
        assert plan is not None
        found = (plan.new, plan.changed, plan.merged, plan.deleted)
        kinds = [kind for kind in KINDS if any(kind in counts for counts in found)]
        self.counts.show_rows(
            [
                (_(KINDS[kind].label), *(show_number(c[kind]) if c.get(kind) else "" for c in found))
                for kind in kinds
            ]
        )
        self.counts.clearSelection()
        row = self.counts.verticalHeader().defaultSectionSize()
        head = self.counts.horizontalHeader().sizeHint().height()
        self.counts.setFixedHeight(head + row * len(kinds) + 4)
        # Where something is asked, the room belongs to the questions.
        asks = not plan.easy and entry.merged is None
        self.counts.setVisible(bool(kinds) and not asks)
        told = [f"{_(KINDS[kind].label)}: {_in_words([c.get(kind, 0) for c in found])}" for kind in kinds]
        self.summary.setText(" · ".join(told))
        self.summary.setVisible(asks and bool(told))

    def _judge(self) -> None:
        asked = [question for question in self.panel.questions if question.options]
        still = len(self.panel.open_questions())
        if self.entry is not None and self.entry.merged is not None:
            words = _("This package was taken in.")
        elif still:
            words = _("{open} of {number} places still to be chosen").format(open=still, number=len(asked))
        else:
            words = _("Everything is chosen.") if asked else _("Nothing has to be chosen.")
        self.heading.setText(words)
        marked = self.panel.marked()
        self.edit_button.setEnabled(marked is not None and bool(marked.fields))

    def enter(self) -> None:
        """Take the cursor."""
        if self.panel.questions:
            self.panel.table.setFocus()
        else:
            (self.close_button if self.take_button.isHidden() else self.take_button).setFocus()

    def agree(self) -> None:
        """Take the package in; what is still open is asked about once."""
        if self.entry is None or self.entry.merged is not None or not self.take_button.isEnabled():
            return
        still = [question for question in self.panel.open_questions() if question.sort == "conflict"]
        if still and not self._leave_open(len(still)):
            self.panel.table.setFocus()
            return
        self.agreed.emit()

    def _leave_open(self, number: int) -> bool:
        words = _(
            "{count} places are not chosen yet. The package can be taken in all the same: these places stay "
            "not in agreement, and are chosen later under “To be decided”."
        ).format(count=number)
        answers = [_("&Choose first"), _("&Take it in all the same"), _("C&lose")]
        return choose(self.window(), _("Take the package in"), words, answers) == 1

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leaves the package waiting; what was chosen is kept."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


def _in_words(counts: Sequence[int]) -> str:
    told = zip(_DEEDS, counts, strict=True)
    return ", ".join(_(words).format(count=show_number(count)) for words, count in told if count)


def _notes(entry: Entry) -> str:
    plan = entry.plan
    assert plan is not None
    lines = [entry.warning] if entry.warning else []
    if plan.already:
        lines.append(_("This package brings nothing that is not here."))
    if plan.kept:
        lines.append(
            _(
                "{count} changes need version {version} of the program. They are kept and passed on, and are "
                "shown once the program is brought up to date."
            ).format(count=show_number(plan.kept), version=plan.kept_for)
        )
    return "\n".join(lines)
