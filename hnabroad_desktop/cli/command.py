"""The command line as a whole: which verbs there are, and what is said about all of them."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from hnabroad_desktop.base import i18n
from hnabroad_desktop.base.errors import AppError
from hnabroad_desktop.base.i18n import N_, _
from hnabroad_desktop.cli import (
    boundary,
    card_verbs,
    document_verbs,
    exchange_verbs,
    file_verbs,
    import_verbs,
    matching_verbs,
    print_verbs,
    record_verbs,
    step_verbs,
    unit_verbs,
)
from hnabroad_desktop.cli.grammar import parser, read

VERBS = (
    *file_verbs.VERBS,
    *record_verbs.VERBS,
    *step_verbs.VERBS,
    *matching_verbs.VERBS,
    *import_verbs.VERBS,
    *print_verbs.VERBS,
    *unit_verbs.VERBS,
    *document_verbs.VERBS,
    *card_verbs.VERBS,
    *exchange_verbs.VERBS,
)

DESCRIPTION = N_(
    "Keeps the cadres, plans, agreements and classes of a unit that sends people to train abroad."
)

EPILOGUE = N_(
    "The password is asked for, or taken from the environment variable HNABROAD_PASSWORD; practice data "
    "has none.\n"
    "KIND is one of cadre, unit, partner, agreement, institution, country, plan, class, decision; "
    "CLASS and ID are a code, an id or an exact title.\n"
    "“hnabroad VERB --help” explains a verb."
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what the command line says and return the exit code: 0 only when it was done."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    # Before anything is read, because what is wrong with the command is said in this language too.
    i18n.set_language("en" if "--english" in given else "vi")

    def work() -> None:
        _refuse_other_encodings(given)
        asked = read(parser(VERBS, DESCRIPTION, EPILOGUE), given)
        asked.run(asked)

    return boundary.run(work)


def _refuse_other_encodings(given: Sequence[str]) -> None:
    # Bytes that are no UTF-8 arrive as lone surrogates, which no file of ours can keep.
    for text in given:
        if any("\ud800" <= character <= "\udfff" for character in text):
            shown = text.encode("utf-8", "backslashreplace").decode()
            raise AppError(_("“{text}” is not written in UTF-8. Nothing was done.").format(text=shown))
