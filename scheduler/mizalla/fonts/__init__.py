"""Open fonts that reports and waybills carry with them, Latin and Arabic."""

from mizalla.fonts.fonts import FAMILIES, Face, faces, font_folder

__all__ = ["FAMILIES", "Face", "faces", "font_folder"]
