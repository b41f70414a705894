"""The actions as CSV that a Swedish Excel opens: semicolons, UTF-8 with its mark, no cell that begins as a formula."""

import csv
import io
from collections.abc import Sequence

from followup.documents.columns import ACTION_COLUMNS, ActionLine, Cell, ImprovementLine

FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")


def csv_of(actions: Sequence[ActionLine], improvements: Sequence[ImprovementLine]) -> bytes:
    """A line for each action; the decisions stand in the workbook alone."""
    out = io.StringIO()
    out.write("\ufeff")
    writer = csv.writer(out, delimiter=";")
    writer.writerow(str(column.heading) for column in ACTION_COLUMNS)
    for line in actions:
        writer.writerow(written(column.value(line)) for column in ACTION_COLUMNS)
    return out.getvalue().encode()


def written(value: Cell) -> str:
    """A value as text; an apostrophe before what Excel would calculate."""
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(FORMULA_SIGNS) else text
