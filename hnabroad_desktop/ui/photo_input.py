"""The box for the portrait of a person: cut to its shape when chosen, seen in large when pressed."""

from __future__ import annotations

from PySide6.QtCore import QStandardPaths, Signal
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QWidget

from hnabroad_desktop.base.fields import Attachment, Stored
from hnabroad_desktop.base.i18n import _
from hnabroad_desktop.ui import settings
from hnabroad_desktop.ui.attachment_input import AttachmentInput, ask_file
from hnabroad_desktop.ui.desk import Desk
from hnabroad_desktop.ui.photo_dialogs import REMOVE, REPLACE, SAVE_AS, CropDialog, PhotoDialog, large
from hnabroad_desktop.ui.photo_file import cut, has_shape, read_portrait

_FOLDER = "photo_folder"


class PhotoInput(AttachmentInput):
    """An attachment that is a picture of one shape."""

    #: Another photo, or none, is to be seen.
    shown = Signal()

    def __init__(self, field: Attachment, desk: Desk, parent: QWidget | None = None) -> None:
        assert field.shape is not None
        self.shape = field.shape
        super().__init__(field, desk, parent)
        self._open.setText(_("View"))
        self._remove.setText(_("Remove the photo"))

    def set_value(self, value: Stored) -> None:
        """Show whether there is a photo."""
        super().set_value(value)
        self._said.setText(_("There is a photo") if value else _("No photo yet"))
        self._attach.setText(_("Replace the photo…") if value else _("Choose a photo…"))
        self.shown.emit()

    def pixmap(self) -> QPixmap:
        """Return the photo, a null image when there is none or it is not in this file."""
        data = self._desk.attachment(self._digest) if self._digest else None
        image = QImage.fromData(data) if data else QImage()
        return QPixmap.fromImage(image) if not image.isNull() else QPixmap()

    def choose(self) -> None:
        """Ask for a picture and for its part, and take it in; a picture of the shape is taken whole."""
        pictures = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.PicturesLocation)
        path = ask_file(self, _("Choose a photo"), self._types, settings.read(_FOLDER, pictures))
        if path is None:
            return
        settings.write(_FOLDER, str(path.parent))
        image = read_portrait(path)
        if has_shape(image, self.shape):
            self.take(self._desk.attach_content(cut(image, image.rect(), self.shape), path.name))
            return
        dialog = CropDialog(self.window(), image, self.shape)
        if dialog.ask():
            self.take(self._desk.attach_content(dialog.taken(), path.name))

    def show_it(self) -> None:
        """Show the photo in large, with what can be done with it."""
        photo = self.pixmap()
        if photo.isNull():
            # Says why there is nothing to see.
            super().show_it()
            return
        dialog = PhotoDialog(self.window(), large(photo, self.devicePixelRatioF()), read_only=self.read_only)
        acts = {REPLACE: self.choose, REMOVE: self.remove, SAVE_AS: self.save_as}
        act = acts.get(dialog.ask())
        if act is not None:
            act()
