from collections import Counter
from pathlib import Path

import pytest

from mizalla.generate import Recipe, load_recipe
from mizalla.generate.draft import Draft
from mizalla.generate.geo import coordinates, distances
from mizalla.generate.towns import Town
from mizalla.generate.villages import villages

PLACES = """pcode,name_ar,name_en,adm1_pcode,adm2_pcode,lat,lon,coord_quality
EG250305,قرية أولى,,EG25,EG2503,27.1000,31.2000,markaz+village
EG250306,قرية ثانية,Second,EG25,EG2503,27.2000,31.1000,village+
EG250307,قرية ثالثة,,EG25,EG2503,27.2000,31.1000,markaz-polygon
"""


def test_there_are_as_many_as_asked(upper_egypt: Recipe, upper_egypt_draft: Draft) -> None:
    """Governorates would be left out, or the campaign be of another size."""
    made = upper_egypt_draft.villages
    assert len(made) == 1500
    by_governorate = Counter(village.governorate for village in made)
    assert set(by_governorate) == set(upper_egypt.governorates)
    assert by_governorate["EG24"] > by_governorate["EG25"] > by_governorate["EG29"]
    families = sum(village.households * (village.poverty_rate or 0) for village in made)
    assert families == pytest.approx(upper_egypt.families, rel=0.01)


def test_they_lie_near_towns_of_their_governorate(
    upper_egypt_draft: Draft, all_towns: tuple[Town, ...]
) -> None:
    """Villages would lie in the desert, or over the border of the governorate."""
    own = {
        pcode: [town for town in all_towns if town.governorate == pcode]
        for pcode in {village.governorate for village in upper_egypt_draft.villages}
    }
    for village in upper_egypt_draft.villages:
        km = distances(coordinates([village]), coordinates(own[village.governorate]))[0]
        assert km.min() < 26
        assert own[village.governorate][int(km.argmin())].district == village.district
        south, north = (f([town.lat for town in own[village.governorate]]) for f in (min, max))
        assert south - 0.1 < village.lat < north + 0.1


def test_half_of_them_lie_close_to_a_town(
    upper_egypt_draft: Draft, all_towns: tuple[Town, ...]
) -> None:
    """Roads to the villages would be longer than anywhere in the valley."""
    at = coordinates(upper_egypt_draft.villages)
    nearest = sorted(distances(at, coordinates(all_towns)).min(axis=1))
    assert nearest[len(nearest) // 2] < 8


def test_codes_and_names_are_unique(upper_egypt_draft: Draft) -> None:
    """Reading would refuse the folder, or a convoy go to the wrong village."""
    made = upper_egypt_draft.villages
    assert len({village.pcode for village in made}) == len(made)
    assert len({(village.district, village.name_ar) for village in made}) == len(made)
    assert all(village.pcode.startswith(village.district) for village in made)
    assert [village.pcode for village in made] == sorted(village.pcode for village in made)


def test_poverty_lies_around_the_rate_of_the_governorate(assiut_draft: Draft) -> None:
    """The needs would not be those of the region."""
    made = assiut_draft.villages
    people = sum(village.households for village in made)
    poor = sum(village.households * (village.poverty_rate or 0) for village in made)
    assert poor / people == pytest.approx(0.667, abs=0.03)
    assert any(village.already_served for village in made)
    assert all(village.already_served < 0.25 * village.households for village in made)


def test_real_places_come_first(tmp_path: Path, all_towns: tuple[Town, ...]) -> None:
    """A list of real villages would be ignored, or its doubtful positions be used."""
    file = tmp_path / "places.csv"
    file.write_text(PLACES, "utf-8-sig")
    recipe = load_recipe("small", places=str(file))
    made = villages(recipe, all_towns)
    assert len(made) == recipe.villages
    real = [village for village in made if village.district == "EG2503"]
    assert [(place.pcode, place.name, place.lat) for place in real] == [
        ("EG250305", "قرية أولى", 27.1),
        ("EG250306", "Second", 27.2),
    ]
    assert all(village.households > 0 for village in made)
