"""Passwords, the recovery key and practice: what opens a file, and what must not."""

from __future__ import annotations

import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hnabroad_desktop.store import keyfile, recovery
from hnabroad_desktop.store.errors import KeysRefused, NewerFile, WrongPassword, WrongRecoveryKey
from hnabroad_desktop.store.keyslots import FULL_COST, Cost, KeySlots, new_slots

CHEAP = Cost(passes=1, kibibytes=32, lanes=1)
secrets_ = st.binary(min_size=20, max_size=20)


@given(secrets_)
def test_a_recovery_key_is_read_as_it_was_printed(secret: bytes) -> None:
    assert recovery.parse(recovery.show(secret)) == secret


@given(secrets_)
def test_a_recovery_key_is_read_as_people_type_it(secret: bytes) -> None:
    typed = recovery.show(secret).lower().replace("-", " ").replace("0", "o").replace("1", "l")
    assert recovery.parse(f"  {typed}\n") == secret


@given(secrets_, st.integers(0, 32), st.sampled_from(recovery.SYMBOLS))
def test_one_wrong_symbol_of_a_recovery_key_is_noticed(secret: bytes, place: int, wrong: str) -> None:
    right = recovery.show(secret).replace("-", "")
    typed = right[:place] + wrong + right[place + 1 :]
    if typed != right:
        with pytest.raises(ValueError, match="check symbol"):
            recovery.parse(typed)


@given(secrets_, st.integers(0, 30))
def test_two_symbols_in_the_wrong_order_are_noticed(secret: bytes, place: int) -> None:
    right = recovery.show(secret).replace("-", "")
    typed = right[:place] + right[place + 1] + right[place] + right[place + 2 :]
    if typed != right:
        with pytest.raises(ValueError, match="check symbol"):
            recovery.parse(typed)


def test_a_recovery_key_has_nine_groups() -> None:
    assert [len(group) for group in recovery.show(recovery.new()).split("-")] == [4] * 8 + [1]


@pytest.mark.parametrize("typed", ["", "ABCD", "U" * 33, "A" * 34])
def test_what_is_no_recovery_key_is_refused(typed: str) -> None:
    _key, slots, _printed = new_slots(person="Lan", password="a", cost=CHEAP)
    with pytest.raises(WrongRecoveryKey):
        slots.unlock(recovery_key=typed)


def test_the_real_cost_of_a_guess_is_the_one_of_rfc_9106() -> None:
    key, slots, printed = new_slots(person="Lan", password="mật khẩu")
    again = keyfile.from_bytes(keyfile.to_bytes(slots))
    assert [slot.cost for slot in again.slots] == [Cost(3, 65536, 4)] * 2 == [FULL_COST] * 2
    assert again.unlock(password="mật khẩu") == (key, "Lan")
    assert again.unlock(recovery_key=printed) == (key, "")


def test_a_password_is_the_same_in_both_spellings_of_unicode() -> None:
    key, slots, _printed = new_slots(
        person="Lan", password=unicodedata.normalize("NFD", "mật khẩu"), cost=CHEAP
    )
    assert slots.unlock(password=unicodedata.normalize("NFC", "mật khẩu"))[0] == key


def test_several_people_each_open_with_their_own_password() -> None:
    key, slots, _printed = new_slots(person="Lan", password="một", cost=CHEAP)
    slots = slots.with_person(key, "Bình", "hai", CHEAP)
    assert slots.people == ("Lan", "Bình")
    assert slots.unlock(password="hai") == (key, "Bình")
    assert slots.unlock(password="một", person="Lan") == (key, "Lan")
    with pytest.raises(WrongPassword):
        slots.unlock(password="một", person="Bình")
    with pytest.raises(WrongPassword):
        slots.unlock()


def test_a_new_password_replaces_the_earlier_one() -> None:
    key, slots, _printed = new_slots(person="Lan", password="một", cost=CHEAP)
    slots = slots.with_person(key, "Bình", "hai", CHEAP).with_password(key, "Lan", "ba", CHEAP)
    assert slots.people == ("Lan", "Bình")
    assert slots.unlock(password="ba") == (key, "Lan")
    with pytest.raises(WrongPassword):
        slots.unlock(password="một")


def test_a_new_recovery_key_replaces_the_earlier_one() -> None:
    key, slots, first = new_slots(person="Lan", password="một", cost=CHEAP)
    slots, second = slots.with_new_recovery_key(key, CHEAP)
    assert slots.unlock(recovery_key=second)[0] == key
    with pytest.raises(WrongRecoveryKey):
        slots.unlock(recovery_key=first)


def test_the_last_person_stays() -> None:
    key, slots, _printed = new_slots(person="Lan", password="một", cost=CHEAP)
    with pytest.raises(KeysRefused):
        slots.without_person("Lan")
    slots = slots.with_person(key, "Bình", "hai", CHEAP).without_person("Lan")
    assert slots.people == ("Bình",)
    with pytest.raises(WrongPassword):
        slots.unlock(password="một")


def test_what_makes_no_sense_is_refused_with_a_sentence() -> None:
    key, slots, _printed = new_slots(person="Lan", password="một", cost=CHEAP)
    with pytest.raises(KeysRefused):
        slots.with_person(key, " Lan ", "hai", CHEAP)
    with pytest.raises(KeysRefused):
        slots.with_person(key, "Bình", "", CHEAP)
    with pytest.raises(KeysRefused):
        slots.with_person(key, "  ", "hai", CHEAP)
    with pytest.raises(KeysRefused):
        slots.with_password(key, "Bình", "hai", CHEAP)
    with pytest.raises(KeysRefused):
        slots.without_person("Bình")
    with pytest.raises(KeysRefused):
        new_slots(person="Lan", password=None, cost=CHEAP)


def test_a_key_of_another_file_is_never_wrapped() -> None:
    _key, slots, _printed = new_slots(person="Lan", password="một", cost=CHEAP)
    other, _slots, _ = new_slots(person="Lan", password="một", cost=CHEAP)
    with pytest.raises(ValueError, match="another file"):
        slots.with_person(other, "Bình", "hai", CHEAP)


def test_practice_opens_with_nothing() -> None:
    key, slots, printed = new_slots(person="Người học", password=None, practice=True)
    assert (slots.practice, slots.people, printed) == (True, (), "")
    assert slots.unlock() == (key, "Người học")
    assert slots.unlock(password="bất kỳ")[0] == key


@pytest.mark.parametrize(
    ("where", "what"),
    [("person", "Bình"), ("kind", "recovery"), ("kdf", {"name": "argon2id", "t": 2, "m_kib": 32, "p": 1})],
)
def test_an_edited_slot_opens_nothing(where: str, what: object) -> None:
    _key, slots, _printed = new_slots(person="Lan", password="một", cost=CHEAP)
    body = json.loads(keyfile.to_bytes(slots))
    body["slots"][0][where] = what
    with pytest.raises(WrongPassword):
        _parsed(body).unlock(password="một")


def test_slots_moved_to_another_file_open_nothing() -> None:
    _key, slots, _printed = new_slots(person="Lan", password="một", cost=CHEAP)
    body = json.loads(keyfile.to_bytes(slots))
    body["file_id"] = new_slots(person="Lan", password="một", cost=CHEAP)[1].file_id
    with pytest.raises(WrongPassword):
        _parsed(body).unlock(password="một")


@pytest.mark.parametrize(
    "forged",
    [
        {"name": "argon2id", "t": 3, "m_kib": 1 << 30, "p": 4},
        {"name": "argon2id", "t": 10_000, "m_kib": 64, "p": 1},
        {"name": "md5", "t": 3, "m_kib": 64, "p": 1},
        {},
    ],
)
def test_a_forged_cost_is_not_tried(forged: object) -> None:
    _key, slots, _printed = new_slots(person="Lan", password="một", cost=CHEAP)
    body = json.loads(keyfile.to_bytes(slots))
    body["slots"][0]["kdf"] = forged
    with pytest.raises(ValueError):  # noqa: PT011 - any reason will do
        _parsed(body)


@pytest.mark.parametrize("content", [b"", b"[]", b"{}", b"\xff\xfe", b'{"magic": "HN Abroad key slots"}'])
def test_what_is_no_key_file_is_refused(content: bytes) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - any reason will do
        keyfile.from_bytes(content)


def test_a_key_file_of_a_newer_program_names_it() -> None:
    _key, slots, _printed = new_slots(person="Lan", password="một", cost=CHEAP)
    body = json.loads(keyfile.to_bytes(slots)) | {"format": 2, "program": "7.5.0"}
    with pytest.raises(NewerFile, match=r"7\.5\.0"):
        _parsed(body)


def test_the_key_is_not_shown_by_accident() -> None:
    key, slots, _printed = new_slots(person="Lan", password="một", cost=CHEAP)
    assert repr(key.secret) not in repr(key)
    assert key.secret.hex().encode() not in keyfile.to_bytes(slots)
    assert "wrapped" not in repr(slots)


def _parsed(body: dict[str, object]) -> KeySlots:
    return keyfile.from_bytes(json.dumps(body).encode())
