"""The records every file begins with: catalogues, countries, units and their succession, parameters, acts."""

from __future__ import annotations

import csv
import hashlib
import json
import uuid
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from hnabroad_desktop.base.fields import Stored
from hnabroad_desktop.base.paths import RESOURCES
from hnabroad_desktop.records import paper_wording
from hnabroad_desktop.records.schema import Record, Row, Values

FOLDER = RESOURCES / "catalogues"

#: Shipped records have the same id in every file, so that files that meet know them as one.
_NAMESPACE = uuid.UUID("6f5f6a0e-19da-5a02-9f2b-2022102100cb")

_REFORM = "2025-07-01"
_BEFORE_REFORM = "2025-06-30"
_RESOLUTION = "Nghị quyết số 1656/NQ-UBTVQH15, ngày 16/6/2025"


def shipped_id(kind: str, code: str) -> str:
    """Return the id of a shipped record; of a catalogue value ``code`` is "catalogue/code"."""
    return uuid.uuid5(_NAMESPACE, f"{kind}:{code}").hex


def unit_id(code: str) -> str:
    """Return the id of a shipped unit, for example "SNV", "00082.UBND"."""
    return shipped_id("unit", code)


def edition() -> str:
    """Return a mark of everything that ships; another one means that a file may lack something of it."""
    digest = hashlib.sha256()
    beside = (path for room in ("documents", "exchange") for path in (RESOURCES / room).glob("*.json"))
    for path in sorted((*FOLDER.rglob("*.*"), *beside)):
        digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()[:16]


def shipped_records() -> Iterator[Record]:
    """Yield every shipped record, each after those it refers to but for the successors of units."""
    yield from catalogue_values()
    yield from countries()
    yield from units()
    yield from settings()
    yield from legal_acts()
    yield from registers()
    yield from wording_texts()
    yield from schemes()
    yield from views()
    yield from rules_of_authority()
    yield from gathering_bodies()


def catalogue_values() -> Iterator[Record]:
    """Yield the values of all catalogues, in the order of their lists."""
    for path in sorted((FOLDER / "values").glob("*.json")):
        content = _json(path)
        catalogue = str(content["catalogue"])
        for order, row in enumerate(content["rows"], 1):
            values = {
                "catalogue": catalogue,
                "order": order,
                "source": content["source"],
                "example": content.get("example"),
                **{name: value for name, value in row.items() if name != "levels"},
            }
            code = f"{catalogue}/{row['code']}"
            levels = _rows(code, row.get("levels", ()), ("level",))
            yield _record("catalogue_value", code, values, {"levels": levels})


def countries() -> Iterator[Record]:
    """Yield the countries, by their ISO code."""
    content = _json(FOLDER / "countries.json")
    for row in content["rows"]:
        yield _record("country", row["code"], {"source": content["source"], **row})


def units() -> Iterator[Record]:
    """Yield territories and organs, present and former: about 2,500."""
    bodies = _json(FOLDER / "units" / "bodies.json")
    yield from _city(bodies)
    wards = _table("wards")
    yield from _places(
        wards, bodies["ward_organs"], 1000, {"valid_from": _REFORM, "legal_basis": _RESOLUTION}
    )
    ended: dict[str, Stored] = {"valid_to": _BEFORE_REFORM, "legal_basis": _RESOLUTION}
    yield from _places(_table("districts"), bodies["district_organs"], 5000, ended)
    yield from _former_communes(wards)


def settings() -> Iterator[Record]:
    """Yield the dated parameters."""
    for row in _json(FOLDER / "settings.json")["rows"]:
        yield _record("setting", f"{row['key']}/{row.get('valid_from', '')}", row)


def legal_acts() -> Iterator[Record]:
    """Yield the acts the shipped wording cites, from the list that ships with the wording."""
    for order, act in enumerate(_json(RESOURCES / "documents" / "legal_acts.json")["acts"], 1):
        kind, source = act["kind"], act.get("source", "")
        by_number = kind in _CITED_BY_NUMBER
        law = source.removeprefix("Luật số ")
        values = {
            "topic": act["topic"],
            "document_type": _CITED_BY_NUMBER.get(kind, "statute" if kind == "Điều lệ Đảng" else "law"),
            "number": act.get("number", law if law != source else None),
            "date": act.get("day"),
            "issuer": act.get("issuer"),
            "summary": act.get("about", kind),
            "citation": None if by_number else kind,
            "valid_from": act["valid_from"],
            "valid_to": act.get("valid_to"),
            "order": order,
            "note": source or None,
            "example": None if act.get("certain", True) else True,
            **{f"for_{category}s": True for category in act.get("categories", ())},
        }
        code = "/".join((act["topic"], act.get("day", ""), act["valid_from"]))
        yield _record("legal_act", code, values)


#: Types of act that are cited by type, number and issuer; the others by their name.
_CITED_BY_NUMBER = {"Nghị định": "decree", "Đề án": "scheme"}


def registers() -> Iterator[Record]:
    """Yield the registers of outgoing decisions of the bodies that send abroad."""
    content = _json(FOLDER / "registers.json")
    for row in content["rows"]:
        party = row["profile"] == "party"
        values = {
            **{name: value for name, value in row.items() if name != "code"},
            "body": unit_id(row["body"]),
            "policy": "by_clerk",
            "counting": "per_term" if party else "per_year",
            "example": True,
        }
        terms = _rows(row["code"], content["terms"] if party else (), ("name",))
        yield _record("register", row["code"], values, {"terms": terms})


#: Lines of a template that are names or marks of the program rather than words on paper.
_NOT_WORDS = frozenset({"id", "like", "kind", "organ", "family", "valid_from", "valid_to", "basis"})


def wording_texts() -> Iterator[Record]:
    """Yield every line of the wording of printed papers, so that the clerk can put other words to it."""
    for template in paper_wording.templates():
        lines = {name: text for name, text in template.items() if isinstance(text, str)}
        lines |= {f"annex.{name}": text for name, text in template.get("annex", {}).items()}
        lines |= {line["id"]: line["text"] for line in template.get("bases", ()) if line.get("text")}
        lines |= {line["id"]: line["text"] for line in template.get("articles", ())}
        uncertain = set(template.get("uncertain", ()))
        own = template.get("own", lines)
        kept = {name: text for name, text in lines.items() if name in own and name not in _NOT_WORDS and text}
        for order, (name, text) in enumerate(kept.items(), 1):
            values = {
                "template": template["id"],
                "line": name,
                "order": order,
                "text": text,
                "valid_from": template["valid_from"] or None,
                "valid_to": template["valid_to"] or None,
                "example": True if name in uncertain else None,
            }
            yield _record("wording_text", f"{template['id']}/{template['valid_from']}/{name}", values)


def views() -> Iterator[Record]:
    """Yield the saved views every list begins with."""
    for row in _json(FOLDER / "views.json")["rows"]:
        code = row["code"]
        tables = {
            "filters": ({"column": c, "text": t} for c, t in row.get("filters", {}).items()),
            "columns": ({"order": n, "column": c} for n, c in enumerate(row["columns"], 1)),
            "sorts": (
                {"order": n, "column": c.removeprefix("-"), "descending": c.startswith("-") or None}
                for n, c in enumerate(row.get("sorts", ()), 1)
            ),
        }
        values = {
            "kind": row["kind"],
            "name": row["name"],
            "grouping": row.get("grouping"),
            "note": row.get("note"),
            "shipped": True,
        }
        lines = {name: _rows(f"view/{code}/{name}", rows, ("column",)) for name, rows in tables.items()}
        yield _record("view", code, values, lines)


def rules_of_authority() -> Iterator[Record]:
    """Yield the rules on who may change what, all examples."""
    content = _json(RESOURCES / "exchange" / "authority.json")
    for row in content["rows"]:
        code = "/".join((row["part"], row.get("after", ""), row["valid_from"]))
        yield _record("field_authority", code, {"source": content["source"], **row})


def gathering_bodies() -> Iterator[Record]:
    """Yield the bodies that gather for a territory."""
    content = _json(RESOURCES / "exchange" / "gathering.json")
    for row in content["rows"]:
        values = {name: value for name, value in row.items() if name != "code"}
        if "unit" in row:
            values["unit"] = unit_id(row["unit"])
        yield _record("gathering_body", row["code"], {"source": content["source"], **values})


def schemes() -> Iterator[Record]:
    """Yield the scheme and its two phases."""
    content = _json(FOLDER / "scheme.json")
    for row in content["rows"]:
        yield _record("scheme", row["code"], row)
        for phase in content["phases"]:
            values = {"scheme": shipped_id("scheme", row["code"]), **phase}
            yield _record("phase", f"{row['code']}/{phase['name']}", values)


def _city(bodies: dict[str, Any]) -> Iterator[Record]:
    for rank, row in enumerate((*bodies["city"], *bodies["departments"], *bodies["former_departments"]), 100):
        values = {name: value for name, value in row.items() if name not in _OF_SUCCESSION}
        values |= {"rank": rank, "parent_unit": unit_id(row["parent"]) if "parent" in row else None}
        succession: tuple[Row, ...] = ()
        if "successor" in row:
            entry = {
                "successor": unit_id(row["successor"]),
                "date": "2025-03-01",
                "kind": row["succession"],
                "primary": True,
            }
            succession = _rows(row["code"], (entry,), ("successor",))
        yield _record("unit", row["code"], values, {"succession": succession})


_OF_SUCCESSION = {"parent", "successor", "succession", "primary"}


def _places(
    places: list[dict[str, str]], organs: list[dict[str, str]], first_rank: int, life: dict[str, Stored]
) -> Iterator[Record]:
    """Yield territories, each followed by its organs; what has ended is dissolved without a successor."""
    gone: tuple[dict[str, Stored], ...] = ()
    if "valid_to" in life:
        gone = ({"date": _REFORM, "kind": "dissolve", "legal_basis": _RESOLUTION},)
    for index, place in enumerate(places):
        code, kind, name = place["code"], place["kind"], place["name"]
        rank = first_rank + index * 20
        words = {"place": name[0].lower() + name[1:], "committee": _committee(name)}
        values: dict[str, Stored] = {"code": code, "name": name, "kind": kind, "parent_unit": unit_id("01")}
        yield _record(
            "unit", code, {**values, "rank": rank, **life}, {"succession": _rows(code, gone, ("kind",))}
        )
        for step, organ in enumerate(organs, 1):
            if organ.get("only", kind) != kind:
                continue
            organ_code = f"{code}.{organ['suffix']}"
            above = f"{code}.{organ['parent']}" if "parent" in organ else code
            values = {
                "code": organ_code,
                "name": organ["name"].format_map(words),
                "short_name": organ.get("short_name", "").format_map(words) or None,
                "symbol": organ.get("symbol"),
                "kind": organ["kind"],
                "block": organ["block"],
                "parent_unit": unit_id(above),
                "rank": rank + step,
                **life,
            }
            yield _record("unit", organ_code, values, {"succession": _rows(organ_code, gone, ("kind",))})


def _committee(name: str) -> str:
    """Return the name of the Party committee of a former district: Quận ủy Ba Đình, Thị ủy Sơn Tây."""
    for territory, committee in (("Quận ", "Quận ủy "), ("Thị xã ", "Thị ủy "), ("Huyện ", "Huyện ủy ")):
        if name.startswith(territory):
            return committee + name.removeprefix(territory)
    return name


_FORMER_KINDS = (("Phường ", "ward"), ("Xã ", "commune"), ("Thị trấn ", "township"))


def _former_communes(wards: Iterable[dict[str, str]]) -> Iterator[Record]:
    """Yield the communes until 30 June 2025; their succession is a suggestion, never a transfer of people."""
    names = {ward["code"]: ward["name"] for ward in wards}
    lines: dict[tuple[str, str], list[dict[str, str]]] = {}
    for line in _table("communes_to_2025"):
        lines.setdefault((line["district"], line["name"]), []).append(line)
    for rank, ((district, name), targets) in enumerate(lines.items(), 7000):
        code = f"{district}/{name}"
        entries = [
            {
                "successor": unit_id(line["successor"]),
                "date": _REFORM,
                "kind": "amalgamate" if len(targets) == 1 else "divide",
                "primary": len(targets) == 1 or names[line["successor"]] == name or None,
                "legal_basis": _RESOLUTION,
                "note": line["note"] or None,
                "suggestion": True,
            }
            for line in targets
        ]
        values: dict[str, Stored] = {
            "code": code,
            "name": name,
            "kind": next(kind for prefix, kind in _FORMER_KINDS if name.startswith(prefix)),
            "parent_unit": unit_id(district),
            "rank": rank,
            "valid_to": _BEFORE_REFORM,
            "legal_basis": _RESOLUTION,
        }
        yield _record("unit", code, values, {"succession": _rows(code, entries, ("successor",))})


def _record(
    kind: str, code: str, values: Values | dict[str, Any], tables: dict[str, tuple[Row, ...]] | None = None
) -> Record:
    said = {name: value for name, value in values.items() if value is not None}
    rows = {name: lines for name, lines in (tables or {}).items() if lines}
    return Record(kind, MappingProxyType(said), MappingProxyType(rows), shipped_id(kind, code))


def _rows(code: str, lines: Iterable[dict[str, Any]], key: tuple[str, ...]) -> tuple[Row, ...]:
    return tuple(
        Row(
            MappingProxyType({name: value for name, value in line.items() if value is not None}),
            shipped_id("row", "/".join((code, *(str(line[name]) for name in key)))),
        )
        for line in lines
    )


@cache
def _json(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def _table(name: str) -> list[dict[str, str]]:
    with (FOLDER / "units" / f"{name}.csv").open(encoding="utf-8", newline="") as source:
        return list(csv.DictReader(source))
