"""A robot that types as UniKey does: plain letters, then backspaces and the letters with their marks."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

_TONES = "\u0300\u0301\u0303\u0309\u0323"
_NONE = Qt.KeyboardModifier.NoModifier


def _word_stages(word: str) -> Iterator[str]:
    # What stands on the screen after each key of Telex: base letters, then â ê ô ơ ư đ, the tone last.
    shown = ""
    for letter in word:
        marks = unicodedata.normalize("NFD", letter)
        toneless = unicodedata.normalize("NFC", "".join(m for m in marks if m not in _TONES))
        base = {"đ": "d", "Đ": "D"}.get(letter, marks[0])
        yield shown + base
        if toneless != base:
            yield shown + toneless
        shown += toneless
    if shown != word:
        yield word


def _common(before: str, after: str) -> int:
    pairs = zip(before, after, strict=False)
    return next((place for place, (a, b) in enumerate(pairs) if a != b), min(len(before), len(after)))


def key_presses(text: str) -> list[tuple[int, str]]:
    """Return what UniKey sends for ``text``: how many backspaces, then which letters."""
    sent = []
    done = ""
    for number, word in enumerate(text.split(" ")):
        stages = [*(f"{done} " for _ in range(1) if number), *(_word_stages(word))]
        start = f"{done} " if number else ""
        before = done
        for stage in stages:
            after = stage if stage == f"{done} " and number else start + stage
            kept = _common(before, after)
            sent.append((len(before) - kept, after[kept:]))
            before = after
        done = start + word
    return sent


def _press(widget: QWidget, key: int, text: str) -> None:
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QApplication.sendEvent(widget, QKeyEvent(kind, key, _NONE, text))


def by_key_events(text: str, between: Callable[[], object] = QApplication.processEvents) -> None:
    """Type into the widget under the cursor with key events that carry letters, as Windows sends them."""
    for backspaces, letters in key_presses(text):
        for _ in range(backspaces):
            _press(_focused(), Qt.Key.Key_Backspace, "\b")
        for letter in letters:
            _press(_focused(), Qt.Key.Key_Space if letter == " " else 0, letter)
        between()


def by_commits(text: str, between: Callable[[], object] = QApplication.processEvents) -> None:
    """Type with backspaces and the commit strings of an input method, as Linux sends them."""
    for backspaces, letters in key_presses(text):
        for _ in range(backspaces):
            _press(_focused(), Qt.Key.Key_Backspace, "\b")
        event = QInputMethodEvent()
        event.setCommitString(letters)
        QApplication.sendEvent(_focused(), event)
        between()


def _focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget
