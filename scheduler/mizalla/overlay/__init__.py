"""Overlays: variations of a scenario, read from small files, checked and laid on."""

from mizalla.overlay.lay import lay
from mizalla.overlay.read import explained, find_overlay, overlay_of, read_overlay
from mizalla.overlay.rules import change_rules

__all__ = ["change_rules", "explained", "find_overlay", "lay", "overlay_of", "read_overlay"]
