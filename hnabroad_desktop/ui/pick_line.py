"""A box for one of a given list of things, found by a few letters without marks."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from hnabroad_desktop.base.fields import Stored, Text
from hnabroad_desktop.base.i18n import _
from hnabroad_desktop.base.vietnamese import fold
from hnabroad_desktop.ui.choice_input import PickInput, matches
from hnabroad_desktop.ui.desk import Hit

#: So many are offered at once; more words make them fewer.
_MOST = 60


class PickLine(PickInput):
    """Type a few letters or open the list; what is kept is the value of the hit."""

    def __init__(self, hits: Sequence[Hit], label: str, parent: QWidget | None = None) -> None:
        super().__init__(Text(name="pick", label=label), parent)
        self._all = list(hits)
        self.line.setAccessibleName(label)

    def set_hits(self, hits: Sequence[Hit]) -> None:
        """Offer another list."""
        self._all = list(hits)

    def value(self) -> str:
        """Return what was picked, "" for nothing."""
        hit = None if self.settled else self._meant(self.line.text().strip())
        if hit is not None:
            return hit.value
        return str(self._value or "") if self.settled else ""

    def set_value(self, value: Stored) -> None:
        """Show one of the list; anything else empties the box."""
        hit = next((hit for hit in self._all if hit.value == value), None)
        self.take(hit.value if hit else None, hit.title if hit else "", told=False)

    def complaint(self) -> str:
        """Say that the text is none of the list."""
        typed = self.line.text().strip()
        if not typed or self.value():
            return ""
        return _("“{text}” is not in the list. Press F4 to see the list.").format(text=typed)

    def open_list(self) -> None:
        """Show the whole list with the present value marked."""
        values = [hit.value for hit in self._all]
        self.line.setFocus()
        self.suggestions.show(self._all, values.index(str(self._value)) if self._value in values else 0)

    def _found(self, words: str) -> list[Hit]:
        first = [h for h in self._all if matches(words, h.title)]
        return first + [h for h in self._all if h not in first and matches(words, f"{h.title} {h.detail}")]

    def _meant(self, typed: str) -> Hit | None:
        exact = [hit for hit in self._all if typed and fold(typed) in (fold(hit.title), fold(hit.value))]
        return exact[0] if len(exact) == 1 else None

    def _suggest_typed(self) -> None:
        typed = self.line.text().strip()
        self.suggestions.show(self._found(typed)[:_MOST] if typed else [])

    def leave(self) -> None:
        """Take the one thing that what was typed can mean."""
        typed = self.line.text().strip()
        if not self.settled:
            found = self._found(typed) if typed else []
            hit = self._meant(typed) or (found[0] if len(found) == 1 else None)
            if hit is not None:
                self.take(hit.value, hit.title)
            elif not typed:
                self.take(None, "")
        super().leave()
