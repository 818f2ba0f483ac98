"""The two dialogs of a portrait: which part of a picture is taken, and the photo in large."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSlider, QWidget

from hnabroad_desktop.base.i18n import _
from hnabroad_desktop.ui.controls import label
from hnabroad_desktop.ui.crop_view import LEAST, CropView
from hnabroad_desktop.ui.dialog import Dialog
from hnabroad_desktop.ui.photo_file import cut

#: Fewer points across than this are seen as squares in print (150 dots an inch at 40 mm).
_SHARP = 236
_LARGE = 400

REPLACE, REMOVE, SAVE_AS = 1, 2, 3


class CropDialog(Dialog):
    """Asks for the part of a picture; Enter takes it."""

    def __init__(self, parent: QWidget | None, image: QImage, shape: tuple[int, int]) -> None:
        super().__init__(parent, _("Cut the photo to {width} x {height}").format(**_sides(shape)), 480)
        self.view, self._shape = CropView(image, shape), shape
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setRange(0, round((1 - LEAST) * 100))
        self.slider.setAccessibleName(_("Size of the frame"))
        self._sharpness = label("", "quiet")
        self.slider.valueChanged.connect(lambda value: self.view.zoom(1 - value / 100))
        self.view.zoomed.connect(self._zoomed)
        self.add_words(_("Drag the frame or move it with the arrow keys; + and - change its size."), "quiet")
        self.body.addWidget(self.view, 1)
        line = QHBoxLayout()
        line.addWidget(label(_("Closer")))
        line.addWidget(self.slider, 1)
        self.body.addLayout(line)
        self.body.addWidget(self._sharpness)
        self.add_button(_("&Take the photo"), 1, primary=True)
        self.add_button(_("&Close"), 0)
        self._zoomed(1.0)
        self.view.setFocus()

    def _zoomed(self, part: float) -> None:
        self.slider.setValue(round((1 - part) * 100))
        coarse = self.view.frame().width() < _SHARP
        self._sharpness.setText(
            _("▲ The part is small; in print the photo will not be sharp.")
            if coarse
            else _("The part is large enough to be printed.")
        )

    def taken(self) -> bytes:
        """Return the part in the frame as JPEG."""
        return cut(self.view.image, self.view.frame(), self._shape)


class PhotoDialog(Dialog):
    """The photo in large; what is done with it is its result."""

    def __init__(self, parent: QWidget | None, photo: QPixmap, *, read_only: bool) -> None:
        super().__init__(parent, _("Photo"), 460)
        shown = QLabel()
        shown.setAccessibleName(_("Photo"))
        shown.setAlignment(Qt.AlignmentFlag.AlignCenter)
        shown.setPixmap(photo)
        self.body.addWidget(shown, 1)
        if not read_only:
            self.add_button(_("&Replace the photo…"), REPLACE)
            self.add_button(_("Re&move the photo"), REMOVE)
        self.add_button(_("Save &as…"), SAVE_AS)
        self.add_button(_("&Close"), 0, primary=True)


def large(photo: QPixmap, ratio: float) -> QPixmap:
    """Return a photo as high as the dialog shows it."""
    made = photo.scaledToHeight(round(_LARGE * ratio), Qt.TransformationMode.SmoothTransformation)
    made.setDevicePixelRatio(ratio)
    return made


def _sides(shape: tuple[int, int]) -> dict[str, str]:
    # Photos are named by their sides in centimetres: "4 x 6".
    return {"width": f"{shape[0] / 10:g}", "height": f"{shape[1] / 10:g}"}
