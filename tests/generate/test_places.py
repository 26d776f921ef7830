from pathlib import Path

import pytest

from mizalla.generate.places import COLUMNS, real_villages
from mizalla_models.errors import UsageError

HEADER = ",".join(COLUMNS)


def test_more_places_than_asked_are_spread(tmp_path: Path) -> None:
    """Only the villages of the first district would be served."""
    file = tmp_path / "places.csv"
    rows = [
        f"EG25{i // 50:02d}{i % 50:02d},قرية,,EG25,EG25{i // 50:02d},27.2,31.1,x+"
        for i in range(200)
    ]
    file.write_text("\n".join([HEADER, *reversed(rows)]), "utf-8")
    made = real_villages(file, "EG25", 24)
    assert len(made) == 24
    assert {village.district for village in made} == {"EG2500", "EG2501", "EG2502", "EG2503"}
    assert made == sorted(made, key=lambda village: village.pcode)


def test_places_of_other_governorates_and_doubtful_ones_are_left_out(tmp_path: Path) -> None:
    """Villages would lie in the middle of their district, or in another governorate."""
    file = tmp_path / "places.csv"
    row = "EG{0}0101,قرية,Village,EG{0},EG{0}01,27.2,31.1,{1}"
    rows = [row.format(24, "x+"), row.format(25, "markaz-polygon"), row.format(26, "x+y")]
    file.write_text("\n".join([HEADER, *rows]), "utf-8-sig")
    assert real_villages(file, "EG25", 5) == []
    assert [village.name for village in real_villages(file, "EG26", 5)] == ["Village"]


@pytest.mark.parametrize(
    "content",
    [
        None,
        b"pcode,lat\nEG25,1\n",
        f"{HEADER}\nEG250101,x,,EG25,EG2501,north,31.1,+\n".encode(),
        f"{HEADER}\nEG250101,x,,EG25,EG2501,271.8,31.1,+\n".encode(),
        f"{HEADER}\nEG250101,x,,EG25\n".encode(),
        "قرية".encode("utf-16"),
    ],
)
def test_a_list_that_can_not_be_read_is_refused(tmp_path: Path, content: bytes | None) -> None:
    """A wrong file would end in a traceback."""
    file = tmp_path / "places.csv"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(UsageError, match=r"places\.csv"):
        real_villages(file, "EG25", 5)
