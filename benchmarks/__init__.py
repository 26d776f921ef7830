"""Measurements of what docs/benchmarks.md promises: ``python -m benchmarks``."""
