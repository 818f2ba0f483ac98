"""Papers of a class made ready to look at, to print, or to hand on as files."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from hnabroad_desktop.actions.facts import Family, class_of, decision_facts, organ_of, profile_list_facts
from hnabroad_desktop.base.errors import AppError
from hnabroad_desktop.base.i18n import _
from hnabroad_desktop.base.vietnamese import without_marks
from hnabroad_desktop.documents.annex import build_annex
from hnabroad_desktop.documents.decision import build_decision
from hnabroad_desktop.documents.facts import DecisionFacts
from hnabroad_desktop.documents.profile_list import build_profile_list
from hnabroad_desktop.documents.profiles import Profile, profile_for
from hnabroad_desktop.documents.wording import family_of, wording_for
from hnabroad_desktop.records.schema import Record
from hnabroad_desktop.store.datafile import DataFile

if TYPE_CHECKING:
    from hnabroad_desktop.documents.blocks import Document

ListColumns = Literal["A", "B"]

#: What can be printed for a class.
DOCUMENTS = ("decision", "annex", "profile_list")


def document_of(
    file: DataFile, decision: Record, what: str = "decision", columns: ListColumns = "A"
) -> Document:
    """Return the paper of a decision as records say it now. Raises AppError without a class or a body.

    ``columns`` is the set of the profile list: "A" the usual one, "B" for appraisal.
    """
    class_ = class_of(file, decision.text("class"))
    if what == "profile_list":
        return _profile_list(file, class_, decision, columns)
    return decided(decision_facts(file, class_, decision), file, what, own_words(decision))


def decided(
    facts: DecisionFacts, file: DataFile, what: str = "decision", own_words: Mapping[str, str] | None = None
) -> Document:
    """Return the decision, or its list alone, that ``facts`` make in the layout of their day."""
    profile = _profile(file, family_of(facts.organ), facts.valid_day)
    wording = wording_for("decision", facts.valid_day, organ=facts.organ, settings=own_words)
    build = build_annex if what == "annex" else build_decision
    return build(facts, profile, wording)


def _profile_list(file: DataFile, class_: Record, decision: Record, columns: ListColumns) -> Document:
    body = file.get("unit", decision.text("body")) if decision["body"] else None
    family: Family = family_of(organ_of(body, None))
    facts = profile_list_facts(file, class_, decision, columns)
    profile = _profile(file, family, facts.as_of)
    return build_profile_list(facts, profile, wording_for("profile_list", facts.as_of, family=family))


def _profile(file: DataFile, family: Family, day: str) -> Profile:
    """Return the layout in force on ``day`` with the unit's own values laid over it (settings "layout.…")."""
    plain = profile_for(family, day)
    prefix = f"layout.{plain.id}."
    own: dict[str, Any] = {}
    for setting in file.find("setting"):
        key = setting.text("key")
        in_force = setting.text("valid_from") <= day <= (setting.text("valid_to") or "9999")
        if key.startswith(prefix) and in_force and setting["value"] is not None:
            own[key.removeprefix(prefix)] = _value(plain, key.removeprefix(prefix), setting.text("value"))
    return profile_for(family, day, own) if own else plain


def _value(profile: Profile, name: str, text: str) -> Any:
    present = profile.values.get(name)
    if isinstance(present, bool):
        return text.casefold() in {"1", "true", "có"}
    if isinstance(present, int | float) or name.startswith("style."):
        return float(text.replace(",", "."))
    return text


def own_words(decision: Record) -> dict[str, str]:
    """Return the lines this document says in its own words, by the name of the line."""
    return {
        str(row["part"]): str(row["text"] or "")
        for row in decision.table("own_words")
        if not str(row["part"]).startswith("<")
    }


def to_pdf(document: Document) -> bytes:
    """Return the pages of a document."""
    from hnabroad_desktop.documents.pdf import (
        to_pdf as render,
    )  # ReportLab is not needed before the first page

    return render(document)


def to_docx(document: Document) -> bytes:
    """Return the same words for a word processor."""
    from hnabroad_desktop.documents.docx import to_docx as render  # python-docx likewise

    return render(document)


def write_files(folder: Path, stem: str, pdf: bytes | None = None, docx: bytes | None = None) -> list[Path]:
    """Write a paper into ``folder`` and return the files. Raises AppError; nothing half-written is left."""
    made = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for suffix, content in ((".pdf", pdf), (".docx", docx)):
            if content is not None:
                made.append(_write(folder / f"{stem}{suffix}", content))
    except OSError as error:
        raise AppError(
            _(
                "The paper could not be written to {folder}. The data is unchanged. "
                "Choose another folder or close the file where it is open."
            ).format(folder=folder)
        ) from error
    return made


def _write(path: Path, content: bytes) -> Path:
    draft = path.with_name(f".{path.name}.new")
    try:
        with draft.open("wb") as out:
            out.write(content)
            out.flush()
            os.fsync(out.fileno())
        os.replace(draft, path)
    finally:
        draft.unlink(missing_ok=True)
    return path


def file_stem(class_: Record, what: str, decision: Record | None = None) -> str:
    """Return a file name without marks that says what the paper is: "Quyet-dinh-LOP-2026-07-du-thao"."""
    kind = {"decision": "Quyet-dinh", "annex": "Danh-sach", "profile_list": "Trich-ngang"}[what]
    code = class_.text("code") or class_.text("name")
    parts = [kind, code]
    if decision is not None and decision["number"] is not None:
        parts.append(f"so-{decision.text('number')}-{decision.text('symbol')}")
    else:
        parts.append("du-thao")
    return re.sub(r"[^A-Za-z0-9.-]+", "-", without_marks(" ".join(parts))).strip("-")
