"""Counting statements: the page's own apart from those of session, user, membership, assignment and scope."""

import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.db import connection

_TRANSACTION = re.compile(r"\s*(begin|commit|rollback|savepoint|release)\b", re.IGNORECASE)


@dataclass
class Statements:
    """What was sent to the database, without BEGIN, SAVEPOINT and COMMIT."""

    of_page: list[str] = field(default_factory=list)
    of_frame: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        return "\n".join(["page:", *self.of_page, "frame:", *self.of_frame])


def _is_of_frame() -> bool:
    """Whether a request is under way whose view has not been entered: then session and scope are asking."""
    inside_request = False
    frame = sys._getframe(2)
    while frame is not None:
        code = frame.f_code
        if code.co_filename.endswith("django/core/handlers/base.py"):
            if code.co_name == "_get_response":
                return False
            inside_request = inside_request or code.co_name == "get_response"
        frame = frame.f_back  # type: ignore[assignment]
    return inside_request


@contextmanager
def count_statements() -> Iterator[Statements]:
    """Collect what this thread's connection is sent meanwhile."""
    counted = Statements()

    def note(execute: Callable[..., Any], sql: Any, params: Any, many: bool, context: Any) -> Any:
        text = str(sql)
        if not _TRANSACTION.match(text):
            (counted.of_frame if _is_of_frame() else counted.of_page).append(text)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield counted
