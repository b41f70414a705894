"""A creating call that is sent twice makes one thing: the same key with the same body answers the same for 24 hours."""

import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from django.db import connection, transaction
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.errors import RuleViolation
from accounts.models import Idempotency
from accounts.models.idempotency import KEPT_FOR

KEY_FIELD = "once_key"  # the hidden field of a form (accounts.forms.OnceForm)
LONGEST_KEY = 80


class KeyReused(RuleViolation):
    """The key was sent before with another body: which of the two is meant cannot be known."""

    code: ClassVar[str] = "idempotency_key_reused"
    message = _("This form has already been sent, with other content. Open the page again to make one more.")
    status: ClassVar[int] = 422


@dataclass(slots=True)
class Call:
    """One creating call; `result` is what the first one made, such as its number."""

    is_first: bool
    result: str = ""


@contextmanager
def once(user_id: int | None, key: str, body: object, now: datetime) -> Iterator[Call]:
    """Create inside `if call.is_first:` and set `call.result`; afterwards `call.result` is what the first call made.

    Whoever presses at the same time waits for the first to commit. A refusal inside leaves no trace, so that the
    corrected form may be sent again. An empty key remembers nothing. Raises KeyReused for another body.
    """
    if not key or user_id is None:
        yield Call(is_first=True)
        return
    key, digest = key[:LONGEST_KEY], digest_of(body)
    with transaction.atomic():
        Idempotency.objects.filter(user_id=user_id, at__lt=now - KEPT_FOR).delete()
        mine = Idempotency(user_id=user_id, key=key, body_sha256=digest, at=now)
        Idempotency.objects.bulk_create([mine], ignore_conflicts=True)
        stored = Idempotency.objects.select_for_update().get(user_id=user_id, key=key)
        if stored.body_sha256 != digest:
            raise KeyReused
        call = Call(is_first=not stored.result, result=stored.result)
        yield call
        if call.is_first:
            Idempotency.objects.filter(pk=stored.pk).update(result=call.result or "made")


def forget() -> int:
    """Delete the keys that have run out; returns how many. The SQL function runs as the owner: no scope sees all."""
    with connection.cursor() as cursor:
        cursor.execute("select kompass_forget_keys()")
        (forgotten,) = cursor.fetchone()
    return int(forgotten)


def digest_of(body: object) -> str:
    """SHA-256 over the body as canonical JSON; dates and the like as text."""
    text = json.dumps(body, sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=str)
    return hashlib.sha256(text.encode()).hexdigest()


def sent_form(request: HttpRequest) -> dict[str, list[str]]:
    """What a form sent and where to, without its token and its key: the body for `once`."""
    fields = {name: request.POST.getlist(name) for name in request.POST}
    return {name: texts for name, texts in fields.items() if name not in ("csrfmiddlewaretoken", KEY_FIELD)} | {
        "": [request.path]
    }
