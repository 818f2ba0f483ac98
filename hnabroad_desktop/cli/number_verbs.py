"""The verb on the book of numbers: void."""

from __future__ import annotations

from argparse import Namespace

from hnabroad_desktop.actions import issuing
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


VERBS = (
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
