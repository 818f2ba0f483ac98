"""Compiles the translations and checks that they are complete.

python installer/messages.py writes translations/<language>/hnabroad.mo;
with --check it says what is wrong with the catalogues first and then ends with 1.
"""

from __future__ import annotations

import string
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from hnabroad_desktop.base.i18n import LANGUAGES, compile_catalogue
from hnabroad_desktop.base.paths import ROOT, TRANSLATIONS

PACKAGE = ROOT / "hnabroad_desktop"

#: The source text is English.
TRANSLATED = tuple(code for code in LANGUAGES if code != "en")

#: Source text -> where it first stands, "file:line".
Used = dict[str, str]


@dataclass(frozen=True)
class Entry:
    """One translated text: the catalogue part it stands in, the source and the translation."""

    part: str
    source: str
    translation: str
    fuzzy: bool = False


def extract(package: Path) -> Used:
    """Return every text marked for translation below ``package``."""
    used: Used = {}
    for name, line, message, _comments, _context in extract_from_dir(
        str(package), method_map=[("**.py", "python")], keywords={"_": None, "N_": None}
    ):
        text = message if isinstance(message, str) else message[0]
        used.setdefault(text, f"{package.name}/{name}:{line}")
    return used


def catalogue(folder: Path) -> list[Entry]:
    """Return every entry of every catalogue part in ``folder``."""
    entries: list[Entry] = []
    for part in sorted(folder.glob("*.po")):
        with part.open("rb") as source:
            for message in read_po(source, locale=folder.name, abort_invalid=True):
                if message.id:
                    entries.append(
                        Entry(part.name, str(message.id), str(message.string or ""), "fuzzy" in message.flags)
                    )
    return entries


def placeholders(text: str) -> set[str]:
    """Return the names in braces of a text for str.format. Raises ValueError for a lone brace."""
    return {name for _text, name, _format, _conversion in string.Formatter().parse(text) if name is not None}


def problems(used: Mapping[str, str], entries: Iterable[Entry]) -> list[str]:
    """Return what is wrong between the texts in use and one language's catalogue, a sentence each."""
    found: list[str] = []
    known: dict[str, Entry] = {}
    for entry in entries:
        where = f"{entry.part}: {entry.source!r}"
        earlier = known.setdefault(entry.source, entry)
        if earlier.translation != entry.translation:
            found.append(f"{where} is translated otherwise in {earlier.part}")
        if entry.source not in used:
            found.append(f"{where} is used nowhere")
        if not entry.translation.strip() or entry.fuzzy:
            found.append(f"{where} has no settled translation")
        elif not _same_placeholders(entry):
            found.append(f"{where} and its translation differ in their placeholders")
    found += [f"{where}: {text!r} is not translated" for text, where in used.items() if text not in known]
    return sorted(found)


def _same_placeholders(entry: Entry) -> bool:
    try:
        return placeholders(entry.source) == placeholders(entry.translation)
    except ValueError:
        return False


def main(arguments: list[str]) -> int:
    """Compile every language, with --check after checking it; return the exit code."""
    found: list[str] = []
    for code in TRANSLATED:
        folder = TRANSLATIONS / code
        if "--check" in arguments:
            found += problems(extract(PACKAGE), catalogue(folder))
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "hnabroad.mo").write_bytes(compile_catalogue(folder))
    for sentence in found:
        print(sentence, file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
