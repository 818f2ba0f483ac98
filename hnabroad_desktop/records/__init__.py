"""What a unit keeps: one module per record type, and the explicit list of them."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from hnabroad_desktop.records.cadre import CADRE
from hnabroad_desktop.records.catalogue_value import CATALOGUE_VALUE
from hnabroad_desktop.records.schema import RecordType
from hnabroad_desktop.records.unit import UNIT

#: Every record type, in the order of the areas of the program. A new type is one line here.
RECORD_TYPES: tuple[RecordType, ...] = (
    CADRE,
    UNIT,
    CATALOGUE_VALUE,
)

KINDS: Mapping[str, RecordType] = MappingProxyType({kind.code: kind for kind in RECORD_TYPES})
