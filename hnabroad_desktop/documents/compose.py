"""Pieces that every official paper shares: letterhead, marks, title, signature, recipients."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from hnabroad_desktop.base.vietnamese import decree_date, respell
from hnabroad_desktop.documents.blocks import Block, Box, Grid, Rule, Space, Span, Text
from hnabroad_desktop.documents.facts import Issuer, Marks, Signer
from hnabroad_desktop.documents.people import figure
from hnabroad_desktop.documents.profiles import PAGE_LONG, PAGE_SHORT, Profile
from hnabroad_desktop.documents.wording import Values, Wording, fill, missing_fields

_STAMPS = ("secrecy", "urgency")
_BLANK = "\u00a0" * 8


@dataclass
class Page:
    """Collects the blocks of one part and the fields that turned out to be missing."""

    profile: Profile
    values: Values
    wide: bool = False
    blocks: list[Block] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)

    def halves(self, left: str) -> tuple[float, float]:
        """Return the widths of two columns in mm; ``left`` names the figure for the upright page."""
        whole = text_width(self.profile, wide=self.wide)
        part = self.profile.number(left) * (whole / text_width(self.profile) if self.wide else 1)
        return part, whole - part

    def filled(self, text: str) -> tuple[Span, ...]:
        """Return a line of the wording with its fields filled, and note what is missing."""
        spans = fill(text, self.values, old_spelling=self.profile.flag("spelling.old"))
        self.missing += missing_fields(spans)
        return spans

    def say(self, style: str, text: str, keep_next: int = 0) -> None:
        """Add a filled line as a paragraph."""
        if text:
            self.blocks.append(Text(style, self.filled(text), keep_next))

    def words(self, text: str) -> str:
        """Return boilerplate in the spelling of the profile."""
        return respell(text, "old") if self.profile.flag("spelling.old") else text


def line(style: str, text: str, keep_next: int = -1) -> Text:
    """Return a paragraph of fixed words that stays with what follows."""
    return Text(style, (Span(text),), keep_next)


def text_width(profile: Profile, *, wide: bool = False) -> float:
    """Return the width of the text area in millimetres."""
    margins = profile.margins(wide=wide)
    return (PAGE_LONG if wide else PAGE_SHORT) - margins.left - margins.right


def number_and_symbol(number: int | None, symbol: str, profile: Profile, blank: str = _BLANK) -> str:
    """Return "05/QĐ-UBND" or "05-QĐ/TU"; without a number its place stays empty."""
    told = blank if number is None else f"{number:0{int(profile.number('number.pad'))}d}"
    return f"{told}{profile.text('number.separator')}{symbol}"


def place_and_date(place: str, day: str, as_of: str, profile: Profile) -> str:
    """Return "Hà Nội, ngày 05 tháng 02 năm 2026"; a draft leaves room for day and month."""
    told = decree_date(date.fromisoformat(day)) if day else f"ngày{_BLANK}tháng{_BLANK}năm {as_of[:4]}"
    return f"{place}{profile.text('place_date.comma')}{told}"


def letterhead(
    page: Page, wording: Wording, issuer: Issuer, number: str, place_date: str, marks: Marks, numbered: bool
) -> None:
    """Add the letterhead: issuer and number on the left, country or Party and date on the right."""
    profile = page.profile
    left: list[Block] = [line("superior", page.words(name)) for name in issuer.superior or wording.superior]
    names = issuer.names or wording.issuer
    left += [line("issuer", page.words(name)) for name in names]
    if profile.text("issuer.mark") == "line":
        left.append(Rule("issuer", page.words(names[-1]), profile.number("line.issuer")))
    else:
        left.append(line("issuer_mark", profile.text("issuer.mark")))
    right: list[Block] = [line("nation", page.words(profile.text("letterhead.right_head")))]
    second = profile.text("letterhead.right_second")
    if second:
        right.append(line("motto", second))
    last = ("motto", second) if second else ("nation", profile.text("letterhead.right_head"))
    right.append(Rule(*last, profile.number("line.nation")))
    rows = [(tuple(left), tuple(right))]
    if number:
        gap = Space(profile.number("letterhead.gap") * 25.4 / 72)
        under = [
            gap,
            line("number", profile.text("number.prefix") + number),
            *_stamps(marks, profile, numbered),
        ]
        rows.append((tuple(under), (gap, line("place_date", place_date))))
    page.blocks.append(Grid(page.halves("letterhead.left"), tuple(rows)))


def _stamps(marks: Marks, profile: Profile, numbered: bool) -> Iterable[Block]:
    align: Literal["left", "center"] = "left" if profile.text("stamp.align") == "left" else "center"
    for kind in _STAMPS:
        mark = getattr(marks, kind)
        if mark:
            name = f"stamp.{mark}"
            yield Space(3)
            yield Box(
                "stamp",
                profile.text(name),
                profile.number(f"{name}.width"),
                profile.number(f"{name}.height"),
                align,
                profile.flag("stamp.boxed"),
            )
    if marks.draft and not numbered:
        words = profile.text("draft.mark")
        if marks.draft_number is not None:
            words = profile.text("draft.mark_numbered").format(n=marks.draft_number)
        yield Space(3)
        yield line("draft_mark", words)


def circulation_box(marks: Marks) -> Box | None:
    """Return the frame for the head of the first page ("LƯU HÀNH NỘI BỘ"), if there is one."""
    return Box("stamp", marks.circulation, 60, 8) if marks.circulation else None


def title(page: Page, type_name: str, summary: str) -> None:
    """Add the name of the paper and its summary with the mark below."""
    profile = page.profile
    page.blocks.append(Space(profile.number("title.before") * 25.4 / 72))
    page.blocks.append(line("type_name", page.words(type_name)))
    page.say("summary", summary, keep_next=-1)
    summary_mark(page)


def summary_mark(page: Page, style: str = "summary") -> None:
    """Add the line, or the five hyphens, below the block added last."""
    profile = page.profile
    above = page.blocks[-1]
    if profile.text("summary.mark") == "line" and isinstance(above, Text):
        page.blocks.append(Rule(style, above.words, profile.number("line.summary")))
    else:
        page.blocks.append(line("summary_mark", profile.text("summary.mark")))


def bases(page: Page, texts: Sequence[tuple[Span, ...]]) -> None:
    """Add the bases, one a line, with the punctuation of the profile."""
    profile = page.profile
    for index, spans in enumerate(texts):
        end = profile.text("bases.last" if index == len(texts) - 1 else "bases.end")
        page.blocks.append(Text("basis", (*_start(profile.text("bases.prefix")), *spans, Span(end))))


def _start(words: str) -> tuple[Span, ...]:
    return (Span(words),) if words else ()


def signing_lines(signer: Signer, profile: Profile) -> tuple[tuple[str, bool], ...]:
    """Return the lines above the name, each with whether it is bold (wording.md 7, 8).

    State: all bold. Party: the line of the capacity bold, the title regular;
    a head who signs alone as the profile says.
    """
    plain = profile.flag("sign.title_bold")
    if signer.capacity == "direct":
        return ((signer.title, plain or profile.flag("sign.head_alone_bold")),)
    if signer.capacity == "acting":
        return ((profile.text("sign.acting") + signer.title, plain or profile.flag("sign.head_alone_bold")),)
    lines = [(profile.text(f"sign.{signer.capacity}") + signer.principal, True)]
    if signer.capacity == "on_behalf" and signer.head and profile.flag("sign.collective_deputy"):
        lines.append((profile.text("sign.deputy") + signer.head, True))
    return (*lines, (signer.title, plain))


def signature(page: Page, signer: Signer | None, left: Sequence[Block]) -> None:
    """Add the signature on the right, level with ``left`` (recipients or the one who made a list)."""
    profile = page.profile
    if signer is None:
        page.missing += ["chức vụ người ký", "người ký"]
        right: list[Block] = [
            Text("capacity", (Span("<chức vụ người ký>", missing=True),)),
            Space(profile.number("sign.gap")),
            Text("signer_name", (Span("<người ký>", missing=True),)),
        ]
    else:
        right = [
            Text("capacity", (Span(page.words(words), bold=bold),))
            for words, bold in signing_lines(signer, profile)
        ]
        right += [Space(profile.number("sign.gap")), line("signer_name", signer.name)]
    page.blocks += [Space(4), Grid(page.halves("sign.left"), ((tuple(left), tuple(right)),))]


def recipients(
    page: Page, wording: Wording, more: Sequence[str], marks: Marks, omit: Sequence[str] = ()
) -> tuple[Block, ...]:
    """Return "Nơi nhận" with its lines; ``more`` stands where the wording has "<nơi nhận>"."""
    profile = page.profile
    listed = [
        name
        for text in wording.recipients
        if text not in omit
        for name in (more if text == "<nơi nhận>" else (text,))
    ]
    blocks: list[Block] = [line("recipients_head", profile.text("recipients.head"))]
    for text, end in [(t, "recipients.end") for t in listed] + [(wording.text("archive"), "recipients.last")]:
        spans = page.filled(text)
        blocks.append(
            Text("recipient", (Span(profile.text("recipients.prefix")), *spans, Span(profile.text(end))))
        )
    if marks.drafter:
        copies = f" ({figure(marks.copies, profile)})" if marks.copies is not None else ""
        blocks += [Space(1), line("drafter", f"{marks.drafter}.{copies}" if copies else marks.drafter)]
    return tuple(blocks)
