"""What kind of drive a path lies on, and how much room is left there."""

from __future__ import annotations

import os
import shutil
import sys
from enum import Enum
from pathlib import Path

import psutil

from hnabroad_desktop.store.errors import NoRoomForCopy

#: Where Linux describes its drives.
BLOCK_DEVICES = Path("/sys/class/block")

# Linux leaves shares out of the short list; on Windows the long one asks drives that have no disk in them.
_ALL_MOUNTS = sys.platform != "win32"

_NETWORK = frozenset(
    {
        *("nfs", "nfs3", "nfs4", "cifs", "smb", "smb2", "smb3", "smbfs", "afs", "9p", "ncpfs", "ncp"),
        *("coda", "ceph", "glusterfs", "lustre", "gpfs", "beegfs", "davfs", "davfs2", "webdav", "sshfs"),
        *("vboxsf", "vmhgfs", "prl_fs", "drvfs", "fuse.sshfs", "fuse.rclone", "fuse.gvfsd-fuse"),
        *("fuse.davfs2", "fuse.glusterfs", "fuse.cephfs", "fuse.vmhgfs-fuse", "fuse.curlftpfs"),
    }
)


class DriveKind(Enum):
    """Where a file lies; only a fixed drive may hold a file that is being worked on."""

    FIXED = "fixed"
    REMOVABLE = "removable"
    NETWORK = "network"
    READ_ONLY = "read_only"


def drive_kind(path: Path) -> DriveKind:
    """Say what kind of drive ``path`` lies on, by the mounted drive that holds its folder."""
    real = Path(os.path.realpath(path))
    if sys.platform == "win32" and str(real).startswith("\\\\"):
        return DriveKind.NETWORK
    mount = _mount_of(real)
    if mount is None:
        return DriveKind.FIXED
    options = set(str(mount.opts).lower().split(","))
    # What the system itself runs from is a drive of this machine, even if it starts from a stick.
    if mount.mountpoint != "/":
        if "remote" in options or str(mount.fstype).lower() in _NETWORK:
            return DriveKind.NETWORK
        if options & {"removable", "cdrom"} or _is_stick(str(mount.device)):
            return DriveKind.REMOVABLE
    if "ro" in options or not _writable(real):
        return DriveKind.READ_ONLY
    return DriveKind.FIXED


def drive_name(path: Path) -> str:
    """Name the drive as a clerk knows it: "D:" on Windows, elsewhere the folder it is mounted on."""
    real = Path(os.path.realpath(path))
    if real.drive:
        return real.drive
    mount = _mount_of(real)
    return str(mount.mountpoint) if mount else real.anchor


def removable() -> list[Path]:
    """Return where sticks and cards are mounted now."""
    places = [Path(mount.mountpoint) for mount in psutil.disk_partitions(all=_ALL_MOUNTS)]
    return [place for place in places if drive_kind(place) is DriveKind.REMOVABLE]


def free_bytes(path: Path) -> int:
    """Return the room left on the drive of ``path``, which may not exist yet."""
    folder = path
    while not folder.exists() and folder != folder.parent:
        folder = folder.parent
    return shutil.disk_usage(folder).free


def need_room(folder: Path, size: int) -> None:
    """Raise NoRoomForCopy unless ``size`` bytes and a little more fit on the drive of ``folder``."""
    needed = size + 1024 * 1024
    if free_bytes(folder) < needed:
        raise NoRoomForCopy(drive_name(folder), max(1, -(-needed // 1_000_000)))


def _mount_of(real: Path) -> psutil._common.sdiskpart | None:
    best = None
    for mount in psutil.disk_partitions(all=_ALL_MOUNTS):
        point = Path(os.path.normcase(mount.mountpoint))
        # A later mount on the same point covers the earlier one.
        if Path(os.path.normcase(real)).is_relative_to(point) and (
            best is None or len(str(mount.mountpoint)) >= len(str(best.mountpoint))
        ):
            best = mount
    return best


def _is_stick(device: str) -> bool:
    if not device.startswith("/dev/"):
        return False
    block = BLOCK_DEVICES / Path(os.path.realpath(device)).name
    if not block.exists():
        return False
    disk = Path(os.path.realpath(block))
    if (disk / "partition").exists():
        disk = disk.parent
    flag = disk / "removable"
    return "/usb" in str(disk) or (flag.exists() and flag.read_text().strip() == "1")


def _writable(real: Path) -> bool:
    folder = real.parent
    return os.access(folder, os.W_OK) and (not real.exists() or os.access(real, os.W_OK))
