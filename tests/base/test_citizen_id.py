"""Warnings about personal identification numbers."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from hnabroad_desktop.base import i18n
from hnabroad_desktop.base.citizen_id import compact, warnings


@pytest.fixture(autouse=True)
def _vietnamese() -> Iterator[None]:
    before = i18n.language()
    i18n.set_language("vi")
    yield
    i18n.set_language(before)


@pytest.mark.parametrize(
    ("number", "sex", "birth"),
    [
        ("001085012345", "male", "1985-03-12"),
        ("001 085 012345", "male", "1985"),
        ("001185012345", "female", "1985-03"),
        ("001200012345", "male", "2000-01-01"),
        ("001304012345", "female", "2004"),
        ("001085012345", None, None),
        ("001385012345", "", ""),
        ("", "male", "1985"),
    ],
)
def test_a_number_that_agrees_is_not_warned_about(number: str, sex: str | None, birth: str | None) -> None:
    assert warnings(number, sex, birth) == []


@pytest.mark.parametrize(
    ("number", "sex", "birth", "sentences"),
    [
        (
            "001085012345", "female", "1985",
            ["Chữ số thứ tư là 0 (nam, sinh trước năm 2000), không khớp với giới tính đã ghi."],
        ),
        (
            "001385012345", "female", "1985",
            ["Chữ số thứ tư là 3 (nữ, sinh từ năm 2000 trở đi), không khớp với năm sinh đã ghi (1985)."],
        ),
        (
            "001084012345", "male", "1985-03",
            ["Chữ số thứ năm và thứ sáu là 84, không khớp với năm sinh đã ghi (1985)."],
        ),
        ("000085012345", "male", "1985", ["Ba chữ số đầu là 000, không phải mã tỉnh, thành phố."]),
        (
            "001785012345", "male", "1985",
            ["Chữ số thứ tư là 7; người sinh đến năm 2099 chỉ có chữ số từ 0 đến 3."],
        ),
        (
            "011234567", "male", "1985",
            ["Số có 9 chữ số là số chứng minh nhân dân cũ, không phải số định danh cá nhân."],
        ),
        ("00108501234", "male", "", ["Số định danh cá nhân có 11 chữ số, theo quy định phải có 12 chữ số."]),
        ("00108501234O", "male", "", ["Số định danh cá nhân có ký tự không phải là chữ số."]),
    ],
)  # fmt: skip
def test_what_does_not_agree_is_named(number: str, sex: str, birth: str, sentences: list[str]) -> None:
    assert warnings(number, sex, birth) == sentences


def test_several_findings_stand_beside_each_other() -> None:
    assert len(warnings("000399012345", "male", "1985")) == 4


def test_blanks_between_digits_do_not_count() -> None:
    assert compact(" 001-085.012 345") == "001085012345"
