"""Reference pages made from the code: hooks, rules, records and capacity sheets."""

from mizalla.reference.hooks import hooks_page
from mizalla.reference.records import records_page
from mizalla.reference.rules import rules_page
from mizalla.reference.sheets import sheets_page

__all__ = ["hooks_page", "records_page", "rules_page", "sheets_page"]
