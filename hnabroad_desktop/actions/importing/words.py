"""Collects the words that cells of a list may use, from the file they come into."""

from __future__ import annotations

from hnabroad_desktop.actions import parked
from hnabroad_desktop.base.fields import Reference
from hnabroad_desktop.records import KINDS
from hnabroad_desktop.sheets import vocabulary
from hnabroad_desktop.sheets.matching import Vocabulary
from hnabroad_desktop.store.datafile import DataFile


def words_of(file: DataFile, kind: str) -> Vocabulary:
    """Return the words cells of a kind may use: catalogue values, and names of the records linked to."""
    record_type = KINDS[kind]
    tables = [f for table in record_type.tables for f in table.fields]
    kinds = {k for f in (*record_type.fields, *tables) if isinstance(f, Reference) for k in f.kinds}
    # People are not named by their names in cells that lead to other records.
    wanted = ["catalogue_value", *sorted(kinds - {"cadre"})]
    found = (record for code in wanted for record in file.find(code))
    return vocabulary.of_records(record for record in found if not parked.is_waiting(record))
