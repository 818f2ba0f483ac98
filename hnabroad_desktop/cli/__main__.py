"""python -m hnabroad_desktop.cli is hnabroad where no script is installed."""

from __future__ import annotations

import sys

from hnabroad_desktop.cli.command import main

if __name__ == "__main__":
    sys.exit(main())
