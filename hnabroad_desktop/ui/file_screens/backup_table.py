"""The backups of a file as a table: when, why, and how much was in the file then."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from hnabroad_desktop.actions import backups
from hnabroad_desktop.base.i18n import N_, _
from hnabroad_desktop.base.vietnamese import show_number
from hnabroad_desktop.ui import theme
from hnabroad_desktop.ui.plain_table import PlainTable

REASONS = {
    "manual": N_("By hand"),
    "automatic": N_("Automatic"),
    "before change": N_("Before a large change"),
}

#: The kinds whose number tells one backup from another.
_COUNTED = (
    ("cadre", N_("Cadres")),
    ("class", N_("Classes")),
    ("agreement", N_("Agreements")),
    ("decision", N_("Decisions")),
)


class BackupTable(PlainTable):
    """The newest first."""

    def __init__(self) -> None:
        heads = (_("When"), _("Reason"), *(_(words) for _kind, words in _COUNTED), _("Size"), _("File"))
        super().__init__(heads, numbers=range(2, 3 + len(_COUNTED)), wide=len(heads) - 1)
        self.setMinimumHeight(theme.current().measure("row") * 8)
        self._found: Sequence[backups.Kept] = ()

    def show_backups(self, found: Sequence[backups.Kept]) -> None:
        """Show backups in the order given."""
        self._found = found
        self.show_rows([self._row(one) for one in found])

    def chosen(self) -> Path | None:
        """Return the backup marked."""
        row = self.currentRow()
        return self._found[row].path if 0 <= row < len(self._found) else None

    @staticmethod
    def _row(one: backups.Kept) -> list[str]:
        manifest = one.manifest
        return [
            f"{one.time.astimezone():%d/%m/%Y %H:%M}",
            _(REASONS.get(manifest.reason, manifest.reason)),
            *(show_number(manifest.counts.get(kind, 0)) for kind, _words in _COUNTED),
            _("{count} MB").format(count=f"{one.path.stat().st_size / 1e6:.1f}".replace(".", ",")),
            one.path.name,
        ]
