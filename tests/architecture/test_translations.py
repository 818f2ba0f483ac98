"""Every text the user can see is in the Vietnamese catalogue, once and with the same placeholders."""

from __future__ import annotations

import io
from gettext import GNUTranslations
from pathlib import Path

import pytest

from hnabroad_desktop.base.i18n import compile_catalogue
from hnabroad_desktop.base.paths import TRANSLATIONS
from installer.messages import (
    PACKAGE,
    TRANSLATED,
    Entry,
    catalogue,
    extract,
    placeholders,
    problems,
)

USED = {"Save {name}": "a.py:1"}


@pytest.mark.parametrize("language", TRANSLATED)
def test_the_catalogue_is_complete_and_holds_nothing_else(language: str) -> None:
    assert problems(extract(PACKAGE), catalogue(TRANSLATIONS / language)) == []


def test_the_program_has_texts_to_translate() -> None:
    assert len(extract(PACKAGE)) > 10


def test_a_faultless_catalogue_has_no_problems() -> None:
    assert problems(USED, [Entry("a.po", "Save {name}", "Lưu {name}")]) == []


@pytest.mark.parametrize(
    ("entries", "said"),
    [
        ([], "is not translated"),
        ([Entry("a.po", "Save {name}", "")], "has no settled translation"),
        ([Entry("a.po", "Save {name}", "Lưu {name}", fuzzy=True)], "has no settled translation"),
        ([Entry("a.po", "Save {name}", "Lưu {nam}")], "differ in their placeholders"),
        ([Entry("a.po", "Save {name}", "Lưu {name")], "differ in their placeholders"),
        (
            [Entry("a.po", "Save {name}", "Lưu {name}"), Entry("b.po", "Save {name}", "Ghi {name}")],
            "is translated otherwise in a.po",
        ),
        ([Entry("a.po", "Save {name}", "Lưu {name}"), Entry("a.po", "Gone", "Cũ")], "is used nowhere"),
    ],
)
def test_each_fault_is_noticed(entries: list[Entry], said: str) -> None:
    found = problems(USED, entries)
    assert len(found) == 1
    assert said in found[0]


def test_marked_texts_are_found_and_others_are_not(tmp_path: Path) -> None:
    (tmp_path / "room").mkdir()
    (tmp_path / "room" / "a.py").write_text(
        'A = N_("marked " "twice")\ndef f(x): return _("now {x}").format(x=x) + "bare"\n', encoding="utf-8"
    )
    assert set(extract(tmp_path)) == {"marked twice", "now {x}"}


def test_placeholders_are_names_whatever_their_format() -> None:
    assert placeholders("{count} of {total:d}, {{literal}}") == {"count", "total"}


def test_the_parts_are_read_and_compiled_as_one(tmp_path: Path) -> None:
    folder = tmp_path / "vi"
    folder.mkdir()
    (folder / "a.po").write_text('msgid "Save"\nmsgstr "Lưu"\n', encoding="utf-8")
    (folder / "b.po").write_text('msgid "Close"\nmsgstr "Đóng"\n', encoding="utf-8")
    assert [(e.part, e.translation) for e in catalogue(folder)] == [("a.po", "Lưu"), ("b.po", "Đóng")]
    compiled = GNUTranslations(io.BytesIO(compile_catalogue(folder)))
    assert [compiled.gettext(text) for text in ("Save", "Close")] == ["Lưu", "Đóng"]
