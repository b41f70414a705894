"""Rows of many models, gathered and written in bulk, what others point at before what points at it."""

from collections import defaultdict
from typing import Any

from followup.models import (
    Action,
    ActionChange,
    ActionFinding,
    ActionHelper,
    Attachment,
    BulkChange,
    CheckIn,
    CheckInAnswer,
    CheckInSchedule,
    Comment,
    CommentMention,
    Decision,
    FindingEstimate,
    Indicator,
    Measurement,
    Milestone,
    Recurrence,
    SavedFilter,
    StatusReport,
)

ORDER: tuple[type[Any], ...] = (
    Decision, Action, BulkChange, ActionFinding, ActionHelper, Milestone, StatusReport, Comment, CommentMention,
    Attachment, Indicator, Measurement, ActionChange, CheckIn, CheckInAnswer, FindingEstimate, Recurrence,
    SavedFilter, CheckInSchedule,
)  # fmt: skip
BATCH = 1000


class Rows:
    """What is to be written; emptied by writing, so that memory holds some plans and not all."""

    def __init__(self) -> None:
        self.waiting: defaultdict[type[Any], list[Any]] = defaultdict(list)

    def add[Row](self, row: Row) -> Row:
        """Keep it until `write`."""
        self.waiting[type(row)].append(row)
        return row

    def actions(self) -> list[Action]:
        """Those that wait."""
        return list(self.waiting[Action])

    def write(self) -> None:
        """Insert all, and forget them."""
        unknown = self.waiting.keys() - set(ORDER)
        if unknown:
            raise LookupError(f"Say in ORDER where {unknown} belong.")
        for model in ORDER:
            model._default_manager.bulk_create(self.waiting.pop(model, []), batch_size=BATCH)
