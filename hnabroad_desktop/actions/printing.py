"""Papers as bytes and files: PDF to look at and print, DOCX to hand on."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

from hnabroad_desktop.base.errors import AppError
from hnabroad_desktop.base.i18n import _
from hnabroad_desktop.base.vietnamese import without_marks
from hnabroad_desktop.records.decision import AMENDMENT
from hnabroad_desktop.records.schema import Record

if TYPE_CHECKING:
    from hnabroad_desktop.documents.blocks import Document


#: What can be printed for a class.
DOCUMENTS = ("decision", "annex", "profile_list")


def to_pdf(document: Document) -> bytes:
    """Return the pages of a document."""
    # ReportLab is not needed before the first page.
    from hnabroad_desktop.documents.pdf import to_pdf as render

    return render(document)


def to_docx(document: Document) -> bytes:
    """Return the same words for a word processor."""
    # Nor is python-docx.
    from hnabroad_desktop.documents.docx import to_docx as render

    return render(document)


def write_files(
    folder: Path,
    stem: str,
    pdf: bytes | None = None,
    docx: bytes | None = None,
    xlsx: bytes | None = None,
) -> list[Path]:
    """Write a paper into ``folder`` and return the files. Raises AppError; nothing half-written is left."""
    made = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for suffix, content in ((".pdf", pdf), (".docx", docx), (".xlsx", xlsx)):
            if content is not None:
                made.append(_write(folder / f"{stem}{suffix}", content))
    except OSError as error:
        raise AppError(
            _(
                "The paper could not be written to {folder}. The data is unchanged. "
                "Choose another folder or close the file where it is open."
            ).format(folder=folder)
        ) from error
    return made


def _write(path: Path, content: bytes) -> Path:
    draft = path.with_name(f".{path.name}.new")
    try:
        with draft.open("wb") as out:
            out.write(content)
            out.flush()
            os.fsync(out.fileno())
        os.replace(draft, path)
    finally:
        draft.unlink(missing_ok=True)
    return path


def file_stem(class_: Record, what: str, decision: Record | None = None) -> str:
    """Return a file name without marks that says what the paper is: "Quyet-dinh-LOP-2026-07-du-thao"."""
    amends = decision is not None and decision["document_kind"] == AMENDMENT
    kind = {
        "decision": "Quyet-dinh-dieu-chinh" if amends else "Quyet-dinh",
        "annex": "Danh-sach",
        "profile_list": "Trich-ngang",
    }[what]
    code = class_.text("code") or class_.text("name")
    parts = [kind, code]
    if decision is not None and decision["number"] is not None:
        parts.append(f"so-{decision.text('number')}-{decision.text('symbol')}")
    else:
        parts.append("du-thao")
    return re.sub(r"[^A-Za-z0-9.-]+", "-", without_marks(" ".join(parts))).strip("-")
