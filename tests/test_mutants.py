"""Every seeded fault still has its place in the code; ``python -m tests.mutants`` tries them."""

from __future__ import annotations

import pytest

from tests.mutants.__main__ import PARTS, ROOT
from tests.mutants.fault import patched

FAULTS = {name: fault for _tests, faults in PARTS for name, fault in faults.items()}


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_can_be_seeded(name: str) -> None:
    _path, sound, faulty = patched(FAULTS[name])
    assert faulty != sound


def test_no_name_is_given_twice() -> None:
    assert len(FAULTS) == sum(len(faults) for _tests, faults in PARTS)
    assert all((ROOT / path).is_file() for tests, _faults in PARTS for path in tests)
