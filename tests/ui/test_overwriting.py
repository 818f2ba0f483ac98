"""Before a step is taken back over later changes they are shown, and the user is asked once."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from hnabroad_desktop.ui.dialog import Dialog
from hnabroad_desktop.ui.overwriting import confirm_overwriting
from hnabroad_desktop.ui.shell import Shell
from hnabroad_desktop.ui.verbs import plain


@pytest.mark.parametrize(
    ("pressed", "overwritten"), [("Giữ nguyên", False), ("Hoàn tác, lấy lại giá trị trước", True)]
)
def test_the_values_are_named_and_the_answer_is_heard(
    qtbot: QtBot, shell: Shell, pressed: str, overwritten: bool
) -> None:
    said: list[str] = []

    def answer() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, Dialog)
        said.extend(words.text() for words in dialog.findChildren(QLabel))
        next(b for b in dialog.findChildren(QPushButton) if plain(b.text()) == pressed).click()

    QTimer.singleShot(0, answer)
    values = [f"Nguyễn Văn An – Điện thoại: {number}" for number in range(11)]
    assert confirm_overwriting(shell, values) is overwritten
    assert "• Nguyễn Văn An – Điện thoại: 7" in said
    assert "• Nguyễn Văn An – Điện thoại: 8" not in said
