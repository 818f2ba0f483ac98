"""The verbs on cards of a terminal: card and trust."""

from __future__ import annotations

import json
from pathlib import Path

import pdfplumber
import pytest

from hnabroad_desktop.actions import files
from tests.cli.conftest import Command
from tests.data_files import CHEAP, PASSWORD


def make(path: Path, unit: str) -> Path:
    file, _key = files.new(path, unit, "Lan", PASSWORD, cost=CHEAP)
    files.close(file)
    return path


@pytest.fixture
def city(tmp_path: Path) -> Path:
    return make(tmp_path / "so.hnab", "SNV")


@pytest.fixture
def board(tmp_path: Path) -> Path:
    return make(tmp_path / "ban.hnab", "BTCTU")


def test_two_units_get_to_know_each_other(hnabroad: Command, city: Path, board: Path, tmp_path: Path) -> None:
    out, sheet = tmp_path / "ban.hsk", tmp_path / "ban.pdf"
    card = hnabroad("card", board, out, "--sheet", sheet, "--json").json()
    assert (card["unit"], len(card["fingerprint"])) == ("BTCTU", 30)
    told = json.loads(out.read_text("utf-8"))
    assert (told["unit"], told["fingerprint"]) == (card["unit"], card["fingerprint"])
    with pdfplumber.open(sheet) as pages:
        words = "".join((pages.pages[0].extract_text() or "").split())
    assert card["fingerprint"][:15] in words
    assert card["fingerprint"][20:] in words
    assert "THẺĐƠNVỊ" in words
    spaced = " ".join(card["fingerprint"][n : n + 5] for n in range(0, 30, 5))
    done = hnabroad("trust", city, out, "--digits", spaced, "--json").json()
    assert (done["unit"], done["fingerprint"], done["status"]) == ("BTCTU", card["fingerprint"], "verified")
    again = hnabroad("trust", city, out, "--digits", spaced[-11:])
    assert again.code == 0
    assert "Ban Tổ chức Thành ủy" in again.out
    assert hnabroad("card", board, out, "--json").json()["fingerprint"] == card["fingerprint"]


def test_the_card_goes_into_a_folder_under_its_usual_name(
    hnabroad: Command, board: Path, tmp_path: Path
) -> None:
    done = hnabroad("card", board, tmp_path)
    assert done.code == 0
    assert (tmp_path / "The-don-vi-BTCTU.hsk").exists()
    assert "The-don-vi-BTCTU.hsk" in done.out


@pytest.mark.parametrize("digits", ["0000000000", "123", "", "chữ số"])
def test_wrong_digits_confirm_nothing(
    hnabroad: Command, city: Path, board: Path, tmp_path: Path, digits: str
) -> None:
    out = tmp_path / "ban.hsk"
    hnabroad("card", board, out)
    assert hnabroad("trust", city, out, "--digits", digits).refused()


def test_what_is_no_card_is_refused(hnabroad: Command, city: Path, tmp_path: Path) -> None:
    (tmp_path / "x.hsk").write_text("{}")
    assert "thẻ" in hnabroad("trust", city, tmp_path / "x.hsk", "--digits", "1" * 10).refused()
    assert hnabroad("trust", city, tmp_path / "không-có.hsk", "--digits", "1" * 10).refused()
    assert hnabroad("trust", city, tmp_path / "x.hsk").refused()
    assert hnabroad("card", city, tmp_path / "không có" / "the.hsk").refused()
