"""A package of 5,000 real cadres fits beside anything on a stick."""

from __future__ import annotations

import random
from pathlib import Path

from hnabroad_desktop.actions import files
from hnabroad_desktop.exchange import keys, package
from hnabroad_desktop.exchange.content import Content, StreamPart
from hnabroad_desktop.records.cadre import CADRE
from hnabroad_desktop.records.schema import Record
from tests.data_files import CHEAP, PASSWORD
from tests.sealed.units import CITY, cards, trusting

COUNT = 5000
MOST = 500_000

FAMILY = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Phan", "Vũ", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô")
MIDDLE = ("Văn", "Thị", "Đức", "Minh", "Thu", "Ngọc", "Quang", "Hữu", "Thanh", "Hoài", "Kim", "Xuân")
GIVEN = ("An", "Anh", "Bình", "Chi", "Cường", "Dũng", "Đạt", "Giang", "Hà", "Hải", "Hòa", "Linh")


def test_five_thousand_cadres_of_twelve_fields_are_under_500_kb(tmp_path: Path) -> None:
    file, _key = files.new(tmp_path / "hồ sơ.hnab", "SNV", "Lan", PASSWORD, cost=CHEAP)
    chance = random.Random(7)
    with file.transaction("bulk") as step:
        for number in range(COUNT):
            step.add(_cadre(file.unit_id, number, chance))
    stream = _own_stream(file)
    assert stream.count == COUNT
    own = keys.own(file)
    told = Content(
        package_id="7".zfill(32),
        sender_unit=own.unit,
        sender=file.replica,
        receivers=(CITY.unit,),
        number=1,
        streams=(stream,),
    )
    files.close(file)
    written = package.write(tmp_path / "goi.hsx", told, own, cards(CITY))
    assert written.size < MOST
    found = package.read(written.path, CITY, trusting(own))
    assert list(found.streams[0].lines) == stream.lines
    found.close()


def _cadre(unit: str, number: int, chance: random.Random) -> Record:
    return CADRE.new(
        full_name=" ".join(chance.choice(part) for part in (FAMILY, MIDDLE, GIVEN)),
        unit=unit,
        birth_date=f"{chance.randint(1965, 1999)}-{chance.randint(1, 12):02d}-{chance.randint(1, 28):02d}",
        sex=chance.choice(("male", "female")),
        post=chance.choice(("~Chuyên viên", "~Phó Trưởng phòng")),
        staff_number=f"SNV-{number:05d}",
        citizen_id=f"001{chance.randrange(10**9):09d}",
        phone=f"09{chance.randrange(10**8):08d}",
        party_join_date=f"{chance.randint(1990, 2020)}-05-19",
        coefficient=chance.choice(("3.66", "4.40", "4.98")),
        ethnicity="kinh",
        birth_place=chance.choice(("Hà Nội", "Nam Định", "Thái Bình")),
    )


def _own_stream(file: files.OpenFile) -> StreamPart:
    with file.reading() as connection:
        sid, scope, tip, tip_hash = connection.exec_driver_sql(
            "SELECT sid, scope, n, tip FROM stream WHERE replica = ?", (bytes.fromhex(file.replica),)
        ).one()
        found = connection.exec_driver_sql("SELECT line FROM change WHERE sid = ? ORDER BY seq", (sid,)).all()
    return StreamPart(
        replica=file.replica,
        scope=scope.hex(),
        base=0,
        tip=tip,
        tip_hash=tip_hash,
        lines=[line for (line,) in found],
    )
