"""The closed set of field kinds: what a value is, how it is stored, and when it is refused.

A field is a value, not a widget: ``clean`` turns what was typed or imported
into what is stored, or says in one sentence why it cannot. Stored values are
plain: text, whole numbers, true or false, or nothing. Dates are ISO text
("1985-03-12"; partial dates also "1985-03" and "1985"), references are ids.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any, ClassVar

from hnabroad_desktop.base import dates
from hnabroad_desktop.base.i18n import N_, _

Stored = str | int | bool | None

#: A value of a catalogue that is not matched yet is kept as typed, behind this mark.
UNMATCHED = "~"

#: So many values of a list are named to somebody who typed another.
_NAMED = 20


class FieldError(ValueError):
    """A value cannot be stored in a field; the text says why, in the language of the screen."""


@dataclass(frozen=True, kw_only=True)
class Field:
    """What all kinds share: the name, the words around it and what it is needed for.

    ``needed`` holds the letters of wording.md 5: S to save, N to be nominated,
    D on a decision, P for passport and visa, F for a sponsor's form.
    ``group`` names the fields that change together and are one unit of
    conflict; alone, a field is its own group. ``under`` names the field below
    which this one stands small, as a part of it that seldom has to be touched.
    """

    name: str
    label: str
    hint: str = ""
    help: str = ""
    item: str = ""
    needed: str = ""
    group: str = ""
    width: int = 0
    column: str = ""
    under: str = ""

    affinity: ClassVar[str] = "TEXT"

    @property
    def unit_of_conflict(self) -> str:
        """The group this field changes with, or its own name."""
        return self.group or self.name

    @property
    def heading(self) -> str:
        """The short label of a column."""
        return self.column or self.label

    def clean(self, value: Any) -> Stored:
        """Return what is stored for ``value``; empty text is nothing. Raises FieldError."""
        if isinstance(value, str):
            value = unicodedata.normalize("NFC", value).strip()
        if value is None or value == "":
            return None
        return self._clean(value)

    def _clean(self, value: Any) -> Stored:
        raise NotImplementedError(type(self).__name__)


@dataclass(frozen=True, kw_only=True)
class Text(Field):
    """Words as typed, in NFC. Never respelled; inner spaces of one-line texts are single."""

    lines: int = 1
    longest: int = 2000

    def _clean(self, value: Any) -> Stored:
        text = str(value)
        if self.lines == 1:
            text = " ".join(text.split())
        if len(text) > self.longest:
            raise FieldError(
                _("The text has {count} characters; at most {longest} are kept.").format(
                    count=len(text), longest=self.longest
                )
            )
        return text or None


@dataclass(frozen=True, kw_only=True)
class Date(Field):
    """A full day."""

    width: int = 10

    def _clean(self, value: Any) -> Stored:
        try:
            return dates.parse_day(value)
        except ValueError:
            raise FieldError(
                _("“{value}” is not a day. Write day/month/year, for example 24/11/2026.").format(value=value)
            ) from None


@dataclass(frozen=True, kw_only=True)
class PartialDate(Field):
    """A day, a month of a year, or a year, stored and printed as exactly as it is known."""

    width: int = 10

    def _clean(self, value: Any) -> Stored:
        try:
            return dates.parse_partial(value)
        except ValueError:
            raise FieldError(
                _("“{value}” is not a date. Write 12/3/1985, 3/1985 or 1985.").format(value=value)
            ) from None


@dataclass(frozen=True, kw_only=True)
class Number(Field):
    """A whole number, or with ``decimals`` a decimal kept as text ("4.98")."""

    least: int | None = None
    most: int | None = None
    decimals: int = 0
    unit: str = ""

    affinity: ClassVar[str] = "NUMERIC"

    def _clean(self, value: Any) -> Stored:
        number = _decimal(value, grouped=not self.decimals)
        if number != round(number, self.decimals):
            raise FieldError(_("“{value}” has too many decimals.").format(value=value))
        if self.least is not None and number < self.least:
            raise FieldError(_("The number must be at least {least}.").format(least=self.least))
        if self.most is not None and number > self.most:
            raise FieldError(_("The number must be at most {most}.").format(most=self.most))
        return f"{number:.{self.decimals}f}" if self.decimals else int(number)


@dataclass(frozen=True, kw_only=True)
class Money(Field):
    """An amount in whole đồng, never below zero."""

    affinity: ClassVar[str] = "INTEGER"

    def _clean(self, value: Any) -> Stored:
        amount = _decimal(value, grouped=True)
        if amount != int(amount) or amount < 0:
            raise FieldError(_("“{value}” is not an amount in whole đồng.").format(value=value))
        return int(amount)


@dataclass(frozen=True, kw_only=True)
class YesNo(Field):
    """Yes, no, or not said."""

    affinity: ClassVar[str] = "INTEGER"

    def _clean(self, value: Any) -> Stored:
        if isinstance(value, bool | int):
            return bool(value)
        word = str(value).casefold()
        if word in {"true", "yes", "x", "1", "có"}:
            return True
        if word in {"false", "no", "0", "không"}:
            return False
        raise FieldError(_("“{value}” is neither yes nor no.").format(value=value))


@dataclass(frozen=True, kw_only=True)
class Choice(Field):
    """One of a fixed list (``options``) or of a catalogue the clerk keeps (``catalogue``).

    What is stored is the code. With ``free`` a catalogue text without a code is
    kept behind UNMATCHED until somebody matches it; it is never blanked.
    """

    options: tuple[tuple[str, str], ...] = ()
    catalogue: str = ""
    free: bool = False

    def _clean(self, value: Any) -> Stored:
        code = str(value)
        if self.options and code not in dict(self.options):
            for known, label in self.options:
                if code.casefold() in {label.casefold(), _(label).casefold()}:
                    return known
            named = [_(label) for _code, label in self.options[:_NAMED]]
            allowed = ", ".join([*named, "…"] if len(self.options) > _NAMED else named)
            raise FieldError(_("“{value}” is not one of: {allowed}.").format(value=value, allowed=allowed))
        return code


@dataclass(frozen=True, kw_only=True)
class Reference(Field):
    """A link to another record of one of ``kinds``, stored as its id.

    ``employer`` says that people work there: of units, those that employ nobody are not offered.
    """

    kinds: tuple[str, ...]
    employer: bool = False

    affinity: ClassVar[str] = "BLOB"

    def _clean(self, value: Any) -> Stored:
        text = str(value).replace("-", "").lower()
        if len(text) != 32 or any(c not in "0123456789abcdef" for c in text):
            raise FieldError(_("“{value}” is not a record of this file.").format(value=value))
        return text


@dataclass(frozen=True, kw_only=True)
class Attachment(Field):
    """A file kept inside the data file, stored as the SHA-256 of its content.

    ``shape`` is the width and height of a portrait in millimetres: it is cut to that
    shape when it is taken in, and shown at the head of the record.
    """

    types: tuple[str, ...] = ("pdf", "jpg", "png")
    shape: tuple[int, int] | None = None

    def _clean(self, value: Any) -> Stored:
        return str(value)


@dataclass(frozen=True, kw_only=True)
class Rows(Field):
    """A table inside a record; every row is an entity of its own with its own id and history.

    ``order`` names the fields rows are sorted by; a leading "-" turns the order round.
    """

    fields: tuple[Field, ...]
    order: tuple[str, ...] = ()
    row_label: str = N_("row")

    affinity: ClassVar[str] = ""

    def clean(self, value: Any) -> Stored:
        """Rows are cleaned field by field, never as a whole. Raises TypeError."""
        raise TypeError(self.name)

    def field(self, name: str) -> Field:
        """Return the field ``name`` of a row. Raises KeyError."""
        return _by_name(self.fields, name)


def _by_name(fields: tuple[Field, ...], name: str) -> Field:
    for field in fields:
        if field.name == name:
            return field
    raise KeyError(name)


def _decimal(value: Any, *, grouped: bool) -> Decimal:
    # Vietnamese habit: dots between thousands, a comma before decimals. With decimals
    # expected and no comma, one dot is a decimal point, as spreadsheets give it.
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        return Decimal(value)
    text = str(value).replace("\u00a0", "").replace(" ", "")
    if grouped or "," in text:
        text = text.replace(".", "")
    try:
        return Decimal(text.replace(",", "."))
    except InvalidOperation:
        raise FieldError(_("“{value}” is not a number.").format(value=value)) from None
