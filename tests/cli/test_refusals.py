"""What cannot be done ends in one Vietnamese sentence and exit code 1, and changes nothing."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from hnabroad_desktop.actions import files, log
from hnabroad_desktop.cli import boundary
from tests import data_files
from tests.cli.conftest import Command


def contents(folder: Path) -> dict[str, bytes]:
    return {p.name: p.read_bytes() for p in folder.iterdir() if p.is_file() and not p.name.endswith(".lock")}


def test_a_wrong_password(path: Path, hnabroad: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HNABROAD_PASSWORD", "sai")
    before = contents(path.parent)
    assert hnabroad("list", path, "cadre").refused().startswith("Mật khẩu không đúng.")
    assert contents(path.parent) == before


def test_no_password_and_nobody_to_ask(
    path: Path, hnabroad: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("HNABROAD_PASSWORD")
    monkeypatch.setattr(sys, "stdin", open("/dev/null" if sys.platform != "win32" else "NUL"))  # noqa: SIM115
    assert "HNABROAD_PASSWORD" in hnabroad("list", path, "cadre").refused()
    sys.stdin.close()


def test_a_missing_file(tmp_path: Path, hnabroad: Command) -> None:
    assert hnabroad("list", tmp_path / "x.hnab", "cadre").refused().startswith("Không tìm thấy tệp x.hnab")
    assert (
        hnabroad("restore", tmp_path / "x.hnabak", tmp_path / "y.hnab").refused().startswith("Không tìm thấy")
    )


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 a workbook", b"\x00" * 4096])
def test_a_foreign_file_is_not_touched(content: bytes, tmp_path: Path, hnabroad: Command) -> None:
    foreign = tmp_path / "khác.hnab"
    foreign.write_bytes(content)
    assert "không phải tệp dữ liệu" in hnabroad("add", foreign, "cadre", "full_name=A").refused()
    assert foreign.read_bytes() == content


def test_a_file_open_elsewhere_can_be_read_but_not_changed(path: Path, hnabroad: Command) -> None:
    held = files.open_file(path, password=data_files.PASSWORD)
    try:
        assert "đang được mở" in hnabroad("set", path, "cadre", "SNV-001", "phone=1").refused()
        assert len(hnabroad("list", path, "cadre", "--json").json()) == 4
    finally:
        files.close(held)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["list", "người"], "Không có loại hồ sơ “người”"),
        (["show", "cadre", "SNV-999"], "“SNV-999” không có trong tệp dữ liệu"),
        (["show", "cadre", "Nguyễn Văn An"], "ứng với 2 hồ sơ: "),
        (["set", "cadre", "SNV-001", "fullname=B"], "“fullname”. Chưa lưu gì. Có các trường: full_name"),
        (["set", "cadre", "SNV-001", "retirement_date=1/1/2030"], "do chương trình tự tính"),
        (["set", "cadre", "SNV-001", "full_name"], "không ghi theo dạng FIELD=VALUE"),
        (["set", "cadre", "SNV-001", "passport+=A1"], "không ghi theo dạng FIELD=VALUE"),
        (["set", "cadre", "SNV-001", "passport+=colour=red"], "không có trường “colour”"),
        (["set", "cadre", "SNV-001", "passport[1].number=A1"], "không có dòng 1; bảng có 0 dòng"),
        (["set", "cadre", "SNV-001", "passport-=x"], "không có dòng x"),
        (["set", "cadre", "SNV-001", "passeport-=1"], "không có trường “passeport”"),
        (["set", "cadre", "SNV-001", "sex=other"], "Giới tính (sex): “other” không thuộc danh mục"),
        (["set", "cadre", "SNV-001", "party_join_date=31/2/2010"], "(party_join_date): “31/2/2010” không"),
        (["set", "cadre", "SNV-001", "unit=Phòng không có"], "(unit): Cơ quan, đơn vị “Phòng không có”"),
        (["set", "cadre", "SNV-001", "photo=/không/có.jpg"], "Không đọc được tệp “có.jpg”"),
        (["set", "cadre", "SNV-001", "full_name="], "còn thiếu Họ và tên khai sinh (full_name)"),
        (["set", "cadre", "SNV-001", "passport+=number=A;issue_date=99/1/2020"], "(passport[1].issue_date)"),
        (["delete", "cadre", "SNV-001", "--reason", " "], "Đề nghị ghi lý do xóa"),
        (["recover", "cadre", "SNV-001"], "không nằm trong hồ sơ đã xóa"),
        (["print", "LOP-1", "--out", "x"], "“LOP-1” không có trong tệp dữ liệu"),
        (["print", "LOP-1", "--out", "x", "--number", "5"], "chỉ dùng cùng --issue"),
        (["print", "LOP-1", "--out", "x", "--issue", "--document", "annex"], "Chỉ ban hành quyết định"),
        (["print", "LOP-1", "--out", "x", "--issue", "--date", "40/1/2026"], "“40/1/2026” không phải"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named(arguments: list[str], said: str, path: Path, hnabroad: Command) -> None:
    before = hnabroad("list", path, "cadre", "--json").out
    verb, *rest = arguments
    assert said in hnabroad(verb, path, *rest).refused()
    assert hnabroad("list", path, "cadre", "--json").out == before


def test_everything_missing_and_wrong_is_named_at_once(path: Path, hnabroad: Command) -> None:
    said = hnabroad("add", path, "cadre", "birth_date=hôm qua", "sex=x", "unit=không có").refused()
    for name in ("(full_name)", "(birth_date)", "(sex)", "(unit)"):
        assert name in said
    said = hnabroad("add", path, "cadre").refused()
    assert said == "Chưa lưu: còn thiếu Cơ quan, đơn vị công tác (unit), Họ và tên khai sinh (full_name)."


def test_doubts_are_told_beside_what_was_done(path: Path, hnabroad: Command) -> None:
    done = hnabroad("set", path, "cadre", "SNV-001", "citizen_id=012345")
    assert done.code == 0
    assert done.said.startswith("Lưu ý: Số định danh cá nhân")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "Còn thiếu: "),
        (["fly"], "Không có trong lệnh: fly."),
        (["list"], "Còn thiếu: FILE, KIND."),
        (["list", "a", "cadre", "--colour"], "Không có trong lệnh: --colour."),
        (["print", "a", "b", "--out", "c", "--profile", "club"], "Không có trong lệnh: club."),
        (["print", "a", "b", "--out", "c", "--number", "năm"], "Giá trị của --number không hợp lệ."),
        (["delete", "a", "cadre", "b"], "Còn thiếu: --reason."),
        (["list", "a", "cadre", "--password", "x"], "Không có trong lệnh: --password x."),
    ],
)
def test_a_command_that_is_not_one(arguments: list[str], said: str, hnabroad: Command) -> None:
    refused = hnabroad(*arguments).refused()
    assert refused.startswith(said)
    assert "Cách ghi: hnabroad" in refused


def test_help_is_in_the_language_of_the_user(hnabroad: Command, capsys: pytest.CaptureFixture[str]) -> None:
    for arguments, words in (
        (["--help"], "Các lệnh:"),
        (["add", "--help"], "TABLE+=FIELD=VALUE"),
        (["add", "--help", "--english"], "adds a row"),
    ):
        with pytest.raises(SystemExit) as ended:
            hnabroad(*arguments)
        assert ended.value.code == 0
        out = capsys.readouterr().out
        assert words in out
        assert "usage:" not in out


def test_a_fault_of_the_program_is_noted_without_anybodys_data(capsys: pytest.CaptureFixture[str]) -> None:
    def work() -> None:
        raise ZeroDivisionError("Nguyễn Văn An, 001085000001")

    assert boundary.run(work) == 1
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert "ZeroDivisionError-test_refusals.py" in said
    noted = log.log_file().read_text(encoding="utf-8")
    assert "test_refusals.py" in noted
    assert "Nguyễn" not in noted + said


def test_stopping_is_told_calmly(capsys: pytest.CaptureFixture[str]) -> None:
    def work() -> None:
        raise KeyboardInterrupt

    assert boundary.run(work) == 1
    assert capsys.readouterr().err == "Đã dừng. Dữ liệu đã lưu trước đó vẫn còn nguyên.\n"


def test_words_in_another_encoding_are_refused(path: Path, hnabroad: Command) -> None:
    said = hnabroad("set", path, "cadre", "SNV-001", "note=\udcff").refused()
    assert said.startswith("“note=\\udcff” không ghi bằng bảng mã UTF-8.")
