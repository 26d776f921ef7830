"""Reference pages made from the code: hooks and rules."""

from mizalla.reference.hooks import hooks_page
from mizalla.reference.rules import rules_page

__all__ = ["hooks_page", "rules_page"]
