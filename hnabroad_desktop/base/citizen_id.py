"""Personal identification numbers (CCCD): what in a number does not agree with the person it is given for.

The rule is Circular 59/2021/TT-BCA, Art. 4: three digits for the place where
the birth was registered (001 is Hà Nội), one for sex and century, two for the
year of birth, six at random. All findings are warnings; paper decides.
"""

from __future__ import annotations

import re

from hnabroad_desktop.base.i18n import N_, _

LENGTH = 12
_OLD_CARD_LENGTH = 9

_SEX_AND_CENTURY = {
    "0": ("male", 1900, N_("male, born before 2000")),
    "1": ("female", 1900, N_("female, born before 2000")),
    "2": ("male", 2000, N_("male, born in 2000 or later")),
    "3": ("female", 2000, N_("female, born in 2000 or later")),
}


def compact(number: str) -> str:
    """Return a number without the blanks, dots and hyphens people write between its digits."""
    return re.sub(r"[\s.\-]", "", number)


def warnings(number: str, sex: str | None = None, birth: str | None = None) -> list[str]:
    """Return one sentence for each thing that looks wrong; an empty list if nothing does.

    ``sex`` is "male" or "female", ``birth`` a stored date that may be partial;
    what is not known is not compared. An empty number is not judged.
    """
    digits = compact(number)
    if not digits:
        return []
    if not re.fullmatch(r"[0-9]+", digits):
        return [_("The number has characters other than digits.")]
    if len(digits) == _OLD_CARD_LENGTH:
        return [_("The number has 9 digits: it is that of an old identity card, not of a citizen.")]
    if len(digits) != LENGTH:
        return [_("The number has {count} digits; it should have 12.").format(count=len(digits))]
    found = []
    if digits.startswith("000"):
        found.append(_("The first three digits are 000; no province has this code."))
    found += _sex_and_century(digits[3], sex or "", birth or "")
    if birth and digits[4:6] != birth[2:4]:
        found.append(
            _(
                "The fifth and sixth digits are {digits}, which does not agree with the year of birth {year}."
            ).format(digits=digits[4:6], year=birth[:4])
        )
    return found


def _sex_and_century(digit: str, sex: str, birth: str) -> list[str]:
    if digit not in _SEX_AND_CENTURY:
        return [
            _("The fourth digit is {digit}; for people born up to 2099 it is 0 to 3.").format(digit=digit)
        ]
    its_sex, century, meaning = _SEX_AND_CENTURY[digit]
    found = []
    if sex and sex != its_sex:
        found.append(
            _("The fourth digit is {digit} ({meaning}), which does not agree with the recorded sex.").format(
                digit=digit, meaning=_(meaning)
            )
        )
    if birth and int(birth[:2]) * 100 != century:
        found.append(
            _(
                "The fourth digit is {digit} ({meaning}), which does not agree with the year of birth {year}."
            ).format(digit=digit, meaning=_(meaning), year=birth[:4])
        )
    return found
