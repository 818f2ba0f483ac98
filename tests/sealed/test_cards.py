"""Cards: what a unit hands on, and when another unit believes it."""

from __future__ import annotations

import contextlib
import hashlib
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from hnabroad_desktop.actions import files
from hnabroad_desktop.base.errors import AppError
from hnabroad_desktop.exchange import cards, keys, partners
from hnabroad_desktop.exchange.cards import CardRefused, card_of, revoke
from hnabroad_desktop.exchange.fingerprints import agree, code_of, fingerprint, grouped
from hnabroad_desktop.exchange.partners import Status
from hnabroad_desktop.store.datafile import DataFile
from tests.data_files import CHEAP, PASSWORD
from tests.golden import FOLDER
from tests.golden import PASSWORD as GOLDEN
from tests.sealed.units import CITY, DAY, OTHER, WARD


@pytest.fixture
def file(tmp_path: Path) -> Iterator[DataFile]:
    """The file of the city's department, without cards of others."""
    file, _key = files.new(tmp_path / "hồ sơ.hnab", "SNV", "Lan", PASSWORD, cost=CHEAP)
    yield file
    files.close(file)


def nobody(_signer: str, _unit: str) -> bool:
    return False


def everybody(_signer: str, _unit: str) -> bool:
    return True


# -- digits --------------------------------------------------------------------------------


def test_a_fingerprint_is_thirty_digits_of_both_keys() -> None:
    card = card_of(WARD)
    assert len(card.fingerprint) == 30
    assert card.fingerprint.isdigit()
    assert grouped(card.fingerprint).split() == [card.fingerprint[n : n + 5] for n in range(0, 30, 5)]
    assert fingerprint(card.sign, card_of(CITY).box) != card.fingerprint
    assert fingerprint(card_of(CITY).sign, card.box) != card.fingerprint
    # The figures of a known pair never change: sheets on paper carry them.
    known = "age1wm7e5s39v9gem8pqzecyhswh65nxvwjuc20rc238aeee06qqau5q8g5d9z"
    assert fingerprint(bytes(range(32)), known) == "763446199539515272183627068519"


def test_the_fingerprint_is_of_the_raw_keys() -> None:
    """Worked out once more from the secret halves, by another library."""
    letters = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
    bits = "".join(f"{letters.index(c):05b}" for c in WARD.newest.box.lower().rpartition("1")[2][:-6])
    secret = int(bits[:256], 2).to_bytes(32)
    box = X25519PrivateKey.from_private_bytes(secret).public_key().public_bytes_raw()
    sign = Ed25519PrivateKey.from_private_bytes(WARD.newest.sign).public_key().public_bytes_raw()
    digest = hashlib.sha256(sign + box).digest()
    assert card_of(WARD).fingerprint == str((int.from_bytes(digest) >> 152) % 10**30).zfill(30)


@given(st.text("0123456789", min_size=30, max_size=30), st.sampled_from(["", " ", "-", "."]))
def test_all_digits_or_the_last_ten_agree_whatever_stands_between(digits: str, between: str) -> None:
    spaced = between.join(digits[n : n + 5] for n in range(0, 30, 5))
    assert agree(spaced, digits)
    assert agree(between.join((digits[20:25], digits[25:])) + " ", digits)
    wrong = digits[:-1] + str((int(digits[-1]) + 1) % 10)
    assert not agree(wrong, digits)
    assert not agree(wrong[20:], digits)
    assert not agree(str((int(digits[0]) + 1) % 10) + digits[1:], digits)


@pytest.mark.parametrize("typed", ["", "12345", "1" * 29, "1" * 31, "abcdefghij", "١٢٣٤٥٦٧٨٩٠", "1" * 11])
def test_any_other_number_of_digits_is_refused(typed: str) -> None:
    with pytest.raises(AppError, match="10"):
        agree(typed, "1" * 30)


def test_a_file_has_eight_characters_to_read_out() -> None:
    assert code_of("7f3a9c21" + "0" * 56) == "7F3A-9C21"


# -- the card as a file --------------------------------------------------------------------


def test_a_card_comes_back_from_its_file(tmp_path: Path) -> None:
    path = tmp_path / "the.hsk"
    path.write_bytes(cards.encode(WARD))
    assert cards.read(path) == card_of(WARD)
    told = json.loads(path.read_text("utf-8"))
    assert (told["unit"], told["fingerprint"]) == (WARD.code, card_of(WARD).fingerprint)
    assert WARD.newest.sign.hex() not in path.read_text("utf-8")
    assert WARD.newest.box not in path.read_text("utf-8")
    assert cards.from_stored(cards.stored(card_of(WARD))) == card_of(WARD)


@given(st.integers(0, 10**6), st.integers(0, 7))
def test_no_changed_card_is_read(place: int, bit: int) -> None:
    raw = bytearray(cards.encode(WARD))
    raw[place % len(raw)] ^= 1 << bit
    # Blanks, and the digits printed for people, are not signed: what they say is never used.
    with contextlib.suppress(CardRefused):
        assert cards.decode(bytes(raw), "the.hsk") == card_of(WARD)


@pytest.mark.parametrize(
    "raw",
    [b"", b"{}", b"[1]", b"\xff\xfe", b'{"magic":"HN Abroad unit card","format":1}', b"x" * 100_000],
)
def test_anything_else_is_no_card(tmp_path: Path, raw: bytes) -> None:
    path = tmp_path / "the.hsk"
    path.write_bytes(raw)
    with pytest.raises(CardRefused):
        cards.read(path)


def test_a_card_of_a_later_form_says_so_and_a_missing_one_too(tmp_path: Path) -> None:
    told = {**json.loads(cards.encode(WARD)), "format": 2}
    with pytest.raises(CardRefused, match="phiên bản mới hơn"):
        cards.decode(json.dumps(told).encode(), "the.hsk")
    with pytest.raises(CardRefused):
        cards.read(tmp_path / "không có.hsk")


def test_a_name_put_on_somebody_elses_keys_is_seen() -> None:
    told = {**json.loads(cards.encode(WARD)), "name": "Thành ủy Hà Nội"}
    with pytest.raises(CardRefused):
        cards.decode(json.dumps(told).encode(), "the.hsk")


# -- own keys ------------------------------------------------------------------------------


def test_keys_are_made_once_and_stay_in_the_file(file: DataFile, tmp_path: Path) -> None:
    assert keys.keys_of(file) is None
    made = keys.own(file)
    assert (made.unit, made.code, made.name) == (file.unit_id, "SNV", "Sở Nội vụ")
    assert keys.own(file) == made
    assert made.newest.sign not in file.path.read_bytes()
    view = files.open_file(file.path, password=PASSWORD, read_only=True)
    assert keys.own(view) == made
    files.close(view)


def test_keys_and_cards_are_no_part_of_the_journal(file: DataFile) -> None:
    before = file.counts()["_lines"]
    keys.own(file)
    partners.trust(file, card_of(WARD), card_of(WARD).fingerprint)
    assert file.counts()["_lines"] == before
    assert not file.steps().undo


def test_secrets_are_not_shown_by_accident() -> None:
    assert WARD.newest.box not in repr(WARD)
    assert repr(WARD.newest.sign) not in repr(WARD)


def test_a_renewed_pair_is_named_by_the_one_before(file: DataFile) -> None:
    before = card_of(keys.own(file))
    partners.renew_own(file)
    after = card_of(keys.own(file))
    assert after.fingerprint != before.fingerprint
    assert after.follows(before)
    assert not before.follows(after)
    assert not after.follows(card_of(WARD))
    assert len(keys.own(file).identities) == 2  # packages under way are still opened
    assert partners.partners(file).revocations == ()
    partners.renew_own(file, lost="Mất máy tính")
    (withdrawn,) = partners.partners(file).revocations
    assert (withdrawn.fingerprint, withdrawn.by) == (after.fingerprint, after.fingerprint)


# -- cards of others -----------------------------------------------------------------------


def test_a_card_is_believed_only_after_its_digits_were_typed(file: DataFile) -> None:
    card = card_of(WARD)
    assert partners.add(file, card).status is Status.PENDING
    assert partners.partners(file).receiving(WARD.unit) == ()
    for wrong in ("0" * 10, "0" * 30, card_of(CITY).fingerprint):
        with pytest.raises(CardRefused):
            partners.trust(file, card, wrong)
    with pytest.raises(AppError):
        partners.trust(file, card, "12")
    assert partners.partners(file).known[0].status is Status.PENDING
    settled = partners.trust(file, card, grouped(card.fingerprint[-10:]))
    assert (settled.status, settled.settled_by) == (Status.VERIFIED, "Lan")
    assert partners.partners(file).receiving(WARD.unit) == (card,)
    assert partners.add(file, card) == settled
    assert partners.trust(file, card, card.fingerprint) == settled


def test_the_own_card_is_not_a_partners(file: DataFile) -> None:
    with pytest.raises(CardRefused):
        partners.add(file, card_of(keys.own(file)))


def test_a_new_card_takes_the_place_of_the_one_that_names_it(file: DataFile) -> None:
    old = card_of(WARD)
    renewed = replace(WARD, pairs=(WARD.newest, keys.new_pair(DAY, WARD.newest)))
    new = card_of(renewed)
    partners.trust(file, old, old.fingerprint)
    partners.add(file, new)
    assert partners.partners(file).receiving(WARD.unit) == (old,)  # not before its digits were typed
    partners.trust(file, new, new.fingerprint)
    held = partners.partners(file)
    assert held.receiving(WARD.unit) == (new,)
    before = held.with_key(old.fingerprint)
    assert before is not None
    assert (before.status, before.replaced_by) == (Status.VERIFIED, new.fingerprint)


def test_a_unit_with_two_machines_has_two_cards(file: DataFile) -> None:
    second = replace(WARD, pairs=(keys.new_pair(DAY),))
    for each in (card_of(WARD), card_of(second)):
        partners.trust(file, each, each.fingerprint)
    assert set(partners.partners(file).receiving(WARD.unit)) == {card_of(WARD), card_of(second)}


def test_a_withdrawn_card_is_never_believed_again(file: DataFile) -> None:
    card = card_of(WARD)
    partners.trust(file, card, card.fingerprint)
    with pytest.raises(AppError):
        partners.withdraw(file, card.fingerprint, "  ")
    with pytest.raises(AppError):
        partners.withdraw(file, "0" * 30, "lý do")
    gone = partners.withdraw(file, card.fingerprint, "Mất máy tính")
    assert (gone.status, gone.reason, gone.settled_by) == (Status.REVOKED, "Mất máy tính", "Lan")
    assert partners.withdraw(file, card.fingerprint, "lần nữa") == gone
    with pytest.raises(CardRefused):
        partners.trust(file, card, card.fingerprint)
    held = partners.partners(file)
    assert held.receiving(WARD.unit) == ()
    assert [r.fingerprint for r in held.revocations] == [card.fingerprint]


# -- withdrawals that travel ---------------------------------------------------------------


def statuses(file: DataFile) -> dict[str, Status]:
    return {p.card.unit: p.status for p in partners.partners(file).known}


def test_the_unit_itself_withdraws_its_card(file: DataFile) -> None:
    partners.trust(file, card_of(WARD), card_of(WARD).fingerprint)
    statement = revoke(WARD, card_of(WARD), "Mất máy", DAY)
    (taken,) = partners.take_revocations(file, [statement], nobody)
    assert (taken.status, taken.reason) == (Status.REVOKED, "Mất máy")
    assert partners.take_revocations(file, [statement], nobody) == ()


def test_another_unit_withdraws_only_if_it_may(file: DataFile) -> None:
    for each in (WARD, CITY):
        partners.trust(file, card_of(each), card_of(each).fingerprint)
    statement = revoke(CITY, card_of(WARD), "Mất máy", DAY)
    assert partners.take_revocations(file, [statement], nobody) == ()
    assert statuses(file)[WARD.unit] is Status.VERIFIED
    (taken,) = partners.take_revocations(file, [statement], lambda s, u: (s, u) == (CITY.unit, WARD.unit))
    assert taken.settled_by == CITY.name
    assert statuses(file) == {WARD.unit: Status.REVOKED, CITY.unit: Status.VERIFIED}


def test_forged_and_strange_withdrawals_are_left_aside(file: DataFile) -> None:
    for each in (WARD, CITY):
        partners.trust(file, card_of(each), card_of(each).fingerprint)
    partners.add(file, card_of(OTHER))
    honest = revoke(CITY, card_of(WARD), "Mất máy", DAY)
    wrong = [
        replace(honest, reason="khác"),
        replace(honest, by=card_of(WARD).fingerprint),
        replace(honest, unit=OTHER.unit),
        revoke(OTHER, card_of(WARD), "Mất máy", DAY),  # a signer whose card waits
        revoke(replace(OTHER, pairs=(keys.new_pair(DAY),)), card_of(WARD), "Mất máy", DAY),
        revoke(OTHER, replace(card_of(WARD), unit=OTHER.unit), "Mất máy", DAY),
    ]
    assert partners.take_revocations(file, wrong, everybody) == ()
    assert statuses(file)[WARD.unit] is Status.VERIFIED


def test_a_card_that_was_withdrawn_before_it_came_is_never_believed(file: DataFile) -> None:
    partners.trust(file, card_of(CITY), card_of(CITY).fingerprint)
    partners.take_revocations(file, [revoke(CITY, card_of(WARD), "Mất máy", DAY)], everybody)
    assert partners.add(file, card_of(WARD)).status is Status.REVOKED
    with pytest.raises(CardRefused):
        partners.trust(file, card_of(WARD), card_of(WARD).fingerprint)


@pytest.mark.parametrize("raw", [b"[]", b"{}", b"[1,2,3,4,5,6]", b'["a","b","c","d","e","?"]', b"x"])
def test_what_is_no_statement_is_not_read(raw: bytes) -> None:
    with pytest.raises(ValueError):  # noqa: PT011  several kinds of one family
        cards.decode_revocation(raw)
    statement = revoke(CITY, card_of(WARD), "Mất máy", DAY)
    assert cards.decode_revocation(statement.encode()) == statement


# -- files of other times ------------------------------------------------------------------


def test_a_file_without_these_tables_gets_them_when_it_is_opened(tmp_path: Path) -> None:
    path = tmp_path / "format-1.hnab"
    for ending in ("", ".keys"):
        (tmp_path / f"format-1.hnab{ending}").write_bytes((FOLDER / f"format-1.hnab{ending}").read_bytes())
    view = files.open_file(path, password=GOLDEN, read_only=True)
    assert keys.keys_of(view) is None
    assert partners.partners(view).known == ()
    files.close(view)
    file = files.open_file(path, password=GOLDEN)
    with pytest.raises(AppError):
        keys.own(file)  # it names no unit
    assert partners.partners(file).known == ()
    files.close(file)
