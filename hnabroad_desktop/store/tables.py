"""The tables of the engine itself: the journal, its streams, and what is read off it.

``change`` is the truth and is only ever appended to. ``entity``, ``txn``,
``superseded`` and the ``r_…`` tables are readings of it that ``rebuild``
makes anew. ``meta``, ``draft``, ``blob``, the keys of the unit and the cards of
its partners belong to this file and are no part of the exchange; neither are
the tables that keep its books.
"""

from __future__ import annotations

from sqlalchemy import Index, Table
from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateIndex, CreateTable

from hnabroad_desktop.store.model import Model, shape

_DIALECT = sqlite.dialect()

LOG = """
CREATE TABLE stream (
    sid INTEGER PRIMARY KEY,
    replica BLOB NOT NULL,
    scope BLOB NOT NULL,
    n INTEGER NOT NULL,
    tip BLOB NOT NULL,
    UNIQUE (replica, scope)
);
CREATE TABLE change (
    n INTEGER PRIMARY KEY,
    sid INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    eid BLOB NOT NULL,
    line BLOB NOT NULL,
    hash BLOB NOT NULL
);
CREATE UNIQUE INDEX change_dot ON change (sid, seq);
CREATE INDEX change_entity ON change (eid);
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
CREATE TABLE draft (kind TEXT, id TEXT, at TEXT, body BLOB, PRIMARY KEY (kind, id)) WITHOUT ROWID;
CREATE TABLE blob (sha256 TEXT PRIMARY KEY, size INTEGER NOT NULL, data BLOB NOT NULL)
"""

#: Keys of the unit, the newest last; cards of other units; statements that withdraw a card.
CARDS = """
CREATE TABLE own_key (
    n INTEGER PRIMARY KEY,
    made TEXT NOT NULL,
    sign BLOB NOT NULL,
    box TEXT NOT NULL,
    former TEXT NOT NULL,
    handover BLOB NOT NULL
);
CREATE TABLE unit_card (
    fingerprint TEXT PRIMARY KEY,
    card BLOB NOT NULL,
    status TEXT NOT NULL,
    added TEXT NOT NULL,
    settled TEXT NOT NULL,
    settled_by TEXT NOT NULL,
    reason TEXT NOT NULL,
    replaced_by TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE revocation (fingerprint TEXT PRIMARY KEY, statement BLOB NOT NULL) WITHOUT ROWID
"""

#: What a file knows of the files of other units. Part of no rebuild.
EXCHANGE = """
CREATE TABLE author (replica BLOB PRIMARY KEY, unit TEXT NOT NULL, level INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE withdrawn (sid INTEGER PRIMARY KEY, above INTEGER NOT NULL);
CREATE TABLE peer (
    unit TEXT PRIMARY KEY,
    sender TEXT NOT NULL,
    number INTEGER NOT NULL,
    confirmed TEXT NOT NULL,
    at TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE peer_tip (
    unit TEXT, replica BLOB, scope BLOB, n INTEGER NOT NULL, hash BLOB NOT NULL,
    PRIMARY KEY (unit, replica, scope)
) WITHOUT ROWID;
CREATE TABLE package_in (
    n INTEGER PRIMARY KEY,
    id TEXT UNIQUE NOT NULL,
    unit TEXT NOT NULL,
    sender TEXT NOT NULL,
    number INTEGER NOT NULL,
    at TEXT NOT NULL,
    user TEXT NOT NULL,
    state TEXT NOT NULL,
    step TEXT NOT NULL,
    body BLOB NOT NULL
);
CREATE TABLE package_out (
    n INTEGER PRIMARY KEY,
    id TEXT UNIQUE NOT NULL,
    number INTEGER NOT NULL,
    at TEXT NOT NULL,
    user TEXT NOT NULL,
    body BLOB NOT NULL
);
CREATE TABLE proposal (
    eid BLOB, grp TEXT, package TEXT NOT NULL, body BLOB NOT NULL,
    PRIMARY KEY (eid, grp)
) WITHOUT ROWID
"""

#: A unit may work with several files, or go on with one that was restored: each says how far it has come.
PARTNER_FILES = """
CREATE TABLE partner_file (
    unit TEXT NOT NULL,
    sender TEXT NOT NULL,
    number INTEGER NOT NULL,
    confirmed TEXT NOT NULL,
    at TEXT NOT NULL,
    heard INTEGER NOT NULL,
    PRIMARY KEY (unit, sender)
) WITHOUT ROWID;
CREATE TABLE partner_tip (
    unit TEXT, sender TEXT, replica BLOB, scope BLOB, n INTEGER NOT NULL, hash BLOB NOT NULL,
    PRIMARY KEY (unit, sender, replica, scope)
) WITHOUT ROWID;
INSERT INTO partner_file SELECT unit, sender, number, confirmed, at, 1 FROM peer;
INSERT INTO partner_tip SELECT t.unit, p.sender, t.replica, t.scope, t.n, t.hash
    FROM peer_tip t JOIN peer p ON p.unit = t.unit;
DROP TABLE peer_tip;
DROP TABLE peer
"""

READINGS = """
CREATE TABLE entity (
    eid BLOB PRIMARY KEY,
    kind TEXT NOT NULL,
    owner BLOB,
    scope BLOB NOT NULL,
    base_sid INTEGER,
    base_seq INTEGER,
    made INTEGER NOT NULL,
    heads BLOB
) WITHOUT ROWID;
CREATE INDEX entity_owner ON entity (owner, kind) WHERE owner IS NOT NULL;
CREATE TABLE superseded (
    eid BLOB, grp TEXT, replica BLOB, scope BLOB, seq INTEGER,
    PRIMARY KEY (eid, grp, replica, scope, seq)
) WITHOUT ROWID;
CREATE TABLE txn (
    n INTEGER PRIMARY KEY,
    id TEXT UNIQUE NOT NULL,
    replica TEXT NOT NULL,
    verb TEXT NOT NULL,
    subject TEXT NOT NULL,
    user TEXT NOT NULL,
    at INTEGER NOT NULL,
    undoes TEXT NOT NULL,
    barrier INTEGER NOT NULL,
    first INTEGER NOT NULL,
    last INTEGER NOT NULL
)
"""


def log_statements() -> list[str]:
    """Return the statements that make the tables which are never rebuilt."""
    return _split(LOG)


def card_statements() -> list[str]:
    """Return the statements that make the tables of keys and cards."""
    return _split(CARDS)


def exchange_statements() -> list[str]:
    """Return the statements that make the tables of the exchange, which are never rebuilt either."""
    return _split(EXCHANGE)


def partner_file_statements() -> list[str]:
    """Return the statements after which each file of a partner says by itself how far it has come."""
    return _split(PARTNER_FILES)


def reading_statements(model: Model) -> list[str]:
    """Return the statements that make everything ``rebuild`` fills."""
    return [*table_statements(model), *list_index_statements(model)]


def table_statements(model: Model) -> list[str]:
    """Return the statements that make the readings, with the indexes they are filled by."""
    statements = _split(READINGS)
    for code in model.kinds:
        table = model.table(code)
        statements.append(str(CreateTable(table).compile(dialect=_DIALECT)))
        if model.kinds[code].owner:
            statements += [str(CreateIndex(i).compile(dialect=_DIALECT)) for i in _indexes(table)]
    return statements


def list_index_statements(model: Model) -> list[str]:
    """Return the statements that make the indexes lists are read from; cheapest when the tables are full."""
    return [
        str(CreateIndex(index).compile(dialect=_DIALECT))
        for code in model.kinds
        if not model.kinds[code].owner
        for index in _indexes(model.table(code))
    ]


def _indexes(table: Table) -> list[Index]:
    # The engine keeps them in a set, whose order is another one in every run.
    return sorted(table.indexes, key=lambda index: str(index.name))


def readings_shape(model: Model) -> str:
    """Return the shape of everything ``rebuild`` fills, worked out without making the statements."""
    return "\n".join((READINGS, *(shape(kind) for kind in model.kinds.values())))


def drop_statements(names: list[str]) -> list[str]:
    """Return the statements that drop every reading among the tables called ``names``."""
    readings = {"entity", "superseded", "txn"}
    return [f'DROP TABLE "{name}"' for name in names if name in readings or name.startswith("r_")]


def _split(script: str) -> list[str]:
    return [s.strip() for s in script.split(";\n") if s.strip()]
