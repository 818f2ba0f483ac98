"""What a unit sealed for another comes out as it went in, for the other alone, and only whole."""

from __future__ import annotations

import errno
import hashlib
import os
from dataclasses import fields, replace
from pathlib import Path

import orjson
import pyrage
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hnabroad_desktop.base.errors import AppError, Cancelled
from hnabroad_desktop.exchange import errors, manifest, package
from hnabroad_desktop.exchange.cards import card_of, revoke
from hnabroad_desktop.exchange.content import Content, StreamPart
from hnabroad_desktop.exchange.keys import Keys, new_pair
from hnabroad_desktop.exchange.partners import Partners, Status
from tests.sealed.units import (
    CITY,
    OTHER,
    WARD,
    cards,
    content,
    forge,
    lines,
    sealed_again,
    stream,
    trusting,
    unit,
)


def sealed(folder: Path, told: Content | None = None, to: tuple[Keys, ...] = (CITY,)) -> Path:
    """Write a package of the ward and return where it lies."""
    path = folder / "goi.hsx"
    package.write(path, told or content([stream(1, lines(5))], to=to), WARD, cards(*to))
    return path


def test_a_package_comes_out_as_it_went_in(tmp_path: Path) -> None:
    streams = [stream(1, lines(400)), stream(2, [], base=7), stream(3, lines(3, 2), scope=2, base=40)]
    told = content(streams, to=(CITY, OTHER), blobs=[b"anh" * 1000, os.urandom(50_000), b""])
    written = package.write(tmp_path / "goi.hsx", told, WARD, cards(CITY, OTHER))
    for reader in (CITY, OTHER):
        found = package.read(written.path, reader, trusting(WARD))
        for field in fields(Content):
            if field.name not in ("streams", "blobs", "sha256"):
                assert getattr(found, field.name) == getattr(told, field.name), field.name
        for sent, came in zip(streams, found.streams, strict=True):
            assert replace(came, lines=list(came.lines)) == sent
            assert list(came.lines) == sent.lines  # once more, from the start
        assert {k: v() for k, v in found.blobs.items()} == {k: v() for k, v in told.blobs.items()}
        assert (found.sender_name, found.sender_card) == (WARD.name, card_of(WARD).fingerprint)
        assert (found.sha256, found.size, found.code) == (written.sha256, written.size, written.code)
        found.close()
        found.close()


def test_the_code_is_of_the_file_that_lies_there(tmp_path: Path) -> None:
    written = package.write(tmp_path / "goi.hsx", content([stream(1, lines(2))]), WARD, cards(CITY))
    digest = hashlib.sha256(written.path.read_bytes()).hexdigest()
    assert written.sha256 == digest
    assert written.code == f"{digest[:4]}-{digest[4:8]}".upper()
    assert written.size == written.path.stat().st_size
    assert [each.name for each in tmp_path.iterdir()] == ["goi.hsx"]


@given(
    counts=st.lists(st.integers(0, 40), max_size=6),
    long=st.integers(0, 3 * 1024 * 1024),
    blob=st.binary(max_size=300_000),
)
def test_any_sizes_come_through(
    tmp_path_factory: pytest.TempPathFactory, counts: list[int], long: int, blob: bytes
) -> None:
    folder = tmp_path_factory.mktemp("goi")
    streams = [stream(n, [*lines(count, n), b"x" * long]) for n, count in enumerate(counts)]
    path = sealed(folder, content(streams, blobs=[blob]))
    found = package.read(path, CITY, trusting(WARD))
    assert [list(part.lines) for part in found.streams] == [part.lines for part in streams]
    assert [each() for each in found.blobs.values()] == [blob]
    found.close()


def test_streams_may_be_walked_in_any_order_and_together(tmp_path: Path) -> None:
    streams = [stream(n, lines(30, n)) for n in range(4)]
    found = package.read(sealed(tmp_path, content(streams)), CITY, trusting(WARD))
    walks = [iter(part.lines) for part in reversed(found.streams)]
    together = [[next(walk) for walk in walks] for _line in range(30)]
    for place, part in enumerate(reversed(streams)):
        assert [row[place] for row in together] == part.lines
    found.close()


def test_the_sender_reads_its_own_package(tmp_path: Path) -> None:
    found = package.read(sealed(tmp_path), WARD, Partners())
    assert found.sender_name == WARD.name
    found.close()


def test_any_program_of_the_age_format_opens_it(tmp_path: Path) -> None:
    """A package can be rescued without this program, with the key of the unit."""
    told = content([stream(1, lines(5))])
    opened = pyrage.decrypt(sealed(tmp_path, told).read_bytes(), CITY.identities)
    assert opened.startswith(manifest.MAGIC)
    assert b"Nguy" not in sealed(tmp_path, told).read_bytes()


def test_statements_about_cards_travel_with_it(tmp_path: Path) -> None:
    statement = revoke(WARD, card_of(OTHER), "mất máy", "2026-11-24")
    package.write(tmp_path / "goi.hsx", content(), WARD, cards(CITY), revocations=[statement])
    found = package.read(tmp_path / "goi.hsx", CITY, trusting(WARD))
    assert found.revocations == (statement,)
    found.close()


# -- refused -------------------------------------------------------------------------------


def refused(path: Path, reader: Keys, trusted: Partners, kind: type[AppError]) -> str:
    """Return the sentence a package is refused with."""
    with pytest.raises(kind) as caught:
        package.read(path, reader, trusted)
    assert type(caught.value) is kind
    return str(caught.value)


def test_strangers_are_refused_and_named_with_their_digits(tmp_path: Path) -> None:
    said = refused(sealed(tmp_path), CITY, trusting(OTHER), errors.Stranger)
    digits = card_of(WARD).fingerprint
    assert WARD.name in said
    assert " ".join(digits[n : n + 5] for n in range(0, 30, 5)) in said


def test_a_card_that_waits_for_its_digits_is_not_enough(tmp_path: Path) -> None:
    said = refused(sealed(tmp_path), CITY, trusting(WARD, status=Status.PENDING), errors.NotYetTrusted)
    assert WARD.name in said


def test_a_withdrawn_card_is_refused(tmp_path: Path) -> None:
    refused(sealed(tmp_path), CITY, trusting(WARD, status=Status.REVOKED), errors.RevokedSender)
    # Also when only the statement is known and the card never was here.
    known = Partners(revocations=(revoke(OTHER, card_of(WARD), "mất máy", "2026-11-24"),))
    refused(sealed(tmp_path), CITY, known, errors.RevokedSender)


def test_what_a_lost_machine_signs_in_our_name_is_refused(tmp_path: Path) -> None:
    path = sealed(tmp_path)
    renewed = replace(WARD, pairs=(WARD.newest, new_pair("2026-11-25", WARD.newest)))
    package.read(path, renewed, Partners()).close()  # replaced, not lost
    lost = Partners(revocations=(revoke(WARD, card_of(WARD), "Mất máy", "2026-11-25"),))
    refused(path, renewed, lost, errors.RevokedSender)


def test_a_package_for_others_is_refused(tmp_path: Path) -> None:
    refused(sealed(tmp_path), OTHER, trusting(WARD), errors.NotForUs)


def test_a_package_that_somebody_passed_on_is_refused(tmp_path: Path) -> None:
    opened = pyrage.decrypt(sealed(tmp_path).read_bytes(), CITY.identities)
    path = tmp_path / "lai.hsx"
    path.write_bytes(sealed_again(opened, OTHER))
    said = refused(path, OTHER, trusting(WARD), errors.Passed)
    assert WARD.name in said


def test_a_unit_does_not_speak_for_another(tmp_path: Path) -> None:
    posing = replace(OTHER, unit=WARD.unit, name=WARD.name)
    path = tmp_path / "goi.hsx"
    package.write(path, content([stream(1, lines(2))]), posing, cards(CITY))
    refused(path, CITY, trusting(WARD, OTHER), errors.Stranger)


@pytest.mark.parametrize("percent", [1, 10, 49, 60, 90, 99])
@pytest.mark.parametrize("many", [5, 20_000])
def test_a_package_that_was_cut_off_is_known_as_such(tmp_path: Path, percent: int, many: int) -> None:
    path = sealed(tmp_path, content([stream(1, lines(many))]))
    whole = path.read_bytes()
    kept = len(whole) * percent // 100
    path.write_bytes(whole[:kept])
    said = refused(path, CITY, trusting(WARD), errors.CutOff)
    if kept > 70_000:
        assert f"{percent}%" in said or f"{percent - 1}%" in said
    path.write_bytes(whole[:-1])
    refused(path, CITY, trusting(WARD), errors.CutOff)
    path.write_bytes(b"")
    refused(path, CITY, trusting(WARD), errors.CutOff)


def test_a_changed_byte_is_known_as_damage(tmp_path: Path) -> None:
    path = sealed(tmp_path)
    whole = bytearray(path.read_bytes())
    for place in (len(whole) // 3, len(whole) - 5):
        changed = bytearray(whole)
        changed[place] ^= 1
        path.write_bytes(changed)
        refused(path, CITY, trusting(WARD), errors.Damaged)
    path.write_bytes(whole + b"x")
    refused(path, CITY, trusting(WARD), errors.Damaged)


def test_anything_else_is_no_package(tmp_path: Path) -> None:
    path = tmp_path / "goi.hsx"
    for stuff in (b"MZ\x90\x00", b"PK\x03\x04" + bytes(100), bytes(200), "Chào".encode()):
        path.write_bytes(stuff)
        refused(path, CITY, trusting(WARD), errors.NotAPackage)
    for inside in (b"", b"HS", b"HSX1", b"HSX1\0\0\0\5abcde", b"ZIP!" + bytes(90)):
        path.write_bytes(sealed_again(inside, CITY))
        with pytest.raises(errors.PackageProblem):
            package.read(path, CITY, trusting(WARD))
    refused(tmp_path / "khong-co.hsx", CITY, trusting(WARD), errors.DriveGone)


def test_newer_packages_say_which_version_they_need(tmp_path: Path) -> None:
    path = tmp_path / "goi.hsx"
    path.write_bytes(forge(content(reader=99, program="1.4.0")))
    assert "1.4.0" in refused(path, CITY, trusting(WARD), errors.NewerPackage)
    path.write_bytes(sealed_again(b"HSX2" + bytes(90), CITY))
    refused(path, CITY, trusting(WARD), errors.NewerPackage)


def test_practice_and_real_data_do_not_mix(tmp_path: Path) -> None:
    practice = unit(1, "Đơn vị thực hành", practice=True)
    path = tmp_path / "goi.hsx"
    package.write(path, content(sender=practice), practice, cards(CITY))
    refused(path, CITY, trusting(practice), errors.PracticePackage)
    refused(sealed(tmp_path), replace(CITY, practice=True), trusting(WARD), errors.PracticePackage)


# -- a sender that lies --------------------------------------------------------------------


def lying(folder: Path, **changed: int) -> Path:
    """Return a package, rightly signed, whose first section declares other sizes than it has."""
    path = folder / "goi.hsx"
    told = content([stream(1, [b"0" * 4_000_000])])
    path.write_bytes(forge(told, lie=lambda parts: [replace(parts[0], **changed), *parts[1:]]))
    return path


def test_a_bomb_is_stopped_at_what_it_declares(tmp_path: Path) -> None:
    found = package.read(lying(tmp_path, raw=50_000), CITY, trusting(WARD))
    with pytest.raises(errors.Inflated):
        list(found.streams[0].lines)
    found.close()


@pytest.mark.parametrize("raw", [10**9, 10**14])
def test_a_bomb_that_says_so_is_refused_at_once(tmp_path: Path, raw: int) -> None:
    refused(lying(tmp_path, raw=raw), CITY, trusting(WARD), errors.Inflated)


def test_a_section_that_is_smaller_than_it_says_is_damaged(tmp_path: Path) -> None:
    found = package.read(lying(tmp_path, raw=4_000_002), CITY, trusting(WARD))
    with pytest.raises(errors.Damaged):
        list(found.streams[0].lines)
    found.close()


@pytest.mark.parametrize("changed", [{"size": 3}, {"size": 10**7}, {"streams": 2}])
def test_sections_that_do_not_fit_are_damaged(tmp_path: Path, changed: dict[str, int]) -> None:
    with pytest.raises(errors.PackageProblem):
        package.read(lying(tmp_path, **changed), CITY, trusting(WARD))


def test_lines_that_are_not_as_many_as_named_are_damaged(tmp_path: Path) -> None:
    for tip in (4, 6):
        path = tmp_path / "goi.hsx"
        honest = content([stream(1, lines(5))])
        opened = pyrage.decrypt(forge(honest), CITY.identities)
        length = int.from_bytes(opened[4:8])
        told = orjson.loads(opened[8 : 8 + length])
        told["streams"][0][3] = tip
        words = orjson.dumps(told)
        signature = WARD.newest.signature(manifest.signed_words(words))
        head = manifest.MAGIC + len(words).to_bytes(4) + words + signature
        path.write_bytes(sealed_again(head + opened[8 + length + 64 :], CITY))
        found = package.read(path, CITY, trusting(WARD))
        with pytest.raises(errors.Damaged):
            list(found.streams[0].lines)
        found.close()


# -- writing -------------------------------------------------------------------------------


def test_nothing_is_left_of_a_package_that_was_cancelled(tmp_path: Path) -> None:
    before = sealed(tmp_path).read_bytes()

    def stop(done: int, total: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        package.write(tmp_path / "goi.hsx", content([stream(1, lines(9))]), WARD, cards(CITY), report=stop)
    assert [each.name for each in tmp_path.iterdir()] == ["goi.hsx"]
    assert (tmp_path / "goi.hsx").read_bytes() == before


def test_a_stream_that_lacks_lines_is_a_fault_and_writes_nothing(tmp_path: Path) -> None:
    short: StreamPart = replace(stream(1, lines(5)), tip=6)
    for wrong in (short, stream(1, [b"a\nb"])):
        with pytest.raises(ValueError, match="line"):
            package.write(tmp_path / "goi.hsx", content([wrong]), WARD, cards(CITY))
    with pytest.raises(ValueError, match="receivers"):
        package.write(tmp_path / "goi.hsx", content(), WARD, cards(OTHER))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("number", "kind"), [(errno.EIO, errors.NotWritten), (errno.ENOSPC, AppError)])
def test_a_stick_that_is_taken_out_leaves_what_was_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, kind: type[AppError]
) -> None:
    before = sealed(tmp_path).read_bytes()

    def gone(handle: int) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr("hnabroad_desktop.exchange.seal.os.fsync", gone)
    with pytest.raises(kind):
        package.write(tmp_path / "goi.hsx", content([stream(1, lines(9))]), WARD, cards(CITY))
    assert [each.name for each in tmp_path.iterdir()] == ["goi.hsx"]
    assert (tmp_path / "goi.hsx").read_bytes() == before


def test_what_reads_back_differently_is_not_called_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = sealed(tmp_path).read_bytes()

    def flip(handle: int) -> None:
        os.pwrite(handle, b"\0\0\0\0", 5000)

    monkeypatch.setattr("hnabroad_desktop.exchange.seal.os.fsync", flip)
    with pytest.raises(errors.NotReadBack):
        package.write(tmp_path / "goi.hsx", content([stream(1, lines(9))]), WARD, cards(CITY))
    assert [each.name for each in tmp_path.iterdir()] == ["goi.hsx"]
    assert (tmp_path / "goi.hsx").read_bytes() == before


def test_there_must_be_a_folder(tmp_path: Path) -> None:
    with pytest.raises(errors.NotWritten):
        package.write(tmp_path / "khong" / "goi.hsx", content(), WARD, cards(CITY))
