"""A database full of invented plans, for measuring: the same rows for the same seed."""

from followup.seeding.load import FULL, Sizes, load

__all__ = ["FULL", "Sizes", "load"]
