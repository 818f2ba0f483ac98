"""Asks for the reason and voids a number of the book; nothing brings it back (wording.md 12.1)."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from hnabroad_desktop.actions import issuing
from hnabroad_desktop.base.i18n import _
from hnabroad_desktop.records import KINDS
from hnabroad_desktop.records.schema import Record
from hnabroad_desktop.ui.host import Host
from hnabroad_desktop.ui.reason import ask_reason


def number_in_force(file: Any, record: Record | None) -> Record | None:
    """Return the line of the book that a decision or the line itself stands for, None if there is none."""
    if record is None or record.deleted or file.read_only:
        return None
    if record.kind == "decision":
        return issuing.number_of(file, record)
    return record if record.id and record["state"] == "taken" else None


def void_number(window: QWidget, host: Host, file: Any, entry: Record) -> bool:
    """Ask why, void the number and tell; False when the user thought better of it."""
    number = KINDS["document_number"].title(entry)
    words = [
        _("Number {number} stays in the book with the reason and is not given again.").format(number=number)
    ]
    if entry["document"]:
        words.append(_("Its document becomes annulled; the archive copy stays. This is not undone."))
    else:
        words.append(_("This is not undone."))
    reason = ask_reason(window, _("Void the number"), " ".join(words), _("&Void the number"))
    if not reason:
        return False
    issuing.void_number(file, entry.id, reason)
    host.done(_("Number {number} is void.").format(number=number))
    return True
