"""Figures: all that reports, workbooks and terminals say of a plan, reckoned in one place."""

from mizalla.figures.area import Area, Level, areas
from mizalla.figures.binding import binding
from mizalla.figures.cost import CostShare, cost_by_member, cost_by_part
from mizalla.figures.daily import DayLoad, fleet_days, member_days, warehouse_days
from mizalla.figures.digest import Digest, digest
from mizalla.figures.fairness import Lorenz, lorenz, profile
from mizalla.figures.leftover import Leftover, leftovers
from mizalla.figures.reason import Reason, Shortfall, shortest, shortfalls
from mizalla.figures.setting import Setting
from mizalla.figures.stock import StockUse, stock_use

__all__ = [
    "Area",
    "CostShare",
    "DayLoad",
    "Digest",
    "Leftover",
    "Level",
    "Lorenz",
    "Reason",
    "Setting",
    "Shortfall",
    "StockUse",
    "areas",
    "binding",
    "cost_by_member",
    "cost_by_part",
    "digest",
    "fleet_days",
    "leftovers",
    "lorenz",
    "member_days",
    "profile",
    "shortest",
    "shortfalls",
    "stock_use",
    "warehouse_days",
]
