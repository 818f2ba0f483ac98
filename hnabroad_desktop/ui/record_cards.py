"""The cards of agreements, offers, units and cadres, and at the head of which section each stands."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import Signal

from hnabroad_desktop.actions import agreements, people, unit_tree
from hnabroad_desktop.actions.agreements import ClassUse, Use
from hnabroad_desktop.base import dates
from hnabroad_desktop.base.i18n import _
from hnabroad_desktop.base.vietnamese import show_number
from hnabroad_desktop.records.agreement_tables import STATES
from hnabroad_desktop.records.class_rules import STATES as CLASS_STATES
from hnabroad_desktop.records.schema import Record
from hnabroad_desktop.records.unit import SUCCESSION_KINDS
from hnabroad_desktop.ui.controls import button
from hnabroad_desktop.ui.file_desk import FileDesk
from hnabroad_desktop.ui.head_facts import span
from hnabroad_desktop.ui.host import Host
from hnabroad_desktop.ui.record_card import RecordCard

_STAGES = {state.code: state.label for state in STATES}
_CLASS_STAGES = {state.code: state.label for state in CLASS_STATES}
#: Shorter than two months is said in days.
_IN_DAYS = 60


class _FileCard(RecordCard):
    def __init__(self, file: Any, host: Host) -> None:
        super().__init__()
        self._file, self._host = file, host

    def offer_class(self, each: ClassUse) -> None:
        """Add the line of a class."""
        state = _(_CLASS_STAGES.get(each.state, each.state))
        when = dates.show(each.departure) if each.departure else ""
        people = _("{count} people").format(count=show_number(each.people)) if each.people else ""
        words = " · ".join(filter(None, (each.name, people, when, state)))
        self.offer(each.code or each.name, words, lambda: self._host.open_record("class", each.id))


class AgreementCard(_FileCard):
    """How an agreement is carried out: its course, how long it runs, places by year, what took place."""

    def fill(self, record: Record) -> bool:
        """Say it."""
        use = agreements.use_of(self._file, record)
        stages = sorted(record.table("stages"), key=lambda row: str(row["date"] or "9999"))
        if stages:
            self.say(
                "  →  ".join(
                    f"{_(_STAGES.get(str(row['stage']), ''))} {dates.show(str(row['date']))}"
                    for row in stages
                    if row["date"]
                ),
                "label",
            )
        self.say(*_light(use))
        if use.places:
            self._places(use)
        self._done(use)
        for each in use.classes:
            self.offer_class(each)
        return True

    def _places(self, use: Use) -> None:
        rows = [
            [str(year), *(show_number(n) for n in (places.offered, places.used, places.left))]
            for year, places in use.places.items()
        ]
        sums = [sum(getattr(p, name) for p in use.places.values()) for name in ("offered", "used", "left")]
        rows.append([_("In all"), *(show_number(n) for n in sums)])
        self.table([_("Year"), _("Places set aside"), _("Places taken up"), _("Places still left")], rows)

    def _done(self, use: Use) -> None:
        counted = (
            (_("Classes: {count}"), len(use.classes)),
            (_("Delegations out: {count}"), use.delegations_out),
            (_("Delegations in: {count}"), use.delegations_in),
            (_("Activities: {count}"), use.activities),
            (_("Value received: {count} đồng"), use.value_received),
        )
        said = [text.format(count=show_number(count)) for text, count in counted if count]
        self.say(" · ".join(said) if said else _("Nothing has taken place under this agreement yet."))
        if use.last_activity:
            self.say(_("Last activity: {day}").format(day=dates.show(use.last_activity)), "quiet")
        limit = agreements.idle_limit(self._file)
        if use.state == "in_force" and use.idle_months is not None and use.idle_months > limit:
            idle = _("Nothing has taken place for more than {count} months").format(count=limit)
            self.say(f"▲ {idle}", "dirty")


def _light(use: Use) -> tuple[str, str]:
    state = _(_STAGES.get(use.state, ""))
    if use.light == "none" or use.days_left is None:
        return f"○ {state}", "quiet"
    day = dates.show(use.until)
    if use.days_left < 0:
        return "■ " + _("Expired on {day}").format(day=day), "late"
    left = (
        _("{count} days").format(count=use.days_left)
        if use.days_left < _IN_DAYS
        else span(round(use.days_left / 30.44))
    )
    mark, role = {"ok": ("●", "ok"), "warning": ("▲", "dirty"), "error": ("■", "late")}[use.light]
    return f"{mark} " + _("{state}: {left} left, until {day}").format(state=state, left=left, day=day), role


class OfferCard(_FileCard):
    """What became of an offer of support."""

    def fill(self, record: Record) -> bool:
        """Say it."""
        found = agreements.classes_of_offer(self._file, record)
        used, places = sum(each.people for each in found), record["places"]
        if isinstance(places, int):
            self.say(
                _("Places offered: {offered} · used: {used} · left: {left}").format(
                    offered=show_number(places), used=show_number(used), left=show_number(places - used)
                )
            )
        for each in found:
            self.offer_class(each)
        return bool(found) or isinstance(places, int)


class SuccessionCard(_FileCard):
    """What stood before a unit and what came after it."""

    def fill(self, record: Record) -> bool:
        """Say it."""
        before = unit_tree.predecessors(self._file, record.id)
        after = unit_tree.successors(self._file, record)
        for title, links in (
            (_("Before the arrangement"), before),
            (_("After the arrangement"), after),
        ):
            if links:
                self.say(title, "label")
            for link in links:
                self._link(link)
        return bool(before or after)

    def _link(self, link: unit_tree.Link) -> None:
        words = [_(dict(SUCCESSION_KINDS).get(link.kind, ""))]
        words.append(dates.show(link.date) if link.date else "")
        words.append(_("main successor") if link.main else "")
        words.append(_("suggestion only") if link.suggestion else "")
        said = " · ".join(filter(None, words))
        if link.unit:
            self.offer(link.title, said, lambda: self._host.open_record("unit", link.unit))
        else:
            self.say(said)


class ApartCard(_FileCard):
    """Who looks like a person and was found to be somebody else, whichever of the two records says so."""

    #: The two may be of one person after all; the id of the other.
    asked_again = Signal(str)

    def fill(self, record: Record) -> bool:
        """Say it."""
        found = people.found_apart(self._file, record)
        if found:
            self.say(_("These records look alike and were found to be of two people"), "label")
        for match in found:
            open_it = partial(self._host.open_record, "cadre", match.id)
            again = button(_("Ask again"), partial(self.asked_again.emit, match.id), role="inline")
            self.offer(match.title, match.detail, open_it, None if self._host.desk.read_only else again)
        return bool(found)


_CARDS: Mapping[str, Mapping[str, Callable[[Any, Host], RecordCard]]] = {
    "agreement": {"use": AgreementCard},
    "cadre": {"identity": ApartCard},
    "offer": {"course": OfferCard},
    "unit": {"succession": SuccessionCard},
}


def cards_of(kind: str, host: Host) -> Mapping[str, RecordCard]:
    """Return the cards of the form of a kind, by the name of the section each stands in."""
    desk = host.desk
    if not isinstance(desk, FileDesk):
        return {}
    return {section: make(desk.file, host) for section, make in _CARDS.get(kind, {}).items()}
