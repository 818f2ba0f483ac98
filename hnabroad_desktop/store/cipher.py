"""Encrypted connections: the key is given first, the settings that keep data safe are asserted.

The 16 bytes SQLCipher calls the salt stand in clear at the head of the data
file. They are the id of the file here, so that a file can be recognised
without its key; the key itself is 32 random bytes and needs no salt.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from sqlcipher3 import dbapi2 as sqlcipher

from hnabroad_desktop.store.errors import UnsafeSettings

if TYPE_CHECKING:
    # sqlcipher3 is a build of the standard module and shares its interface.
    from sqlite3 import Connection

# The driver searches for a way to adapt every None and every bytes it is given, which took most of the
# time of wide inserts, unless it is told that there is nothing to adapt.
sqlcipher.register_adapter(type(None), {}.get)
sqlcipher.register_adapter(bytes, bytes)

Error = sqlcipher.Error
APPLICATION_ID = int.from_bytes(b"HNAB", "big")
PAGE = 4096
WRITER_CACHE = 64 * 1024
READER_CACHE = 8 * 1024

#: A commit folds the log in when it has so many pages.
_FOLDED_AT = 1_000

Mode = Literal["rw", "rwc", "ro", "immutable"]

_SETTINGS = (
    ("foreign_keys", "OFF", 0),
    ("trusted_schema", "OFF", 0),
    ("cell_size_check", "ON", 1),
    ("temp_store", "MEMORY", 2),
    ("mmap_size", "0", 0),
    ("synchronous", "FULL", 2),
)


@dataclass(frozen=True)
class FileKey:
    """What opens one data file: its id (32 hexadecimal characters) and its 32 secret bytes."""

    file_id: str
    secret: bytes = field(repr=False)

    @property
    def mark(self) -> str:
        """Sixteen characters that tell two keys apart and reveal neither."""
        return hashlib.sha256(b"hnab key mark" + self.secret).hexdigest()[:16]


def connect(path: Path, key: FileKey, mode: Mode = "rw", *, cache: int = READER_CACHE) -> Connection:
    """Open ``path`` with ``key``; ``cache`` is in KiB. Nothing is read yet, so a wrong key shows later.

    Raises ``Error`` when the file cannot be opened, UnsafeSettings when the engine is not the expected one.
    """
    query = "mode=ro&immutable=1" if mode == "immutable" else f"mode={mode}"
    connection: Connection = sqlcipher.connect(
        f"{path.resolve().as_uri()}?{query}", uri=True, isolation_level=None, check_same_thread=False
    )
    try:
        # Without this SQLCipher writes to standard error when a page does not verify.
        connection.execute("PRAGMA cipher_log_level=NONE")
        connection.execute(f"PRAGMA key=\"x'{key.secret.hex()}{key.file_id}'\"")
        connection.execute(f"PRAGMA cache_size=-{cache}")
        for name, value, _effective in _SETTINGS:
            connection.execute(f"PRAGMA {name}={value}")
        _assert_settings(connection, cache)
    except BaseException:
        connection.close()
        raise
    return connection


def write_ahead(connection: Connection) -> None:
    """Keep changes in a log beside the file until they are folded in. Raises UnsafeSettings when refused."""
    if _one(connection, "journal_mode=WAL") != "wal":
        raise UnsafeSettings("journal_mode")


def fold_log(connection: Connection) -> None:
    """Move every change from the log into the file itself and empty the log."""
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def fold_beside(connection: Connection) -> None:
    """Move what can be moved from the log into the file while others read and write: nobody waits."""
    connection.execute("PRAGMA wal_checkpoint(PASSIVE)")


def fold_by_itself(connection: Connection, by_itself: bool) -> None:
    """Say whether a commit also folds the log in once it has grown."""
    connection.execute(f"PRAGMA wal_autocheckpoint={_FOLDED_AT if by_itself else 0}")


def application_and_version(connection: Connection) -> tuple[int, int]:
    """Read the marks in the head of the file. Raises ``Error`` when the key or the content is wrong."""
    connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    return int(str(_one(connection, "application_id"))), int(str(_one(connection, "user_version")))


def _assert_settings(connection: Connection, cache: int) -> None:
    if not str(_one(connection, "cipher_version") or "").startswith("4."):
        raise UnsafeSettings("cipher_version")
    expected = [(name, effective) for name, _value, effective in _SETTINGS]
    expected += [("cipher_page_size", PAGE), ("cipher_use_hmac", 1), ("cache_size", -cache)]
    for name, effective in expected:
        if str(_one(connection, name)) != str(effective):
            raise UnsafeSettings(name)


def _one(connection: Connection, pragma: str) -> object:
    row = connection.execute(f"PRAGMA {pragma}").fetchone()
    return row[0] if row else None
