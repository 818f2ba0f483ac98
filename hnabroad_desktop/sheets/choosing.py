"""Reads cells that name something known: a choice, a catalogue value, a unit or another record."""

from __future__ import annotations

from hnabroad_desktop.base import dates
from hnabroad_desktop.base.fields import UNMATCHED, Choice, Field, Reference
from hnabroad_desktop.base.i18n import _
from hnabroad_desktop.base.vietnamese import fold
from hnabroad_desktop.sheets import mapping, words
from hnabroad_desktop.sheets.cells import Cell
from hnabroad_desktop.sheets.matching import Entry
from hnabroad_desktop.sheets.reads import Option, Read, Setting


def choice(one: Field, cell: Cell, text: str, cased: str, setting: Setting) -> Read:
    """Return the code of a fixed choice or a catalogue value; an unknown one is kept where it may be."""
    assert isinstance(one, Choice)
    tidied = words.tidy(text)
    if one.options:
        known = mapping.words(one.name).get(fold(tidied))
        if known is None:
            labels = {fold(t): code for code, label in one.options for t in (code, label, _(label))}
            known = labels.get(fold(tidied))
        if known is not None:
            return Read(known)
        options = tuple(Option(code, _(label)) for code, label in one.options)
        return Read(state="red", reason=_not_known(tidied), options=options)
    matcher = setting.vocabulary.catalogue(one.catalogue)
    found = matcher.find(tidied)
    if len(found) == 1:
        return Read(found[0].value)
    if found:
        return Read(
            UNMATCHED + tidied if one.free else None,
            "amber" if one.free else "red",
            _("“{text}” can mean several values. Choose one.").format(text=tidied),
            _options(found),
        )
    options = _options(matcher.suggest(tidied))
    if not one.free:
        return Read(state="red", reason=_not_known(tidied), options=options or _options(matcher.entries[:20]))
    kept = words.sentence(words.tidy(cased))
    kept = kept[:1].upper() + kept[1:]
    return Read(
        UNMATCHED + kept,
        "amber",
        _("“{text}” is not in the catalogue. It is kept and waits to be matched.").format(text=kept),
        options,
    )


def _not_known(text: str) -> str:
    return _("“{text}” is not known. Choose a value of the list.").format(text=text)


def _options(entries: tuple[Entry, ...]) -> tuple[Option, ...]:
    return tuple(Option(entry.value, entry.label) for entry in entries)


def reference(one: Field, cell: Cell, text: str, cased: str, setting: Setting) -> Read:
    """Return the id of the record a cell names; of a dissolved unit the entry, to be kept as the past one."""
    assert isinstance(one, Reference)
    tidied = words.tidy(text)
    for kind in one.kinds:
        matcher = setting.vocabulary.kind(kind)
        found = matcher.find(tidied)
        if not found:
            continue
        working = tuple(entry for entry in found if entry.employs and not entry.ended)
        if len(working) == 1:
            return _present(working[0], found, setting)
        if len(working) > 1:
            reason = _("“{text}” can mean several records. Choose one.").format(text=tidied)
            return Read(None, "amber", reason, _options(working[:20]))
        return _past(found[0], setting, kind)
    options = tuple(
        option
        for kind in one.kinds
        for option in _options(setting.vocabulary.kind(kind).suggest(tidied, present=True))
    )
    reason = _(
        "“{text}” is not among the units or records of this file. Choose one, or leave the text for later."
    )
    return Read(None, "amber", reason.format(text=words.sentence(words.tidy(cased))), options)


def _present(entry: Entry, found: tuple[Entry, ...], setting: Setting) -> Read:
    former = next((other for other in found if other.ended), None)
    if former and setting.as_of and entry.begun and setting.as_of < entry.begun:
        reason = _(
            "The list is of {day}; the present unit of this name exists since {begun}. Look whether it "
            "is the present one."
        )
        return Read(
            entry.value,
            "amber",
            reason.format(day=dates.show(setting.as_of), begun=dates.show(entry.begun)),
            _options((entry, former)),
        )
    return Read(entry.value)


def _past(entry: Entry, setting: Setting, kind: str) -> Read:
    by_value = setting.vocabulary.kind(kind).by_value
    nearest = tuple(by_value[value] for value in entry.successors if value in by_value)
    nearest = tuple(near for near in nearest if near.employs) or setting.vocabulary.kind(kind).suggest(
        entry.label, present=True
    )
    if not entry.ended:
        reason = _("“{unit}” is a territory; nobody works in it. Choose the organ.").format(unit=entry.label)
        return Read(None, "amber", reason, _options(nearest))
    reason = _("“{unit}” exists no longer since {day}. It is kept as the past unit; choose the present one.")
    return Read(
        None,
        "amber",
        reason.format(unit=entry.label, day=dates.show(entry.ended)),
        _options(nearest),
        ended=entry,
    )
