"""Faults in cards and packages, and the tests that must notice them."""

from __future__ import annotations

from tests.mutants.fault import Fault

SEALED_TESTS = ("tests/sealed/test_package.py", "tests/sealed/test_lies.py", "tests/sealed/test_cards.py")

SEALED_FAULTS: dict[str, Fault] = {
    "sealed: the signature is not checked": (
        "exchange/intake.py",
        "if not signed_by(said.sign, signature, manifests.signed_words(words)):",
        "if False:",
    ),
    "sealed: any known digits will do": (
        "exchange/intake.py",
        "if partner is None or partner.card.sign != said.sign:",
        "if partner is None:",
    ),
    "sealed: a card that waits is enough": (
        "exchange/intake.py",
        "if partner.status is not Status.VERIFIED:",
        "if False:",
    ),
    "sealed: a withdrawn card is enough": (
        "exchange/intake.py",
        "if self._trusted.revoked(said.fingerprint):",
        "if False:",
    ),
    "sealed: a lost machine signs in our name": (
        "exchange/intake.py",
        "if own is not None and self._trusted.revoked(own.fingerprint):",
        "if False:",
    ),
    "sealed: a unit speaks for another": (
        "exchange/intake.py",
        "if told.content.sender_unit != (self._keys.unit if own is not None else self._unit):",
        "if False:",
    ),
    "sealed: what others were meant to get is taken": (
        "exchange/intake.py",
        "if own is None and not any(self._keys.owner(each.fingerprint) for each in told.to):",
        "if False:",
    ),
    "sealed: practice and real data mix": (
        "exchange/intake.py",
        "if told.practice != self._keys.practice:",
        "if False:",
    ),
    "sealed: later forms are read": (
        "exchange/intake.py",
        "if said.format > manifests.FORMAT or said.reader > SCHEMA:",
        "if False:",
    ),
    "sealed: the hash of a section is not checked": (
        "exchange/intake.py",
        "if self._hash.digest() != self._waiting.pop(0).sha256:",
        "if self._waiting.pop(0) is None:",
    ),
    "sealed: what is missing at the end is not missed": (
        "exchange/intake.py",
        "if self._manifest is None or self._waiting:",
        "if self._manifest is None:",
    ),
    "sealed: a bomb grows": ("exchange/sections.py", "if total > section.raw:", "if False:"),
    "sealed: declared growth is believed": (
        "exchange/intake.py",
        "if manifests.inflated(told):",
        "if False:",
    ),
    "sealed: lines may be fewer": ("exchange/sections.py", "if found != self.count or", "if False or"),
    "sealed: lines may be more": (
        "exchange/sections.py",
        "(self.last and next(lines, None) is not None)",
        "False",
    ),
    "sealed: an attachment may be another": (
        "exchange/sections.py",
        "if hashlib.sha256(found).hexdigest() != section.name:",
        "if False:",
    ),
    "sealed: the package is not read back": (
        "exchange/seal.py",
        "        if _hash(draft) != (out.hash.hexdigest(), out.size):\n"
        "            raise NotReadBack(path.name)\n"
        "        _prove(draft, path.name, keys)\n",
        "",
    ),
    "sealed: written over what is there": (
        "exchange/seal.py",
        'draft = path.with_name(f".{path.name}.new")',
        "draft = path",
    ),
    "sealed: a cut-off package is called damaged": ("exchange/unseal.py", "if size >= whole:", "if True:"),
    "cards: four digits are enough": (
        "exchange/fingerprints.py",
        "return digits.endswith(bare)",
        "return digits.endswith(bare[-4:])",
    ),
    "cards: the digits are not compared": (
        "exchange/partners.py",
        "if not agree(digits, card.fingerprint):",
        "if agree(digits, card.fingerprint) is None:",
    ),
    "cards: a card may be changed": (
        "exchange/cards.py",
        "if not signed_by(card.sign, signature, _SIGNED + _body(card)):",
        "if False:",
    ),
    "cards: anybody names the next card": (
        "exchange/cards.py",
        "return self.former == earlier.fingerprint and signed_by(earlier.sign, self.handover, words)",
        "return True",
    ),
    "cards: anybody withdraws": (
        "exchange/partners.py",
        "signer.card.unit == statement.unit or may(signer.card.unit, statement.unit)",
        "True",
    ),
    "cards: a forged withdrawal counts": (
        "exchange/partners.py",
        "if signer is None or not keys.signed_by(signer.card.sign, statement.signature, statement.words):",
        "if signer is None:",
    ),
    "cards: a withdrawn card is confirmed again": (
        "exchange/partners.py",
        "if held.revoked(card.fingerprint):",
        "if False:",
    ),
    "cards: packages go to a replaced card": (
        "exchange/partners.py",
        "p.status is Status.VERIFIED and not p.replaced_by",
        "p.status is Status.VERIFIED",
    ),
}
