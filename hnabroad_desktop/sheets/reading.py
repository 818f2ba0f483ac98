"""Opens what a clerk brings: .xls, .xlsx, .csv or a pasted block; says in one sentence what is wrong."""

from __future__ import annotations

import hashlib
import io
import zipfile

from hnabroad_desktop.base.collector import paused
from hnabroad_desktop.base.errors import AppError
from hnabroad_desktop.base.i18n import _
from hnabroad_desktop.base.progress import Report, silent
from hnabroad_desktop.sheets import delimited, xls, xlsx
from hnabroad_desktop.sheets.cells import Book, Sheet

#: No honest list of people is larger; a larger one is a fault or another kind of file.
MOST_BYTES = 100 * 1024 * 1024

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BARE_BIFF = (b"\x09\x08", b"\x09\x04", b"\x09\x02", b"\x09\x00")
_PICTURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")


@paused
def read(content: bytes, name: str, *, report: Report = silent) -> Book:
    """Return the book in ``content``; ``name`` is the file's name, told back in messages.

    What the file is, its bytes tell, not its name. Nothing is ever run or
    written. Raises AppError with one sentence for everything that cannot be read.
    """
    if not content.strip(b"\x00\xff \t\r\n"):
        raise AppError(
            _("The file {name} is empty. Nothing was imported. Choose another file.").format(name=name)
        )
    if len(content) > MOST_BYTES:
        raise AppError(
            _(
                "The file {name} is larger than 100 MB. Nothing was imported. Save only the sheet with "
                "the list to a new file and choose that."
            ).format(name=name)
        )
    digest = hashlib.sha256(content).hexdigest()
    if content.startswith(_OLE) or content.startswith(_BARE_BIFF):
        return _old_workbook(content, name, digest, report)
    if content.startswith(b"PK\x03\x04"):
        return _new_workbook(content, name, digest, report)
    _refuse_strangers(content, name)
    try:
        sheet = delimited.read(content, name, report)
    except OverflowError as too_large:
        raise _too_large(str(too_large), name) from None
    _must_have_cells((sheet,), name)
    return Book(name, "csv", (sheet,), digest)


def read_pasted(text: str) -> Book:
    """Return the block somebody copied in a spreadsheet. Raises AppError if it holds nothing or too much."""
    name = _("Clipboard")
    if not text.strip("\x00 \t\r\n"):
        raise AppError(
            _("The clipboard holds no text. Nothing was imported. Copy the rows in Excel and paste again.")
        )
    try:
        sheet = delimited.pasted(text, name)
    except OverflowError as too_large:
        raise _too_large(str(too_large), name) from None
    _must_have_cells((sheet,), name)
    return Book(name, "pasted", (sheet,), hashlib.sha256(text.encode("utf-8", "replace")).hexdigest())


def _old_workbook(content: bytes, name: str, digest: str, report: Report) -> Book:
    if _wide("EncryptedPackage") in content:
        raise _locked(name)
    if _wide("WordDocument") in content or _wide("PowerPoint Document") in content:
        raise _not_a_table(name)
    try:
        sheets = xls.read(content, report)
    except xls.Locked:
        raise _locked(name) from None
    except xls.Damaged:
        raise _damaged(name) from None
    except OverflowError as too_large:
        raise _too_large(str(too_large), name) from None
    macros = _wide("_VBA_PROJECT") in content
    pictures = any(mark in content for mark in _PICTURES)
    _must_have_cells(sheets, name, pictures)
    return Book(name, "xls", sheets, digest, _notes(macros))


def _new_workbook(content: bytes, name: str, digest: str, report: Report) -> Book:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            names = set(parts.namelist())
            if "mimetype" in names or "xl/workbook.bin" in names:
                raise AppError(
                    _(
                        "The file {name} is a kind of workbook that is not read here. Nothing was "
                        "imported. Open it, save it as Excel Workbook (.xlsx) and choose that file."
                    ).format(name=name)
                )
            if not any(part.startswith("xl/") for part in names):
                raise _not_a_table(name)
            sheets = xlsx.read(parts, report)
            macros = any(part.lower().endswith("vbaproject.bin") for part in names)
            pictures = any(part.startswith("xl/media/") for part in names)
    except (xlsx.Damaged, *xlsx.FAULTS):
        raise _damaged(name) from None
    except OverflowError as too_large:
        raise _too_large(str(too_large), name) from None
    _must_have_cells(sheets, name, pictures)
    return Book(name, "xlsx", sheets, digest, _notes(macros))


def _notes(macros: bool) -> tuple[str, ...]:
    return (_("The file carries macros. They were not run; only its cells were read."),) if macros else ()


def _refuse_strangers(content: bytes, name: str) -> None:
    start = content[:4096].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith(b"%pdf") or content.startswith((*_PICTURES, b"Rar!", b"7z", b"MZ", b"{\\rtf")):
        raise _not_a_table(name)
    plain = start.replace(b"\x00", b"")
    if plain.startswith((b"<html", b"<!doctype", b"<table", b"<head", b"<meta", b"<style", b"mime-version:")):
        raise AppError(
            _(
                "The file {name} is a web page, not a workbook, whatever its name says. Nothing was "
                "imported. Open it in Excel, save it as Excel Workbook (.xlsx) and choose that file."
            ).format(name=name)
        )
    if plain.startswith(b"<?xml"):
        raise AppError(
            _(
                "The file {name} is a kind of workbook that is not read here. Nothing was "
                "imported. Open it, save it as Excel Workbook (.xlsx) and choose that file."
            ).format(name=name)
        )


def _must_have_cells(sheets: tuple[Sheet, ...], name: str, pictures: bool = False) -> None:
    if any(sheet.rows for sheet in sheets):
        return
    if pictures:
        raise AppError(
            _(
                "The file {name} holds pictures only, no cell with text. Pictures are not read. Nothing "
                "was imported. Ask for the list as cells, or type it."
            ).format(name=name)
        )
    raise AppError(
        _("No sheet of {name} has a cell with text. Nothing was imported. Choose another file.").format(
            name=name
        )
    )


def _wide(text: str) -> bytes:
    return text.encode("utf-16-le")


def _locked(name: str) -> AppError:
    return AppError(
        _(
            "The file {name} is protected by a password. Nothing was imported. Open it in Excel, take the "
            "password away (File, Info, Protect Workbook), save, and choose it again."
        ).format(name=name)
    )


def _damaged(name: str) -> AppError:
    return AppError(
        _(
            "The file {name} is damaged or was not copied completely. Nothing was imported, the file was "
            "not changed. Copy it again, or open it in Excel and save it as a new file."
        ).format(name=name)
    )


def _not_a_table(name: str) -> AppError:
    return AppError(
        _("The file {name} is not a table. Nothing was imported. Choose a file .xls, .xlsx or .csv.").format(
            name=name
        )
    )


def _too_large(what: str, name: str) -> AppError:
    if what == "rows":
        return AppError(
            _(
                "A sheet of {name} has more than 50.000 rows. Nothing was imported. Split it into several "
                "files and import them one after another."
            ).format(name=name)
        )
    if what == "columns":
        return AppError(
            _(
                "A sheet of {name} has more than 256 columns. Nothing was imported. Save only the columns "
                "of the list to a new file and choose that."
            ).format(name=name)
        )
    return AppError(
        _(
            "The file {name} unpacks to an unusual size. Nothing was imported. Save only the sheet with "
            "the list to a new file and choose that."
        ).format(name=name)
    )
