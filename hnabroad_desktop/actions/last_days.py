"""The last day of each thing that must be done before a class leaves, counted back from its departure."""

from __future__ import annotations

from hnabroad_desktop.actions.settings import number
from hnabroad_desktop.records.class_rules import STEPS, Step, timeline
from hnabroad_desktop.records.schema import Record
from hnabroad_desktop.store.datafile import DataFile


def last_days(file: DataFile, class_: Record) -> list[Step]:
    """Return the steps of a class with their last days, as the parameters of today count them."""
    leads = {key: number(file, f"lead_days_{key}") for key, _label, _behind in STEPS}
    return timeline(class_, {key: days for key, days in leads.items() if days is not None}, file.today())
