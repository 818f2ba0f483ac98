"""The papers read aloud, against texts that were read and approved.

After an intended change, run ``python -m tests.documents.test_golden`` and read the difference.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from hnabroad_desktop.documents.blocks import Document
from tests.documents import sample

FOLDER = Path(__file__).parent / "golden"

PAPERS: dict[str, Callable[[], Document]] = {
    "state_ubnd_draft": lambda: sample.decision(sample.UBND),
    "state_ubnd": lambda: sample.decision(sample.issued(sample.UBND)),
    "state_ubnd_danh_sach": lambda: sample.decision(
        replace(sample.issued(sample.UBND), annex_shape="danh_sach", annex_rank_column=True)
    ),
    "state_ubnd_one_person": lambda: sample.decision(
        replace(sample.issued(sample.UBND), people=(sample.PEOPLE[11],))
    ),
    "state_so": lambda: sample.decision(sample.issued(sample.SO)),
    "state_so_by_authority": lambda: sample.decision(sample.issued(sample.SO_BY_AUTHORITY)),
    "party_ban_thuong_vu_hd05": lambda: sample.decision(sample.issued(sample.BAN_THUONG_VU)),
    "party_ban_thuong_vu_hd36": lambda: sample.decision(
        sample.issued(replace(sample.BAN_THUONG_VU, as_of="2026-05-20"), day="2026-05-20")
    ),
    "party_ban_to_chuc": lambda: sample.decision(sample.issued(sample.BAN_TO_CHUC)),
    "profile_list_a": lambda: sample.profile_list(sample.PROFILE_LIST),
    "profile_list_b": lambda: sample.profile_list(replace(sample.PROFILE_LIST, columns="B")),
}


@pytest.mark.parametrize("name", PAPERS)
def test_reads_as_approved(name: str) -> None:
    assert PAPERS[name]().text() == (FOLDER / f"{name}.txt").read_text("utf-8")


if __name__ == "__main__":
    for name, build in PAPERS.items():
        (FOLDER / f"{name}.txt").write_text(build().text(), "utf-8")
