"""Translation of what the screen says; the source is English, Vietnamese is complete.

``_`` translates now; ``N_`` only marks a text that is declared once and
translated where it is shown. Official documents never pass through here:
they are Vietnamese whatever the language of the screen.
"""

from __future__ import annotations

import gettext
import io
from pathlib import Path

from hnabroad_desktop.base.paths import TRANSLATIONS

LANGUAGES = ("vi", "en")

_current: gettext.NullTranslations = gettext.NullTranslations()
_language = "en"


def N_(message: str) -> str:
    """Mark ``message`` for translation and return it unchanged."""
    return message


def _(message: str) -> str:
    """Return ``message`` in the language of the screen; an empty text stays empty."""
    return _current.gettext(message) if message else ""


def language() -> str:
    """Return the language of the screen, ``"vi"`` or ``"en"``."""
    return _language


def set_language(code: str) -> None:
    """Switch the language of all later ``_`` calls; ``code`` is one of LANGUAGES."""
    global _current, _language
    if code not in LANGUAGES:
        raise ValueError(code)
    _current = gettext.NullTranslations() if code == "en" else _load(TRANSLATIONS / code)
    _language = code


def catalogue_files(folder: Path) -> list[Path]:
    """Return the catalogue parts of one language, one file a room, in a fixed order."""
    return sorted(folder.glob("*.po"))


def compile_catalogue(folder: Path) -> bytes:
    """Return the machine form of all parts in ``folder``."""
    from babel.messages.catalog import Catalog
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    whole = Catalog(locale=folder.name)
    for part in catalogue_files(folder):
        with part.open("rb") as source:
            for message in read_po(source, locale=folder.name):
                if message.id:
                    whole[message.id] = message
    out = io.BytesIO()
    write_mo(out, whole)
    return out.getvalue()


def _load(folder: Path) -> gettext.NullTranslations:
    # A compiled catalogue older than its sources would show stale words, so the sources win.
    compiled = folder / "hnabroad.mo"
    parts = catalogue_files(folder)
    if not compiled.exists() or any(p.stat().st_mtime > compiled.stat().st_mtime for p in parts):
        return gettext.GNUTranslations(io.BytesIO(compile_catalogue(folder)))
    with compiled.open("rb") as machine_form:
        return gettext.GNUTranslations(machine_form)
