"""A package of the present format with the keys that open it, for every later program to open.

``python -m tests.sealed.golden`` writes it anew into tests/files/golden; a
released one is never written again.
"""

from __future__ import annotations

import json
from pathlib import Path

from hnabroad_desktop.exchange import package
from hnabroad_desktop.exchange.content import Content
from hnabroad_desktop.exchange.keys import Keys, Pair
from hnabroad_desktop.exchange.manifest import FORMAT
from tests.golden import FOLDER
from tests.sealed.units import CITY, WARD, cards, content, lines, stream

NAME = f"package-{FORMAT}"
BLOB = "Ảnh thẻ".encode() * 400


def told() -> Content:
    """Return what the package holds; its form never changes."""
    streams = [stream(1, lines(40)), stream(2, [], base=7), stream(3, lines(6, 2), scope=2, base=40)]
    return content(streams, blobs=[BLOB])


def keys_from(path: Path) -> dict[str, Keys]:
    """Return the keys of both units from the file beside a golden package."""
    kept = json.loads(path.read_text("utf-8"))
    return {
        name: Keys(k["unit"], k["code"], k["name"], (Pair(k["made"], bytes.fromhex(k["sign"]), k["box"]),))
        for name, k in kept.items()
    }


def main() -> None:
    """Write the package and its keys, which open nothing else."""
    package.write(FOLDER / f"{NAME}.hsx", told(), WARD, cards(CITY))
    kept = {
        name: {
            "unit": keys.unit,
            "code": keys.code,
            "name": keys.name,
            "made": keys.newest.made,
            "sign": keys.newest.sign.hex(),
            "box": keys.newest.box,
        }
        for name, keys in (("sender", WARD), ("receiver", CITY))
    }
    (FOLDER / f"{NAME}.json").write_text(json.dumps(kept, ensure_ascii=False, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
