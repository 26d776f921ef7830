"""Scenario folders of any size, from a recipe and a seed."""

from mizalla.generate.generate import generate
from mizalla.generate.recipe import Recipe, load_recipe, recipes
from mizalla.generate.starter import starter

__all__ = ["Recipe", "generate", "load_recipe", "recipes", "starter"]
