"""The names of what was done, as history and undo show them."""

from __future__ import annotations

from hnabroad_desktop.base.i18n import N_, _

VERBS = {
    "add": N_("Add"),
    "edit": N_("Edit"),
    "delete": N_("Delete"),
    "restore": N_("Restore the record"),
    "restore_value": N_("Take an earlier value back"),
    "bulk": N_("Edit many records"),
    "merge_people": N_("Merge records of one person"),
    "tell_apart": N_("Not the same person"),
    "ask_again": N_("Ask again about one person"),
    "separate": N_("Part records that were merged"),
    "replace_value": N_("Replace everywhere"),
    "rearrange": N_("Rearrange units"),
    "place_people": N_("Place people of units that ended"),
    "import": N_("Import"),
    "match": N_("Match with the catalogue"),
    "ship": N_("Catalogues of the program"),
    "demo": N_("Practice data"),
    "roster": N_("Change the list of people"),
    "replace": N_("Replace a person"),
    "withdraw": N_("Take a person off the list"),
    "arrange": N_("Arrange the list"),
    "draw_up": N_("Draw up a document"),
    "submit": N_("Submit for signature"),
    "sign": N_("Signed"),
    "issue": N_("Issue"),
    "void": N_("Void a number"),
    "move_state": N_("Change the state"),
    "pack": N_("Prepare a package"),
    "receive": N_("Receive a package"),
    "take_back_package": N_("Take a package back"),
    "settle_proposal": N_("Settle a proposal"),
}


def name_of(verb: str, subject: str = "") -> str:
    """Return how a step is called: what was done, and to what."""
    label = _(VERBS.get(verb, verb))
    return f"{label}: {subject}" if subject else label
