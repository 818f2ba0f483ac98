"""How long a decision takes on paper, as a ratio to a bare ReportLab table of the same rows.

Run it by hand: ``python tests/bench/bench_documents.py``. Targets: at most 0.6
for 23 and for 500 names, growth from 500 to 5,000 names at most 11-fold.
"""

from __future__ import annotations

import io
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import LongTable, Paragraph, SimpleDocTemplate

from hnabroad_desktop.documents import metrics, pdf
from hnabroad_desktop.documents.annex import build_annex
from hnabroad_desktop.documents.blocks import Document, Table
from hnabroad_desktop.documents.decision import build_decision
from hnabroad_desktop.documents.facts import DecisionFacts, Person
from hnabroad_desktop.documents.profiles import profile_for
from hnabroad_desktop.documents.wording import wording_for
from tests.documents import sample

_GIVEN = ("An", "Bình", "Chi", "Dũng", "Giang", "Hạnh", "Khánh", "Lan", "Minh", "Nga", "Phúc", "Quân", "Thảo")
_MIDDLE = ("Văn", "Thị", "Hữu", "Ngọc", "Thanh", "Quang", "Minh", "Thu", "Đức", "Xuân", "Hồng")
_FAMILY = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ", "Đỗ", "Bùi", "Đặng", "Ngô", "Dương", "Phan")


def people(count: int) -> tuple[Person, ...]:
    """Invented people, all with different names and most with different posts."""
    made = []
    for i in range(count):
        like = sample.PEOPLE[i % len(sample.PEOPLE)]
        name = f"{_FAMILY[i % 12]} {_MIDDLE[i // 12 % 11]} {_MIDDLE[i // 7 % 11]} {_GIVEN[i // 3 % 13]}"
        post = f"{like.post} số {i // 40 + 1}"
        birth = f"{1970 + i % 20}-{i % 12 + 1:02}-{i % 28 + 1:02}"
        made.append(replace(like, full_name=name, post=post, birth=birth))
    return tuple(made)


def document(count: int) -> Document:
    facts = replace(sample.UBND, people=people(count))
    return build_decision(
        facts, profile_for("state", facts.as_of), wording_for("decision", facts.as_of, organ="ubnd")
    )


def ours(count: int) -> float:
    """Facts to PDF, with nothing remembered from the run before."""
    facts: DecisionFacts = replace(sample.UBND, people=people(count))
    profile = profile_for("state", facts.as_of)
    wording = wording_for("decision", facts.as_of, organ="ubnd")

    def run() -> None:
        metrics.break_cell.cache_clear()
        metrics.break_text.cache_clear()
        pdf.to_pdf(build_decision(facts, profile, wording))

    return best(run, 9 if count < 100 else 3)


def floor(count: int) -> float:
    """A bare LongTable of the rows of the annex, every cell a Paragraph."""
    facts = replace(sample.UBND, people=people(count))
    profile = profile_for("state", facts.as_of)
    annex = build_annex(facts, profile, wording_for("decision", facts.as_of, organ="ubnd"))
    table = next(block for block in annex.parts[0].blocks if isinstance(block, Table))
    heads: Sequence[str] = [cell.text for cell in table.head if cell.row == 0] + [""]
    used = metrics.faces()
    style = ParagraphStyle("cell", fontName=used.regular.name, fontSize=12, leading=13.8)

    def run() -> None:
        rows = [
            [Paragraph(text, style) for text in row] for row in (heads[: len(table.columns)], *table.rows)
        ]
        flow = LongTable(
            rows,
            colWidths=[column.width * metrics.MM for column in table.columns],
            repeatRows=1,
            style=[("GRID", (0, 0), (-1, -1), 0.5, "black")],
        )
        SimpleDocTemplate(io.BytesIO(), pagesize=A4, leftMargin=85, rightMargin=42).build([flow])

    return best(run, 9 if count < 100 else 2)


def best(run: Callable[[], None], times: int = 3) -> float:
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        run()
        taken.append(time.perf_counter() - start)
    return min(taken)


def main() -> None:
    pdf.to_pdf(document(3))
    small, floor_small = ours(23), floor(23)
    middle, floor_middle = ours(500), floor(500)
    large = ours(5000)
    for count, taken, bare in ((23, small, floor_small), (500, middle, floor_middle)):
        print(
            f"decision, {count} names: {taken * 1000:.1f} ms, {taken / bare:.2f} of a bare table (target 0.6)"
        )
    print(f"500 to 5,000 names:  {large / middle:.1f}-fold (at most 11)")


if __name__ == "__main__":
    main()
