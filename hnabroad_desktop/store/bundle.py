"""One backup as one file: a stored zip of the data, its key slots and a list of what is inside."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import IO

from hnabroad_desktop.store import atomic, keyfile
from hnabroad_desktop.store.errors import DamagedBackup, NewerFile
from hnabroad_desktop.store.keyslots import KeySlots

SUFFIX = ".hnabak"
FORMAT = 1
_DATA, _KEYS, _MANIFEST = "data.hnab", "keys", "manifest.json"
_CHUNK = 1 << 20


@dataclass(frozen=True)
class Manifest:
    """What a backup says about itself, in clear: no word of it comes from the records."""

    file_id: str
    name: str
    time: datetime
    reason: str
    program: str
    version: int
    data_size: int = 0
    counts: Mapping[str, int] = field(default_factory=dict)
    hashes: Mapping[str, str] = field(default_factory=dict)


def write(path: Path, data: Path, keys: bytes, manifest: Manifest) -> None:
    """Put the bundle at ``path`` and on the disk, then read it back. Raises DamagedBackup, OSError."""
    with data.open("rb") as source:
        hashes = {_DATA: _hash(source), _KEYS: hashlib.sha256(keys).hexdigest()}
    body = {
        "format": FORMAT,
        "file_id": manifest.file_id,
        "name": manifest.name,
        "time": manifest.time.isoformat(),
        "reason": manifest.reason,
        "program": manifest.program,
        "version": manifest.version,
        "counts": dict(manifest.counts),
        "sha256": hashes,
    }
    draft = path.with_name(f".{path.name}.tmp")
    try:
        with zipfile.ZipFile(draft, "w", zipfile.ZIP_STORED) as bundle:
            bundle.write(data, _DATA)
            bundle.writestr(_KEYS, keys)
            bundle.writestr(_MANIFEST, json.dumps(body, ensure_ascii=False, indent=1))
        atomic.sync_file(draft)
        check(draft)
        os.replace(draft, path)
        atomic.sync_folder(path.parent)
    finally:
        draft.unlink(missing_ok=True)


def manifest_of(path: Path) -> Manifest:
    """Return what the backup says about itself. Raises DamagedBackup, NewerFile, OSError."""
    try:
        with zipfile.ZipFile(path) as bundle:
            body = json.loads(bundle.read(_MANIFEST))
            if int(body["format"]) > FORMAT:
                raise NewerFile(str(body["program"]))
            return Manifest(
                file_id=str(body["file_id"]),
                name=str(body["name"]),
                time=datetime.fromisoformat(body["time"]),
                reason=str(body["reason"]),
                program=str(body["program"]),
                version=int(body["version"]),
                data_size=bundle.getinfo(_DATA).file_size,
                counts={str(kind): int(count) for kind, count in body["counts"].items()},
                hashes={part: str(body["sha256"][part]) for part in (_DATA, _KEYS)},
            )
    except (zipfile.BadZipFile, ValueError, KeyError, TypeError, AttributeError) as error:
        raise DamagedBackup(path.name) from error


def check(path: Path) -> Manifest:
    """Compare every part with its hash and return the manifest. Raises DamagedBackup, NewerFile, OSError."""
    manifest = manifest_of(path)
    try:
        with zipfile.ZipFile(path) as bundle:
            for part, expected in manifest.hashes.items():
                with bundle.open(part) as source:
                    if _hash(source) != expected:
                        raise DamagedBackup(path.name)
    except (zipfile.BadZipFile, KeyError, EOFError) as error:
        raise DamagedBackup(path.name) from error
    return manifest


def keys_of(path: Path) -> KeySlots:
    """Return the key slots in a backup. Raises DamagedBackup, NewerFile, OSError."""
    try:
        with zipfile.ZipFile(path) as bundle:
            return keyfile.from_bytes(bundle.read(_KEYS))
    except (zipfile.BadZipFile, KeyError, ValueError) as error:
        raise DamagedBackup(path.name) from error


def unpack(path: Path, target: Path) -> None:
    """Write the data of a checked backup to ``target`` and onto the disk. Raises DamagedBackup, OSError."""
    try:
        with zipfile.ZipFile(path) as bundle, bundle.open(_DATA) as source, target.open("xb") as out:
            shutil.copyfileobj(source, out, _CHUNK)
            out.flush()
            os.fsync(out.fileno())
    except (zipfile.BadZipFile, KeyError, EOFError) as error:
        raise DamagedBackup(path.name) from error


def _hash(source: IO[bytes]) -> str:
    digest = hashlib.sha256()
    while chunk := source.read(_CHUNK):
        digest.update(chunk)
    return digest.hexdigest()
