"""Which press on many rows the changes belong to that are written now, so that history can say «together with»."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from followup.models import Action, BulkChange

_row: ContextVar[Action | None] = ContextVar("row", default=None)
_bulk: ContextVar[BulkChange | None] = ContextVar("bulk", default=None)


@contextmanager
def together(bulk: BulkChange) -> Iterator[None]:
    """Let every change and decision that is written inside belong to this press."""
    token = _bulk.set(bulk)
    try:
        yield
    finally:
        _bulk.reset(token)


def bulk_of_now() -> BulkChange | None:
    """The press at work; None where a row is changed alone."""
    return _bulk.get()


@contextmanager
def holding(row: Action) -> Iterator[None]:
    """Let the verbs inside work on this row, which the press has locked after its plan, instead of locking it anew."""
    token = _row.set(row)
    try:
        yield
    finally:
        _row.reset(token)


def held_row(action: Action) -> Action | None:
    """The row that is held of this action."""
    row = _row.get()
    return row if row is not None and row.pk == action.pk else None
