"""The photo and the attachments of a cadre in the window: chosen, cut, shown, taken away, brought back."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QFileDialog, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from hnabroad_desktop.actions import attachments, records
from hnabroad_desktop.base import pictures
from hnabroad_desktop.base.errors import AppError
from hnabroad_desktop.records.cadre import CADRE
from hnabroad_desktop.store.datafile import DataFile
from hnabroad_desktop.ui.dialog import SMALLEST
from hnabroad_desktop.ui.people_area import PeopleArea
from hnabroad_desktop.ui.person_pane import PersonPane
from hnabroad_desktop.ui.photo_box import PhotoBox
from hnabroad_desktop.ui.photo_dialogs import REMOVE, CropDialog, PhotoDialog, large
from hnabroad_desktop.ui.photo_file import read_portrait
from hnabroad_desktop.ui.photo_input import PhotoInput
from hnabroad_desktop.ui.rows_input import RowsInput
from tests.ui.own_window import window_on
from tests.ui.paper_window import in_dialog


@pytest.fixture
def pane(qtbot: QtBot, file: DataFile) -> Iterator[PersonPane]:
    """The record of Lý Thị Tư, open."""
    person = records.save(file, CADRE.new(full_name="Lý Thị Tư", unit=file.unit_id)).id
    with window_on(qtbot, file) as window:
        window.go_to_area("people")
        area = window.findChild(PeopleArea)
        assert area is not None
        area.current.open(person)
        found = area.current.pane
        assert isinstance(found, PersonPane)
        yield found


def draw(path: Path, width: int, height: int, kind: str = "JPG") -> Path:
    """Draw a picture whose left half is red and whose right half is blue."""
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor("red"))
    painter = QPainter(image)
    painter.fillRect(width // 2, 0, width, height, QColor("blue"))
    painter.end()
    assert image.save(str(path), kind)  # type: ignore[call-overload]
    return path


def photo_of(pane: PersonPane) -> PhotoInput:
    box = pane.form.fields["photo"].box
    assert isinstance(box, PhotoInput)
    return box


def box_of(pane: PersonPane) -> PhotoBox:
    found = pane.form.head.findChild(PhotoBox)
    assert found is not None
    return found


def choose(monkeypatch: pytest.MonkeyPatch, path: Path) -> None:
    """Let the next file dialog of the system answer with a file."""
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_asked: (str(path), ""))


def test_a_photo_is_cut_kept_shown_and_taken_back(
    qtbot: QtBot, pane: PersonPane, file: DataFile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    choose(monkeypatch, draw(tmp_path / "IMG_0001.JPG", 1600, 1200))
    seen: list[str] = []

    def cut(dialog: QWidget) -> None:
        assert isinstance(dialog, CropDialog)
        # To the right as far as it goes, and closer: nothing red is left.
        for key in (*[Qt.Key.Key_Plus] * 4, *[Qt.Key.Key_Right] * 40):
            qtbot.keyClick(dialog.view, key)
        qtbot.keyClick(dialog, Qt.Key.Key_Return)

    in_dialog(CropDialog, cut, seen)
    qtbot.mouseClick(box_of(pane), Qt.MouseButton.LeftButton)
    assert pane.form.dirty
    shown = photo_of(pane).pixmap().toImage()
    assert (shown.width(), shown.height()) == (472, 709)
    assert {shown.pixelColor(x, 300).blue() > 200 for x in (5, 236, 466)} == {True}
    assert pane.form.save()
    record = file.get("cadre", pane.form.record_id)
    assert record is not None
    data = attachments.content(file, record.text("photo"))
    assert data.startswith(pictures.JPEG)
    assert len(data) < 100_000

    def remove(dialog: QWidget) -> None:
        assert isinstance(dialog, PhotoDialog)
        dialog.done(REMOVE)

    in_dialog(PhotoDialog, remove, seen)
    qtbot.mouseClick(box_of(pane), Qt.MouseButton.LeftButton)
    assert photo_of(pane).value() is None
    assert pane.form.save()
    gone = file.get("cadre", pane.form.record_id)
    assert gone is not None
    assert gone["photo"] is None
    records.undo(file)
    pane.open(pane.form.record_id)
    assert photo_of(pane).value() == record["photo"]
    assert not photo_of(pane).pixmap().isNull()
    assert seen == ["CropDialog", "PhotoDialog"]


def test_a_picture_of_the_shape_is_taken_whole(
    pane: PersonPane, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    choose(monkeypatch, draw(tmp_path / "the.png", 400, 600, "PNG"))
    photo_of(pane).choose()
    image = photo_of(pane).pixmap().toImage()
    assert (image.width(), image.height()) == (400, 600)


def test_what_is_no_sound_picture_gets_its_sentence(
    pane: PersonPane, file: DataFile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = draw(tmp_path / "anh.jpg", 400, 600).read_bytes()
    cases = {
        "cut.jpg": (whole[: len(whole) // 2], "bị hỏng"),
        "page.jpg": (b"<html>khong phai anh</html>", "không phải ảnh JPG"),
        "empty.jpg": (b"", "không phải ảnh JPG"),
        "film.jpg": (whole + b"\0" * 41_000_000, "quá lớn"),
        # A head that promises a picture of 60,000 by 60,000 points.
        "bomb.png": (huge_png(), "quá lớn"),
    }
    for name, (data, words) in cases.items():
        (tmp_path / name).write_bytes(data)
        choose(monkeypatch, tmp_path / name)
        with pytest.raises(AppError, match=words):
            photo_of(pane).choose()
        (tmp_path / name).unlink()
    choose(monkeypatch, tmp_path / "nowhere.jpg")
    with pytest.raises(AppError, match="nowhere"):
        photo_of(pane).choose()
    assert photo_of(pane).value() is None
    assert not pane.form.dirty


def huge_png() -> bytes:
    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0))
    return pictures.PNG + head + chunk(b"IDAT", zlib.compress(b"\0" * 1000)) + chunk(b"IEND", b"")


def test_a_picture_of_a_camera_stands_upright(tmp_path: Path) -> None:
    plain = draw(tmp_path / "plain.jpg", 60, 40).read_bytes()
    # Orientation 6 of Exif: the camera was held upright, to be turned by a quarter.
    exif = b"Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0\0\0\0\0"
    (tmp_path / "turned.jpg").write_bytes(
        plain[:2] + b"\xff\xe1" + (len(exif) + 2).to_bytes(2, "big") + exif + plain[2:]
    )
    image = read_portrait(tmp_path / "turned.jpg")
    assert (image.width(), image.height()) == (40, 60)


def test_the_frame_never_leaves_the_picture(qtbot: QtBot, tmp_path: Path) -> None:
    dialog = CropDialog(None, read_portrait(draw(tmp_path / "a.jpg", 900, 700)), (40, 60))
    qtbot.addWidget(dialog)
    dialog.fit()
    dialog.show()
    view = dialog.view
    qtbot.mousePress(view, Qt.MouseButton.LeftButton, pos=QPoint(100, 100))
    for target in (QPoint(5000, 5000), QPoint(-5000, 20), QPoint(300, -4000)):
        qtbot.mouseMove(view, target)
        frame = view.frame()
        assert view.image.rect().contains(frame)
        assert frame.width() / frame.height() == pytest.approx(2 / 3, rel=0.02)
    qtbot.mouseRelease(view, Qt.MouseButton.LeftButton, pos=QPoint(10, 10))
    dialog.slider.setValue(dialog.slider.maximum())
    assert view.frame().width() < 236
    assert "không nét" in dialog._sharpness.text()
    view.zoom(5)
    assert dialog.slider.value() == 0
    assert view.image.rect().contains(view.frame())
    before = view.frame()
    view.move_frame(QPointF(30, 0).x(), 0)
    assert view.frame() != before or view.frame().right() >= view.image.width() - 1


def test_a_file_is_attached_opened_saved_and_taken_away(
    qtbot: QtBot, pane: PersonPane, file: DataFile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scan = tmp_path / "Ban sao ho chieu.pdf"
    scan.write_bytes(b"%PDF-1.4 scan")
    choose(monkeypatch, scan)
    box = pane.form.fields["attachments"].box
    assert isinstance(box, RowsInput)
    assert box.files is not None
    box.files.attach_button.click()
    (row,) = box.value()
    assert (row["title"], row["kind"]) == ("Ban sao ho chieu", None)
    assert pane.form.save()
    stored = file.get("cadre", pane.form.record_id)
    assert stored is not None
    (kept,) = stored.table("attachments")
    assert attachments.content(file, str(kept["file"])) == scan.read_bytes()

    # By keys: Enter on the cell of the file offers what can be done with it.
    opened: list[Path] = []
    monkeypatch.setattr(
        "hnabroad_desktop.ui.file_desk.QDesktopServices.openUrl",
        lambda url: opened.append(Path(url.toLocalFile())),
    )
    box.view.setFocus()
    box.view.setCurrentIndex(box.model.index(0, box.files.column))
    qtbot.keyClick(box.view, Qt.Key.Key_Return)
    menu = QApplication.activePopupWidget()
    assert menu is box.files.menu
    qtbot.keyClick(menu, Qt.Key.Key_Return)
    assert [path.read_bytes() for path in opened] == [scan.read_bytes()]
    target = tmp_path / "ra.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_asked: (str(target), ""))
    box.files.save_as()
    assert target.read_bytes() == scan.read_bytes()
    monkeypatch.setattr(
        QFileDialog, "getSaveFileName", lambda *_asked: (str(tmp_path / "none" / "ra.pdf"), "")
    )
    with pytest.raises(AppError, match="Chưa ghi được"):
        box.files.save_as()

    # Words pasted over the cell of a file are no file.
    box.view.setCurrentIndex(box.model.index(0, 0))
    QApplication.clipboard().setText("\tTên khác\t\tĐã đính kèm")
    qtbot.keyClick(box.view, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert (box.value()[0]["title"], box.value()[0]["file"]) == ("Tên khác", kept["file"])
    box.drop_row()
    assert pane.form.save()
    records.undo(file)
    again = file.get("cadre", pane.form.record_id)
    assert again is not None
    assert [r["file"] for r in again.table("attachments")] == [kept["file"]]


def test_a_file_over_the_cap_is_refused_and_the_cap_is_a_parameter(
    pane: PersonPane, file: DataFile, tmp_path: Path
) -> None:
    large = tmp_path / "quet.pdf"
    large.write_bytes(b"%PDF" + b"\0" * 5_100_000)
    with pytest.raises(AppError, match="5,1 MB"):
        attachments.attach(file, large)
    (cap,) = file.find("setting", key="attachment_megabytes")
    records.save(file, cap.with_values(value="6"))
    assert attachments.content(file, attachments.attach(file, large)) == large.read_bytes()


def test_a_record_only_looked_at_shows_no_empty_place_for_a_photo(pane: PersonPane) -> None:
    assert box_of(pane).isVisible()
    pane.form.set_read_only(True)
    assert not box_of(pane).isVisible()
    pane.form.set_read_only(False)
    assert box_of(pane).isVisible()


@pytest.mark.parametrize("shape", [(900, 700), (300, 2000), (3000, 200)])
def test_the_dialogs_of_the_photo_fit_the_smallest_screen(
    qtbot: QtBot, tmp_path: Path, shape: tuple[int, int]
) -> None:
    image = read_portrait(draw(tmp_path / "a.jpg", *shape))
    photo = QPixmap.fromImage(image.scaled(472, 709))
    for dialog in (CropDialog(None, image, (40, 60)), PhotoDialog(None, large(photo, 1.0), read_only=False)):
        qtbot.addWidget(dialog)
        dialog.fit()
        dialog.show()
        assert dialog.width() <= SMALLEST[0]
        assert dialog.height() <= SMALLEST[1]
        for made in dialog.findChildren(QPushButton):
            if made.isVisibleTo(dialog):
                assert dialog.rect().contains(made.geometry())
