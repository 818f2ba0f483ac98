"""The two ways a verb may end early: the user can act, or the user stopped it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning"]


class AppError(Exception):
    """A failure the user can do something about.

    The text is a finished sentence in the language of the screen and says
    what happened, what is safe, and what to do. It is shown as it stands.
    """


class Cancelled(Exception):
    """The user stopped a job; nothing was written and nothing is said."""


@dataclass(frozen=True)
class Problem:
    """One finding about one field of a form.

    ``field`` names the field; inside a table it is ``"table.row_index.field"``.
    An ``error`` blocks saving, a ``warning`` is shown and lets the clerk go on.
    """

    field: str
    message: str
    severity: Severity = "error"


class FormError(AppError):
    """One or more fields cannot be saved as they stand; carries every one of them."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("\n".join(p.message for p in problems))
        self.problems = tuple(problems)
