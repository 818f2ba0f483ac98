"""Why a package was not written or not taken in, each as its own error with its own sentence.

Every sentence says what happened, what is safe and what to do or to ask the
sender for. Each is raised with nothing written to the data.
"""

from __future__ import annotations

from hnabroad_desktop.base.errors import AppError
from hnabroad_desktop.base.i18n import _
from hnabroad_desktop.exchange.fingerprints import grouped


class PackageProblem(AppError):
    """A package cannot be written or read; the common parent."""

    #: A short name for machines and for the books.
    code = "refused"


class NotAPackage(PackageProblem):
    """The file was never a package."""

    code = "not_a_package"

    def __init__(self, name: str) -> None:
        super().__init__(
            _(
                "File {name} is not a data package. Nothing was taken in. "
                "Choose the file that ends with .hsx."
            ).format(name=name)
        )


class CutOff(PackageProblem):
    """The end of the package is missing; ``percent`` of it is here, 0 when that cannot be told."""

    code = "cut_off"

    def __init__(self, name: str, percent: int = 0) -> None:
        if percent:
            text = _(
                "Package {name} is incomplete: {percent}% of it is here. Nothing was taken in, the data is "
                "unchanged. Ask the sender to copy the package again, or copy it again from the drive."
            ).format(name=name, percent=percent)
        else:
            text = _(
                "Package {name} is incomplete. Nothing was taken in, the data is unchanged. "
                "Ask the sender to copy the package again, or copy it again from the drive."
            ).format(name=name)
        super().__init__(text)


class Damaged(PackageProblem):
    """The bytes are not those the sender wrote."""

    code = "damaged"

    def __init__(self, name: str) -> None:
        super().__init__(
            _(
                "Package {name} is damaged. Nothing was taken in, the data is unchanged. "
                "Ask the sender to make the package again, on another drive if it happens twice."
            ).format(name=name)
        )


class NotForUs(PackageProblem):
    """The package is sealed to other units, or to keys this file never had."""

    code = "not_for_us"

    def __init__(self, name: str) -> None:
        super().__init__(
            _(
                "Package {name} is not for this unit, or it is for an earlier card of it. Nothing was taken "
                "in, the data is unchanged. Give the sender the present card of this unit and ask for a new "
                "package."
            ).format(name=name)
        )


class Passed(PackageProblem):
    """The sender meant it for other units; somebody sealed it again to this one."""

    code = "not_for_us"

    def __init__(self, name: str, sender: str) -> None:
        super().__init__(
            _(
                "Package {name} was made by {sender} for other units. Nothing was taken in, the data is "
                "unchanged. Ask {sender} for a package of its own."
            ).format(name=name, sender=sender)
        )


class Stranger(PackageProblem):
    """No card of the sender is here."""

    code = "stranger"

    def __init__(self, name: str, sender: str, fingerprint: str) -> None:
        self.sender, self.fingerprint = sender, fingerprint
        super().__init__(
            _(
                "Package {name} comes from a unit that is not confirmed here: it calls itself {sender}, with "
                "the digits {digits}. Nothing was taken in, the data is unchanged. Ask the unit for its card "
                "and the signed sheet, confirm the card, then receive the package again."
            ).format(name=name, sender=sender, digits=grouped(fingerprint))
        )


class NotYetTrusted(PackageProblem):
    """The sender's card is here and its digits were never typed."""

    code = "not_confirmed"

    def __init__(self, name: str, sender: str) -> None:
        self.sender = sender
        super().__init__(
            _(
                "The card of {sender} is not confirmed yet, so package {name} was not taken in. The data is "
                "unchanged. Type the digits of the unit's signed sheet to confirm its card, then receive "
                "the package again."
            ).format(name=name, sender=sender)
        )


class RevokedSender(PackageProblem):
    """The sender's card was withdrawn."""

    code = "withdrawn"

    def __init__(self, name: str, sender: str) -> None:
        self.sender = sender
        super().__init__(
            _(
                "Package {name} is signed with a withdrawn card of {sender}. Nothing was taken in, the data "
                "is unchanged. Call the unit by a number you know; ask for its new card and a new package."
            ).format(name=name, sender=sender)
        )


class NewerPackage(PackageProblem):
    """The package needs a newer program."""

    code = "newer"

    def __init__(self, name: str, program: str) -> None:
        if program:
            text = _(
                "Package {name} needs version {program} of the program. Nothing was taken in, the data is "
                "unchanged. Update the program, then receive the package again."
            ).format(name=name, program=program)
        else:
            text = _(
                "Package {name} was made by a newer version of the program. Nothing was taken in, the data "
                "is unchanged. Update the program, then receive the package again."
            ).format(name=name)
        super().__init__(text)


class Inflated(PackageProblem):
    """The content grows beyond what the manifest declares, or beyond what fits on this machine."""

    code = "inflated"

    def __init__(self, name: str) -> None:
        super().__init__(
            _(
                "Package {name} holds far more than it declares, as no package of this program does. Nothing "
                "was taken in, the data is unchanged. Ask the sender how it was made; do not open it again."
            ).format(name=name)
        )


class PracticePackage(PackageProblem):
    """Practice data would mix with real data."""

    code = "practice"

    def __init__(self, name: str, practice: bool) -> None:
        if practice:
            text = _(
                "Package {name} holds practice data and this file real data. Nothing was taken in. "
                "Open practice data to receive it."
            ).format(name=name)
        else:
            text = _(
                "Package {name} holds real data and this file practice data. Nothing was taken in. "
                "Open the data file of the unit to receive it."
            ).format(name=name)
        super().__init__(text)


class DriveGone(PackageProblem):
    """The drive of a package stopped answering while it was read."""

    code = "drive_gone"

    def __init__(self, name: str) -> None:
        super().__init__(
            _(
                "Package {name} can no longer be read from the drive. Nothing was taken in, the data is "
                "unchanged. Put the drive in again, then receive the package again."
            ).format(name=name)
        )


class NotWritten(PackageProblem):
    """The drive did not take the package."""

    code = "not_written"

    def __init__(self, name: str, folder: str) -> None:
        super().__init__(
            _(
                "Package {name} was not written: drive {folder} was taken out or cannot be written to. The "
                "data is unchanged, and a package that was there before is intact. Check the drive, then "
                "make the package again."
            ).format(name=name, folder=folder)
        )


class NotReadBack(PackageProblem):
    """What lies on the drive is not what was written."""

    code = "not_written"

    def __init__(self, name: str) -> None:
        super().__init__(
            _(
                "Package {name} was written but reads back differently, so the drive cannot be trusted. The "
                "package was removed and the data is unchanged. Use another drive, then make it again."
            ).format(name=name)
        )
