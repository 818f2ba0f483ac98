"""Imports that were made: the file, what became of its rows, its cells as they stood (features.md L9)."""

from __future__ import annotations

from hnabroad_desktop.base.fields import Attachment, Number, Text
from hnabroad_desktop.base.i18n import N_
from hnabroad_desktop.records.schema import RecordType, Section

IMPORT_BATCH = RecordType(
    code="import_batch",
    label=N_("Import"),
    label_plural=N_("Imports"),
    area="imports",
    sections=(
        Section(
            name="import",
            title=N_("Import"),
            fields=(
                Text(name="file_name", label=N_("File imported"), needed="S", width=40),
                Text(name="at", label=N_("Time of the import"), width=16),
                Text(name="person", label=N_("Imported by"), width=24),
                Text(name="kind", label=N_("Kind of record"), needed="S", width=20),
                Text(name="sheet", label=N_("Sheet"), width=20),
                Text(name="layout", label=N_("Layout"), width=34),
                Text(name="sha256", label=N_("SHA-256 of the file"), width=66),
                Number(name="size", label=N_("Size in bytes"), least=0, width=10),
                Number(name="row_count", label=N_("Rows of the file"), least=0, width=6),
                Number(name="added", label=N_("Records added"), least=0, width=6),
                Number(name="updated", label=N_("Records updated"), least=0, width=6),
                Number(name="unchanged", label=N_("Records unchanged"), least=0, width=6),
                Number(name="rejected", label=N_("Rows not imported"), least=0, width=6),
                Attachment(name="cells", label=N_("Cells as they stood"), types=("json",)),
            ),
        ),
    ),
    title=lambda record: record.text("file_name"),
    subtitle=lambda record: record.text("at"),
    columns=(
        "file_name",
        "at",
        "person",
        "kind",
        "sheet",
        "row_count",
        "added",
        "updated",
        "unchanged",
        "rejected",
        "sha256",
    ),
    search=("file_name",),
    sort=lambda record: f"{record.text('at')} {record.text('file_name')}",
    shared=False,
)
