"""The window fits the screens of the clerks, its keys are unique, and its colours can be read."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QTranslator
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from hnabroad_desktop.base import i18n
from hnabroad_desktop.ui import theme
from hnabroad_desktop.ui.dialog import Dialog
from hnabroad_desktop.ui.errors import Boundary
from hnabroad_desktop.ui.jobs import Background
from hnabroad_desktop.ui.keys_page import KeysPage, form_keys
from hnabroad_desktop.ui.picker import Picker
from hnabroad_desktop.ui.qt_words import QtWords
from hnabroad_desktop.ui.shell import Shell
from tests.ui.memory_desk import MemoryDesk

SCREENS = ((1366, 728), (1093, 582))


@pytest.fixture
def scale(qapp: QApplication, request: pytest.FixtureRequest) -> Iterator[int]:
    theme.apply(qapp, theme.Theme(scale=request.param))
    yield request.param
    theme.apply(qapp, theme.Theme())


def mnemonic(text: str) -> str:
    place = text.replace("&&", "  ").find("&")
    return text[place + 1].casefold() if place >= 0 else ""


@pytest.mark.parametrize("language", ["vi", "en"])
def test_mnemonics_and_keys_are_unique(qtbot: QtBot, shell: Shell, language: str) -> None:
    if i18n.language() != language:
        shell.change_language()
    bar = [mnemonic(menu.title()) for menu in shell.verbs.menus.values()]
    assert all(bar)
    assert len(bar) == len(set(bar)), bar
    for menu in shell.verbs.menus.values():
        letters = [mnemonic(action.text()) for action in menu.actions() if action.text()]
        assert all(letters), [a.text() for a in menu.actions()]
        assert len(letters) == len(set(letters)), (menu.title(), letters)
    keys = [a.shortcut().toString() for a in shell.verbs.actions.values() if not a.shortcut().isEmpty()]
    assert len(keys) == len(set(keys))


def dialogs(desk: MemoryDesk, background: Background, shell: Shell) -> dict[str, Callable[[], Dialog]]:
    def asking() -> Dialog:
        dialog = Dialog(shell, "Chưa lưu", 420)
        dialog.add_words("“Hoàng Thị Đào” có nội dung chưa lưu. " * 30)
        for place, words in enumerate(("&Lưu", "&Không lưu", "&Tiếp tục sửa")):
            dialog.add_button(words, place, primary=not place)
        return dialog

    def keys() -> Dialog:
        rows = [(action.text(), action.shortcut().toString()) for action in shell.verbs.actions.values()]
        return KeysPage(shell, {"Tệp": rows, "Trong hồ sơ": form_keys()})

    return {"asking": asking, "keys": keys, "picker": lambda: Picker(shell, desk, background, ["unit"])}


@pytest.mark.parametrize("scale", [100, 150], indirect=True)
@pytest.mark.parametrize("name", ["asking", "keys", "picker"])
def test_every_dialog_fits_the_smallest_screen_with_its_buttons(
    qtbot: QtBot, shell: Shell, desk: MemoryDesk, background: Background, name: str, scale: int
) -> None:
    dialog = dialogs(desk, background, shell)[name]()
    qtbot.addWidget(dialog)
    dialog.fit()
    with qtbot.waitExposed(dialog):
        dialog.show()
    for width, height in SCREENS:
        assert dialog.width() <= width
        assert dialog.height() <= height
    for button in dialog.findChildren(QPushButton):
        corner = button.mapTo(dialog, button.rect().bottomRight())
        assert dialog.rect().contains(corner), button.text()
        assert button.width() >= button.sizeHint().width()
    letters = [mnemonic(b.text()) for b in dialog.findChildren(QPushButton) if b.text()]
    assert len(letters) == len(set(letters))


@pytest.mark.parametrize("scale", list(theme.SCALES), indirect=True)
def test_the_window_fits_at_every_font_size(qtbot: QtBot, desk: MemoryDesk, scale: int) -> None:
    from hnabroad_desktop.ui.shell import Identity

    window = Shell(desk, Identity("Ban Tổ chức Thành ủy Hà Nội", "de-an-19.hnab", "Chuyên viên", True))
    qtbot.addWidget(window)
    window.go_to_area("people")
    for width, height in SCREENS:
        window.resize(width, height)
        window._arrange()
        QApplication.processEvents()
        least = window.minimumSizeHint()
        assert least.width() <= width, least
        assert least.height() <= height, least
    window.background.close()


def luminance(colour: str) -> float:
    parts = [c / 255 for c in QColor(colour).getRgb()[:3]]  # type: ignore[index]
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


PAIRS = [
    (ink, ground)
    for ink in ("text", "quiet", "accent_text", "link", "ok", "warning", "error")
    for ground in ("surface", "ground")
] + [
    ("on_accent", "accent"),
    ("text", "tint"),
    ("accent_text", "tint"),
    ("quiet", "tint"),
    ("text", "link_tint"),
    ("text", "warning_tint"),
    ("text", "error_tint"),
    ("error", "error_tint"),
    ("surface", "link"),
]


@pytest.mark.parametrize("tokens", [theme.LIGHT, theme.DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("ink", "ground"), PAIRS)
def test_every_ink_can_be_read_on_its_ground(tokens: dict[str, str], ink: str, ground: str) -> None:
    light, dark = sorted((luminance(tokens[ink]), luminance(tokens[ground])), reverse=True)
    assert (light + 0.05) / (dark + 0.05) >= 4.5


def test_the_dark_look_and_back(qtbot: QtBot, shell: Shell) -> None:
    shell.change_look(dark=True)
    assert theme.current().dark
    assert shell.kind_screen() is not None
    shell.change_look(dark=False)
    assert not theme.current().dark


def test_qt_speaks_vietnamese(qapp: QApplication, qtbot: QtBot) -> None:
    words = QtWords()
    qapp.installTranslator(words)
    try:
        box = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        qtbot.addWidget(box)
        assert {b.text().replace("&", "") for b in box.buttons()} == {"Đồng ý", "Thôi"}
        line = QLineEdit()
        qtbot.addWidget(line)
        menu = line.createStandardContextMenu()
        texts = [a.text().partition("\t")[0] for a in menu.actions() if a.text()]
        assert texts == ["&Hoàn tác", "&Làm lại", "Cắ&t", "&Chép", "&Dán", "Xóa", "Chọn tất cả"]
        assert QCoreApplication.translate("Nowhere", "No word of Qt") == "No word of Qt"
    finally:
        qapp.removeTranslator(words)
    assert isinstance(words, QTranslator)


def test_none_survives_the_binding(qapp: QApplication) -> None:
    widget = QWidget()
    before = sys.getrefcount(None)
    for _ in range(20_000):
        widget.update()
    assert sys.getrefcount(None) > 1_000_000
    assert before > 1_000_000


def test_the_palette_finds_verbs_and_records_without_marks(qtbot: QtBot, shell: Shell) -> None:
    shell.open_palette()
    qtbot.keyClicks(shell.palette_box.line, "hoang thi dao")
    found = shell.palette_box.list
    qtbot.waitUntil(lambda: found.count() > 0)
    qtbot.keyClick(shell.palette_box.line, "\r")
    screen = shell.kind_screen()
    assert screen is not None
    assert screen.pane.form.title == "Hoàng Thị Đào"


def test_a_failed_write_is_red_and_keeps_what_was_typed(
    qtbot: QtBot, shell: Shell, desk: MemoryDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    from hnabroad_desktop.base.errors import AppError

    def full(_record: object) -> object:
        raise AppError("Chưa lưu được: ổ D: đã đầy.")

    monkeypatch.setattr(desk, "save", full)
    screen = shell.kind_screen()
    assert screen is not None
    screen.open(next(iter(desk.records["cadre"])))
    form = screen.pane.form
    form.fields["home_place"].box.changed.emit()
    assert not form.save()
    assert form.dirty
    assert shell.banner.words == "Chưa lưu được: ổ D: đã đầy."
    assert shell.status._saved.text() == "Chưa lưu được"


def test_the_boundary_speaks_once(qtbot: QtBot, shell: Shell) -> None:
    from hnabroad_desktop.base.errors import AppError, Cancelled
    from hnabroad_desktop.ui.errors import log_file

    said: list[str] = []
    boundary = Boundary(said.append, lambda: shell)
    boundary.meet(AppError, AppError("Đề nghị nhập lại."), None)
    boundary.meet(Cancelled, Cancelled(), None)
    assert said == ["Đề nghị nhập lại."]
    shown: list[str] = []
    boundary._apologise = shown.append  # type: ignore[method-assign]
    try:
        raise ValueError("Hoàng Thị Đào 001185012345")
    except ValueError as bug:
        boundary.meet(type(bug), bug, bug.__traceback__)
    assert len(shown) == 1
    log = log_file().read_text(encoding="utf-8")
    assert "test_window.py" in log
    assert "Đào" not in log
    assert "001185012345" not in log
