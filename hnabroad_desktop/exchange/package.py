"""The sealed package between units: a file in the age format around what one unit signed for others.

Inside: ``HSX1``, the length of the manifest and the manifest, the sender's
Ed25519 signature on it, and the sections it names with size and hash:
compressed lines of the journal and attachments. Signed first, then sealed,
with the receivers inside what is signed.
"""

from __future__ import annotations

from hnabroad_desktop.exchange.seal import SUFFIX, Written, write
from hnabroad_desktop.exchange.unseal import AGE, Package, read

__all__ = ["AGE", "SUFFIX", "Package", "Written", "read", "write"]
