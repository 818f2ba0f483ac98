"""The key slots: each wraps the one random key of a data file, for a person, the sealed envelope or practice.

They lie beside the data file, in every backup, and as a copy in the user's
folder. Changing a password rewrites this small file and no page of the data.
Magic, format, file id and names stand in clear and are bound to each wrapped
key, so that moving or editing a slot makes it useless.
"""

from __future__ import annotations

import json
import secrets
import unicodedata
from dataclasses import dataclass, field, replace

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from hnabroad_desktop import __version__
from hnabroad_desktop.base.i18n import _
from hnabroad_desktop.base.ids import new_id
from hnabroad_desktop.store import recovery
from hnabroad_desktop.store.cipher import FileKey
from hnabroad_desktop.store.errors import KeysRefused, WrongPassword, WrongRecoveryKey

MAGIC = "HN Abroad key slots"
FORMAT = 1
PERSON, RECOVERY, PRACTICE = "person", "recovery", "practice"


@dataclass(frozen=True)
class Cost:
    """What one guess of a password costs. The default is the second choice of RFC 9106, section 4."""

    passes: int = 3
    kibibytes: int = 64 * 1024
    lanes: int = 4

    def __post_init__(self) -> None:
        # The numbers come from a file: a forged one must not exhaust the machine.
        few = 1 <= self.passes <= 64 and 1 <= self.lanes <= 64
        if not (few and 8 * self.lanes <= self.kibibytes <= 1 << 21):
            raise ValueError("cost out of range")


FULL_COST = Cost()


@dataclass(frozen=True)
class Slot:
    """One way to the key: for whom, at what cost, and the wrapped key."""

    kind: str
    person: str
    cost: Cost
    salt: bytes
    nonce: bytes
    wrapped: bytes = field(repr=False)


@dataclass(frozen=True)
class KeySlots:
    """All slots of one file. A value: every change returns new slots that the caller stores."""

    file_id: str
    mark: str
    slots: tuple[Slot, ...]
    program: str = __version__

    @property
    def people(self) -> tuple[str, ...]:
        """The names that have a password, in the order they were added."""
        return tuple(slot.person for slot in self.slots if slot.kind == PERSON)

    @property
    def practice(self) -> bool:
        """Whether this is a practice file, which opens without a password."""
        return any(slot.kind == PRACTICE for slot in self.slots)

    def unlock(
        self, *, password: str | None = None, recovery_key: str | None = None, person: str | None = None
    ) -> tuple[FileKey, str]:
        """Return the key and the name of the person whose slot opened it ("" for the recovery key).

        Without ``person`` the password is tried on every person's slot. A practice file opens
        with nothing. Raises WrongPassword or WrongRecoveryKey.
        """
        if recovery_key is not None:
            return self._unlock(RECOVERY, _recovery_bytes(recovery_key)), ""
        if password is not None:
            for name in self.people if person is None else [n for n in self.people if n == person]:
                try:
                    return self._unlock(PERSON, _password_bytes(password), name), name
                except WrongPassword:
                    continue
        if self.practice:
            return self._unlock(PRACTICE, b""), person or self._practice_name()
        raise WrongPassword

    def with_person(self, key: FileKey, name: str, password: str, cost: Cost = FULL_COST) -> KeySlots:
        """Return slots that also open with ``password`` for ``name``. Raises KeysRefused."""
        name = _clean_name(name)
        if name in self.people:
            raise KeysRefused(_("{name} already has a password. Nothing was changed.").format(name=name))
        return self._plus(key, PERSON, name, _checked_password(password), cost)

    def with_password(self, key: FileKey, name: str, password: str, cost: Cost = FULL_COST) -> KeySlots:
        """Return slots where ``name`` has a new password, in the same place. Raises KeysRefused."""
        self._must_know(name)
        new = self._wrap(key, PERSON, name, _checked_password(password), cost)
        slots = tuple(new if (s.kind, s.person) == (PERSON, name) else s for s in self.slots)
        return replace(self, slots=slots, program=__version__)

    def without_person(self, name: str) -> KeySlots:
        """Return slots without ``name``; the last person cannot be removed. Raises KeysRefused."""
        self._must_know(name)
        if len(self.people) == 1:
            raise KeysRefused(
                _(
                    "{name} is the last person with a password. Nothing was changed. "
                    "Add another person first."
                ).format(name=name)
            )
        slots = tuple(s for s in self.slots if (s.kind, s.person) != (PERSON, name))
        return replace(self, slots=slots, program=__version__)

    def with_new_recovery_key(self, key: FileKey, cost: Cost = FULL_COST) -> tuple[KeySlots, str]:
        """Return slots with a new recovery key, and that key as printed; the earlier one opens nothing."""
        secret = recovery.new()
        rest = replace(self, slots=tuple(s for s in self.slots if s.kind != RECOVERY))
        return rest._plus(key, RECOVERY, "", secret, cost), recovery.show(secret)

    def stamped(self, program: str) -> KeySlots:
        """Return slots that name ``program`` as the version that last changed the shape of the file."""
        return replace(self, program=program)

    def _unlock(self, kind: str, secret: bytes, person: str | None = None) -> FileKey:
        for slot in self.slots:
            if slot.kind != kind or (person is not None and slot.person != person):
                continue
            try:
                opened = ChaCha20Poly1305(_derive(secret, slot.salt, slot.cost)).decrypt(
                    slot.nonce, slot.wrapped, _bound(self.file_id, slot.kind, slot.person, slot.cost)
                )
            except InvalidTag:
                continue
            return FileKey(self.file_id, opened)
        raise WrongRecoveryKey if kind == RECOVERY else WrongPassword

    def _plus(self, key: FileKey, kind: str, person: str, secret: bytes, cost: Cost) -> KeySlots:
        new = self._wrap(key, kind, person, secret, cost)
        return replace(self, slots=(*self.slots, new), program=__version__)

    def _wrap(self, key: FileKey, kind: str, person: str, secret: bytes, cost: Cost) -> Slot:
        if (key.file_id, key.mark) != (self.file_id, self.mark):
            raise ValueError("key of another file")
        salt, nonce = secrets.token_bytes(16), secrets.token_bytes(12)
        wrapped = ChaCha20Poly1305(_derive(secret, salt, cost)).encrypt(
            nonce, key.secret, _bound(self.file_id, kind, person, cost)
        )
        return Slot(kind, person, cost, salt, nonce, wrapped)

    def _must_know(self, name: str) -> None:
        if name not in self.people:
            raise KeysRefused(
                _("{name} has no password in this file. Nothing was changed.").format(name=name)
            )

    def _practice_name(self) -> str:
        return next(slot.person for slot in self.slots if slot.kind == PRACTICE)


def new_slots(
    *, person: str, password: str | None, practice: bool = False, cost: Cost = FULL_COST
) -> tuple[FileKey, KeySlots, str]:
    """Return a new key, its slots, and the recovery key as printed ("" for a practice file).

    A practice file needs no password; any other does. Raises KeysRefused.
    """
    key = FileKey(new_id(), secrets.token_bytes(32))
    slots = KeySlots(key.file_id, key.mark, ())
    if practice:
        # Anyone may open a practice file: the cost would protect nothing.
        return key, slots._plus(key, PRACTICE, _clean_name(person), b"", Cost(1, 8, 1)), ""
    slots = slots.with_person(key, person, password or "", cost)
    slots, printed = slots.with_new_recovery_key(key, cost)
    return key, slots, printed


def _derive(secret: bytes, salt: bytes, cost: Cost) -> bytes:
    return Argon2id(
        salt=salt, length=32, iterations=cost.passes, lanes=cost.lanes, memory_cost=cost.kibibytes
    ).derive(secret)


def _bound(file_id: str, kind: str, person: str, cost: Cost) -> bytes:
    clear = [MAGIC, FORMAT, file_id, kind, person, cost.passes, cost.kibibytes, cost.lanes]
    return json.dumps(clear, ensure_ascii=True).encode()


def _password_bytes(password: str) -> bytes:
    return unicodedata.normalize("NFC", password).encode()


def _checked_password(password: str) -> bytes:
    if not password:
        raise KeysRefused(_("The password is empty. Nothing was changed. Type a password."))
    return _password_bytes(password)


def _clean_name(name: str) -> str:
    cleaned = " ".join(unicodedata.normalize("NFC", name).split())
    if not cleaned:
        raise KeysRefused(_("The name is empty. Nothing was changed. Type the name of the person."))
    return cleaned


def _recovery_bytes(typed: str) -> bytes:
    try:
        return recovery.parse(typed)
    except ValueError:
        raise WrongRecoveryKey from None
