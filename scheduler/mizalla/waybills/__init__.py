"""Waybills: what a storekeeper loads, a driver carries and a field team signs for."""

from mizalla.waybills.consignment import Consignment, Line, consignments
from mizalla.waybills.loading import LoadingList, loading_lists
from mizalla.waybills.waybills import Booklet, booklet

__all__ = [
    "Booklet",
    "Consignment",
    "Line",
    "LoadingList",
    "booklet",
    "consignments",
    "loading_lists",
]
