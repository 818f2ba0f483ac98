"""The one question before a step is taken back over values that were changed after it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from hnabroad_desktop.base.i18n import _
from hnabroad_desktop.ui.dialog import Dialog

#: So many values are named; of the others only the number.
_NAMED = 8


def confirm_overwriting(parent: QWidget, values: Sequence[str]) -> bool:
    """Show what was changed later and ask whether the earlier values are to stand again."""
    dialog = Dialog(parent, _("Changed later"), 560)
    dialog.add_words(
        _(
            "These values were changed after the step that is to be taken back. Nothing was changed yet. "
            "Taking the step back gives them their earlier values again; the history keeps the present ones."
        )
    )
    for line in values[:_NAMED]:
        dialog.add_words(f"• {line}")
    if len(values) > _NAMED:
        dialog.add_words(_("and {count} more").format(count=len(values) - _NAMED))
    dialog.add_button(_("&Leave them as they are"), 0, primary=True)
    dialog.add_button(_("&Overwrite with the earlier values"), 2)
    return dialog.ask() == 2
