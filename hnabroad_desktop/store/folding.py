"""Folds the log of a data file into it after a long job, beside those who read and write."""

from __future__ import annotations

import logging
import threading

from hnabroad_desktop.store import cipher
from hnabroad_desktop.store.vault import Vault

_log = logging.getLogger(__name__)


class Folding:
    """One folding at a time, in a thread of its own: what was written is safe in the log meanwhile."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault
        self._thread: threading.Thread | None = None
        self._wanted = False

    @property
    def under_way(self) -> bool:
        """True while it is being done: no commit has to do it then."""
        return self._thread is not None and self._thread.is_alive()

    def begin(self) -> None:
        """Begin it; where one is under way, it goes on with what has come since. Nobody waits."""
        self._wanted = True
        if not self.under_way:
            self._thread = threading.Thread(target=self._fold, name="fold", daemon=True)
            self._thread.start()

    def wait(self) -> None:
        """Wait for its end, if one is under way."""
        if self._thread is not None:
            self._thread.join()

    def _fold(self) -> None:
        try:
            reader = self._vault.reader()
            try:
                while self._wanted:
                    self._wanted = False
                    cipher.fold_beside(reader)
            finally:
                reader.close()
        except cipher.Error as error:
            # Nothing is lost: what was confirmed is in the log, and a later commit folds it in.
            _log.warning("the log was not folded in after a job: %s", error)
