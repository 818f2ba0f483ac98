"""What is said about a package in the queue of receiving: its state, its line, the sentence below."""

from __future__ import annotations

from hnabroad_desktop.actions.exchange import sitting
from hnabroad_desktop.actions.exchange.sitting import Entry
from hnabroad_desktop.base.i18n import N_, _
from hnabroad_desktop.base.vietnamese import show_number
from hnabroad_desktop.ui.exchange.words import moment

STATES: dict[sitting.State, str] = {
    "new": N_("Not opened yet"),
    "easy": N_("Ready to be taken in"),
    "asks": N_("Needs a look"),
    "refused": N_("Not taken in"),
    "done": N_("Taken in"),
    "already": N_("Nothing new"),
}


def row(entry: Entry) -> tuple[str, ...]:
    """Return the line of a package in the queue."""
    package = entry.package
    state = _(STATES[entry.state])
    if package is None:
        return state, "", "", "", entry.error or entry.path.name
    return (
        state,
        package.sender_name,
        show_number(package.number),
        package.code,
        summary(entry),
    )


def summary(entry: Entry) -> str:
    """Return what a package would do, or did, in a line of numbers."""
    plan = entry.plan
    if plan is None:
        return entry.error or entry.path.name
    if plan.already:
        return _("Only how far the sender has come")
    parts = (
        (_("{count} new"), sum(plan.new.values())),
        (_("{count} changed"), sum(plan.changed.values())),
        (_("{count} merged by themselves"), sum(plan.merged.values())),
        (_("{count} deleted"), sum(plan.deleted.values())),
        (_("{count} not in agreement"), len(plan.conflicts)),
        (_("{count} proposed changes"), len(plan.proposals)),
        (_("{count} perhaps one person"), len(plan.duplicates)),
        (_("{count} equal numbers"), len(plan.numbers)),
        (_("{count} kept for a newer version"), plan.kept),
    )
    said = [words.format(count=show_number(count)) for words, count in parts if count]
    return " · ".join(said) or _("Nothing new")


def sentence(entry: Entry) -> str:
    """Return what there is to say about a package below the queue."""
    where = _("File: {path}").format(path=entry.path)
    if entry.package is not None and entry.state != "refused":
        packed = _("Packed at {when}").format(when=moment(entry.package.packed_at))
        where = f"{summary(entry)}\n{packed} · {where}"
    if entry.state == "refused":
        return f"{entry.error}\n{where}"
    if entry.state == "asks":
        return _("Press Enter to look at what is asked, then take the package in.") + f"\n{where}"
    if entry.state == "done" and entry.merged is not None and entry.merged.open:
        count = len(entry.merged.open)
        return (
            _("{count} places are still not in agreement; they wait under “To be decided”.").format(
                count=count
            )
            + f"\n{where}"
        )
    return where
