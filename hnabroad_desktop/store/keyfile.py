"""Where the key slots lie, and how they are written and found again.

Beside the data, in every backup, and as a copy in the user's folder.
"""

from __future__ import annotations

import base64
import json
import logging
from pathlib import Path
from typing import Any

from hnabroad_desktop.store import atomic, local
from hnabroad_desktop.store.errors import NewerFile
from hnabroad_desktop.store.keyslots import FORMAT, MAGIC, Cost, KeySlots, Slot

_log = logging.getLogger(__name__)


def to_bytes(slots: KeySlots) -> bytes:
    """Return the content of a key file."""
    body = {
        "magic": MAGIC,
        "format": FORMAT,
        "program": slots.program,
        "file_id": slots.file_id,
        "mark": slots.mark,
        "slots": [_slot_to_json(slot) for slot in slots.slots],
    }
    return json.dumps(body, ensure_ascii=False, indent=1).encode() + b"\n"


def from_bytes(content: bytes) -> KeySlots:
    """Return the slots of a key file. Raises ValueError when it is not one, NewerFile for a later format."""
    try:
        body = json.loads(content)
        if not isinstance(body, dict) or body.get("magic") != MAGIC:
            raise ValueError("not a key file")
        if int(body["format"]) > FORMAT:
            raise NewerFile(str(body.get("program") or body["format"]))
        slots = tuple(_slot_from_json(item) for item in body["slots"])
        file_id = str(body["file_id"])
        if len(bytes.fromhex(file_id)) != 16:
            raise ValueError("file id")
        return KeySlots(file_id, str(body["mark"]), slots, str(body["program"]))
    except (KeyError, TypeError, UnicodeDecodeError) as error:
        raise ValueError("not a key file") from error


def beside(path: Path) -> Path:
    """Return where the key slots of the data file ``path`` lie."""
    return path.with_name(path.name + ".keys")


def store(path: Path, slots: KeySlots) -> None:
    """Write the slots beside the data file ``path`` and as a copy in the user's folder. Raises OSError."""
    content = to_bytes(slots)
    atomic.write_bytes(beside(path), content)
    keep_copy(slots)


def keep_copy(slots: KeySlots) -> None:
    """Bring the copy in the user's folder up to date; a copy that cannot be written is logged, no more."""
    content = to_bytes(slots)
    try:
        copy = local.key_copy(slots.file_id)
        if not copy.exists() or copy.read_bytes() != content:
            atomic.write_bytes(copy, content)
    except OSError as error:
        _log.warning("no local copy of the key slots: %s", error)


def find(path: Path, head: bytes) -> KeySlots | None:
    """Return the slots for the data file ``path`` whose first bytes are ``head``, or nothing.

    Those beside the data count if they name the file id in its head; else this machine's copy does;
    else those beside it, since the head itself may be what is damaged. Raises NewerFile.
    """
    neighbour = read(beside(path))
    if neighbour is not None and bytes.fromhex(neighbour.file_id) == head[:16]:
        return neighbour
    copy = read(local.key_copy(head[:16].hex())) if len(head) >= 16 else None
    return copy or neighbour


def read(path: Path) -> KeySlots | None:
    """Return the slots in ``path``; nothing when it is missing or unreadable. Raises NewerFile."""
    try:
        return from_bytes(path.read_bytes())
    except (FileNotFoundError, ValueError):
        return None


def _slot_to_json(slot: Slot) -> dict[str, Any]:
    cost = slot.cost
    return {
        "kind": slot.kind,
        "person": slot.person,
        "kdf": {"name": "argon2id", "t": cost.passes, "m_kib": cost.kibibytes, "p": cost.lanes},
        "salt": base64.b64encode(slot.salt).decode(),
        "nonce": base64.b64encode(slot.nonce).decode(),
        "wrapped": base64.b64encode(slot.wrapped).decode(),
    }


def _slot_from_json(item: dict[str, Any]) -> Slot:
    kdf = item["kdf"]
    if kdf["name"] != "argon2id":
        raise ValueError("unknown key derivation")
    return Slot(
        kind=str(item["kind"]),
        person=str(item["person"]),
        cost=Cost(int(kdf["t"]), int(kdf["m_kib"]), int(kdf["p"])),
        salt=base64.b64decode(item["salt"], validate=True),
        nonce=base64.b64decode(item["nonce"], validate=True),
        wrapped=base64.b64decode(item["wrapped"], validate=True),
    )
