"""Takes a package that was taken in back, after asking once, and says what became of later edits."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget

from hnabroad_desktop.actions.exchange import receiving
from hnabroad_desktop.actions.exchange.receiving import TakenBack
from hnabroad_desktop.actions.files import OpenFile
from hnabroad_desktop.base.i18n import _
from hnabroad_desktop.records import KINDS
from hnabroad_desktop.ui.dialog import choose
from hnabroad_desktop.ui.file_screens.work_line import WorkLine
from hnabroad_desktop.ui.host import Host
from hnabroad_desktop.ui.problem_box import ProblemBox

#: So many records are named in a sentence.
_NAMED = 5


def may_take_back(parent: QWidget, sender: str, number: int) -> bool:
    """Ask once, saying what will happen."""
    words = _(
        "What package no. {number} of {unit} brought will count no more, and so will later packages that go "
        "on from it. A backup is made first. Values set here since then stay; receiving the package again "
        "brings everything back."
    ).format(number=number, unit=sender)
    answers = [_("&Take it back"), _("&Leave it as it is")]
    return choose(parent, _("Take a received package back"), words, answers) == 0


def take_back(
    file: OpenFile,
    work: WorkLine,
    package_id: str,
    finished: Callable[[TakenBack], object],
    failed: Callable[[str], object],
) -> None:
    """Take a package back on the worker thread."""
    work.run(
        _("Taking a package back"),
        lambda report: receiving.take_back(file, package_id, report),
        finished,
        failed,
    )


def tell_taken_back(host: Host, file: OpenFile, problem: ProblemBox, done: TakenBack) -> None:
    """Say what was taken back, in its place where later edits are touched, and let all screens look again."""
    problem.clear()
    words = _told(file, done)
    host.done(words)
    if done.edited:
        problem.say(words)
    host.refresh()


def _told(file: OpenFile, done: TakenBack) -> str:
    """Return what was taken back in words."""
    numbers = ", ".join(str(number) for number in done.numbers)
    words = _("Taken back: package no. {numbers}.").format(numbers=numbers)
    records = dict.fromkeys((file.owner_of(id_) or id_, kind.partition(".")[0]) for kind, id_ in done.edited)
    here = [file.title(id_) or _(KINDS[kind].label) for id_, kind in records if id_ not in done.waiting]
    if here:
        words += " " + _("These were changed here since, and are now not in agreement: {names}.").format(
            names=_named(here)
        )
    waiting = [done.waiting[id_] or _(KINDS[kind].label) for id_, kind in records if id_ in done.waiting]
    if waiting:
        words += " " + _(
            "These came with the package and are out of the lists; what was set in them here is kept and "
            "comes back when the package is received again: {names}."
        ).format(names=_named(waiting))
    return words


def _named(titles: Sequence[str]) -> str:
    names = "; ".join(titles[:_NAMED])
    more = len(titles) - _NAMED
    return names + " " + _("and {count} more").format(count=more) if more > 0 else names
