"""Holds the cycle collector back while the program starts: nothing made until then is garbage.

Importing this module is the first thing ``app`` does; a tenth of the start was
spent on looking for garbage among modules and widgets.
"""

from __future__ import annotations

import gc

gc.disable()


def end() -> None:
    """Let the collector work again, on what is made from now on."""
    gc.freeze()
    gc.enable()
