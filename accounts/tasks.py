"""What the worker does: ring, sweep, seal, forget. The work itself is registered with the outbox by kind."""

import structlog
from celery import shared_task
from kombu.exceptions import OperationalError

from accounts import belonging, files, idempotency, invitations, journal, mails, outbox

_log = structlog.get_logger(__name__)


@shared_task(name="accounts.wake")
def wake() -> None:
    """A promise was made: run what is due."""
    outbox.run_due()


@shared_task(name="accounts.sweep", expires=30)
def sweep() -> None:
    """Run what was promised and not done, whatever became of its bell."""
    outbox.run_due()


@shared_task(name="accounts.seal_journal", expires=60)
def seal_journal() -> None:
    """Seal the events of the last minute."""
    journal.seal()


@shared_task(name="accounts.sweep_files", expires=3600)
def sweep_files() -> None:
    """Delete files that no row came to own within a day."""
    files.sweep()


@shared_task(name="accounts.forget_keys", expires=3600)
def forget_keys() -> None:
    """Delete the keys of creating calls that nobody can send again."""
    idempotency.forget()


def _wake_a_worker() -> None:
    try:
        wake.apply_async(retry=False)
    except OperationalError:  # the promised row stands whatever the broker says
        _log.warning("broker_silent")


outbox.rings(_wake_a_worker)
mails.register()
invitations.register()
belonging.register()
