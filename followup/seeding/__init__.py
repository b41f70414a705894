"""A database full of invented plans, for measuring: the same rows for the same seed."""

from followup.seeding.load import Sizes, load

__all__ = ["Sizes", "load"]
