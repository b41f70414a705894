"""Work promised as rows: the broker is a bell, the table is the truth.

A handler may run twice unharmed: its writes and the mark «done» stand in one transaction, and a worker that dies in the
middle leaves a lease that runs out.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from accounts.models import Job
from accounts.roles import Actor
from accounts.tenancy import Scope, open_scope

LEASE = timedelta(seconds=60)
ATTEMPTS = 5
_log = structlog.get_logger(__name__)


class _LeaseLostError(Exception):
    """Another worker has claimed the job meanwhile: what this one wrote is taken back."""


class Unrepeatable(Exception):  # noqa: N818 - named for what the work is
    """A handler cannot know whether its work was done and must not do it twice: the job fails at once."""


@dataclass(frozen=True, slots=True)
class Running:
    """What a handler is given: the promise's key and ids, the hat it works under and the time of the run."""

    key: str
    by: Actor
    now: datetime
    arguments: dict[str, int | str]


Handler = Callable[[Running], None]


@dataclass(frozen=True, slots=True)
class _Kind:
    steps: tuple[Handler, ...]
    give_up: Handler | None


_kinds: dict[str, _Kind] = {}


def _bell() -> None:
    """Silent until accounts.tasks names one."""


def handles(kind: str, *steps: Handler, give_up: Handler | None = None) -> None:
    """Register the steps of a kind of work: each runs in a transaction of its own, the last one together with «done».

    `give_up` runs once when the last attempt has failed, so that the row's owner sees it.
    """
    _kinds[kind] = _Kind(steps, give_up)


def promise(kind: str, key: str, scope: Scope, run_at: datetime, **ids: int | str) -> None:
    """Promise work in the caller's transaction under a scope; a key that was promised before changes nothing.

    The worker is woken on commit; where the bell is lost, the sweep finds the row.
    """
    job = Job(
        kind=kind,
        key=key,
        municipality=scope.municipality,
        evaluation=scope.evaluation,
        house=scope.house,
        user=scope.user,
        arguments=ids,
        run_at=run_at,
    )
    Job.objects.bulk_create([job], ignore_conflicts=True)
    transaction.on_commit(ring, robust=True)


def rings(bell: Callable[[], None]) -> None:
    """Name what wakes a worker; accounts.tasks does, so that no rule knows the broker."""
    global _bell
    _bell = bell


def ring() -> None:
    """Wake a worker now; without a broker the sweep comes within ten seconds."""
    _bell()


def run_due(now: Callable[[], datetime] = timezone.now, most: int = 1000) -> int:
    """Run what is due, one job after another, until nothing is left or `most` ran; returns how many ran."""
    count = 0
    while count < most and (job := _claim(now())) is not None:
        run(job, now())
        count += 1
    return count


def _claim(now: datetime) -> Job | None:
    """Take the lease of the oldest due job nobody holds."""
    with transaction.atomic():
        job = (
            Job.objects.select_for_update(skip_locked=True)
            .filter(Q(lease_until=None) | Q(lease_until__lt=now), done_at=None, failed_at=None, run_at__lte=now)
            .order_by("run_at", "id")
            .first()
        )
        if job is not None:
            job.lease_until = now + LEASE
            job.attempts += 1
            job.save(update_fields=["lease_until", "attempts"])
    return job


def run(job: Job, now: datetime) -> None:
    """Run a claimed job under its scope and mark it done in the same transaction; a failure is kept on the row."""
    kind = _kinds[job.kind]
    scope = Scope(user=job.user, municipality=job.municipality, evaluation=job.evaluation, house=job.house)  # type: ignore[arg-type]
    running = Running(key=job.key, by=Actor.of_job(scope), now=now, arguments=job.arguments)
    log = _log.bind(job=job.pk, kind=job.kind, attempt=job.attempts)
    if job.attempts > ATTEMPTS:  # it died that often without a word
        _give_up(job, kind, running, "died")
        return
    try:
        for step in kind.steps[:-1]:
            with open_scope(scope):
                step(running)
        with open_scope(scope):
            kind.steps[-1](running)
            if not _held(job).update(done_at=now, lease_until=None, error=""):
                raise _LeaseLostError
    except _LeaseLostError:
        log.warning("job_lease_lost")
    except Exception as error:
        name = type(error).__name__
        log.exception("job_failed")
        if job.attempts >= ATTEMPTS or isinstance(error, Unrepeatable):
            _give_up(job, kind, running, name)
        else:
            pause = now + timedelta(seconds=5 * 2**job.attempts)
            _held(job).update(lease_until=None, run_at=pause, error=name)
    else:
        log.info("job_done")


def _held(job: Job) -> QuerySet[Job]:
    """The job's row as long as no other worker has claimed it since: the count of attempts is the fence."""
    return Job.objects.filter(pk=job.pk, attempts=job.attempts, done_at=None, failed_at=None)


def _give_up(job: Job, kind: _Kind, running: Running, reason: str) -> None:
    scope = running.by.scope
    with open_scope(scope):
        if _held(job).update(failed_at=running.now, lease_until=None, error=reason) and kind.give_up is not None:
            kind.give_up(running)
