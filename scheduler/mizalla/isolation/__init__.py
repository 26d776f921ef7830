"""Members' plugins in processes of their own: asked by messages, and held to limits."""

from mizalla.isolation.ask import ask
from mizalla.isolation.limits import Limits
from mizalla.isolation.run_command import run_command
from mizalla.isolation.task import Task

__all__ = ["Limits", "Task", "ask", "run_command"]
