"""Legacy Vietnamese encodings: the characters Excel shows become the letters that were meant.

Excel shows the bytes of an old font as cp1252, bytes that cp1252 leaves open
as control characters. Nothing may be trimmed before decoding: the TCVN3 ư is
U+00AD, which counts as invisible, and the VISCII Õ is a hard blank.

Tables: TCVN 5712:1993 (VN1; "TCVN3" or "ABC" of the .Vn fonts is its part
without toned capitals), RFC 1456 (VISCII), Windows code page 1258, and the
VNI-Windows table of base letter and mark.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping

#: In the order in which they are met in the North.
ENCODINGS = ("tcvn3", "vni", "cp1258", "viscii")


def _pairs(table: str) -> dict[int, str]:
    return {int(pair[:2], 16): pair[2:] for pair in table.split()}


_TCVN = _pairs(
    "01Ú 02Ụ 04Ừ 05Ử 06Ữ 11Ứ 12Ự 13Ỳ 14Ỷ 15Ỹ 16Ý 17Ỵ 80À 81Ả 82Ã 83Á 84Ạ 85Ặ 86Ậ 87È 88Ẻ 89Ẽ 8AÉ 8BẸ"
    " 8CỆ 8DÌ 8EỈ 8FĨ 90Í 91Ị 92Ò 93Ỏ 94Õ 95Ó 96Ọ 97Ộ 98Ờ 99Ở 9AỠ 9BỚ 9CỢ 9DÙ 9EỦ 9FŨ A1Ă A2Â A3Ê A4Ô A5Ơ"
    " A6Ư A7Đ A8ă A9â AAê ABô ACơ ADư AEđ AFẰ B5à B6ả B7ã B8á B9ạ BAẲ BBằ BCẳ BDẵ BEắ BFẴ C0Ắ C1Ầ C2Ẩ C3Ẫ"
    " C4Ấ C5Ề C6ặ C7ầ C8ẩ C9ẫ CAấ CBậ CCè CDỂ CEẻ CFẽ D0é D1ẹ D2ề D3ể D4ễ D5ế D6ệ D7ì D8ỉ D9Ễ DAẾ DBỒ DCĩ"
    " DDí DEị DFò E0Ổ E1ỏ E2õ E3ó E4ọ E5ồ E6ổ E7ỗ E8ố E9ộ EAờ EBở ECỡ EDớ EEợ EFù F0Ỗ F1ủ F2ũ F3ú F4ụ F5ừ"
    " F6ử F7ữ F8ứ F9ự FAỳ FBỷ FCỹ FDý FEỵ FFỐ"
)
_TCVN_MARKS = {0xB0: "\u0300", 0xB1: "\u0309", 0xB2: "\u0303", 0xB3: "\u0301", 0xB4: "\u0323"}

_VISCII = _pairs(
    "02Ẳ 05Ẵ 06Ẫ 14Ỷ 19Ỹ 1EỴ 80Ạ 81Ắ 82Ằ 83Ặ 84Ấ 85Ầ 86Ẩ 87Ậ 88Ẽ 89Ẹ 8AẾ 8BỀ 8CỂ 8DỄ 8EỆ 8FỐ 90Ồ 91Ổ 92Ỗ 93Ộ"
    " 94Ợ 95Ớ 96Ờ 97Ở 98Ị 99Ỏ 9AỌ 9BỈ 9CỦ 9DŨ 9EỤ 9FỲ A0Õ A1ắ A2ằ A3ặ A4ấ A5ầ A6ẩ A7ậ A8ẽ A9ẹ AAế ABề ACể ADễ"
    " AEệ AFố B0ồ B1ổ B2ỗ B3Ỡ B4Ơ B5ộ B6ờ B7ở B8ị B9Ự BAỨ BBỪ BCỬ BDơ BEớ BFƯ C4Ả C5Ă C6ẳ C7ẵ CBẺ CEĨ CFỳ D0Đ"
    " D1ứ D5ạ D6ỷ D7ừ D8ử DBỹ DCỵ DEỡ DFư E4ả E5ă E6ữ E7ẫ EBẻ EEĩ EFỉ F0đ F1ự F6ỏ F7ọ F8ụ FBũ FCủ FEợ FFỮ"
)


def _cp1258() -> dict[int, str]:
    return {b: t for b in range(0x80, 0x100) if (t := bytes([b]).decode("cp1258", "ignore"))}


def _shown(byte: int) -> set[int]:
    # A byte arrives as its cp1252 character, or as the control character of the same number.
    return {byte, ord(bytes([byte]).decode("cp1252", "ignore") or chr(byte))}


def _as_shown(table: Mapping[int, str]) -> dict[int, str]:
    return {code: letter for byte, letter in table.items() for code in _shown(byte)}


_TCVN_SHOWN = _as_shown(_TCVN)
_VISCII_SHOWN = _as_shown(_VISCII)
_CP1258_SHOWN = _as_shown(_cp1258())

# Typographic signs that stand where VN1 has toned capitals.
_SIGNS = "“”‘’„–—…•"
_SIGN = re.compile(f"[{_SIGNS}]")
_TONED_CAPITAL = re.compile(
    "[" + "".join(re.escape(chr(code)) for code in _TCVN_SHOWN if code < 0xA0 or code > 0xFF) + "]"
)
_LOOSE_MARK = re.compile("([aeiouyAEIOUY¡¢£¤¥¦¨©ª«¬\u00ad])([°±²³´])")


def _is_sign(text: str, at: int) -> bool:
    before = text[at - 1 : at].translate(_TCVN_SHOWN)
    after = text[at + 1 : at + 2].translate(_TCVN_SHOWN)
    sign = text[at]
    if sign in "“‘„":
        return not before.isalpha() and any(c in text[at + 1 :] for c in "”’")
    if sign in "”’":
        return not after.isalpha() and any(c in text[:at] for c in "“‘„")
    if before.isalpha() and before.lower() == before:
        return True
    return not after.isalpha() if sign == "…" else not (before.isalpha() or after.isalpha())


def _tcvn3(text: str) -> str:
    text = _LOOSE_MARK.sub(lambda m: m[1].translate(_TCVN_SHOWN) + _TCVN_MARKS[ord(m[2])], text)
    return text.translate(_TCVN_SHOWN)


def _viscii(text: str) -> str:
    return text.translate(_VISCII_SHOWN)


def _code_page_1258(text: str) -> str:
    return text.translate(_CP1258_SHOWN)


_TONES = {"ø": "\u0300", "ù": "\u0301", "û": "\u0309", "õ": "\u0303", "ï": "\u0323"}
_CIRCUMFLEX = dict(zip("âáàåãä", ("", "\u0301", "\u0300", "\u0309", "\u0303", "\u0323"), strict=True))
_BREVE = dict(zip("êéèúüë", ("", "\u0301", "\u0300", "\u0309", "\u0303", "\u0323"), strict=True))
_VNI_SINGLE = {"ô": "ơ", "ö": "ư", "ñ": "đ", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ"}


def _vni_spellings() -> dict[str, str]:
    small = dict(_VNI_SINGLE)
    for base in "aeouyôö":
        letter = _VNI_SINGLE.get(base, base)
        small |= {base + mark: letter + tone for mark, tone in _TONES.items()}
    for base in "aeo":
        small |= {base + mark: base + "\u0302" + tone for mark, tone in _CIRCUMFLEX.items()}
    small |= {"a" + mark: "a\u0306" + tone for mark, tone in _BREVE.items()}
    # The mark of a capital is a capital in the fonts, yet some typists left it small.
    spellings: dict[str, str] = {}
    for written, meant in small.items():
        base, mark = written[0], written[1:]
        spellings |= {base + m: meant for m in (mark, mark.upper())}
        spellings |= {base.upper() + m: meant.upper() for m in (mark, mark.upper())}
    return {written: unicodedata.normalize("NFC", meant) for written, meant in spellings.items()}


_VNI = _vni_spellings()
# Two characters are tried before one: the other way round breaks twenty spellings.
_VNI_SPELLING = re.compile("|".join(sorted(map(re.escape, _VNI), key=len, reverse=True)))


def _vni(text: str) -> str:
    return _VNI_SPELLING.sub(lambda found: _VNI[found[0]], text)


_DECODERS: dict[str, Callable[[str], str]] = {
    "tcvn3": _tcvn3,
    "vni": _vni,
    "viscii": _viscii,
    "cp1258": _code_page_1258,
}


def decode(text: str, encoding: str) -> str:
    """Return the letters meant by characters as Excel shows them, in NFC.

    ``encoding`` is one of ENCODINGS. Characters that the encoding does not
    have stay. Raises KeyError for another encoding.
    """
    decoder = _DECODERS[encoding]
    return text if text.isascii() and text.isprintable() else unicodedata.normalize("NFC", decoder(text))


def decode_of_fonts(text: str) -> str:
    """Return what a text in a .Vn font says, in NFC: as decode, with typographic signs kept.

    VN1 has toned capitals where these fonts show quotation marks and dashes, so a
    sign is a letter only where a capital can stand, or where there are other such
    capitals: "UBND – “phßng”" keeps all three.
    """
    if not _SIGN.search(text) or len(text) == 1 or _TONED_CAPITAL.search(_SIGN.sub("", text)):
        return decode(text, "tcvn3")
    pieces, start = [], 0
    for at, character in enumerate(text):
        if character in _SIGNS and _is_sign(text, at):
            pieces += [decode(text[start:at], "tcvn3"), character]
            start = at + 1
    return "".join([*pieces, decode(text[start:], "tcvn3")])


#: Toned capitals of VN1, which the .Vn fonts do not have.
_NOT_IN_FONTS = re.compile("[¯º¿À-ÅÍÙÚÛàðÿ\u0080-\u009f]")


def is_beyond_fonts(text: str) -> bool:
    """Say whether a text has characters for which the .Vn fonts have no letter."""
    return bool(_NOT_IN_FONTS.search(text))


def font_encoding(font: str) -> str:
    """Return the encoding a font was drawn for, "" if its name tells nothing."""
    name = font.strip().casefold()
    if name.startswith(".vn"):
        return "tcvn3"
    if name.startswith("vni"):
        return "vni"
    return "viscii" if name.startswith(("vi ", "viscii")) else ""


def is_capital_font(font: str) -> bool:
    """Say whether a font shows small letters as capitals: .VnTimeH, .VnArialH and their kin."""
    name = font.strip().casefold()
    return name.startswith(".vn") and name.endswith("h")
