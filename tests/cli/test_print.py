"""Papers of a class from a terminal: drafts in both layouts, and a decision issued under its number."""

from __future__ import annotations

import os
from pathlib import Path

import pdfplumber
import pytest

from tests.cli.conftest import Command
from tests.papers import city as papers_city
from tests.papers.city import City


@pytest.fixture(scope="session")
def original(tmp_path_factory: pytest.TempPathFactory) -> City:
    """The city nobody changes."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HNABROAD_HOME", str(tmp_path_factory.mktemp("city-home")))
        return papers_city.build(tmp_path_factory.mktemp("city") / "thanh-pho.hnab")


@pytest.fixture
def city(original: City, tmp_path: Path, hnabroad: Command, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A city of one's own, and its password at hand."""
    monkeypatch.setenv("HNABROAD_PASSWORD", papers_city.PASSWORD)
    return papers_city.copy(original, tmp_path).path


def words(pdf: Path) -> str:
    with pdfplumber.open(pdf) as paper:
        return " ".join((page.extract_text() or "") for page in paper.pages).replace("\n", " ")


def written(out: str) -> list[Path]:
    found = [Path(line) for line in out.splitlines() if line.endswith((".pdf", ".docx"))]
    assert all(path.is_file() for path in found)
    return found


def test_a_draft_is_written_in_both_layouts_and_nothing_else_changes(
    city: Path, tmp_path: Path, hnabroad: Command
) -> None:
    out = tmp_path / "giấy" / "tờ"
    made = []
    for profile, heading in (("state", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA"), ("party", "ĐẢNG CỘNG SẢN VIỆT NAM")):
        done = hnabroad(
            "print",
            city,
            "LOP-2026-01",
            "--document",
            "decision",
            "--profile",
            profile,
            "--out",
            out,
            "--docx",
        )
        assert done.code == 0, done.said
        made += written(done.out)
        assert heading in words(made[-2])
        assert "Hoàng Thị Yến" in words(made[-2])
    assert len({path.name for path in made}) == 4
    assert sorted(os.listdir(out)) == sorted(path.name for path in made)
    assert hnabroad("list", city, "decision", "--json").json() == []


@pytest.mark.parametrize("document", ["annex", "profile_list"])
def test_lists_are_written_alone(document: str, city: Path, tmp_path: Path, hnabroad: Command) -> None:
    done = hnabroad("print", city, "LOP-2026-01", "--document", document, "--out", tmp_path / "out")
    assert done.code == 0, done.said
    assert "Vũ Thị Ánh" in words(written(done.out)[0])


def test_issuing_takes_the_whole_course_and_prints_the_archive_copy(
    city: Path, tmp_path: Path, hnabroad: Command
) -> None:
    ask = ("print", city, "LOP-2026-01", "--profile", "state", "--out", tmp_path / "out")
    done = hnabroad(*ask, "--issue", "--number", 127, "--date", "24/11/2026")
    assert done.code == 0, done.said
    assert "Đã ban hành: 127/QĐ-UBND" in done.out
    paper = written(done.out)[0]
    assert "127" in paper.name
    assert "ngày 24 tháng 11 năm 2026" in words(paper)
    (decision,) = hnabroad("list", city, "decision", "--json").json()
    assert (decision["state"], decision["number"], decision["class"]) == ("issued", 127, "LOP-2026-01")
    again = hnabroad(*ask)
    assert written(again.out)[0].read_bytes() == paper.read_bytes()
    assert "không sửa được" in hnabroad(*ask, "--issue", "--number", 128).refused()
    assert "Không có thay đổi nào" in hnabroad("undo", city).refused()
    assert (
        "Đề nghị hủy số" in hnabroad("delete", city, "decision", decision["id"], "--reason", "nhầm").refused()
    )
    (number,) = hnabroad("list", city, "document_number", "--json").json()
    assert (
        "Đề nghị hủy số"
        in hnabroad("delete", city, "document_number", number["id"], "--reason", "x").refused()
    )


def test_a_refused_issue_leaves_everything_as_it_was(city: Path, tmp_path: Path, hnabroad: Command) -> None:
    ask = ("print", city, "LOP-2026-01", "--out", tmp_path / "out", "--issue")
    assert "số do văn thư cấp" in hnabroad(*ask).refused()
    assert hnabroad("list", city, "decision", "--json").json() == []
    assert not (tmp_path / "out").exists()
    hnabroad("set", city, "class", "LOP-2026-01", "estimate_number=", "estimate_date=")
    assert "còn thiếu" in hnabroad(*ask, "--number", 5).refused()
    assert hnabroad("list", city, "decision", "--json").json() == []


def test_a_list_is_written_as_a_workbook_too(city: Path, tmp_path: Path, hnabroad: Command) -> None:
    ask = ("print", city, "LOP-2026-01", "--out", tmp_path / "out", "--xlsx")
    assert "--xlsx dùng với" in hnabroad(*ask).refused()
    done = hnabroad(*ask, "--document", "annex")
    assert [Path(line).suffix for line in done.out.splitlines()] == [".pdf", ".xlsx"]


def test_a_number_is_voided_and_stays_so(city: Path, tmp_path: Path, hnabroad: Command) -> None:
    ask = ("print", city, "LOP-2026-01", "--out", tmp_path / "out", "--issue", "--number")
    hnabroad(*ask, 127, "--date", "24/11/2026")
    assert "ghi lý do hủy số" in hnabroad("void", city, "127/QĐ-UBND", "--reason", " ").refused()
    done = hnabroad("void", city, "127/QĐ-UBND", "--reason", "Ghi nhầm sổ")
    assert (done.code, done.out.strip()) == (0, "Đã hủy số 127/QĐ-UBND.")
    (entry,) = hnabroad("list", city, "document_number", "--json").json()
    assert (entry["state"], entry["number"]) == ("void", 127)
    (decision,) = hnabroad("list", city, "decision", "--json").json()
    assert decision["state"] == "annulled"
    assert "đã hủy trước đó: Ghi nhầm sổ" in hnabroad("void", city, entry["id"], "--reason", "x").refused()
    assert "không có trong tệp" in hnabroad("void", city, "999/QĐ-UBND", "--reason", "x").refused()
    assert "127/QĐ-UBND đã hủy" in hnabroad(*ask, 127).refused()


def test_an_issued_decision_is_amended_and_the_amendment_issued(
    city: Path, tmp_path: Path, hnabroad: Command
) -> None:
    ask = ("print", city, "LOP-2026-01", "--out", tmp_path / "out", "--issue", "--number")
    amend = ("amend", city, "LOP-2026-01")
    assert "chưa có quyết định còn hiệu lực" in hnabroad(*amend, "--in", "Ngô Ý Nhi").refused()
    hnabroad(*ask, 127, "--date", "24/11/2026")
    assert "Đề nghị nêu" in hnabroad(*amend).refused()
    assert "Đề nghị ghi lý do" in hnabroad(*amend, "--out", "Lê Văn Bình").refused()
    assert len(hnabroad("list", city, "decision", "--json").json()) == 1
    done = hnabroad(*amend, "--out", "Lê Văn Bình", "--in", "Ngô Ý Nhi", "--reason", "bận công tác")
    assert "Số thay đổi của danh sách: 1" in done.out
    assert "số tờ trình" in hnabroad(*ask, 131, "--date", "27/11/2026").refused()
    paper = {
        "class": "LOP-2026-01",
        "role": "proposal",
        "document_type": "submission",
        "number": "131/TTr-SNV",
    }
    paper |= {"date": "26/11/2026", "sender": "Sở Nội vụ", "summary": "thay đổi danh sách"}
    made = hnabroad(
        "add", city, "incoming_document", *(f"{k}={v}" for k, v in paper.items()), "--json"
    ).json()
    drafts = hnabroad("list", city, "decision", "--json").json()
    draft = next(each["id"] for each in drafts if each["state"] == "draft")
    hnabroad("set", city, "decision", draft, f"submission={made['id']}")
    done = hnabroad(*ask, 131, "--date", "27/11/2026")
    (pdf,) = written(done.out)
    assert pdf.name == "Quyet-dinh-dieu-chinh-LOP-2026-01-so-131-QD-UBND.pdf"
    assert "Đưa ra khỏi danh sách: ông (bà) Lê Văn Bình, sinh năm 1981" in words(pdf)
    states = {each["number"]: each["state"] for each in hnabroad("list", city, "decision", "--json").json()}
    assert states == {127: "amended", 131: "issued"}


def test_what_a_draft_lacks_is_told_beside_it(city: Path, tmp_path: Path, hnabroad: Command) -> None:
    hnabroad("set", city, "class", "LOP-2026-01", "estimate_number=", "estimate_date=")
    done = hnabroad("print", city, "LOP-2026-01", "--out", tmp_path)
    assert done.code == 0
    assert done.said.startswith("Lưu ý: văn bản còn thiếu")


def test_a_folder_that_is_none_is_refused(city: Path, tmp_path: Path, hnabroad: Command) -> None:
    (tmp_path / "tệp").write_text("x", encoding="utf-8")
    said = hnabroad("print", city, "LOP-2026-01", "--out", tmp_path / "tệp" / "out").refused()
    assert said.startswith("Không ghi được văn bản vào thư mục")
