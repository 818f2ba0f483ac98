"""Verbs on the latest steps: undo, redo."""

from __future__ import annotations

from argparse import Namespace

from hnabroad_desktop.actions import records
from hnabroad_desktop.base.errors import AppError
from hnabroad_desktop.base.i18n import N_, _
from hnabroad_desktop.cli import opened
from hnabroad_desktop.cli.boundary import tell
from hnabroad_desktop.cli.grammar import Verb, option
from hnabroad_desktop.cli.record_verbs import FILE


def undo(asked: Namespace) -> None:
    """Take the latest step of this file on this machine back. Raises AppError when there is none."""
    with opened.opened(asked.file) as file:
        name = records.undo(file, force=asked.force)
    if not name:
        raise AppError(_("There is nothing to undo."))
    tell(_("Undone: {name}").format(name=name))


def redo(asked: Namespace) -> None:
    """Make the step undone last again. Raises AppError when there is none."""
    with opened.opened(asked.file) as file:
        name = records.redo(file, force=asked.force)
    if not name:
        raise AppError(_("There is nothing to do again."))
    tell(_("Done again: {name}").format(name=name))


FORCE = option("--force", N_("also where the values were changed again since"))

VERBS = (
    Verb("undo", N_("take the latest step back"), undo, (FILE, FORCE)),
    Verb("redo", N_("make the step undone last again"), redo, (FILE, FORCE)),
)
