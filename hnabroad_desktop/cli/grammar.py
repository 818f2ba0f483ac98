"""How a command is written: verbs and their arguments, explained and refused in the language of the user."""

from __future__ import annotations

import argparse
import re
import textwrap
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, NoReturn

from hnabroad_desktop import __version__
from hnabroad_desktop.base.errors import AppError
from hnabroad_desktop.base.i18n import N_, _

PROGRAM = "hnabroad"

#: Columns of a help page.
_WIDTH = 96

#: How argparse, which speaks English only, says what is wrong, and how we say it.
_FAULTS = (
    (r"the following arguments are required: (.+)", N_("Missing: {what}.")),
    (r"unrecognized arguments: (.+)", N_("Not understood: {what}.")),
    (r"argument \S+: invalid choice: (.+?) \(choose from", N_("Not understood: {what}.")),
    (r"argument (\S+?):", N_("The value of {what} is not right.")),
)


@dataclass(frozen=True)
class Argument:
    """One argument of a verb: its names as argparse takes them, what it means, and how it is read."""

    names: tuple[str, ...]
    help: str
    options: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Verb:
    """One verb: what it is called, what it does in a line, its arguments, and the function that does it."""

    name: str
    help: str
    run: Callable[[argparse.Namespace], None]
    arguments: tuple[Argument, ...] = ()
    more: str = ""


def place(name: str, help_text: str, **options: Any) -> Argument:
    """Return an argument known by its place, shown as ``name`` in capitals."""
    return Argument((options.pop("dest", name.lower()),), help_text, {"metavar": name, **options})


def option(name: str, help_text: str, **options: Any) -> Argument:
    """Return an argument known by its name; a switch unless it takes a value (``metavar``)."""
    if not {"metavar", "choices"} & options.keys():
        options["action"] = "store_true"
    return Argument((name,), help_text, options)


class CommandParser(argparse.ArgumentParser):
    """Reads a command; whatever it cannot read is one sentence, not a page of usage and exit code 2."""

    def __init__(self, **options: Any) -> None:
        options = {"add_help": False, "allow_abbrev": False, "formatter_class": _Help, **options}
        super().__init__(**options)
        self._described = self.add_argument_group(_("Arguments"))
        self.take(Argument(("-h", "--help"), N_("show how the command is written"), {"action": "help"}))
        self.take(
            Argument(
                ("--english",), N_("speak English"), {"action": "store_true", "default": argparse.SUPPRESS}
            )
        )

    def take(self, argument: Argument) -> None:
        """Add an argument with its explanation in the language of the user."""
        self._described.add_argument(*argument.names, help=_(argument.help), **argument.options)

    def error(self, message: str) -> NoReturn:
        """Raise AppError that says what is wrong and how the command is written."""
        said = _("The command is not right.")
        for pattern, sentence in _FAULTS:
            if found := re.match(pattern, message):
                said = _(sentence).format(what=found[1].strip("'"))
                break
        how = " ".join(self.format_usage().split())
        raise AppError(_("{fault} Nothing was done. {usage}").format(fault=said, usage=how))


class _Help(argparse.RawDescriptionHelpFormatter):
    def __init__(self, prog: str) -> None:
        super().__init__(prog, max_help_position=28, width=_WIDTH)

    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[Any],
        prefix: str | None = None,
    ) -> None:
        super().add_usage(usage, actions, groups, _("Written as: "))


def parser(verbs: Sequence[Verb], description: str, epilogue: str) -> argparse.ArgumentParser:
    """Return the reader of commands made of ``verbs``."""
    whole = CommandParser(prog=PROGRAM, description=_(description), epilog=_wrapped(_(epilogue)))
    whole.take(
        Argument(
            ("--version",),
            N_("show the version of the program"),
            {"action": "version", "version": f"HN Abroad Desktop {__version__}"},
        )
    )
    kinds = whole.add_subparsers(
        title=_("Verbs"), dest="verb", metavar=_("VERB"), required=True, prog=PROGRAM
    )
    for verb in verbs:
        one = kinds.add_parser(
            verb.name, help=_(verb.help), description=_(verb.help), epilog=_wrapped(_(verb.more))
        )
        for argument in verb.arguments:
            one.take(argument)
        one.set_defaults(run=verb.run, refuse=one.error)
    return whole


def read(whole: argparse.ArgumentParser, given: Sequence[str]) -> argparse.Namespace:
    """Return what was asked. Raises AppError, which tells how the verb is written."""
    asked, unknown = whole.parse_known_args(given)
    if unknown:
        asked.refuse(f"unrecognized arguments: {' '.join(unknown)}")
    return asked


def _wrapped(text: str) -> str:
    return "\n".join(textwrap.fill(line, _WIDTH) for line in text.splitlines())
