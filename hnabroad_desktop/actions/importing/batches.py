"""The imports that were made, the latest first, and taking one of them back (features.md L9)."""

from __future__ import annotations

from dataclasses import dataclass

from hnabroad_desktop.actions import lists
from hnabroad_desktop.actions.importing.writing import VERB
from hnabroad_desktop.base.errors import AppError
from hnabroad_desktop.base.i18n import _
from hnabroad_desktop.records.schema import Record
from hnabroad_desktop.store.datafile import DataFile


@dataclass(frozen=True)
class Batch:
    """One import: its record, and whether it was taken back."""

    record: Record
    taken_back: bool

    @property
    def id(self) -> str:
        """The id of the record of the import."""
        return self.record.id

    def number(self, name: str) -> int:
        """Return one of the counts of the record."""
        value = self.record[name]
        return value if isinstance(value, int) else 0


def batches(file: DataFile) -> list[Batch]:
    """Return every import, the latest first, those taken back too."""
    found = []
    listing = lists.Listing(file, "import_batch", ("file_name",))
    for deleted in (False, True):
        for record_id in listing.ids(lists.Query(deleted=deleted)):
            record = file.get("import_batch", record_id)
            if record is not None:
                found.append(Batch(record, deleted))
    return sorted(found, key=lambda batch: (batch.record.text("at"), batch.id), reverse=True)


def take_back(file: DataFile, batch_id: str, *, force: bool = False) -> str:
    """Bring everything an import wrote back to what stood before, and return the name of its file.

    Raises LaterEdits where values were changed since, unless ``force``, and
    AppError when the import is not here or lies behind an act that is not taken back.
    """
    record = file.get("import_batch", batch_id)
    if record is None:
        raise AppError(_("This import is not in the file. Nothing was changed."))
    if record.deleted:
        raise AppError(_("This import was taken back before. Nothing was changed."))
    first = [entry for entry in file.history("import_batch", batch_id) if entry.verb == VERB]
    step = file.take_back(first[-1].transaction, force=force) if first else None
    if step is None:
        raise AppError(
            _(
                "This import cannot be taken back any more: documents were issued since, or it was made on "
                "another machine. Nothing was changed. Correct the records one by one."
            )
        )
    return record.text("file_name")
