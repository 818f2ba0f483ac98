"""The signed head of a package: who sends what to whom, and which sections follow, with size and hash."""

from __future__ import annotations

import base64
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

import orjson

from hnabroad_desktop.exchange.cards import Card, Revocation, decode_revocation
from hnabroad_desktop.exchange.content import Content, Receipt, StreamPart, Tips

#: The form of the container. A later one starts with other letters or asks for a later reader.
FORMAT = 1
MAGIC = b"HSX1"
FAMILY = b"HSX"

_Kind = TypeVar("_Kind")

_SIGNED = b"hsx-manifest-v1\0"

#: The age format seals 64 KiB at a time. With two such parts at least, what was cut off is told from what
#: was changed: either the first part says how long the whole is, or the file is too short for any package.
SMALLEST = 2 * 64 * 1024

#: A manifest names every stream; of 5,000 streams it has about 1.5 MB.
LARGEST = 32 * 1024 * 1024

#: What the lines of one package may grow to, and how many times their size beyond a little; an attachment.
_MOST_LINES = 8 * 1024**3
_MOST_GROWTH = 1_000
_SPARE = 16 * 1024**2
_MOST_BLOB = 256 * 1024**2

LINES, BLOB, PAD = "lines", "blob", "pad"


@dataclass(frozen=True)
class Section:
    """A run of bytes after the manifest.

    kind     ``lines`` of so many ``streams``, a ``blob`` by its hash, or a ``pad`` that means nothing
    raw      how many bytes it grows to
    size     how many bytes there are in the package
    sha256   of these bytes
    """

    kind: str
    name: str
    streams: int
    raw: int
    size: int
    sha256: bytes


@dataclass(frozen=True)
class Addressee:
    """A unit and the fingerprint of the card it was sealed to."""

    unit: str
    fingerprint: str


@dataclass(frozen=True)
class Manifest:
    """What stands in the head; the lines of ``streams`` and the blobs come from the sections."""

    content: Content
    code: str
    name: str
    sign: bytes
    fingerprint: str
    to: tuple[Addressee, ...]
    practice: bool
    sections: tuple[Section, ...]
    revocations: tuple[Revocation, ...]


@dataclass(frozen=True)
class Claim:
    """What a manifest says about its signer, before anything is believed."""

    name: str
    sign: bytes
    fingerprint: str
    format: int
    reader: int
    program: str


def signed_words(manifest: bytes) -> bytes:
    """Return what the sender signs."""
    return _SIGNED + manifest


def encode(
    content: Content,
    sender: Card,
    receivers: Sequence[Card],
    sections: Sequence[Section],
    *,
    practice: bool,
    revocations: Iterable[Revocation] = (),
) -> bytes:
    """Return the manifest of a package as bytes."""
    told = {
        "format": FORMAT,
        "id": content.package_id,
        "number": content.number,
        "from": {
            "unit": content.sender_unit,
            "code": sender.code,
            "name": sender.name,
            "sign": sender.sign.hex(),
            "key": sender.fingerprint,
            "replica": content.sender,
        },
        "to": [[card.unit, card.fingerprint] for card in receivers],
        "schema": content.schema,
        "reader": content.reader,
        "program": content.program,
        "packed_at": content.packed_at,
        "practice": practice,
        "streams": [
            [p.replica, p.scope, p.base, p.tip, p.base_hash.hex(), p.tip_hash.hex(), p.author, p.level]
            for p in content.streams
        ],
        "receipts": [
            {
                "id": receipt.package_id,
                "number": receipt.number,
                "unit": receipt.unit,
                "tips": [[*stream, n, tip.hex()] for stream, (n, tip) in sorted(receipt.tips.items())],
            }
            for receipt in content.receipts
        ],
        "counts": dict(content.counts),
        "sections": [[s.kind, s.name, s.streams, s.raw, s.size, s.sha256.hex()] for s in sections],
        "revocations": [base64.b64encode(r.encode()).decode() for r in revocations],
    }
    return orjson.dumps(told, option=orjson.OPT_SORT_KEYS)


def claim(raw: bytes) -> Claim:
    """Return who says to have signed ``raw``. Raises ValueError, KeyError, TypeError for no manifest."""
    told = _read(raw)
    sender = _of(dict, told["from"])
    return Claim(
        _of(str, sender["name"]),
        _hex(sender["sign"], 32),
        _digits(sender["key"]),
        _count(told["format"]),
        _count(told["reader"]),
        _of(str, told["program"]),
    )


def decode(raw: bytes) -> Manifest:
    """Return the manifest in ``raw``. Raises ValueError, KeyError, TypeError when a part is not right."""
    told = _read(raw)
    sender = _of(dict, told["from"])
    sections = tuple(_section(each) for each in _of(list, told["sections"]))
    streams = tuple(_stream(each) for each in _of(list, told["streams"]))
    if sum(s.streams for s in sections) != len(streams):
        raise ValueError("sections and streams differ")
    to = tuple(Addressee(_id(unit), _digits(key)) for unit, key in _of(list, told["to"]))
    content = Content(
        package_id=_id(told["id"]),
        sender_unit=_id(sender["unit"]),
        sender=_id(sender["replica"]),
        receivers=tuple(dict.fromkeys(each.unit for each in to)),
        number=_count(told["number"]),
        streams=streams,
        receipts=tuple(_receipt(each) for each in _of(list, told["receipts"])),
        counts={_of(str, k): _count(v) for k, v in _of(dict, told["counts"]).items()},
        schema=_count(told["schema"]),
        reader=_count(told["reader"]),
        program=_of(str, told["program"]),
        packed_at=_of(str, told["packed_at"]),
    )
    return Manifest(
        content=content,
        code=_of(str, sender["code"]),
        name=_of(str, sender["name"]),
        sign=_hex(sender["sign"], 32),
        fingerprint=_digits(sender["key"]),
        to=to,
        practice=_of(bool, told["practice"]),
        sections=sections,
        revocations=tuple(
            decode_revocation(base64.b64decode(_of(str, each))) for each in _of(list, told["revocations"])
        ),
    )


def inflated(manifest: Manifest) -> bool:
    """Say whether the sections declare more than any real package grows to."""
    lines = [section for section in manifest.sections if section.kind == LINES]
    grown = sum(section.raw for section in lines)
    return (
        grown > min(_MOST_LINES, _MOST_GROWTH * sum(section.size for section in lines) + _SPARE)
        or max((s.raw for s in manifest.sections if s.kind == BLOB), default=0) > _MOST_BLOB
    )


def _read(raw: bytes) -> dict[str, Any]:
    told: dict[str, Any] = _of(dict, orjson.loads(raw))
    return told


def _stream(told: list[Any]) -> StreamPart:
    replica, scope, base, tip, base_hash, tip_hash, author, level = told
    part = StreamPart(
        replica=_id(replica),
        scope=_id(scope),
        base=_count(base),
        tip=_count(tip),
        base_hash=_hex(base_hash, 32),
        tip_hash=_hex(tip_hash, 32),
        author=_id(author) if author else "",
        level=_of(int, level),
        lines=(),
    )
    if part.count < 0:
        raise ValueError("a stream runs backwards")
    return part


def _receipt(told: dict[str, Any]) -> Receipt:
    tips: Tips = {
        (_id(replica), _id(scope)): (_count(n), _hex(tip, 32))
        for replica, scope, n, tip in _of(list, told["tips"])
    }
    unit = told.get("unit", "")
    return Receipt(
        package_id=_id(told["id"]) if told["id"] else "",
        tips=tips,
        number=_count(told["number"]),
        unit=_id(unit) if unit else "",
    )


def _section(told: list[Any]) -> Section:
    kind, name, streams, raw, size, sha256 = told
    if kind not in (LINES, BLOB, PAD):
        raise ValueError("unknown kind of section")
    if kind == BLOB:
        _hex(name, 32)
    count = _count(streams)
    if (kind == LINES) != (count > 0):
        raise ValueError("streams outside their section")
    return Section(kind, _of(str, name), count, _count(raw), _count(size), _hex(sha256, 32))


def _of(kind: type[_Kind], value: Any) -> _Kind:
    # True is an int to Python, and none to us.
    if not isinstance(value, kind) or type(value) is not kind:
        raise ValueError(f"not a {kind.__name__}")
    return value


def _count(value: Any) -> int:
    if type(value) is not int or value < 0:
        raise ValueError("not a count")
    return value


def _hex(value: Any, size: int) -> bytes:
    found = bytes.fromhex(_of(str, value))
    if len(found) != size:
        raise ValueError("wrong length")
    return found


def _id(value: Any) -> str:
    return _hex(value, 16).hex()


def _digits(value: Any) -> str:
    text = str(_of(str, value))
    if len(text) != 30 or not text.isascii() or not text.isdigit():
        raise ValueError("not a fingerprint")
    return text
