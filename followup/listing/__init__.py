"""The one chain of every page that shows a plan's actions: filter, order, group, and what a row says."""

from followup.listing.choices import Choices, choices_of, swedish
from followup.listing.columns import COLUMNS, USUAL, Cell, Column, cells_of, columns_of
from followup.listing.filtering import filtered
from followup.listing.grouping import GROUPS, Group, grouped
from followup.listing.ordering import ORDERS, ordered
from followup.listing.query import KNOWN, kept_query
from followup.listing.rows import findable, of_plan, statuses_of
from followup.listing.wanted import Wanted

ROWS = 50

__all__ = [
    "COLUMNS",
    "GROUPS",
    "KNOWN",
    "ORDERS",
    "ROWS",
    "USUAL",
    "Cell",
    "Choices",
    "Column",
    "Group",
    "Wanted",
    "cells_of",
    "choices_of",
    "columns_of",
    "filtered",
    "findable",
    "grouped",
    "kept_query",
    "of_plan",
    "ordered",
    "statuses_of",
    "swedish",
]
