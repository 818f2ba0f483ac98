"""Tells a Vietnamese syllable from a chance row of letters, which betrays a wrong decoding."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
#: Sắc and nặng: the only tones before a final p, t, c or ch.
_CLIPPED = frozenset("\u0301\u0323")

_ONSETS = (
    "ngh", "ng", "nh", "ch", "gh", "gi", "kh", "ph", "qu", "th", "tr",
    "b", "c", "d", "đ", "g", "h", "k", "l", "m", "n", "p", "q", "r", "s", "t", "v", "x", "",
)  # fmt: skip

_ALL_RIMES = (
    "a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây"
    " e ec em en eng eo ep et ê êch êm ên ênh êp êt êu"
    " i ia ich im in inh ip it iu iêc iêm iên iêng iêp iêt iêu y yêm yên yêng yêt yêu"
    " o oc oi om on ong op ot oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt"
    " oe oen oeo oet oong ooc ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt"
    " u ua uc ui um un ung up ut uân uâng uât uây uê uêch uên uênh uêt uôc uôi uôm uôn uông uôt uơ"
    " uy uya uych uyên uyêt uyn uynh uyp uyt uyu"
    " ư ưa ưc ưi ưm ưn ưng ưt ưu ươc ươi ươm ươn ương ươp ươt ươu"
    # After gi- and qu-, where the i or u is part of the onset.
    " êng yêc ynh yt yn ych yp yu"
)
_RIMES = frozenset(_ALL_RIMES.split())
_STOPS = ("p", "t", "c", "ch")


@lru_cache(maxsize=8192)
def is_syllable(word: str) -> bool:
    """Say whether ``word`` can be a syllable of Vietnamese: spelling, one tone at most, capitals in front."""
    if word not in {word.lower(), word.upper(), word.capitalize()}:
        return False
    whole = unicodedata.normalize("NFD", word.lower())
    tones = [c for c in whole if c in _TONES]
    if len(tones) > 1:
        return False
    bare = unicodedata.normalize("NFC", "".join(c for c in whole if c not in _TONES))
    for onset in _ONSETS:
        rime = bare[len(onset) :]
        if bare.startswith(onset) and rime in _RIMES:
            return not (tones and rime.endswith(_STOPS) and tones[0] not in _CLIPPED)
    # "gì", "gìn": the i is onset and rime at once.
    return bare in {"gi", "gin"}
