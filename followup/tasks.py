"""What the worker does for followup, by kind of promised work."""

from functools import partial

from celery import shared_task
from django.utils import timezone

from accounts import mails, outbox
from followup import figures, notices, receivers
from followup.check_ins import mailing, tending
from followup.progress import scanning

outbox.handles(receivers.PREPARE_PLAN, receivers.prepare_plan)
outbox.handles(notices.ASSIGNED, mails.mark, notices.tell_owner)
outbox.handles(notices.MENTIONED, mails.mark, notices.tell_mentioned)
outbox.handles(scanning.SCAN, scanning.scan_file)
outbox.handles(figures.COUNT_ALL, figures.count_all)
outbox.handles(figures.COUNT, figures.count)
outbox.handles(tending.TEND_ALL, tending.tend_all)
outbox.handles(tending.TEND, tending.tend)
for kind in mailing.SUBJECTS:
    outbox.handles(kind, mails.mark, partial(mailing.tell, kind=kind))


@shared_task(name="followup.count_figures", expires=3600)
def count_figures() -> None:
    """Promise that tonight's figures are counted for SKR."""
    now = timezone.now()
    figures.promise_count(now, timezone.localdate(now))


@shared_task(name="followup.tend_check_ins", expires=3600)
def tend_check_ins() -> None:
    """Promise this morning's round of check-ins."""
    now = timezone.now()
    tending.promise_tending(now, timezone.localdate(now))
