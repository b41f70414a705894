"""The plan as a workbook: every text stays text, every date is a date, nothing is calculated from what people wrote."""

import io
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

import xlsxwriter
from django.utils.translation import gettext as _

from followup.documents.columns import ACTION_COLUMNS, IMPROVEMENT_COLUMNS, ActionLine, Column, ImprovementLine

LONGEST = 32_767  # what a cell of Excel holds
CUT = "…"


def excel_of(actions: Sequence[ActionLine], improvements: Sequence[ImprovementLine]) -> bytes:
    """A sheet of the actions and one of the improvement opportunities with their decisions."""
    out = io.BytesIO()
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(out, options) as book:
        _sheet(book, _("Actions"), ACTION_COLUMNS, actions)
        _sheet(book, _("Decisions"), IMPROVEMENT_COLUMNS, improvements)
    return out.getvalue()


def _sheet[Line](book: xlsxwriter.Workbook, name: str, columns: Sequence[Column[Line]], lines: Iterable[Line]) -> None:
    heading = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
    text = book.add_format({"text_wrap": True, "valign": "top"})
    day = book.add_format({"num_format": "yyyy-mm-dd", "valign": "top", "align": "left"})
    number = book.add_format({"valign": "top"})
    sheet: Any = book.add_worksheet(name)  # Any: XlsxWriter has no types
    sheet.freeze_panes(1, 3 if columns is ACTION_COLUMNS else 1)
    for place, column in enumerate(columns):
        sheet.set_column(place, place, column.width)
        sheet.write_string(0, place, str(column.heading), heading)
    last = 0
    for last, line in enumerate(lines, start=1):
        for place, column in enumerate(columns):
            value = column.value(line)
            if value is None or value == "":
                continue
            if isinstance(value, str):
                sheet.write_string(last, place, value if len(value) <= LONGEST else value[: LONGEST - 1] + CUT, text)
            elif isinstance(value, date):
                sheet.write_datetime(last, place, value, day)
            else:
                sheet.write_number(last, place, value, number)
    sheet.autofilter(0, 0, last, len(columns) - 1)
