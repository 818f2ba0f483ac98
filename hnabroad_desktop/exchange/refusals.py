"""Why a package is not taken in, each in the words of whoever has to act on it."""

from __future__ import annotations

from hnabroad_desktop.base.errors import AppError
from hnabroad_desktop.base.i18n import _


class Refused(AppError):
    """A package that is not taken in; the data of this file is as it was."""

    #: A short name for machines and for the books.
    code = "refused"


class MissingPackage(Refused):
    """The package goes on from one that is not here; ``number`` says which to ask for, 0 = everything."""

    code = "missing"

    def __init__(self, unit: str, number: int, this: int) -> None:
        if number:
            text = _(
                "Package no. {number} from {unit} is missing: package no. {this} goes on from it. "
                "Nothing was taken in. Take in no. {number} first. If it is lost, send {unit} a package from "
                "this file and ask for a new one: it begins where this file stands."
            )
        else:
            text = _(
                "What package no. {this} from {unit} goes on from is not in this file. Nothing was taken in. "
                "Send {unit} a package from this file and ask for a new one: it begins where this file "
                "stands."
            )
        super().__init__(text.format(number=number, unit=unit, this=this))
        self.number = number


class ForkedHistory(Refused):
    """The package tells another past than the one this file holds."""

    code = "fork"

    def __init__(self, unit: str, this: int) -> None:
        super().__init__(
            _(
                "Package no. {this} from {unit} does not agree with what came before: the same changes read "
                "differently now. It is held back, and nothing was taken in. Call {unit}: most likely a copy "
                "or an old backup was worked on there; their next package will tell."
            ).format(unit=unit, this=this)
        )


class DamagedPackage(Refused):
    """What is in the package does not add up."""

    code = "damaged"

    def __init__(self) -> None:
        super().__init__(
            _(
                "The package is damaged inside. Nothing was taken in, your data is as it was. "
                "Ask the sender for the package again."
            )
        )


class NeedsNewerProgram(Refused):
    """The package was written by a later program; it is kept until this one is brought up to date."""

    code = "newer"

    def __init__(self, program: str) -> None:
        super().__init__(
            _(
                "This package needs version {version} of the program. Nothing was taken in; "
                "keep the package, and take it in once the program is brought up to date."
            ).format(version=program)
        )
        self.program = program


class NotForThisUnit(Refused):
    """The package is addressed to others, or comes from this very file."""

    code = "address"

    def __init__(self, unit: str) -> None:
        super().__init__(
            _(
                "This package is not addressed to this unit, but to {unit}. Nothing was taken in. "
                "Look for the package with the name of your unit."
            ).format(unit=unit)
        )


class PlanOutdated(Refused):
    """The file changed between looking and taking in."""

    code = "outdated"

    def __init__(self) -> None:
        super().__init__(
            _(
                "The data changed since the comparison was made. Nothing was taken in. "
                "Look at the comparison again, then confirm."
            )
        )


class WrongChoice(Refused):
    """Something was chosen that the plan does not ask for, or that cannot be."""

    code = "choice"

    def __init__(self, field: str, why: str = "") -> None:
        text = _(
            "“{field}” cannot be settled like this. Nothing was taken in. Choose one of the values shown."
        )
        super().__init__(" ".join(filter(None, (text.format(field=field), why))))


class NotTakenBack(Refused):
    """There is nothing to take back."""

    code = "not_merged"

    def __init__(self) -> None:
        super().__init__(_("This package is not among those taken in. Nothing was changed."))
