"""The units data is exchanged with: their cards, how far each is believed, and what can be done about it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from hnabroad_desktop.actions.exchange import cards, sending
from hnabroad_desktop.actions.exchange.cards import COMPARED, STATUSES, UnitCard
from hnabroad_desktop.actions.exchange.sending import PartnerState
from hnabroad_desktop.actions.files import OpenFile
from hnabroad_desktop.base.i18n import _
from hnabroad_desktop.ui.controls import button, label, painted
from hnabroad_desktop.ui.exchange.trust_dialog import TrustDialog
from hnabroad_desktop.ui.exchange.words import moment, numbered
from hnabroad_desktop.ui.host import Host
from hnabroad_desktop.ui.plain_table import PlainTable
from hnabroad_desktop.ui.reason import ask_reason


class PartnersPage(QWidget):
    """A table of cards with the verbs on them above, and what the marked one needs below."""

    def __init__(self, host: Host, file: OpenFile) -> None:
        super().__init__()
        painted(self, "list")
        self._host, self._file = host, file
        self._cards: Sequence[UnitCard] = ()
        self._states: Mapping[str, PartnerState] = {}
        self.add_button = button(
            _("&Take in a card…"), self.add, role="primary", picture="id-card", tip="Ctrl+Enter"
        )
        self.trust_button = button(_("&Confirm the card…"), self.trust, picture="badge-check")
        self.revoke_button = button(_("&Withdraw the card…"), self.revoke, picture="ban")
        tools = QHBoxLayout()
        tools.setContentsMargins(12, 8, 12, 8)
        tools.setSpacing(8)
        for made in (self.add_button, self.trust_button, self.revoke_button):
            tools.addWidget(made)
        tools.addStretch(1)
        heads = (
            _("Unit"),
            _("Unit code"),
            _("State"),
            _("Sent up to"),
            _("They have up to"),
            _("Received up to"),
            _("Digits of the card"),
        )
        self.table = PlainTable(heads, numbers=(3, 4, 5), wide=0)
        self.table.setObjectName("sheet")
        self.table.opened.connect(lambda _row: self.trust())
        self.table.currentCellChanged.connect(lambda *_at: self._show_marked())
        self.empty = label(
            _(
                "There is no card of another unit yet. Ask the unit for its card file (.hsk) and the signed "
                "sheet, then press “Take in a card”."
            ),
            "quiet",
            wrap=True,
        )
        self.empty.setContentsMargins(12, 12, 12, 12)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.said = label("", wrap=True)
        self.said.setContentsMargins(12, 8, 12, 10)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(tools)
        column.addWidget(self.empty, 1)
        column.addWidget(self.table, 1)
        column.addWidget(self.said)
        column.addStretch(0)
        self.refresh()

    def refresh(self, fingerprint: str = "") -> None:
        """Show the cards as they are kept now, and mark the one named or the one that was marked."""
        before = self.marked()
        wanted = fingerprint or (before.fingerprint if before is not None else "")
        self._cards = cards.partner_cards(self._file)
        self._states = {state.unit: state for state in sending.partners(self._file)}
        self.table.setVisible(bool(self._cards))
        self.empty.setVisible(not self._cards)
        self.table.show_rows([self._row(card) for card in self._cards])
        place = next((n for n, card in enumerate(self._cards) if card.fingerprint == wanted), 0)
        if self._cards:
            self.table.setCurrentCell(place, 0)
        self._show_marked()

    def marked(self) -> UnitCard | None:
        """Return the card marked."""
        row = self.table.currentRow()
        return self._cards[row] if 0 <= row < len(self._cards) else None

    def primary(self) -> bool:
        """Do what the red button does."""
        if self.add_button.isEnabled():
            self.add()
        return True

    def enter(self) -> None:
        """Take the cursor."""
        (self.table if self._cards else self.add_button).setFocus()

    def _row(self, card: UnitCard) -> tuple[str, ...]:
        # The digits of a card that waits are read from paper, not from here.
        shown = card.status in ("verified", "replaced")
        return (
            card.name,
            card.unit,
            _(STATUSES[card.status]),
            *map(numbered, _progress(self._states.get(card.unit_id))),
            cards.grouped(card.fingerprint[-COMPARED:]) if shown else "",
        )

    def _show_marked(self) -> None:
        card, writable = self.marked(), not self._file.read_only
        self.add_button.setEnabled(writable)
        self.trust_button.setEnabled(writable and card is not None and card.status == "pending")
        self.revoke_button.setEnabled(writable and card is not None and card.status != "revoked")
        self.said.setText(self._words(card) if card is not None else "")
        self.said.setVisible(card is not None)

    def _words(self, card: UnitCard) -> str:
        state = self._states.get(card.unit_id)
        lines = [_sentence(card), _("Card made on {day}").format(day=_day(card.made))]
        if state is not None and state.sent:
            words = (
                _("Sent up to package no. {sent}; the unit took in up to no. {confirmed}.")
                if state.confirmed
                else _("Sent up to package no. {sent}; the unit did not confirm any yet.")
            )
            lines.append(words.format(sent=state.sent, confirmed=state.confirmed))
        if state is not None and state.received:
            lines.append(
                _("Received up to its package no. {received}, last at {when}.").format(
                    received=state.received, when=moment(state.last_heard)
                )
            )
        if state is not None and min(state.files, default=0) < state.confirmed:
            lines.append(_behind(state.files))
        return "\n".join(lines)

    # --- verbs

    def add(self) -> None:
        """Ask for a card file and take it in; what comes next is its digits."""
        kinds = _("Unit card (*{suffix})").format(suffix=cards.SUFFIX)
        name, _kind = QFileDialog.getOpenFileName(self, _("Take in a card"), "", kinds)
        if name:
            self.take_in(Path(name))

    def take_in(self, path: Path) -> None:
        """Take in the card in a file and ask for its digits. Raises AppError."""
        card = cards.add_card(self._file, path)
        self.refresh(card.fingerprint)
        if card.status == "pending":
            self.trust()

    def trust(self) -> None:
        """Ask for the digits of the card marked."""
        card = self.marked()
        if card is None or not self.trust_button.isEnabled():
            return
        dialog = TrustDialog(self.window(), self._file, card)
        dialog.ask()
        if dialog.confirmed is not None:
            self._host.done(_("Confirmed: {unit}").format(unit=card.name))
        self.refresh(card.fingerprint)

    def revoke(self) -> None:
        """Ask for the reason and withdraw the card marked."""
        card = self.marked()
        if card is None:
            return
        words = _(
            "Packages signed with this card of {unit} are refused from now on, and the units that receive "
            "packages from here learn of it. A withdrawn card is never confirmed again; the unit hands over "
            "a new one."
        ).format(unit=card.name)
        reason = ask_reason(self.window(), _("Withdraw a card"), words, _("&Withdraw the card"))
        if reason:
            cards.revoke(self._file, card.fingerprint, reason)
            self._host.done(_("Withdrawn: {unit}").format(unit=card.name))
            self.refresh(card.fingerprint)


def _progress(state: PartnerState | None) -> tuple[int, int, int]:
    return (state.sent, state.confirmed, state.received) if state is not None else (0, 0, 0)


def _behind(files: tuple[int, ...]) -> str:
    words = (
        _(
            "The unit works with {count} data files, or with one that was restored; the one furthest behind "
            "took in up to no. {least}. The next package begins there by itself."
        )
        if min(files)
        else _(
            "The unit works with {count} data files, or with one that was restored; one of them took in none "
            "yet. The next package begins there by itself."
        )
    )
    return words.format(count=len(files), least=min(files))


def _sentence(card: UnitCard) -> str:
    when = moment(card.settled)
    if card.status == "pending":
        return _(
            "The card of {unit} waits. Packages of this unit are refused until the digits of its signed "
            "sheet were typed: press Enter."
        ).format(unit=card.name)
    if card.status == "revoked":
        return _("Withdrawn {when}, {person}. Reason: {reason}").format(
            when=when, person=card.settled_by, reason=card.reason
        )
    if card.status == "replaced":
        return _("The unit has a new card. What it signed with this one before is still received.")
    return _("Confirmed {when}, {person}. Packages of this unit are received.").format(
        when=when, person=card.settled_by
    )


def _day(iso: str) -> str:
    return f"{dt.date.fromisoformat(iso):%d/%m/%Y}" if len(iso) == 10 else iso
