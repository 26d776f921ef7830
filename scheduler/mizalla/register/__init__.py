"""What members say without code: sheets to fill in, and what comes back."""

from mizalla.register.keep import register, withdraw
from mizalla.register.sheet import sheet
from mizalla.register.take import Taken, take

__all__ = ["Taken", "register", "sheet", "take", "withdraw"]
