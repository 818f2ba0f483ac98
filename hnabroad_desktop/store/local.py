"""Where this program keeps what belongs to the machine, not to a file."""

from __future__ import annotations

import os
from pathlib import Path

import platformdirs

#: Names another folder, for tests and for machines without a profile of their own.
HOME_VARIABLE = "HNABROAD_HOME"


def home() -> Path:
    """Return the program's folder of this user, made if it is missing."""
    named = os.environ.get(HOME_VARIABLE)
    folder = Path(named) if named else Path(platformdirs.user_data_dir("hnabroad", appauthor=False))
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def key_copy(file_id: str) -> Path:
    """Return where this machine keeps its copy of the key slots of the file ``file_id``."""
    folder = home() / "keys"
    folder.mkdir(exist_ok=True)
    return folder / f"{file_id}.keys"
