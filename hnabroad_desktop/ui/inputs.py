"""Which box asks for which kind of field: the one place that knows."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from hnabroad_desktop.base.fields import Attachment, Choice, Field, Reference, Rows, YesNo
from hnabroad_desktop.ui.attachment_input import AttachmentInput
from hnabroad_desktop.ui.choice_input import ChoiceInput, YesNoInput
from hnabroad_desktop.ui.desk import Desk, OpenRecord
from hnabroad_desktop.ui.input import Input
from hnabroad_desktop.ui.jobs import Background
from hnabroad_desktop.ui.photo_input import PhotoInput
from hnabroad_desktop.ui.reference_input import ReferenceInput
from hnabroad_desktop.ui.rows_input import RowsInput
from hnabroad_desktop.ui.text_input import text_input


def make_input(
    field: Field,
    desk: Desk,
    background: Background,
    open_record: OpenRecord | None = None,
    parent: QWidget | None = None,
) -> Input:
    """Return the box for a field. Raises TypeError for a kind that has none."""
    match field:
        case Choice():
            return ChoiceInput(field, desk, parent)
        case YesNo():
            return YesNoInput(field, desk, parent)
        case Reference():
            return ReferenceInput(field, desk, background, open_record, parent)
        case Attachment() if field.shape is not None:
            return PhotoInput(field, desk, parent)
        case Attachment():
            return AttachmentInput(field, desk, parent)
        case Rows():
            return RowsInput(
                field,
                desk,
                lambda column, cell: make_input(column, desk, background, open_record, cell),
                parent,
            )
    return text_input(field, desk, parent)
