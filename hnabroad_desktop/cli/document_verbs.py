"""Verbs on issued documents: amend, void."""

from __future__ import annotations

from argparse import Namespace

from hnabroad_desktop.actions import amending, classes, issuing, papers, records
from hnabroad_desktop.actions.files import OpenFile
from hnabroad_desktop.base.errors import AppError
from hnabroad_desktop.base.i18n import N_, _
from hnabroad_desktop.cli import opened
from hnabroad_desktop.cli.boundary import tell
from hnabroad_desktop.cli.grammar import Verb, option, place
from hnabroad_desktop.cli.record_verbs import FILE


def void_number(asked: Namespace) -> None:
    """Void a number of the book; its document is annulled."""
    with opened.opened(asked.file) as file:
        entry = opened.record(file, "document_number", asked.number)
        issuing.void_number(file, entry.id, asked.reason)
        tell(_("Number {number} is void.").format(number=file.title(entry.id)))


def amend(asked: Namespace) -> None:
    """Draw up the decision that amends the issued one of a class, unless it is there; change the list."""
    if not asked.out and not asked.into:
        raise AppError(_("Say who leaves (--out), who comes (--in), or both. Nothing was done."))
    with opened.opened(asked.file) as file:
        class_ = opened.record(file, "class", asked.class_)
        leaving = opened.record_id(file, ("cadre",), asked.out) if asked.out else ""
        coming = opened.record_id(file, ("cadre",), asked.into) if asked.into else ""
        drawn_up = papers.open_amendment(file, class_.id) is None
        if drawn_up:
            amending.draw_up(file, class_.id)
        try:
            _change(file, class_.id, leaving, coming, asked.reason or "")
        except AppError:
            if drawn_up:
                records.undo(file)
            raise
        draft = papers.open_amendment(file, class_.id)
        assert draft is not None
        tell(_("Amending decision: {title}").format(title=draft.text("summary")))
        tell(_("Changes of the list: {count}").format(count=len(draft.table("changes"))))


def _change(file: OpenFile, class_id: str, leaving: str, coming: str, reason: str) -> None:
    if not leaving:
        classes.add(file, class_id, coming)
        return
    row = next((place.row_id for place in classes.roster(file, class_id) if place.cadre == leaving), "")
    if coming:
        classes.replace(file, class_id, row, reason, cadre_id=coming)
    else:
        classes.withdraw(file, class_id, row, reason)


VERBS = (
    Verb(
        "amend",
        N_("draw up the decision that amends the issued one of a class, and change its list"),
        amend,
        (
            FILE,
            place("CLASS", N_("code, id or exact title of the class"), dest="class_"),
            option("--out", N_("who is taken off the list: code, id or exact name"), metavar="PERSON"),
            option("--in", N_("who is added, in place of who is taken off"), metavar="PERSON", dest="into"),
            option("--reason", N_("why somebody is taken off"), metavar="TEXT"),
        ),
    ),
    Verb(
        "void",
        N_("void a number of the book; it is not given again and its document is annulled"),
        void_number,
        (
            FILE,
            place("NUMBER", N_("the number as written, for example 127/QĐ-UBND, or its id"), dest="number"),
            option("--reason", N_("why it is void"), metavar="TEXT", required=True),
        ),
    ),
)
