"""``mizalla generate``."""


def test_sizes_and_seed_replace_those_of_the_recipe(mizalla, tmp_path):
    """Scenarios would all be of the recipe's size."""
    ended = mizalla("generate", "assiut", "small", "--villages", "12", "--seed", "5", "--json")
    assert ended.code == 0
    assert ended.data["seed"] == 5
    rows = (tmp_path / "small" / "villages.csv").read_text("utf-8").splitlines()
    assert sum(row.startswith("EG") for row in rows) == 12
    assert mizalla("check", "small").code == 0


def test_equal_seeds_give_equal_folders(mizalla, tmp_path):
    """A benchmark could not be repeated."""
    for name, seed in (("a", "1"), ("b", "1"), ("c", "2")):
        assert mizalla("generate", "assiut", name, "--villages", "12", "--seed", seed).code == 0
    a, b, c = (tmp_path / name / "villages.csv" for name in "abc")
    assert a.read_bytes() == b.read_bytes()
    assert a.read_bytes() != c.read_bytes()


def test_an_unknown_recipe_is_wrong_use(mizalla):
    """A misspelt recipe would end in a traceback."""
    ended = mizalla("generate", "asiut", "out", "--json")
    assert (ended.code, ended.data["error"]["kind"]) == (2, "usage")


def test_nothing_is_overwritten(mizalla, scenario):
    """A scenario made by hand would be lost."""
    assert mizalla("generate", "assiut", scenario).code == 2
