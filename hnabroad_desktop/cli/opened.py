"""Opens the file a verb works on, asks for its password, and finds the record that is meant."""

from __future__ import annotations

import getpass
import os
import sys
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from hnabroad_desktop.actions import files, lists, records
from hnabroad_desktop.actions.files import OpenFile
from hnabroad_desktop.base.errors import AppError
from hnabroad_desktop.base.i18n import _
from hnabroad_desktop.records import KINDS
from hnabroad_desktop.records.schema import Record, RecordType

PASSWORD_VARIABLE = "HNABROAD_PASSWORD"

#: So many records are named when it is not clear which one is meant.
_NAMED = 5


def opened(path: Path) -> AbstractContextManager[OpenFile]:
    """Lend a data file open for writing. Raises AppError."""
    return _lent(files.open_file, path)


def opened_to_read(path: Path) -> AbstractContextManager[OpenFile]:
    """Lend a data file for reading, also while a window has it open. Raises AppError."""
    return _lent(files.open_to_read, path)


def opened_to_check(path: Path) -> AbstractContextManager[OpenFile]:
    """Lend a data file to be checked, without writing to it. Raises AppError."""
    return _lent(files.open_to_check, path)


@contextmanager
def _lent(open_: Callable[..., OpenFile], path: Path) -> Iterator[OpenFile]:
    file = open_(path, password=_password_of(path))
    try:
        yield file
    finally:
        files.close(file)


def _password_of(path: Path) -> str | None:
    return password(_("Password: ")) if files.needs_password(path) else None


def password(prompt: str, *, again: str = "") -> str:
    """Return the password from the environment or the terminal, asked for a second time after ``again``.

    Raises AppError when there is neither, and when the second time differs.
    """
    given = os.environ.get(PASSWORD_VARIABLE)
    if given:
        return given
    if not sys.stdin.isatty():
        raise AppError(
            _(
                "A password is needed and there is no terminal to ask for it. Nothing was done. "
                "Set the environment variable {variable}."
            ).format(variable=PASSWORD_VARIABLE)
        )
    typed = getpass.getpass(prompt)
    if again and getpass.getpass(again) != typed:
        raise AppError(_("The two passwords differ. Nothing was done. Do it again."))
    return typed


def record_type(kind: str) -> RecordType:
    """Return the record type called ``kind``. Raises AppError that names all there are."""
    found = KINDS.get(kind)
    if found is None:
        raise AppError(
            _("There is no kind of record called “{kind}”. Nothing was done. The kinds are: {kinds}.").format(
                kind=kind, kinds=", ".join(KINDS)
            )
        )
    return found


def record(file: OpenFile, kind: str, text: str) -> Record:
    """Return the record meant by a code, an id or an exact title. Raises AppError when it is not one."""
    found = records.get(file, kind, record_id(file, (kind,), text))
    assert found is not None
    return found


def standing(file: OpenFile, kind: str, text: str) -> Record:
    """Return the record meant, which may be changed. Raises AppError for a deleted one too."""
    found = record(file, kind, text)
    if found.deleted:
        raise AppError(
            _("“{title}” was deleted. Nothing was changed. Bring it back with “recover” first.").format(
                title=file.title(found.id)
            )
        )
    return found


def record_id(file: OpenFile, kinds: tuple[str, ...], text: str) -> str:
    """Return the id of the one record of ``kinds`` meant by ``text``. Raises AppError when it is not one."""
    found = [(kind, each) for kind in kinds for each in lists.meant_by(file, kind, text)]
    text = unicodedata.normalize("NFC", text).strip()
    if len(found) == 1:
        return found[0][1]
    names = " / ".join(_(KINDS[kind].label) for kind in kinds)
    if not found:
        raise AppError(
            _("{kind} “{text}” is not in the file. Give a code, an id or the exact title.").format(
                kind=names, text=text
            )
        )
    several = ", ".join(code_of(file, kind, each) for kind, each in found[:_NAMED])
    raise AppError(
        _("{kind} “{text}” means {count} records: {codes}. Give the code or the id of one.").format(
            kind=names, text=text, count=len(found), codes=several + (", …" if len(found) > _NAMED else "")
        )
    )


def code_of(file: OpenFile, kind: str, record_id: str) -> str:
    """Return the code a person writes for a record, or its id where it has none that is its own."""
    field = KINDS[kind].code_field
    found = records.get(file, kind, record_id) if field else None
    return (found.text(field) if found else "") or record_id
