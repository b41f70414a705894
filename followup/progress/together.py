"""Which press on many rows the changes belong to that are written now, so that history can say «together with»."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from followup.models import BulkChange

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
