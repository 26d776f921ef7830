"""Mizalla plans how an alliance of charities hands out food parcels."""

__version__ = "0.1.0"
