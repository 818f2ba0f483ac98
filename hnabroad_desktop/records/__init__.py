"""What a unit keeps: one module per record type, and the explicit list of them."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from hnabroad_desktop.records.agreement import AGREEMENT
from hnabroad_desktop.records.cadre import CADRE
from hnabroad_desktop.records.catalogue_value import CATALOGUE_VALUE
from hnabroad_desktop.records.country import COUNTRY
from hnabroad_desktop.records.decision import DECISION
from hnabroad_desktop.records.field_authority import FIELD_AUTHORITY
from hnabroad_desktop.records.gathering_body import GATHERING_BODY
from hnabroad_desktop.records.import_batch import IMPORT_BATCH
from hnabroad_desktop.records.incoming_document import INCOMING_DOCUMENT
from hnabroad_desktop.records.institution import INSTITUTION
from hnabroad_desktop.records.legal_act import LEGAL_ACT
from hnabroad_desktop.records.nomination import NOMINATION
from hnabroad_desktop.records.offer import OFFER
from hnabroad_desktop.records.partner import PARTNER
from hnabroad_desktop.records.plan import PLAN, PLAN_LINE
from hnabroad_desktop.records.programme import PROGRAMME
from hnabroad_desktop.records.register import DOCUMENT_NUMBER, REGISTER
from hnabroad_desktop.records.schema import RecordType
from hnabroad_desktop.records.scheme import LESSON, PHASE, SCHEME
from hnabroad_desktop.records.scope import ABOVE, BELOW, NAMED, Scope
from hnabroad_desktop.records.setting import SETTING
from hnabroad_desktop.records.signer import SIGNER
from hnabroad_desktop.records.training_class import CLASS
from hnabroad_desktop.records.unit import UNIT
from hnabroad_desktop.records.view import VIEW
from hnabroad_desktop.records.wording_text import WORDING_TEXT

#: Every record type, in the order of the areas of the program. A new type is one line here.
RECORD_TYPES: tuple[RecordType, ...] = (
    CADRE,
    SCHEME,
    PHASE,
    PLAN,
    PLAN_LINE,
    LESSON,
    CLASS,
    NOMINATION,
    PARTNER,
    AGREEMENT,
    OFFER,
    INSTITUTION,
    PROGRAMME,
    COUNTRY,
    DECISION,
    INCOMING_DOCUMENT,
    REGISTER,
    DOCUMENT_NUMBER,
    UNIT,
    SIGNER,
    CATALOGUE_VALUE,
    LEGAL_ACT,
    WORDING_TEXT,
    SETTING,
    FIELD_AUTHORITY,
    GATHERING_BODY,
    VIEW,
    IMPORT_BATCH,
)

KINDS: Mapping[str, RecordType] = MappingProxyType({kind.code: kind for kind in RECORD_TYPES})

#: Who owns a record and who else receives it (one table, as the exchange between units asks for).
SCOPES: Mapping[str, Scope] = MappingProxyType(
    {
        "cadre": Scope(owner="unit", receivers=(ABOVE,)),
        "nomination": Scope(owner="unit", receivers=(ABOVE,)),
        "scheme": Scope(receivers=(BELOW,)),
        "phase": Scope(receivers=(BELOW,)),
        "plan": Scope(receivers=(ABOVE, BELOW)),
        "plan_line": Scope(receivers=(ABOVE, BELOW)),
        "lesson": Scope(),
        "class": Scope(receivers=(BELOW,)),
        "partner": Scope(),
        "agreement": Scope(),
        "offer": Scope(),
        "institution": Scope(),
        "programme": Scope(),
        "country": Scope(receivers=(BELOW,)),
        "decision": Scope(receivers=(NAMED,)),
        "incoming_document": Scope(),
        "register": Scope(),
        "document_number": Scope(),
        "unit": Scope(receivers=(BELOW,)),
        "signer": Scope(),
        "catalogue_value": Scope(receivers=(ABOVE, BELOW)),
        "legal_act": Scope(receivers=(BELOW,)),
        "wording_text": Scope(receivers=(BELOW,)),
        "setting": Scope(receivers=(BELOW,)),
        "field_authority": Scope(receivers=(BELOW,)),
        "gathering_body": Scope(receivers=(BELOW,)),
        "view": Scope(receivers=(BELOW,)),
        "import_batch": Scope(),
    }
)
