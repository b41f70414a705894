"""The journal: every change and every refused attempt, written in the caller's transaction."""

import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from typing import Any

from django.db import connection, models

from accounts.models import Event, EventFacts
from accounts.roles import Actor

_waiting: ContextVar[list[tuple[Event, EventFacts]] | None] = ContextVar("waiting", default=None)


def digest_of(facts: dict[str, Any]) -> str:
    """SHA-256 over the facts as canonical JSON: keys sorted, no spaces, UTF-8."""
    text = json.dumps(facts, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def record(
    by: Actor,
    verb: str,
    subject: models.Model,
    /,
    *,
    now: datetime,
    municipality: int | None = None,
    evaluation: int | None = None,
    refused: bool = False,
    **facts: Any,
) -> Event:
    """Write what happened to the stream of the municipality, or the scope's, else to SKR's.

    `facts` hold what was before and after; the event keeps their digest, so that they may be erased later.
    """
    return record_about(
        by,
        verb,
        subject._meta.model_name or "",
        str(subject.pk),
        now=now,
        municipality=municipality,
        evaluation=evaluation,
        refused=refused,
        **facts,
    )


def record_about(
    by: Actor,
    verb: str,
    kind: str,
    identifier: str,
    *,
    now: datetime,
    municipality: int | None = None,
    evaluation: int | None = None,
    refused: bool = False,
    **facts: Any,
) -> Event:
    """The same for a subject that is no row of ours, such as an address that was refused."""
    facts = {"by": by.display_name, **facts}
    event = Event(
        municipality_id=by.scope.municipality if municipality is None else municipality,
        evaluation=by.scope.evaluation if evaluation is None else evaluation,
        at=now,
        by_id=by.user_id,
        hat=by.hat[:40],
        verb=verb,
        subject_kind=kind[:40],
        subject_id=identifier[:60],
        refused=refused,
        digest=digest_of(facts),
    )
    told = EventFacts(event=event, facts=facts)
    waiting = _waiting.get()
    if waiting is not None:
        waiting.append((event, told))
        return event
    # The writer may be unable to read the stream, so the keys are made here and nothing is asked back.
    event.save(force_insert=True)
    told.save(force_insert=True)
    return event


@contextmanager
def gathered() -> Iterator[None]:
    """Write what is recorded inside by two statements when the block ends well; where it does not, nothing happened."""
    waiting: list[tuple[Event, EventFacts]] = []
    token = _waiting.set(waiting)
    try:
        yield
    finally:
        _waiting.reset(token)
    if waiting:
        Event.objects.bulk_create(event for event, _facts in waiting)
        EventFacts.objects.bulk_create(facts for _event, facts in waiting)


def seal() -> int:
    """Append one seal for every event that has none, stream by stream; returns how many.

    The SQL function runs as the owner, since no scope reads all streams; it locks out a second sealer.
    """
    with connection.cursor() as cursor:
        cursor.execute("select kompass_seal_events()")
        (sealed,) = cursor.fetchone()
    return int(sealed)


def broken_seals() -> list[tuple[int, int]]:
    """The (stream, number) of every seal whose hash no longer fits its event or its predecessor."""
    with connection.cursor() as cursor:
        cursor.execute("select stream, number from kompass_broken_seals()")
        return [(int(stream), int(number)) for stream, number in cursor.fetchall()]
