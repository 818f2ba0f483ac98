"""Two units with keys and a package between them, without a data file."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Callable, Iterable, Sequence

import pyrage

from hnabroad_desktop.base.progress import silent
from hnabroad_desktop.exchange import manifest, sections
from hnabroad_desktop.exchange.cards import Card, card_of
from hnabroad_desktop.exchange.content import START, Content, Receipt, StreamPart
from hnabroad_desktop.exchange.keys import Keys, new_pair
from hnabroad_desktop.exchange.manifest import Section
from hnabroad_desktop.exchange.partners import Partner, Partners, Status
from hnabroad_desktop.exchange.scratch import Scratch

DAY = "2026-11-24"


def unit(number: int, name: str, *, practice: bool = False) -> Keys:
    """Return a unit with a fresh pair of keys."""
    return Keys(f"{number:032x}", f"U{number}", name, (new_pair(DAY),), practice)


WARD = unit(1, "Đảng ủy phường Cửa Nam")
CITY = unit(2, "Ban Tổ chức Thành ủy")
OTHER = unit(3, "Đảng ủy xã Sóc Sơn")


def trusting(*units: Keys, status: Status = Status.VERIFIED) -> Partners:
    """Return the partners of somebody who has the cards of ``units``."""
    return Partners(tuple(Partner(card_of(each), status, DAY) for each in units))


def cards(*units: Keys) -> tuple[Card, ...]:
    """Return the cards of units."""
    return tuple(card_of(each) for each in units)


def stream(number: int, lines: Sequence[bytes], *, scope: int = 1, base: int = 0) -> StreamPart:
    """Return a stream of ``lines`` with its real hash."""
    tip = START
    for line in lines:
        tip = hashlib.sha256(tip + line).digest()
    return StreamPart(
        replica=f"{number:032x}",
        scope=f"{scope:032x}",
        base=base,
        tip=base + len(lines),
        tip_hash=tip,
        lines=lines,
        author=WARD.unit,
        level=1,
    )


def lines(count: int, seed: int = 1) -> list[bytes]:
    """Return lines that look like those of a journal."""
    chance = random.Random(seed)
    return [
        b'{"v":1,"n":%d,"e":"%032x","f":{"full_name":"Nguy\xe1\xbb\x85n V\xc4\x83n %d"}}'
        % (n, chance.getrandbits(128), chance.randrange(10**6))
        for n in range(1, count + 1)
    ]


def content(
    streams: Iterable[StreamPart] = (),
    *,
    to: Sequence[Keys] = (CITY,),
    sender: Keys = WARD,
    blobs: Sequence[bytes] = (),
    number: int = 12,
    reader: int = 1,
    program: str = "0.1.0",
) -> Content:
    """Return the content of a package from the ward to the city."""
    given = {hashlib.sha256(data).hexdigest(): data for data in blobs}
    return Content(
        package_id=f"{77:032x}",
        sender_unit=sender.unit,
        sender=f"{9:032x}",
        receivers=tuple(each.unit for each in to),
        number=number,
        streams=tuple(streams),
        receipts=(
            Receipt(
                package_id=f"{76:032x}", number=3, tips={(f"{5:032x}", f"{1:032x}"): (4, bytes(range(32)))}
            ),
        ),
        blobs={name: (lambda data=data: data) for name, data in given.items()},
        counts={"cadre": 3, "_lines": 5},
        reader=reader,
        program=program,
        packed_at="2026-11-24T09:00:00",
    )


def forge(
    told: Content,
    sender: Keys = WARD,
    to: Sequence[Keys] = (CITY,),
    lie: Callable[[list[Section]], list[Section]] = list,
) -> bytes:
    """Return a package as a malicious sender with real keys would make it: whatever it says is signed."""
    scratch = Scratch()
    parts = lie(sections.press(scratch, told.streams, told.blobs, silent))
    parts.append(sections.pad(scratch, max(0, manifest.SMALLEST - scratch.size)))
    words = manifest.encode(told, card_of(sender), cards(*to), parts, practice=sender.practice)
    signature = sender.newest.signature(manifest.signed_words(words))
    head = manifest.MAGIC + len(words).to_bytes(4) + words + signature
    body = b"".join(scratch.read(0, scratch.size))
    scratch.close()
    return sealed_again(head + body, *to)


def sealed_again(opened: bytes, *to: Keys) -> bytes:
    """Return any bytes sealed to units, as anybody can who has their cards."""
    return bytes(pyrage.encrypt(opened, [each.recipient for each in cards(*to)]))
