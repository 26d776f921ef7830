"""New plugins: a small distribution of a member's own, ready to install and to test."""

from mizalla.scaffold.new import new_plugin

__all__ = ["new_plugin"]
