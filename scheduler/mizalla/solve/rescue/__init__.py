"""What is left to do when a search is stopped: a plan of what is there, with what is proven."""

from mizalla.solve.rescue.rescue import rescue

__all__ = ["rescue"]
