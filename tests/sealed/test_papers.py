"""The sheet of a card and the delivery note: one page each, in the layout of the unit, as PDF and DOCX."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import docx
import pdfplumber
import pytest
import segno

from hnabroad_desktop.actions import files
from hnabroad_desktop.actions.exchange import cards, notes
from hnabroad_desktop.base import i18n
from hnabroad_desktop.base.errors import AppError
from hnabroad_desktop.exchange import keys, package, partners
from hnabroad_desktop.exchange.cards import card_of, code_for_scanners, encode
from hnabroad_desktop.store.datafile import DataFile
from tests.data_files import CHEAP, PASSWORD
from tests.sealed.units import CITY, content, lines, stream
from tests.sealed.units import cards as cards_of

HEADS = {"SNV": "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "BTCTU": "ĐẢNG CỘNG SẢN VIỆT NAM"}


@pytest.fixture(params=HEADS)
def file(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[DataFile]:
    """A file of an organ of the State, and one of the Party."""
    file, _key = files.new(tmp_path / "hồ sơ.hnab", request.param, "Nguyễn Thị Lan", PASSWORD, cost=CHEAP)
    yield file
    files.close(file)


def words(pdf: bytes) -> list[str]:
    """Return the words of each page, without blanks."""
    with pdfplumber.open(io.BytesIO(pdf)) as pages:
        return ["".join((page.extract_text() or "").split()) for page in pages.pages]


def test_the_sheet_carries_the_digits_and_the_keys(file: DataFile) -> None:
    i18n.set_language("en")  # paper is Vietnamese all the same
    sheet = cards.sheet(file)
    own = cards.own_card(file)
    (page,) = words(sheet.pdf)
    for part in (HEADS[own.unit], "THẺ ĐƠN VỊ", own.name, own.unit, own.fingerprint[20:]):
        assert "".join(part.split()) in page
    assert cards.grouped(own.fingerprint[:15]) in sheet.text
    assert sheet.stem == f"The-don-vi-{own.unit}"
    told = docx.Document(io.BytesIO(sheet.docx))
    assert len(told.inline_shapes) == 1
    with pdfplumber.open(io.BytesIO(sheet.pdf)) as pages:
        (picture,) = pages.pages[0].images
        assert picture["x1"] - picture["x0"] == pytest.approx(48 / 25.4 * 72, abs=0.5)


def test_the_code_holds_unit_and_both_public_keys(file: DataFile) -> None:

    card = card_of(keys.own(file))
    told = code_for_scanners(card)
    assert all(part in told for part in (card.code, card.sign.hex(), card.box))
    code = segno.make(told, error="m", micro=False)
    assert int(code.version) <= 12  # 65 modules in 48 mm: wide enough for every scanner


def test_a_renewed_card_names_the_one_it_replaces(file: DataFile) -> None:
    before = cards.own_card(file)
    after = cards.renew(file)
    assert after.fingerprint != before.fingerprint
    assert cards.grouped(before.fingerprint[20:]) in cards.sheet(file).text


def test_the_delivery_note_says_what_was_handed_over(file: DataFile, tmp_path: Path) -> None:
    own = keys.own(file)
    told = replace(
        content([stream(1, lines(5))], sender=own),
        counts={"cadre": 1234, "nomination": 56, "import_batch": 2, "register": 1, "_lines": 5000, "plan": 0},
    )
    written = package.write(tmp_path / "goi-12.hsx", told, own, cards_of(CITY))
    note = notes.delivery_note(file, written, told, ("people",))
    (page,) = words(note.pdf)
    parts = (
        "PHIẾU GIAO NHẬN DỮ LIỆU", "Gói số 12", own.name, CITY.name, written.code, written.sha256[:12],
        "1.234", "56", "Nguyễn Thị Lan", "Hồ sơ cán bộ và đề nghị cử", "BÊN GIAO", "BÊN NHẬN", "09:00",
    )  # fmt: skip
    for part in parts:
        assert "".join(part.split()) in page, part
    assert "3 | Dữ liệu khác | 3" in note.text
    assert "Kế hoạch" not in note.text
    assert docx.Document(io.BytesIO(note.docx)).tables
    empty = notes.delivery_note(file, written, replace(told, counts={}, packed_at=""))
    assert "Không có thay đổi" in empty.text
    assert "Toàn bộ dữ liệu" in empty.text


def test_cards_are_taken_in_and_settled_as_a_user_does(file: DataFile, tmp_path: Path) -> None:

    (tmp_path / "thanh-uy.hsk").write_bytes(encode(CITY))
    card = cards.add_card(file, tmp_path / "thanh-uy.hsk")
    assert (card.status, card.name) == ("pending", CITY.name)
    with pytest.raises(AppError):
        cards.trust(file, card.fingerprint, "1" * 10)
    assert cards.trust(file, card.fingerprint, card.fingerprint[20:]).status == "verified"
    assert [c.status for c in cards.partner_cards(file)] == ["verified"]
    gone = cards.revoke(file, card.fingerprint, "Mất máy tính")
    assert (gone.status, gone.reason, gone.settled_by) == ("revoked", "Mất máy tính", "Nguyễn Thị Lan")
    with pytest.raises(AppError):
        cards.trust(file, "0" * 30, "1" * 10)


def test_a_replaced_card_is_told_apart(file: DataFile) -> None:

    renewed = replace(CITY, pairs=(CITY.newest, keys.new_pair("2026-11-25", CITY.newest)))
    for each in (card_of(CITY), card_of(renewed)):
        partners.trust(file, each, each.fingerprint)
    assert sorted(c.status for c in cards.partner_cards(file)) == ["replaced", "verified"]
