"""A paper ready to look at: live pages of a draft, the archive copy of an issued one, and what changed."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass

from hnabroad_desktop.actions.issuing import archived
from hnabroad_desktop.actions.list_books import list_book
from hnabroad_desktop.actions.printing import to_docx, to_pdf
from hnabroad_desktop.actions.templates import ListColumns, document_of, paper
from hnabroad_desktop.records.schema import Record
from hnabroad_desktop.store.datafile import DataFile

#: What is printed from the frozen data once the decision is issued.
_FROZEN = frozenset({"decision", "annex"})

#: The number a row of a list begins with.
_ORDER = re.compile(r"^\d+ \| ")


@dataclass(frozen=True)
class Printout:
    """A paper: its pages as PDF, its words, the merge fields without a value, and what is only an example."""

    pdf: bytes
    text: str
    missing: tuple[str, ...]
    uncertain: tuple[str, ...]
    title: str


@dataclass(frozen=True)
class Difference:
    """One line of the words of a paper that is gone, or new."""

    sign: str
    text: str


def printout(
    file: DataFile, decision: Record, what: str = "decision", columns: ListColumns = "A"
) -> Printout:
    """Return the paper as pages. An issued decision is the archive copy, never made anew. Raises AppError."""
    kept = archived(file, decision) if what in _FROZEN else None
    if kept is not None:
        document = paper(kept.made, what)
        pdf = kept.pdf if what == "decision" else to_pdf(document)
        return Printout(pdf, document.text(), (), (), document.title)
    document = document_of(file, decision, what, columns)
    return Printout(to_pdf(document), document.text(), document.missing, document.uncertain, document.title)


def word_file(file: DataFile, decision: Record, what: str = "decision", columns: ListColumns = "A") -> bytes:
    """Return the same words as DOCX; of an issued decision from the data it was issued with."""
    kept = archived(file, decision) if what in _FROZEN else None
    return to_docx(document_of(file, decision, what, columns) if kept is None else paper(kept.made, what))


def list_file(file: DataFile, decision: Record, what: str = "annex", columns: ListColumns = "A") -> bytes:
    """Return the list of a paper as a workbook; of an issued decision from the data it was issued with."""
    kept = archived(file, decision) if what in _FROZEN else None
    return list_book(document_of(file, decision, what, columns) if kept is None else paper(kept.made, what))


def differences(before: str, after: str) -> list[Difference]:
    """Return the lines that are gone ("-") or new ("+") between the words of two printouts, in order.

    A row of a list that only got another number is no difference.
    """
    old, new = before.splitlines(), after.splitlines()
    found: list[Difference] = []
    matcher = difflib.SequenceMatcher(
        None, [_ORDER.sub("", x) for x in old], [_ORDER.sub("", x) for x in new], autojunk=False
    )
    for what, first, last, new_first, new_last in matcher.get_opcodes():
        if what != "equal":
            found += [Difference("-", line) for line in old[first:last]]
            found += [Difference("+", line) for line in new[new_first:new_last]]
    return found
