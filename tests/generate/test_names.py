import re
from itertools import islice

from mizalla.generate.draw import Draw
from mizalla.generate.names import members, village_names


def test_village_names_never_repeat() -> None:
    """Two villages of a district would bear one name."""
    for upper in (True, False):
        names = list(islice(village_names(Draw(1, "names"), upper), 1200))
        assert len(set(names)) == len({name for name, _ in names}) == 1200


def test_village_names_are_in_two_scripts() -> None:
    """Latin letters would get into Arabic papers, or the other way round."""
    for name, name_ar in islice(village_names(Draw(2, "names"), True), 300):
        assert not re.search(r"[\u0600-\u06ff]", name)
        assert not re.search(r"[A-Za-z]", name_ar)


def test_members_are_told_apart() -> None:
    """Two members would share an id, and each other's trucks."""
    alliance = members(Draw(1, "members"), 72)
    assert len({member.id for member in alliance}) == 72
    assert len({member.name_ar.split(" ", 1)[1] for member in alliance}) == 72
    assert all(re.fullmatch(r"[a-z]+-[a-z]+", member.id) for member in alliance)
