"""Writes Vietnamese in old encodings as Excel shows it, by other ways than the program decodes it.

TCVN and VISCII come from the C library (iconv), VNI from its rule of base letter
and mark, code page 1258 from Python's codec. Of TCVN3 as the .Vn fonts have it,
without toned capitals, the codes stand here once more, in their order.
"""

from __future__ import annotations

import shutil
import subprocess
import unicodedata
from functools import cache

BASES = "aăâeêioôơuưy"
TONES = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")
SMALL = tuple(unicodedata.normalize("NFC", base + tone) for base in BASES for tone in TONES)
#: Every letter of Vietnamese that is no plain letter of ASCII; with the six plain vowels, d and đ 134 in all.
LETTERS = tuple(sorted({*SMALL, "đ", "d"} | {letter.upper() for letter in {*SMALL, "đ", "d"}}))

_VN3_FROM_A8 = "ăâêôơưđ"
_VN3_TONED = {
    0xB5: "àảãáạ", 0xBB: "ằẳẵắ", 0xC6: "ặầẩẫấậè", 0xCE: "ẻẽéẹềểễếệìỉ", 0xDC: "ĩíịò", 0xE1: "ỏõóọồổỗốộờởỡớợù",
    0xF1: "ủũúụừửữứựỳỷỹýỵ",
}  # fmt: skip


def has_iconv() -> bool:
    """Say whether the C library's converter is there."""
    return shutil.which("iconv") is not None


@cache
def by_iconv(encoding: str) -> dict[str, str]:
    """Return each letter the encoding has, with the character Excel shows for its byte."""
    found = {}
    for letter in LETTERS:
        ran = subprocess.run(
            ["iconv", "-f", "UTF-8", "-t", encoding], input=letter.encode(), capture_output=True, check=False
        )
        if ran.returncode == 0 and len(ran.stdout) == 1:
            found[letter] = as_shown(ran.stdout)
    return found


def as_shown(content: bytes) -> str:
    """Return bytes as Excel shows them: cp1252, and what that lacks as control characters."""
    return "".join(bytes([b]).decode("cp1252", "ignore") or chr(b) for b in content)


@cache
def vn3() -> dict[str, str]:
    """Return the codes of the .Vn fonts: capitals without tone have codes, toned ones do not."""
    codes = {letter: chr(0xA8 + n) for n, letter in enumerate(_VN3_FROM_A8)}
    codes |= {letter.upper(): chr(0xA1 + n) for n, letter in enumerate(_VN3_FROM_A8)}
    for first, letters in _VN3_TONED.items():
        codes |= {letter: chr(first + n) for n, letter in enumerate(letters)}
    return codes


def encode_vn3(text: str) -> str:
    """Return text in TCVN3 as it was typed with .Vn fonts: toned capitals by their small letter."""
    codes = vn3()
    return "".join(codes.get(c) or codes.get(c.lower(), c) for c in text)


_VNI_TONES = {"\u0300": "ø", "\u0309": "û", "\u0303": "õ", "\u0301": "ù", "\u0323": "ï"}
_VNI_CIRCUMFLEX = {"": "â", "\u0300": "à", "\u0309": "å", "\u0303": "ã", "\u0301": "á", "\u0323": "ä"}
_VNI_BREVE = {"": "ê", "\u0300": "è", "\u0309": "ú", "\u0303": "ü", "\u0301": "é", "\u0323": "ë"}
_VNI_I = {"": "i", "\u0300": "ì", "\u0309": "æ", "\u0303": "ó", "\u0301": "í", "\u0323": "ò"}


def encode_vni(text: str) -> str:
    """Return text in VNI-Windows."""
    return "".join(_vni(c) for c in unicodedata.normalize("NFC", text))


def _vni(letter: str) -> str:
    small = letter.lower()
    whole = unicodedata.normalize("NFD", small)
    tone = next((c for c in whole if c in _VNI_TONES), "")
    base = unicodedata.normalize("NFC", whole.replace(tone, "")) if tone else small
    if base == "i":
        written = _VNI_I[tone]
    elif base in "âêô":
        written = {"â": "a", "ê": "e", "ô": "o"}[base] + _VNI_CIRCUMFLEX[tone]
    elif base == "ă":
        written = "a" + _VNI_BREVE[tone]
    elif base == "y" and tone == "\u0323":
        written = "î"
    else:
        written = {"ơ": "ô", "ư": "ö", "đ": "ñ"}.get(base, base) + _VNI_TONES.get(tone, "")
    return written if small == letter else written.upper()


def encode_cp1258(text: str) -> str:
    """Return text in Windows code page 1258: letters with their shape, tones behind them."""
    out = b""
    for letter in unicodedata.normalize("NFC", text):
        try:
            out += letter.encode("cp1258")
        except UnicodeEncodeError:
            whole = unicodedata.normalize("NFD", letter)
            tone = next(c for c in whole if c in TONES and c)
            base = unicodedata.normalize("NFC", whole.replace(tone, ""))
            out += (base + tone).encode("cp1258")
    return as_shown(out)


def encode_by(table: dict[str, str], text: str) -> str:
    """Return text letter by letter as ``table`` has it."""
    return "".join(table.get(c, c) for c in text)
