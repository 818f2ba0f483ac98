"""The verbs of the window for a terminal: thin, in Vietnamese for people and as JSON for programs."""

from __future__ import annotations

from hnabroad_desktop.cli.command import main

__all__ = ["main"]
